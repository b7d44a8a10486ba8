// The kinds of rule files that make the world: states, organisations, places, laws, groups, events, persons, offices, cities,
// person-names, holders. docs/rules.md describes their keys; schemas/<kind>.schema.json checks them.
#include <algorithm>
#include <array>

#include "extract/names/fold.h"
#include "extract/names/slug.h"
#include "extract/names/world_state.h"
#include "extract/text/dictionary.h"

namespace demarche::extract {
namespace {

std::string_view text(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    const std::string* s = value ? value->as_string() : nullptr;
    return s ? std::string_view(*s) : std::string_view();
}

bool flag(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    const bool* b = value ? value->as_bool() : nullptr;
    return b && *b;
}

// A list of texts, or one text.
template <class Each>
void each_text(const Value& object, std::string_view key, Each&& each) {
    const Value* value = object.find(key);
    if (!value) return;
    if (const std::string* one = value->as_string()) each(std::string_view(*one));
    if (const List* list = value->as_list())
        for (const Value& item : *list)
            if (const std::string* s = item.as_string()) each(std::string_view(*s));
}

template <class Each>
void each_part(std::string_view list, char separator, Each&& each) {
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(separator, begin), list.size());
        if (end > begin) each(list.substr(begin, end - begin));
        begin = end + 1;
    }
}

struct NamedKind { std::string_view kind, prefix; EntityType type; MentionClass cls; };
constexpr std::array<NamedKind, 6> kNamedKinds{{{"organisations", "org:", EntityType::organisation, MentionClass::name},
                                                {"laws", "law:", EntityType::law, MentionClass::name},
                                                {"places", "place:", EntityType::place, MentionClass::name},
                                                {"groups", "group:", EntityType::group, MentionClass::group},
                                                {"events", "event:", EntityType::event, MentionClass::name},
                                                {"persons", "person:", EntityType::person, MentionClass::name}}};

const NamedKind* named_kind(std::string_view kind) {
    const auto* const found = std::find_if(kNamedKinds.begin(), kNamedKinds.end(), [&](const NamedKind& k) { return k.kind == kind; });
    return found == kNamedKinds.end() ? nullptr : found;
}

std::vector<std::string_view> ambiguous_names(const Value& value) {
    std::vector<std::string_view> names;
    each_text(value, "ambiguous", [&](std::string_view name) { names.push_back(name); });
    return names;
}

}  // namespace

void WorldBuilder::add_file(const PackFile& file) {
    using Adder = void (WorldBuilder::*)(const PackFile&, std::size_t, const Value&);
    static constexpr std::array<std::pair<std::string_view, Adder>, 5> kAdders{{{"states", &WorldBuilder::add_state},
                                                                                {"offices", &WorldBuilder::add_office},
                                                                                {"cities", &WorldBuilder::add_cities},
                                                                                {"person-names", &WorldBuilder::add_name_parts},
                                                                                {"holders", &WorldBuilder::add_holder}}};
    Adder adder = named_kind(file.kind) ? &WorldBuilder::add_named : nullptr;
    for (const auto& [kind, made] : kAdders)
        if (kind == file.kind) adder = made;
    const Value* entries = file.json.root.find("entries");
    const List* list = entries ? entries->as_list() : nullptr;
    if (!adder || !list) return;
    if (file.pack != pack_name_) {
        pack_name_ = file.pack;
        ++pack_;
    }
    user_ = file.pack != "built-in";
    for (std::size_t i = 0; i < list->size(); ++i) (this->*adder)(file, i, (*list)[i]);
}

void WorldBuilder::check_state(const PackFile& file, std::size_t index, std::string_view code) {
    if (!code.empty()) uses_.push_back({&file.json, index, code});
}

void WorldBuilder::add_state(const PackFile& /*file*/, std::size_t /*index*/, const Value& value) {
    const std::string_view code = text(value, "id");
    if (code.empty()) return;
    const std::string id = "state:" + std::string(code);
    const WorldEntry made{.id = id, .name = text(value, "name"), .state = code, .from = text(value, "from"), .until = text(value, "until"),
                          .subtype = text(value, "subtype"), .type = EntityType::state, .represents = true};
    const std::uint32_t e = entry(made);
    const std::vector<std::string_view> ambiguous = ambiguous_names(value);
    const auto add = [&](std::string_view key, NameFlags flags) {
        each_text(value, key, [&](std::string_view n) {
            flags.ambiguous = std::find(ambiguous.begin(), ambiguous.end(), n) != ambiguous.end();
            name(e, n, flags);
        });
    };
    add("name", {});
    add("names", {});
    add("adjectives", {.demonym = true});
    add("person", {.people = true});
    add("people", {.people = true, .plural = true});
    // A state that has ended is still spoken of, but its former capital speaks for another state now.
    const std::string_view ended = text(value, "capital_until");
    std::uint32_t seat = e;
    if (!ended.empty()) {
        WorldEntry of_old = made;
        of_old.until = ended;
        seat = entry(of_old);
    }
    each_text(value, "seats", [&](std::string_view n) { name(seat, n, {.capital = true}); });
    // A capital, with its other names after '|', is also a place of its own.
    each_text(value, "capital", [&](std::string_view names) {
        std::uint32_t place = kNone;
        each_part(names, '|', [&](std::string_view n) {
            const std::string place_id = "place:" + slug(fold_latin(n));
            if (!ended.empty()) return name(seat, n, {.capital = true});
            if (place == kNone) place = entry({.id = place_id, .name = n, .state = code, .from = made.from, .until = made.until, .subtype = "capital", .type = EntityType::place});
            name(e, n, {.capital = true, .ambiguous = std::find(ambiguous.begin(), ambiguous.end(), n) != ambiguous.end()});
            name(place, n, {});
        });
    });
}

void WorldBuilder::add_named(const PackFile& file, std::size_t index, const Value& value) {
    const NamedKind& kind = *named_kind(file.kind);
    const std::string_view own = text(value, "id");
    if (own.empty()) return;
    const std::string id = own.find(':') == std::string_view::npos ? std::string(kind.prefix) + std::string(own) : std::string(own);
    const WorldEntry made{.id = id, .name = text(value, "name"), .state = text(value, "state"), .from = text(value, "from"), .until = text(value, "until"),
                          .subtype = text(value, "subtype"), .type = kind.type, .cls = kind.cls, .represents = flag(value, "represents")};
    check_state(file, index, made.state);
    const std::uint32_t e = entry(made);
    const std::vector<std::string_view> ambiguous = ambiguous_names(value);
    const auto add = [&](std::string_view key, NameFlags flags) {
        each_text(value, key, [&](std::string_view n) {
            flags.ambiguous = std::find(ambiguous.begin(), ambiguous.end(), n) != ambiguous.end();
            name(e, n, flags);
        });
    };
    add("name", {});
    add("names", {});
    add("adjectives", {.demonym = true});
    add("person", {.people = true});
    add("people", {.people = true, .plural = true});
    each_text(value, "members", [&](std::string_view code) {
        state_.members[state_.entries[e].id].emplace_back(code);
        check_state(file, index, code);
    });
}

void WorldBuilder::add_office(const PackFile& /*file*/, std::size_t /*index*/, const Value& value) {
    const std::string_view own = text(value, "id");
    if (own.empty()) return;
    const std::string id = "office:" + std::string(own);
    const std::string_view gender = text(value, "gender");
    std::string_view first;
    each_text(value, "names", [&](std::string_view n) {
        if (first.empty()) first = n;
    });
    const WorldEntry made{.id = id, .name = first, .state = text(value, "state"), .subtype = text(value, "rank"), .type = EntityType::person,
                          .cls = MentionClass::office, .gender = gender.empty() ? '\0' : gender.front(), .represents = flag(value, "represents")};
    const std::uint32_t e = entry(made);
    const std::vector<std::string_view> ambiguous = ambiguous_names(value);
    const auto add = [&](std::string_view key, NameFlags flags) {
        each_text(value, key, [&](std::string_view n) {
            flags.ambiguous = std::find(ambiguous.begin(), ambiguous.end(), n) != ambiguous.end();
            name(e, n, flags);
        });
    };
    add("names", {});
    add("plurals", {.plural = true});
}

void WorldBuilder::add_cities(const PackFile& file, std::size_t index, const Value& value) {
    const std::string_view code = text(value, "state");
    check_state(file, index, code);
    for (const auto& [key, subtype] : {std::pair<std::string_view, std::string_view>{"cities", "city"}, {"towns", "town"}, {"regions", "region"}})
        each_text(value, key, [&, kind = subtype](std::string_view names) { add_place(code, kind, names); });
}

// Of names with marks: an ordinary word of English when they are left off, and no place that English speaks of so ("Hue" for Huế; but Cordoba).
bool WorldBuilder::is_word_without_marks(std::string_view name) const {
    if (is_ascii(name)) return false;
    std::string word = fold_latin(name);
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const std::uint32_t id = lexicon_.find(word);
    constexpr std::uint16_t kOrdinary = kMayNoun | kMayPlural | kMayBase | kMay3sg | kMayPast | kMayParticiple | kMayGerund | kMayAdjective | kMayAdverb | kMayClosed;
    const Dictionary& dictionary = built_in_dictionary();
    return id < dictionary.size() && (dictionary.record(id).flags & lexicon_format::kPlace) == 0 && (lexicon_.analyse(id).pos & kOrdinary) != 0;
}

// "Zenda|Old Zenda": one place and its names.
void WorldBuilder::add_place(std::string_view state, std::string_view subtype, std::string_view names) {
    std::uint32_t e = kNone;
    each_part(names, '|', [&](std::string_view n) {
        const bool ambiguous = n.back() == '?';  // "Reading?": also an ordinary word
        n.remove_suffix(ambiguous ? 1 : 0);
        if (e == kNone) {
            std::string id = "place:" + slug(fold_latin(n));
            if (const auto found = state_.by_id.find(id); found != state_.by_id.end() && state_.entries[found->second].state != state) id += "-" + slug(fold_latin(state));
            e = entry({.id = id, .name = n, .state = state, .subtype = subtype, .type = EntityType::place});
        }
        name(e, n, {.ambiguous = ambiguous, .marks_needed = is_word_without_marks(n)});
    });
}

void WorldBuilder::add_name_parts(const PackFile& /*file*/, std::size_t /*index*/, const Value& value) {
    static constexpr std::array<std::pair<std::string_view, std::uint8_t>, 6> kParts{
        {{"male", 1}, {"female", 2}, {"unisex", 3}, {"family", 4}, {"particles", 8}, {"east_asian_family", 16}}};
    const auto add = [&](std::string_view word, std::uint8_t bit) {
        const std::uint32_t id = lexicon_.intern(word);
        if (id >= state_.parts.size()) state_.parts.resize(std::max<std::size_t>(id + 1, state_.parts.size() * 2));
        state_.parts[id] = static_cast<std::uint8_t>(state_.parts[id] | bit);
    };
    for (const auto& [key, bit] : kParts)
        each_text(value, key, [&, part = bit](std::string_view list) {
            each_part(list, ' ', [&](std::string_view word) {
                add(word, part);
                if (!is_ascii(word)) add(fold_latin(word), part);
            });
        });
}

void WorldBuilder::add_holder(const PackFile& file, std::size_t index, const Value& value) {
    const std::string_view state = text(value, "state");
    check_state(file, index, state);
    const std::string_view office = state_.arena.store("office:" + std::string(text(value, "office")));
    const std::string_view code = state_.arena.store(state);
    each_text(value, "terms", [&](std::string_view term) {
        // "2012-05-07/ Vladimir Putin|Putin"
        const std::size_t slash = term.find('/'), space = term.find(' ');
        if (slash == std::string_view::npos || space == std::string_view::npos || slash > space) {
            faults_.push_back(file.json.fault("/entries/" + std::to_string(index) + "/terms", "a term is written \"from/until Name\", not '" + std::string(term) + "'",
                                              "e.g. \"1995-05-17/2007-05-16 Jacques Chirac\"; an open end is left out"));
            return;
        }
        std::uint32_t e = kNone;
        each_part(term.substr(space + 1), '|', [&](std::string_view n) {
            const std::string id = "person:" + slug(fold_latin(n));
            if (e == kNone) e = entry({.id = id, .name = n, .state = code, .type = EntityType::person});
            name(e, n, {});
        });
        if (e != kNone)
            state_.holders.push_back({office, code, state_.entries[e].id, state_.arena.store(term.substr(0, slash)), state_.arena.store(term.substr(slash + 1, space - slash - 1))});
    });
}

}  // namespace demarche::extract
