#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/suggest.h"
#include "extract/rules/pack.h"

namespace demarche::extract {
namespace {

struct Place {
    std::size_t file = 0, entry = 0;
};
using Places = std::unordered_map<std::string, Place>;

const List* entries_of(const PackFile& file) {
    const Value* entries = file.json.root.find("entries");
    return entries ? entries->as_list() : nullptr;
}

std::string pointer(std::size_t entry, std::string_view key = {}) {
    return "/entries/" + std::to_string(entry) + (key.empty() ? "" : "/" + std::string(key));
}

bool flag(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    const bool* set = value ? value->as_bool() : nullptr;
    return set && *set;
}

// Takes entries out of one file. Pointers of those that stay are moved along, so that later faults still name the right line.
void drop(PackFile& file, const std::vector<bool>& dropped) {
    const List& old = *entries_of(file);
    List kept;
    std::vector<std::size_t> moved(old.size());
    for (std::size_t i = 0; i < old.size(); ++i) {
        moved[i] = kept.size();
        if (!dropped[i]) kept.push_back(old[i]);
    }
    Map root = *file.json.root.as_map();
    const auto entries = std::find_if(root.begin(), root.end(), [](const auto& member) { return member.first == "entries"; });
    entries->second = Value(std::move(kept));
    file.json.root = Value(std::move(root));
    constexpr std::string_view kPrefix = "/entries/";
    std::map<std::string, SourcePosition> positions;
    for (auto& [at, position] : file.json.positions) {
        if (!at.starts_with(kPrefix)) {
            positions.emplace(at, position);
            continue;
        }
        const std::size_t end = std::min(at.find('/', kPrefix.size()), at.size());
        const std::size_t index = std::stoul(at.substr(kPrefix.size(), end - kPrefix.size()));
        if (!dropped[index]) positions.emplace(std::string(kPrefix) + std::to_string(moved[index]) + at.substr(end), position);
    }
    file.json.positions = std::move(positions);
}

class Layers {
public:
    Layers(PackFiles& files, std::vector<Diagnostic>& faults) : files_(files), faults_(faults), dropped_(files.size()) {}

    void add(std::size_t f) {
        const List* entries = entries_of(files_[f]);
        if (!entries) return;
        dropped_[f].resize(entries->size());
        for (std::size_t e = 0; e < entries->size(); ++e) add_entry(f, e, (*entries)[e]);
    }
    void finish() {
        for (std::size_t f = 0; f < files_.size(); ++f)
            if (std::find(dropped_[f].begin(), dropped_[f].end(), true) != dropped_[f].end()) drop(files_[f], dropped_[f]);
    }

private:
    void add_entry(std::size_t f, std::size_t e, const Value& entry) {
        const Value* id = entry.find("id");
        const std::string* name = id ? id->as_string() : nullptr;
        if (!name) return;
        Places& places = places_[files_[f].kind];
        const auto found = places.find(*name);
        const bool remove = flag(entry, "remove");
        if (remove) dropped_[f][e] = true;
        if (found == places.end()) {
            if (remove) unknown(f, e, *name, places);
            else places.emplace(*name, Place{f, e});
            return;
        }
        if (!remove && flag(entry, "add")) return;
        const Place before = found->second;
        if (files_[before.file].pack == files_[f].pack) {
            faults_.push_back(files_[f].json.fault(pointer(e, "id"), "'" + *name + "' is defined twice in this pack", "the first is in " + files_[before.file].json.file));
            return;
        }
        dropped_[before.file][before.entry] = true;
        if (remove) places.erase(found);
        else found->second = {f, e};
    }
    void unknown(std::size_t f, std::size_t e, const std::string& name, const Places& places) {
        std::vector<std::string> names;
        for (const auto& [known, place] : places) names.push_back(known);
        std::sort(names.begin(), names.end());
        faults_.push_back(files_[f].json.fault(pointer(e, "id"), "there is no '" + name + "' to remove", base::did_you_mean(name, names)));
    }

    PackFiles& files_;
    std::vector<Diagnostic>& faults_;
    std::vector<std::vector<bool>> dropped_;
    std::unordered_map<std::string, Places> places_;  // by kind; never iterated for output without sorting
};

}  // namespace

void lay_over(PackFiles& files, std::vector<Diagnostic>& faults) {
    Layers layers(files, faults);
    for (std::size_t f = 0; f < files.size(); ++f) layers.add(f);
    layers.finish();
}

}  // namespace demarche::extract
