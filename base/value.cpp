#include "demarche/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/json.h"
#include "base/temporal.h"
#include "demarche/result.h"

namespace demarche {
namespace {

template <class... F>
struct Overload : F... { using F::operator()...; };
template <class... F>
Overload(F...) -> Overload<F...>;

// The shortest text that reads back as the same double and as no integer.
void append_double(std::string& out, double d) {
    if (!std::isfinite(d)) {
        out += std::isnan(d) ? "\"NaN\"" : d < 0 ? "\"-Infinity\"" : "\"Infinity\"";
        return;
    }
    char buffer[32];
    const auto end = std::to_chars(std::begin(buffer), std::end(buffer), d).ptr;
    const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
    out += text;
    if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void append_json(std::string& out, const Value& value);

template <class Ids>
void append_numbers(std::string& out, const Ids& ids) {
    out += '[';
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i) out += ',';
        out += std::to_string(static_cast<std::uint32_t>(ids[i]));
    }
    out += ']';
}

void append_list(std::string& out, const List& list) {
    out += '[';
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (i) out += ',';
        append_json(out, list[i]);
    }
    out += ']';
}

void append_map(std::string& out, const Map& map) {
    out += '{';
    for (std::size_t i = 0; i < map.size(); ++i) {
        if (i) out += ',';
        base::append_json_string(out, map[i].first);
        out += ':';
        append_json(out, map[i].second);
    }
    out += '}';
}

void append_path(std::string& out, const Path& path) {
    out += "{\"nodes\":";
    append_numbers(out, path.nodes);
    out += ",\"relationships\":";
    append_numbers(out, path.edges);
    out += '}';
}

void append_json(std::string& out, const Value& value) {
    std::visit(Overload{
        [&](std::monostate) { out += "null"; },
        [&](bool b) { out += b ? "true" : "false"; },
        [&](std::int64_t i) { out += std::to_string(i); },
        [&](double d) { append_double(out, d); },
        [&](const std::string& s) { base::append_json_string(out, s); },
        [&](const std::shared_ptr<const List>& list) { append_list(out, *list); },
        [&](const std::shared_ptr<const Map>& map) { append_map(out, *map); },
        [&](NodeId n) { out += std::to_string(static_cast<std::uint32_t>(n)); },
        [&](EdgeId e) { out += std::to_string(static_cast<std::uint32_t>(e)); },
        [&](const std::shared_ptr<const Path>& path) { append_path(out, *path); },
        [&](const auto& temporal) { (out += '"') += base::to_iso(temporal) + '"'; }}, value.storage());
}

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

std::string to_json(const Value& value) {
    std::string out;
    append_json(out, value);
    return out;
}

Result<Value> parse_json(std::string_view text) {
    base::JsonOptions options;
    options.comments = false;
    options.positions = false;
    Result<base::JsonDocument> document = base::read_json(text, "", options);
    if (!document) return std::move(document).error();
    return std::move(document->root);
}

}  // namespace demarche
