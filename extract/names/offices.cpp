// Offices and roles: whose, of which state or organisation, and who holds them.
#include <algorithm>

#include "extract/names/finder.h"

namespace demarche::extract {

// What "of X" or "to X" refers to: the state and, when it is a named organisation, its draft. Returns the token after X; `t` when nothing fits.
std::uint32_t Finder::state_of_phrase(std::uint32_t t, std::string& state, std::uint32_t& organ) const {
    std::uint32_t at = t;
    if (at < cover_.size() && tok(at).tag == Tag::determiner) ++at;
    if (at >= cover_.size() || cover_[at] == kNone) return t;
    const Mention& m = drafts_[cover_[at]].mention;
    if (index(m.tokens.begin) != at && m.cls != MentionClass::organ) return t;
    if (m.cls == MentionClass::demonym || m.cls == MentionClass::office || m.cls == MentionClass::date) return t;
    if (m.type == EntityType::organisation) organ = cover_[at];
    else if (m.type != EntityType::state && m.type != EntityType::place) return t;
    state = m.state;
    return index(m.tokens.end);
}

void Finder::link_holder(const Sentence& s, std::uint32_t id) {
    const std::uint32_t b = index(drafts_[id].mention.tokens.begin), e = index(drafts_[id].mention.tokens.end);
    const auto person_at = [&](std::uint32_t t) {
        return t < end_of(s) && cover_[t] != kNone && drafts_[cover_[t]].mention.type == EntityType::person && drafts_[cover_[t]].mention.cls == MentionClass::name;
    };
    std::uint32_t after = e;
    // the office's own complements: "of the Department of …", "to Russia", "in Dushanbe"
    std::string ignored;
    for (int guard = 0; guard < 4 && after + 1 < end_of(s); ++guard) {
        if (low(after) != w_.of && low(after) != w_.to && low(after) != w_.in && low(after) != w_.for_ && low(after) != w_.from && low(after) != w_.at) break;
        std::uint32_t organ = kNone;
        const std::uint32_t next = state_of_phrase(after + 1, ignored, organ);
        if (next == after + 1) break;
        after = next;
    }
    while (after + 1 < end_of(s) && free(after) && capital(after) && (cls(after) & kHonorific) != 0) ++after;
    Draft& office = drafts_[id];
    // "the head of the commission and lawmaker, Ivo Karr": two titles of one person
    if (after + 2 < end_of(s) && low(after) == w_.and_ && tok(after + 1).tag != Tag::determiner) {
        std::uint32_t t = after + 1;
        while (t < end_of(s) && t < after + 4 && free(t) && !capital(t)) ++t;
        const Draft* other = t < end_of(s) ? draft_at(t) : nullptr;
        const std::uint32_t past = other && other->mention.cls == MentionClass::office ? index(other->mention.tokens.end) : end_of(s);
        if (past + 1 < end_of(s) && tok(past).tag == Tag::comma && person_at(past + 1) && !capital(t)) after = past + 1;
    }
    if (person_at(after)) {
        office.holder = cover_[after];
    } else if (after + 1 < end_of(s) && tok(after).tag == Tag::comma && person_at(after + 1)) {
        office.holder = cover_[after + 1];
    } else if (b > begin_of(s)) {
        std::uint32_t p = b - 1;
        if (tok(p).tag == Tag::determiner && p > begin_of(s)) --p;
        if (tok(p).tag == Tag::possessive && p > begin_of(s) && is_state_word(p - 1)) {  // "X, Ruritania's ambassador"
            p = index(draft_at(p - 1)->mention.tokens.begin);
            if (p > begin_of(s)) --p;
        }
        if (tok(p).tag == Tag::comma && p > begin_of(s) && person_at(p - 1)) office.holder = cover_[p - 1];
    }
    if (office.holder == kNone) return;
    if (office.mention.state.empty() && after < cover_.size() && office.holder == cover_[after]) {  // "President X of Ruritania"
        const std::uint32_t end = index(drafts_[office.holder].mention.tokens.end);
        std::uint32_t organ = kNone;
        std::string state;
        if (end + 1 < end_of(s) && low(end) == w_.of && state_of_phrase(end + 1, state, organ) != end + 1 && organ == kNone) office.mention.state = state;
    }
    Mention& person = drafts_[office.holder].mention;
    if (person.office.empty()) person.office = office.mention.office;
    if (person.state.empty()) person.state = office.mention.state;
}

// "Minister of Rural Roads and Housing", "Secretary for Culture, Youth and Sport": ordinary words with capitals that say what the office is for.
void Finder::portfolio(const Sentence& s, std::uint32_t id) {
    Mention& office = drafts_[id].mention;
    if (office.office.find("minister") == std::string::npos && office.office.find("secretary") == std::string::npos) return;
    const auto matter = [&](std::uint32_t t) {
        if (t >= end_of(s) || !free(t) || !capital(t) || !common(t) || closed(t) || (cls(t) & (kWeekday | kMonth)) != 0 || (part(t) & 16) != 0) return false;
        std::vector<World::Match> known;
        world_.match(document_, text_, static_cast<TokenId>(t), known);  // "Minister for Central Asia"
        if (std::any_of(known.begin(), known.end(), [&](const World::Match& m) { return world_.entries()[m.entry].cls != MentionClass::office; })) return false;
        return (part(t) & 3) == 0 || t + 1 >= end_of(s) || !capital(t + 1) || common(t + 1);  // "Grace Lind"
    };
    const auto words = [&](std::uint32_t t) {
        while (matter(t)) ++t;
        return t;
    };
    std::uint32_t e = index(office.tokens.end);
    const bool of = e < end_of(s) && (low(e) == w_.of || low(e) == w_.for_);
    if (of && matter(e + 1)) e = words(e + 1);
    else if (of || office.tokens.size() < 3) return;  // "Minister of Trade" is known as such
    while (e + 1 < end_of(s)) {
        const bool joined = low(e) == w_.and_ || low(e) == w_.ampersand;
        std::uint32_t more = joined || tok(e).tag == Tag::comma ? words(e + 1) : e;
        if (more <= e + 1) break;
        const bool goes_on = more < end_of(s) && (low(more) == w_.and_ || (tok(more).tag == Tag::comma && matter(more + 1)));
        if (!joined && !goes_on) break;
        e = more;
    }
    std::fill(cover_.begin() + index(office.tokens.end), cover_.begin() + e, id);
    office.tokens.end = static_cast<TokenId>(e);
}

void Finder::finish_office(const Sentence& s, std::uint32_t id) {
    std::uint32_t b = index(drafts_[id].mention.tokens.begin);
    const std::uint32_t e = index(drafts_[id].mention.tokens.end);
    std::string state, to_state;
    std::uint32_t organ = kNone;
    while (b > begin_of(s) && free(b - 1) && (cls(b - 1) & kRoleModifier) != 0) --b;
    // "Russian Energy Minister": ordinary words that say what the office is for
    while (b > begin_of(s) && free(b - 1) && capital(b - 1) && capital(index(drafts_[id].mention.tokens.begin)) && common(b - 1) && !closed(b - 1) && !tok(b - 1).sentence_start) --b;
    if (b > begin_of(s) && b == index(drafts_[id].mention.tokens.begin) && capital(b) && capital(b - 1) && draft_at(b - 1) && draft_at(b - 1)->mention.cls == MentionClass::organ &&
        draft_at(b - 1)->mention.tokens.size() == 1) {  // "Intelligence Minister": the matter, not the body
        kill(cover_[b - 1]);
        --b;
    }
    while (b > begin_of(s) && free(b - 1) && !capital(b - 1) && (tok(b - 1).tag == Tag::noun || tok(b - 1).tag == Tag::adjective)) --b;
    if (b > begin_of(s)) {
        state = state_before(b);
        if (const Draft* d = draft_at(b - 1)) {
            if (d->mention.cls == MentionClass::demonym) b = index(d->mention.tokens.begin);
            else if (d->mention.type == EntityType::organisation) {
                organ = cover_[b - 1];
                state = d->mention.state;
            } else if (const std::uint32_t first = index(d->mention.tokens.begin);
                       first > begin_of(s) && tok(b - 1).shape != Shape::upper && (cls(first - 1) & kPlacePreposition) != 0 && capital(b)) {
                // "In Ruritania Minister Berg met": where, not whose; only short forms ("US") stand before offices behind a preposition
            } else if (d->mention.type == EntityType::state || d->mention.type == EntityType::place) {
                state = d->mention.state;
            }
        } else if (tok(b - 1).tag == Tag::possessive && b >= 2 && draft_at(b - 2) && draft_at(b - 2)->mention.type == EntityType::organisation) {
            organ = cover_[b - 2];
            if (state.empty()) state = draft_at(b - 2)->mention.state;
        }
    }
    std::uint32_t t = e;
    for (int guard = 0; guard < 3 && t + 1 < end_of(s); ++guard) {
        const std::uint32_t preposition = low(t);
        std::string found;
        std::uint32_t found_organ = kNone;
        if (preposition != w_.of && preposition != w_.to && preposition != w_.in && preposition != w_.for_ && preposition != w_.from && preposition != w_.at) break;
        const std::uint32_t next = state_of_phrase(t + 1, found, found_organ);
        if (next == t + 1) break;
        if (preposition == w_.to || (preposition == w_.in && drafts_[id].mention.office.find("ambassador") != std::string::npos)) to_state = found;
        else if (preposition != w_.in) {
            if (state.empty()) state = found;
            if (organ == kNone) organ = found_organ;
        }
        t = next;
    }
    // the parts before the office word stay nested
    const Mention old = drafts_[id].mention;
    if (b < index(old.tokens.begin)) {
        for (std::uint32_t k = b; k < index(old.tokens.begin); ++k) cover_[k] = id;
        drafts_[id].mention.tokens.begin = static_cast<TokenId>(b);
    }
    Draft& d = drafts_[id];
    d.mention.state = state;
    d.mention.to_state = to_state;
    d.organ = organ;
    d.mention.definite = b > begin_of(s) && (tok(b - 1).tag == Tag::determiner || tok(b - 1).tag == Tag::possessive || tok(b - 1).tag == Tag::possessive_pronoun);
    link_holder(s, id);
}

// Role nouns that are no offices: "political analyst Anna Berg", "Anna Berg, an expert from …", "the director".
void Finder::role_nouns(const Sentence& s) {
    for (std::uint32_t t = begin_of(s); t < end_of(s); ++t) {
        if (!free(t) || (tok(t).tag != Tag::noun && !(tok(t).tag == Tag::proper && (cls(t) & kRoleNoun) != 0))) continue;
        // WordNet's people include arrivals and replacements: a word of several kinds is no role by itself.
        constexpr std::uint16_t kOther = kActNoun | kCommunicationNoun | kArtifactNoun | kEventNoun | kStateNoun | kLocationNoun | kGroupNoun;
        if ((cls(t) & kRoleNoun) == 0 && ((tok(t).semantic & kPersonNoun) == 0 || (tok(t).semantic & kOther) != 0)) continue;
        if (t + 1 < end_of(s) && free(t + 1) && (tok(t + 1).tag == Tag::noun || tok(t + 1).tag == Tag::noun_plural)) continue;
        const std::uint32_t id = add(t, t + 1, EntityType::person, MentionClass::office);
        drafts_[id].mention.office = std::string(text_.word(tok(t).noun_lemma != kNone ? tok(t).noun_lemma : low(t)));
    }
}

void Finder::offices(const Sentence& s) {
    role_nouns(s);
    for (std::uint32_t t = begin_of(s); t < end_of(s); ++t) {
        const std::uint32_t id = cover_[t];
        if (id == kNone || drafts_[id].mention.cls != MentionClass::office) continue;
        const std::uint32_t e = index(drafts_[id].mention.tokens.end);
        finish_office(s, id);
        t = e - 1;
    }
}

}  // namespace demarche::extract
