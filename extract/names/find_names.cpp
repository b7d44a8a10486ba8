#include <algorithm>
#include <memory>

#include "extract/names/finder.h"
#include "extract/rules/rules.h"

namespace demarche::extract {

Finder::Finder(const World& world, const NameRules& rules, const Document& document, const Text& text)
    : world_(world), rules_(rules), w_(rules.words()), document_(document), text_(text), cover_(text.tokens.size(), kNone) {
    drafts_.reserve(text.tokens.size() / 4 + 8);
    capitals_.resize(text.tokens.size());
    for (std::uint32_t t = 0; t < text.tokens.size(); ++t) capitals_[t] = tok(t).shape != Shape::lower && has_capital(t) ? 1 : 0;
}

// "US-led", "Vienna-based", "Anti-government", "Arab-Israeli": what is said of something, not its name.
bool Finder::compound(std::uint32_t t) const {
    const std::string_view w = word(t);
    const std::size_t last = w.rfind('-'), first = w.find('-');
    if (last == std::string_view::npos || last == 0 || last + 1 == w.size()) return false;
    const auto word_of = [this](std::string_view part) {
        std::string lower(part);
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
        return text_.lexicon->find(lower);
    };
    const std::uint32_t head = word_of(w.substr(0, first)), tail = word_of(w.substr(last + 1));
    if ((rules_.classes(tail) & kCompoundTail) != 0) return true;
    if (world_.is_demonym(tail) && (world_.is_demonym(head) || (rules_.classes(head) & kNationalityStem) != 0)) return true;
    if ((rules_.classes(head) & kCompoundHead) == 0) return false;
    const char c = w[first + 1];  // "Inter-American Court" is a name, "pro-Moscow rebels" is not
    return (c >= 'a' && c <= 'z') || t + 1 >= cover_.size() || tok(t + 1).shape != Shape::initial;
}

bool Finder::has_capital(std::uint32_t t) const {
    const Shape shape = tok(t).shape;
    if (shape == Shape::upper) return true;
    if (shape != Shape::initial && shape != Shape::mixed && shape != Shape::alnum) return false;
    const std::string_view w = word(t);
    if (w.find('-') != std::string_view::npos && compound(t)) return false;
    if (shape == Shape::initial) return true;
    if (w.size() > 3 && (w[2] == '-' || w[2] == '\'') && w[0] >= 'a' && w[1] == 'l') return w[3] >= 'A' && w[3] <= 'Z';  // al-Assad
    if (w.size() > 3 && w[0] == 'e' && w[1] == 'l' && w[2] == '-') return w[3] >= 'A' && w[3] <= 'Z';                   // el-Sisi
    return w[0] >= 'A' && w[0] <= 'Z';
}

bool Finder::common(std::uint32_t t) const {
    constexpr std::uint16_t kOrdinary = kMayNoun | kMayPlural | kMayBase | kMay3sg | kMayPast | kMayParticiple | kMayGerund | kMayAdjective | kMayAdverb;
    return (tok(t).pos & (kOrdinary | kMayClosed)) != 0;
}

bool Finder::closed(std::uint32_t t) const { return (tok(t).pos & kMayClosed) != 0; }

// Letters that are not Latin: a pasted word of another script is no name that we can read.
static bool other_script(std::string_view w) {
    const auto lead = static_cast<unsigned char>(w.front());
    if (lead < 0xCD || lead == 0xE2) return false;
    return !(lead == 0xE1 && w.size() > 1 && static_cast<unsigned char>(w[1]) >= 0xB8 && static_cast<unsigned char>(w[1]) <= 0xBB);
}

bool Finder::name_like(const Sentence& s, std::uint32_t t) const {
    if (!capital(t) || !free(t)) return false;
    const WordClasses c = cls(t);
    if ((c & (kNotAName | kWeekday)) != 0) return false;
    if ((c & kMonth) != 0 && ((part(t) & 3) == 0 || t + 1 >= end_of(s) || !capital(t + 1) || tok(t + 1).shape == Shape::digits)) return false;
    const std::string_view w = word(t);
    const bool initial = w.size() <= 2 && (w.size() == 1 || w[1] == '.');
    if ((closed(t) && !initial) || other_script(w)) return false;
    const bool given = (part(t) & 3) != 0;
    const bool next_capital = t + 1 < end_of(s) && capital(t + 1) && !closed(t + 1);
    if (upper_ || headline_) return !common(t) || (given && next_capital);
    if (tok(t).sentence_start && common(t)) return given && next_capital;
    return true;
}

bool Finder::is_state_word(std::uint32_t t) const {
    const Draft* d = draft_at(t);
    return d && (d->mention.type == EntityType::state || d->mention.cls == MentionClass::demonym || d->mention.cls == MentionClass::capital);
}

std::uint32_t Finder::add(std::uint32_t b, std::uint32_t e, EntityType type, MentionClass cls, bool over) {
    const auto id = static_cast<std::uint32_t>(drafts_.size());
    for (std::uint32_t t = b; t < e; ++t) {
        const std::uint32_t old = cover_[t];
        if (old == kNone || old == id) continue;
        const Mention& m = drafts_[old].mention;
        const bool word_of_name = m.type == EntityType::organisation && m.tokens.size() == 1 && common(index(m.tokens.begin));  // "Labour Code"
        if (over && !word_of_name && index(m.tokens.begin) >= b && index(m.tokens.end) <= e) nested_.push_back(old);
        else kill(old);
    }
    Draft draft;
    draft.mention.tokens = {static_cast<TokenId>(b), static_cast<TokenId>(e)};
    draft.mention.type = type;
    draft.mention.cls = cls;
    drafts_.push_back(std::move(draft));
    std::fill(cover_.begin() + b, cover_.begin() + e, id);
    return id;
}

void Finder::kill(std::uint32_t id) {
    drafts_[id].alive = false;
    const TokenRange r = drafts_[id].mention.tokens;
    for (std::uint32_t t = index(r.begin); t < index(r.end); ++t)
        if (cover_[t] == id) cover_[t] = kNone;
}

Mentions Finder::run() {
    for (const Sentence& s : text_.sentences) {
        if (!document_.blocks.empty() && !document_.blocks[s.block].read) continue;
        std::uint32_t capitals = 0, words = 0, uppers = 0;
        for (std::uint32_t t = begin_of(s); t < end_of(s); ++t) {
            const Shape shape = tok(t).shape;
            if (shape == Shape::punctuation || shape == Shape::symbol || shape == Shape::digits || word(t).size() < 4) continue;
            ++words;
            capitals += capital(t) ? 1 : 0;
            uppers += shape == Shape::upper ? 1 : 0;
        }
        upper_ = words >= 2 && uppers * 10 >= words * 8;
        headline_ = !upper_ && words >= 4 && capitals * 10 >= words * 8;
        gazetteer(s);
        dateline(s);
        families(s);
        runs(s);
    }
    remember();
    for (const Sentence& s : text_.sentences) {
        if (!document_.blocks.empty() && !document_.blocks[s.block].read) continue;
        dates(s);
        descriptions(s);
        offices(s);
    }
    return assemble();
}

Mentions Finder::assemble() {
    std::vector<std::uint32_t> order;
    order.reserve(drafts_.size());
    for (std::uint32_t i = 0; i < drafts_.size(); ++i)
        if (drafts_[i].alive) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) {
        const TokenRange x = drafts_[a].mention.tokens, y = drafts_[b].mention.tokens;
        return x.begin != y.begin ? x.begin < y.begin : x.end > y.end;
    });
    std::vector<std::uint32_t> place(drafts_.size(), kNone);
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    Mentions out;
    out.items.reserve(order.size());
    std::vector<std::uint32_t> open;  // enclosing mentions
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        const Draft& d = drafts_[order[i]];
        Mention m = d.mention;
        if (d.holder != kNone && place[d.holder] != kNone) m.holder = static_cast<MentionId>(place[d.holder]);
        if (d.organ != kNone && place[d.organ] != kNone) m.organ = static_cast<MentionId>(place[d.organ]);
        while (!open.empty() && out.items[open.back()].tokens.end < m.tokens.end) open.pop_back();
        while (!open.empty() && out.items[open.back()].tokens.end <= m.tokens.begin) open.pop_back();
        if (!open.empty()) m.parent = static_cast<MentionId>(open.back());
        open.push_back(i);
        out.items.push_back(std::move(m));
    }
    return out;
}

Mentions find_names(const RuleSet& rules, const Document& document, const Text& text) {
    return Finder(*rules.world, *rules.names, document, text).run();
}

}  // namespace demarche::extract
