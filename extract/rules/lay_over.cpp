#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/suggest.h"
#include "extract/rules/pack.h"

namespace demarche::extract {
namespace {

// What a text of an entry holds.
enum class Texts { one, names, words, choices };  // itself; "Zenda?|Old Zenda"; "the a an"; "ask|beg"

// How the entries of a kind are laid over one another.
struct KindLaw {
    std::string_view kind;
    std::array<std::string_view, 2> keys;  // what an entry is known by
    bool sums = false;                     // entries of one key add up; else there is one, and another must say that it adds
    Texts texts = Texts::one;
    std::string_view added = {};            // keys that "add" may bring; "": all but single values
};
constexpr std::array<KindLaw, 22> kLaws{{
    {"states", {"id"}, false, Texts::names}, {"organisations", {"id"}}, {"places", {"id"}}, {"laws", {"id"}}, {"groups", {"id"}}, {"events", {"id"}}, {"persons", {"id"}},
    {"offices", {"id"}}, {"cities", {"state"}, true, Texts::names}, {"holders", {"office", "state"}, true, Texts::names}, {"person-names", {"culture"}, true, Texts::words},
    {"words", {"tags", "form"}, true, Texts::words}, {"word-classes", {"class"}, true}, {"resolve", {"class"}, true}, {"clauses", {"id"}},
    {"phrases", {"id"}, false, Texts::one, " words "}, {"word_sets", {"id"}, false, Texts::one, " words "},
    {"frames", {"id"}, false, Texts::choices, " verbs nouns adjectives means examples counterexamples "},
    {"composition", {"id"}, false, Texts::choices, " verbs nouns adjectives relations "},
    {"tags", {"id"}, false, Texts::one, " "}, {"boilerplate", {"id"}, false, Texts::one, " "}, {"ontology", {"id"}, false, Texts::one, " "}}};
// Keys that have one value, which another entry cannot add to.
constexpr std::array<std::string_view, 12> kSingle{"name", "state", "subtype", "from", "until", "represents", "rank", "gender", "capital_until", "class", "group", "pattern"};
// Keys that say nothing of language or world.
constexpr std::array<std::string_view, 6> kRemarks{"summary", "comment", "reason", "add", "override", "remove"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

const KindLaw* law_of(std::string_view kind) {
    const auto* const found = std::find_if(kLaws.begin(), kLaws.end(), [&](const KindLaw& law) { return law.kind == kind; });
    return found == kLaws.end() ? nullptr : found;
}

const List* entries_of(const PackFile& file) {
    const Value* entries = file.json.root.find("entries");
    return entries ? entries->as_list() : nullptr;
}

bool flag(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    const bool* set = value ? value->as_bool() : nullptr;
    return set && *set;
}

// What the entry is known by, e.g. "FRA" or "president FRA"; "": it cannot be named, as the lists without a key.
std::string name_of(const KindLaw& law, const Value& entry) {
    std::string out;
    for (const std::string_view key : law.keys) {
        const Value* part = entry.find(key);
        const std::string* text = part ? part->as_string() : nullptr;
        if (text) out += (out.empty() ? "" : " ") + *text;
    }
    return out;
}

// Takes a part between separators out of a text; false: it is not there.
bool take_part(std::string& text, const std::string& part, char separator) {
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(separator, begin), text.size());
        if (text.compare(begin, end - begin, part) == 0) {
            text.erase(begin, end - begin + 1);
            if (!text.empty() && text.back() == separator) text.pop_back();
            return true;
        }
        begin = end + 1;
    }
    return false;
}

// The same for what a text holds; a place or person goes with all names when the first is given.
bool take_text(std::string& text, const std::string& wanted, Texts texts) {
    std::string_view head = std::string_view(text).substr(0, text.find('|'));
    if (head.ends_with('?')) head.remove_suffix(1);
    if (text == wanted || (texts == Texts::names && head == wanted)) {
        text.clear();
        return true;
    }
    if (texts == Texts::words) return take_part(text, wanted, ' ');
    return texts == Texts::choices && text.find('+') == std::string::npos && take_part(text, wanted, '|');
}

// The same for a text or a list of texts. What is left empty becomes null.
bool take_value(Value& from, const std::string& wanted, Texts texts) {
    if (from.as_string()) {
        std::string text = *from.as_string();
        if (!take_text(text, wanted, texts)) return false;
        from = text.empty() ? Value() : Value(std::move(text));
        return true;
    }
    if (!from.as_list()) return false;
    List list = *from.as_list();
    const bool found = std::any_of(list.begin(), list.end(), [&](Value& item) { return item.as_string() && take_value(item, wanted, texts); });
    if (found) from = Value(std::move(list));
    return found;
}

class Layers {
public:
    Layers(PackFiles& files, std::vector<Diagnostic>& faults) : files_(files), faults_(faults), edited_(files.size()) {}

    void add(std::size_t f) {
        const List* entries = entries_of(files_[f]);
        const KindLaw* law = law_of(files_[f].kind);
        if (!entries || !law) return;
        for (std::size_t e = 0; e < entries->size(); ++e) add_entry(*law, {f, e}, (*entries)[e]);
    }

    // An entry that is gone leaves a null behind, so that all others keep their pointers.
    void finish() {
        for (std::size_t f = 0; f < files_.size(); ++f) {
            if (!edited_[f]) continue;
            Map root = *files_[f].json.root.as_map();
            std::find_if(root.begin(), root.end(), [](const auto& member) { return member.first == "entries"; })->second = Value(std::move(*edited_[f]));
            files_[f].json.root = Value(std::move(root));
        }
    }

private:
    struct Place { std::size_t file = 0, entry = 0; };
    using Places = std::unordered_map<std::string, std::vector<Place>>;  // the entries that hold, by what they are known by

    Value& edit(Place at) {
        if (!edited_[at.file]) edited_[at.file] = *entries_of(files_[at.file]);
        return (*edited_[at.file])[at.entry];
    }
    const Value& entry(Place at) const { return edited_[at.file] ? (*edited_[at.file])[at.entry] : (*entries_of(files_[at.file]))[at.entry]; }
    void fault(Place at, std::string_view key, std::string message, std::string hint) {
        std::string pointer = "/entries/" + std::to_string(at.entry);
        if (!key.empty()) pointer.append("/").append(key);
        faults_.push_back(files_[at.file].json.fault(pointer, std::move(message), std::move(hint)));
    }

    void add_entry(const KindLaw& law, Place at, const Value& entry) {
        const std::string name = name_of(law, entry);
        const bool remove = flag(entry, "remove"), add = flag(entry, "add"), override = flag(entry, "override");
        if ((remove ? 1 : 0) + (add ? 1 : 0) + (override ? 1 : 0) > 1)
            return fault(at, "", "an entry adds, overrides or removes, only one of them", "keep one of \"add\", \"override\" and \"remove\"");
        if (name.empty() && !law.sums) return;
        Places& places = places_[law.kind];
        std::vector<Place>& earlier = places[name];
        const bool known = !earlier.empty();
        const std::string_view key = law.keys[0];
        if ((remove || override || (add && !law.sums)) && !known)
            return nothing_there(at, key, name, remove ? "remove" : add ? "add to" : "override", places);
        if (remove) return take_away(law, at, entry, name, earlier);
        if (law.sums && !override) return earlier.push_back(at);
        if (add) {
            check_added(law, at, entry, earlier.front());
            return earlier.push_back(at);
        }
        const std::string& pack = files_[at.file].pack;
        if (const auto same = std::find_if(earlier.begin(), earlier.end(), [&](Place p) { return files_[p.file].pack == pack; }); same != earlier.end())
            return fault(at, key, "'" + name + "' is defined twice in this pack", "the first is in " + files_[same->file].json.file + "; an entry that only adds to it says \"add\": true");
        for (const Place p : earlier) edit(p) = Value();
        earlier = {at};
    }

    void nothing_there(Place at, std::string_view key, const std::string& name, std::string_view what, const Places& places) {
        std::vector<std::string> names;
        for (const auto& [known, where] : places)
            if (!where.empty()) names.push_back(known);
        std::sort(names.begin(), names.end());
        const std::string similar = base::did_you_mean(name, names);
        fault(at, key, "there is no '" + name + "' to " + std::string(what),
              !similar.empty() ? similar : what == "remove" ? "'demarche rules list' shows all ids" : "without \"add\" or \"override\" it is a new entry; 'demarche rules list' shows all ids");
    }

    // An entry that adds brings lists, no second answer to a question that has one.
    void check_added(const KindLaw& law, Place at, const Value& added, Place base) {
        for (const auto& [key, value] : *added.as_map()) {
            if (is_in(kRemarks, key) || key == law.keys[0]) continue;
            if (!law.added.empty()) {
                if (law.added.find(" " + key + ' ') == std::string_view::npos)
                    fault(at, key, "'" + key + "' cannot be added to an entry of kind \"" + std::string(law.kind) + "\"", law.added == " " ? "override the entry instead: the same id without \"add\"" : "what can be added:" + std::string(law.added.substr(0, law.added.size() - 1)) + "; for more, override the entry");
                continue;
            }
            const Value* before = entry(base).find(key);
            if (is_in(kSingle, key) && before && !before->is_null() && to_json(*before) != to_json(value))
                fault(at, key, "the entry says two things: " + key + " " + to_json(*before) + " before and " + to_json(value) + " here",
                      key == "name" ? "further names are written under \"names\"" : "override the entry: the same id without \"add\"");
        }
    }

    // The entry itself, or only the values that are listed.
    void take_away(const KindLaw& law, Place at, const Value& removal, const std::string& name, std::vector<Place>& known) {
        edit(at) = Value();
        std::vector<Place> earlier;
        std::copy_if(known.begin(), known.end(), std::back_inserter(earlier), [&](Place p) { return files_[p.file].pack != files_[at.file].pack; });
        bool only_values = false;
        for (const auto& [key, values] : *removal.as_map()) {
            if (is_in(kRemarks, key) || is_in(law.keys, key) || key == "class") continue;
            only_values = true;
            if (const std::string* one = values.as_string()) take_away(law, at, key, key, *one, earlier);
            const List* list = values.as_list();
            for (std::size_t i = 0; list && i < list->size(); ++i)
                if (const std::string* one = (*list)[i].as_string()) take_away(law, at, key, key + "/" + std::to_string(i), *one, earlier);
        }
        if (only_values) return;
        if (earlier.size() < known.size()) return fault(at, law.keys[0], "'" + name + "' is defined and removed in this pack", "keep one of the two");
        for (const Place p : known) edit(p) = Value();
        known.clear();
    }
    void take_away(const KindLaw& law, Place at, const std::string& key, const std::string& pointer, const std::string& value, const std::vector<Place>& earlier) {
        std::vector<std::string> there;
        for (const Place p : earlier) {
            Map members = *entry(p).as_map();
            const auto values = std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == key; });
            if (values == members.end()) continue;
            if (take_value(values->second, value, law.texts)) {
                edit(p) = Value(std::move(members));
                return;
            }
            if (const std::string* one = values->second.as_string()) there.push_back(*one);
            if (const List* list = values->second.as_list())
                for (const Value& item : *list)
                    if (item.as_string()) there.push_back(*item.as_string());
        }
        fault(at, pointer, "there is no '" + value + "' to remove from \"" + key + "\"", base::did_you_mean(value, there));
    }

    PackFiles& files_;
    std::vector<Diagnostic>& faults_;
    std::vector<std::optional<List>> edited_;
    std::unordered_map<std::string_view, Places> places_;  // by kind; never iterated for output without sorting
};

}  // namespace

void lay_over(PackFiles& files, std::vector<Diagnostic>& faults) {
    Layers layers(files, faults);
    for (std::size_t f = 0; f < files.size(); ++f) layers.add(f);
    layers.finish();
}

}  // namespace demarche::extract
