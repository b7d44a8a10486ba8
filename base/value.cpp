#include "demarche/value.h"

#include <algorithm>
#include <cmath>

namespace demarche {
namespace {

template <class... F>
struct Overload : F... { using F::operator()...; };
template <class... F>
Overload(F...) -> Overload<F...>;

}  // namespace

const Value* Value::find(std::string_view key) const {
    const Map* map = as_map();
    if (!map) return nullptr;
    const auto found = std::lower_bound(map->begin(), map->end(), key, [](const auto& entry, std::string_view k) { return entry.first < k; });
    return found != map->end() && found->first == key ? &found->second : nullptr;
}

std::string_view Value::type_name() const {
    static constexpr std::string_view kNames[] = {"Null", "Boolean", "Integer", "Float", "String", "List", "Map", "Node", "Relationship",
                                                  "Path", "Date", "LocalTime", "Time", "LocalDateTime", "DateTime", "Duration"};
    return kNames[storage_.index()];
}

bool Value::operator==(const Value& other) const {
    if (storage_.index() != other.storage_.index()) return false;
    return std::visit(Overload{
        [&](double a) { const double b = *other.as_double(); return a == b || (std::isnan(a) && std::isnan(b)); },
        [&](const std::shared_ptr<const List>& a) { return *a == *other.as_list(); },
        [&](const std::shared_ptr<const Map>& a) { return *a == *other.as_map(); },
        [&](const std::shared_ptr<const Path>& a) { return *a == *other.as_path(); },
        [&](const auto& a) { return a == *other.get<std::decay_t<decltype(a)>>(); }}, storage_);
}

Map make_map(Map entries) {
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Map map;
    for (auto& entry : entries) {
        if (!map.empty() && map.back().first == entry.first) map.back().second = std::move(entry.second);
        else map.push_back(std::move(entry));
    }
    return map;
}

}  // namespace demarche
