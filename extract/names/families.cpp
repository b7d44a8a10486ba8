// Families of names: a head word tells what the name is ("… Ministry", "University of …", "… River", "… Treaty").
#include <algorithm>

#include "extract/names/finder.h"

namespace demarche::extract {
namespace {

constexpr std::uint32_t kLongest = 12;  // tokens a family name may reach to either side

}  // namespace

// First token of the name that ends in `head`.
std::uint32_t Finder::family_left(const Sentence& s, std::uint32_t head) const {
    const bool of_state = (cls(head) & kOrganOfState) != 0;
    std::uint32_t l = head;
    while (l > begin_of(s) && head - l < kLongest) {
        const std::uint32_t p = l - 1;
        if (low(p) == w_.ampersand || low(p) == w_.and_) {  // "Trade and Industry Ministry"
            if (!of_state || p == begin_of(s) || !capital(p - 1) || !common(p - 1) || !free(p - 1) || tok(p - 1).sentence_start) break;
            l = p - 1;
            continue;
        }
        if (tok(p).tag == Tag::possessive) {  // "Prosecutor General's Office"
            if (p == begin_of(s) || !capital(p - 1) || is_state_word(p - 1) || !common(p - 1) || closed(p - 1)) break;
            const Draft* office = draft_at(p - 1);
            l = office && office->mention.cls == MentionClass::office ? index(office->mention.tokens.begin) : p - 1;
            continue;
        }
        const bool first = text_.word(low(p)) == "first" && !tok(p).sentence_start;  // "First National Bank"
        if (!capital(p) || (closed(p) && !first) || (cls(p) & kWeekday) != 0 || (cls(p) & (kNotAName | kNamePart)) == kNotAName) break;
        if (tok(p).sentence_start && common(p) && free(p) && (headline_ || upper_)) break;
        const Draft* d = draft_at(p);
        if (d) {
            const Mention& m = d->mention;
            if (m.cls == MentionClass::office || m.cls == MentionClass::group) break;
            if (m.cls == MentionClass::demonym && (of_state || (cls(head) & kPlaceHeadWord) != 0)) break;
            if (m.type == EntityType::state && of_state) break;
            if (m.type == EntityType::organisation && m.cls == MentionClass::name && index(m.tokens.end) - index(m.tokens.begin) > 1 && of_state) break;
            l = index(m.tokens.begin);
            if (m.type == EntityType::state && m.cls != MentionClass::demonym) {
                if (l > begin_of(s) && capital(l - 1) && (cls(l - 1) & kDirection) != 0 && free(l - 1) && !tok(l - 1).sentence_start) --l;  // "East India Company"
                break;
            }
            continue;
        }
        l = p;
    }
    return l;
}

// End of the name that has its head at `head`: "of/for X and Y", "of State".
std::uint32_t Finder::family_right(const Sentence& s, std::uint32_t head, bool& of_part) const {
    std::uint32_t e = head + 1;
    of_part = false;
    while (e < end_of(s) && e - head < kLongest) {
        std::uint32_t t = e;
        const bool joins = low(t) == w_.of || low(t) == w_.for_ || (low(t) == w_.on && !of_part) || (low(t) == w_.in && of_part && t + 1 < end_of(s) && draft_at(t + 1) && draft_at(t + 1)->mention.type == EntityType::place);
        const bool lists = of_part && (low(t) == w_.and_ || low(t) == w_.ampersand || tok(t).tag == Tag::comma);
        if (!joins && !lists) break;
        if (lists && tok(t).tag == Tag::comma && !(t + 2 < end_of(s) && capital(t + 1) && common(t + 1) && (low(t + 2) == w_.and_ || tok(t + 2).tag == Tag::comma))) break;
        ++t;
        if (joins && t < end_of(s) && low(t) == w_.the) ++t;
        if (t >= end_of(s) || !capital(t) || closed(t)) break;
        const Draft* d = draft_at(t);
        if (d && (d->mention.cls == MentionClass::office || d->mention.cls == MentionClass::group)) break;
        if (joins && of_part && low(e) != w_.in && !(d && d->mention.type == EntityType::state)) {
            // a second "of" only leads to a state; "of the Ministry of …" is another organisation
            if ((cls(t) & kOrganisationOf) != 0 || low(e) != w_.of) break;
        }
        const bool adjective = d && d->mention.cls == MentionClass::demonym && t + 1 < end_of(s) && capital(t + 1);
        if (lists && ((is_state_word(t) && !adjective) || (!adjective && !common(t)))) break;
        if (joins && !of_part && (cls(t) & kOrganisationOf) != 0 && t + 1 < end_of(s) && low(t + 1) == w_.of) break;
        std::uint32_t r = t;
        while (r < end_of(s) && capital(r) && (!closed(r) || r > t) && (cls(r) & kWeekday) == 0 && (cls(r) & (kNotAName | kNamePart)) != kNotAName) {
            const Draft* x = draft_at(r);
            if (x && x->mention.cls == MentionClass::office) break;
            r = x ? std::max(r + 1, std::min(index(x->mention.tokens.end), end_of(s))) : r + 1;
            if (x && x->mention.type == EntityType::state && x->mention.cls != MentionClass::demonym) break;
        }
        if (r == t) break;
        e = r;
        of_part = true;
    }
    return e;
}

void Finder::add_family(std::uint32_t b, std::uint32_t e, EntityType type) {
    // Whose it is stands first or last: "Ruritanian Academy", "Bank of Ruritania"; not in between ("Institute for Ruritanian Studies").
    std::string state;
    if (is_state_word(b)) state = draft_at(b)->mention.state;
    else if (is_state_word(e - 1) && draft_at(e - 1)->mention.cls != MentionClass::demonym) state = draft_at(e - 1)->mention.state;
    if (state.empty()) state = state_before(b);
    const std::uint32_t id = add(b, e, type, MentionClass::name, true);
    drafts_[id].mention.state = state;
}

bool Finder::organisation_family(const Sentence& s, std::uint32_t head) {
    const WordClasses c = cls(head);
    const std::uint32_t b = family_left(s, head);
    bool of_part = false;
    std::uint32_t e = head + 1;
    if ((c & (kOrganisationOf | kLawHeadWord | kPlaceOf | kEventHeadWord)) != 0) e = family_right(s, head, of_part);
    while (e < end_of(s) && capital(e) && (cls(e) & kOrganisationSuffix) != 0) ++e;
    if ((c & kLawHeadWord) != 0 && e == head + 1 && e < end_of(s) && tok(e).shape == Shape::digits) ++e;  // "Resolution 2328"
    if (e - b < 2) return false;
    const Draft* whole = draft_at(b);
    if (whole && index(whole->mention.tokens.begin) <= b && index(whole->mention.tokens.end) >= e) return true;  // known already
    EntityType type = EntityType::organisation;
    if ((c & (kOrganisationHead | kOrganisationSuffix)) == 0 || ((c & kOrganisationOf) == 0 && of_part)) {
        const bool body_of_state = of_part && (c & kOrganisationOf) != 0 && (c & kEventHeadWord) != 0 && is_state_word(e - 1);  // "Bishops' Conference of Kenya"
        if (body_of_state) type = EntityType::organisation;
        else if ((c & kLawHeadWord) != 0) type = EntityType::law;
        else if ((c & (kPlaceHeadWord | kPlaceOf)) != 0) type = EntityType::place;
        else if ((c & kEventHeadWord) != 0) type = EntityType::event;
    }
    if (b == head && !of_part && tok(b).sentence_start) return false;
    add_family(b, e, type);
    return true;
}

// "the Friends of the 19th Century society": capitals joined by "of", before the kind of organisation in lower case.
void Finder::named_by_kind(const Sentence& s, std::uint32_t head) {
    if (tok(head).tag != Tag::noun || (cls(head) & (kOrganisationHead | kOrganisationSuffix | kOrgan)) == 0 || !free(head) || capital(head)) return;
    const auto ordinal = [this](std::uint32_t t) { return tok(t).shape == Shape::alnum || tok(t).shape == Shape::digits; };
    std::uint32_t b = head, first_of = kNone;
    while (b > begin_of(s) && head - b < kLongest) {
        const std::uint32_t p = b - 1;
        const bool after_of = p > begin_of(s) && (low(p) == w_.the || low(p) == w_.of) && b < head && (capital(b) || ordinal(b));
        if (low(p) == w_.of && after_of) {
            first_of = p;
            b = p;
        } else if (low(p) == w_.the && after_of && low(p - 1) == w_.of) {
            first_of = p - 1;
            b = p - 1;
        } else if ((capital(p) && !closed(p) && (free(p) || !is_state_word(p))) || (ordinal(p) && b < head)) {
            b = p;
        } else {
            break;
        }
    }
    if (first_of == kNone || b >= first_of || !capital(b) || b == begin_of(s) || low(b - 1) != w_.the || headline_) return;
    add_family(b, head + 1, EntityType::organisation);
}

// ‘Voice of Khorasan’: a short quoted text in which every content word is capitalised is a name.
void Finder::quoted_name(const Sentence& s, std::uint32_t open) {
    std::uint32_t e = open + 1, capitals = 0;
    for (; e < end_of(s) && e - open < 7 && tok(e).tag != Tag::close_quote; ++e) {
        if (tok(e).shape == Shape::punctuation) break;
        if (capital(e)) ++capitals;
        else if (!closed(e)) return;
    }
    const std::uint32_t close = e < end_of(s) && (tok(e).tag == Tag::stop || tok(e).tag == Tag::comma) ? e + 1 : e;
    if (close >= end_of(s) || tok(close).tag != Tag::close_quote || e == open + 1) return;
    const std::uint32_t b = open + 1;
    if (capitals < 2 || !capital(b) || closed(b)) return;
    const Draft* d = draft_at(b);
    if (d && d->mention.cls == MentionClass::name && index(d->mention.tokens.end) >= e) return;
    const std::uint32_t id = add(b, e, EntityType::organisation, MentionClass::name, true);
    drafts_[id].weak = true;
}

void Finder::families(const Sentence& s) {
    constexpr WordClasses kHeads = kOrganisationHead | kOrganisationSuffix | kPlaceHeadWord | kEventHeadWord | kLawHeadWord | kOrganisationOf | kPlaceOf;
    for (std::uint32_t t = begin_of(s); t < end_of(s); ++t) {
        if (tok(t).tag == Tag::open_quote) quoted_name(s, t);
        if (!capital(t) || (cls(t) & kHeads) == 0) continue;
        if (upper_) continue;
        const Draft* d = draft_at(t);
        if (d && (d->mention.cls == MentionClass::office || index(d->mention.tokens.end) > t + 1)) continue;
        if ((text_.word(low(t)) == "channel" || text_.word(low(t)) == "radio") && t + 1 < end_of(s) && tok(t + 1).shape == Shape::digits && word(t + 1).size() <= 3 && free(t) && tok(t).shape == Shape::initial) {  // "Channel 4"
            add_family(t, t + 2, EntityType::organisation);
            continue;
        }
        // The last head of the name decides: "Crocus City Hall", "World Trade Organization".
        const bool more = t + 1 < end_of(s) && capital(t + 1) && (cls(t + 1) & kHeads) != 0;
        if (more) continue;
        organisation_family(s, t);
    }
    for (std::uint32_t t = begin_of(s) + 1; t < end_of(s) && !upper_; ++t) named_by_kind(s, t);
    for (std::uint32_t t = begin_of(s); t + 1 < end_of(s); ++t) {  // "Lake Van", "Mount Kenya", "North Kivu"
        if (!capital(t) || !free(t) || (cls(t) & (kPlacePrefixWord | kDirection)) == 0 || headline_ || upper_) continue;
        std::uint32_t e = t + 1;
        while (e < end_of(s) && e - t < 4 && capital(e) && !closed(e) && (free(e) || draft_at(e)->mention.type == EntityType::place) && (cls(e) & (kWeekday | kMonth)) == 0) ++e;
        if (e == t + 1 || (tok(t).sentence_start && (cls(t) & kDirection) != 0 && free(t + 1))) continue;
        if ((cls(t) & kPlacePrefixWord) != 0 && (cls(t) & (kPersonParticle | kHonorific)) != 0) continue;
        add_family(t, e, EntityType::place);
        t = e;
    }
}

}  // namespace demarche::extract
