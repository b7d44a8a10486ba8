// People: full names first, then the short forms that they explain.
#include <algorithm>

#include "extract/names/fold.h"
#include "extract/names/slug.h"
#include "extract/resolve/resolver.h"

namespace demarche::extract {
namespace {

// The family name without the article that some writers leave out: "el-sisi" → "sisi".
std::string_view bare(std::string_view w) {
    if (w.size() > 4 && (w.substr(0, 3) == "al-" || w.substr(0, 3) == "el-")) w.remove_prefix(3);
    return w;
}

// Every word of the shorter name occurs in the longer one, or is the initial of one of its words.
bool compatible(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
    const auto& shorter = a.size() <= b.size() ? a : b;
    const auto& longer = a.size() <= b.size() ? b : a;
    for (const std::string_view w : shorter) {
        const bool found = std::any_of(longer.begin(), longer.end(), [&](std::string_view x) {
            if (bare(x) == bare(w)) return true;
            const std::string_view i = w.size() <= x.size() ? w : x, full = w.size() <= x.size() ? x : w;
            return !i.empty() && !full.empty() && (i.size() == 1 || (i.size() == 2 && i[1] == '.')) && i[0] == full[0];
        });
        if (!found) return false;
    }
    return true;
}

std::vector<std::string_view> split(std::string_view name) {
    std::vector<std::string_view> out;
    while (!name.empty()) {
        const std::size_t n = std::min(name.find(' '), name.size());
        if (n > 0) out.push_back(name.substr(0, n));
        name.remove_prefix(std::min(n + 1, name.size()));
    }
    return out;
}

}  // namespace

// A person of the article whom this name may mean; kNone: nobody.
std::uint32_t Resolver::find_person(const Mention& m) const {
    const std::string name = lower_of(m.tokens);
    const std::vector<std::string_view> parts = split(name);
    for (const TokenId t : {static_cast<TokenId>(index(m.tokens.end) - 1), m.tokens.begin}) {
        const auto found = last_names_.find(tok(t).lower);
        if (found == last_names_.end()) continue;
        std::uint32_t match = kNone;
        for (const std::uint32_t e : found->second) {
            if (!compatible(parts, split(entities_[e].folded))) continue;
            // of several people of one family name: the one named in full last before this
            if (match != kNone && entities_[e].seen > m.tokens.begin) break;
            match = e;
            if (m.tokens.size() > 1) break;
        }
        if (match != kNone) return match;
    }
    return kNone;
}

// "President Kennedy" in 1963: the one of that name who held the office then, else the only one who had held it before. `state`: of all of that
// name who held it, where it is one state.
const WorldEntry* Resolver::holder_of_name(const Mention& m, std::string_view& state) const {
    if (m.office.empty() || m.entry != kNone) return nullptr;
    const std::string folded = fold_latin(lower_of(m.tokens));
    const std::vector<std::string_view> parts = split(folded);
    if (parts.empty()) return nullptr;
    const WorldEntry *in_office = nullptr, *before = nullptr;
    bool several = false, states = false;
    std::string name;
    // A holder's id is made of the name, so it tells quickly who is called otherwise.
    const std::string called = is_ascii(parts.back()) ? slug(bare(parts.back())) : std::string();
    for (const World::Holder& h : world_.holders("office:" + m.office)) {
        if ((!m.state.empty() && h.state != m.state) || h.person.find(called) == std::string_view::npos) continue;
        const WorldEntry* person = world_.find(h.person);
        if (!person) continue;
        name = fold_latin(person->name);
        for (char& c : name)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
        const std::vector<std::string_view> full = split(name);
        const bool family = bare(full.back()) == bare(parts.back()) || (parts.size() == 1 && (world_.name_part(tok(m.tokens.begin).lower) & 16) != 0 && full.front() == parts.front());
        if (!family || !compatible(parts, full)) continue;
        states = states || (!state.empty() && state != h.state);
        state = states ? std::string_view() : std::string_view(h.state);
        const std::string_view date = document_.date;
        if (!date.empty() && date.substr(0, h.from.size()) < h.from) continue;
        if (!date.empty() && (h.until.empty() || date.substr(0, h.until.size()) <= h.until)) {
            if (in_office && in_office != person) return nullptr;
            in_office = person;
        }
        several = several || (before && before != person);
        before = person;
    }
    return in_office ? in_office : several ? nullptr : before;
}

std::uint32_t Resolver::add_person(const Mention& m) {
    const std::string name = words_of(m.tokens);
    std::string id = "person:" + slug(name);
    std::string_view canonical = name;
    std::string_view state;
    if (m.entry != kNone) {
        const WorldEntry& w = world_.entries()[m.entry];
        id = std::string(w.id);
        canonical = w.name;
        state = w.state;
    } else if (const WorldEntry* w = holder_of_name(m, state)) {
        id = std::string(w->id);
        canonical = w->name;
        state = w->state;
    }
    const std::uint32_t number = entity(std::move(id), EntityType::person, canonical);
    Entity& e = entities_[number];
    e.named = true;
    if (e.folded.empty()) {
        e.folded = lower_of(m.tokens);
        e.seen = m.tokens.begin;
    }
    if (e.state.empty()) e.state = std::string(state);
    const std::uint8_t part = world_.name_part(tok(m.tokens.begin).lower);
    if (m.tokens.size() > 1 && (part & 3) == 1) e.gender = 'm';
    if (m.tokens.size() > 1 && (part & 3) == 2) e.gender = 'f';
    const std::uint32_t first = index(m.tokens.begin), words = m.tokens.size();
    for (const std::uint32_t at : {first + words - 1, first, words == 3 ? first + 1 : first}) {  // of two family names either
        std::vector<std::uint32_t>& list = last_names_[text_.tokens[at].lower];
        if (std::find(list.begin(), list.end(), number) == list.end()) list.push_back(number);
    }
    return number;
}

void Resolver::people() {
    for (const bool full : {true, false}) {
        for (std::uint32_t i = 0; i < mentions_.items.size(); ++i) {
            const Mention& m = mentions_.items[i];
            if (m.type != EntityType::person || m.cls != MentionClass::name || (m.tokens.size() > 1) != full) continue;
            std::uint32_t number = find_person(m);
            if (number == kNone) number = add_person(m);
            of_mention_[i] = number;
            alias(number, words_of(m.tokens));
        }
    }
}

}  // namespace demarche::extract
