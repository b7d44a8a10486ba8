// Runs of capitalised words that the world does not know: people by their given names, initials, titles and particles; other
// words by what stands around them.
#include "extract/names/finder.h"

namespace demarche::extract {
namespace {

bool is_initial(std::string_view w) { return (w.size() == 1 || (w.size() == 2 && w[1] == '.')) && w[0] >= 'A' && w[0] <= 'Z'; }

}  // namespace

// End of the run that begins at b: name words, with particles and the full stops of initials between them.
std::uint32_t Finder::run_end(const Sentence& s, std::uint32_t b) const {
    std::uint32_t e = b + 1;
    while (e < end_of(s)) {
        const bool initial_before = word(e - 1).size() == 1 && is_initial(word(e - 1));
        if (initial_before && tok(e).tag == Tag::stop && !tok(e).space_before && e + 1 < end_of(s) && capital(e + 1)) {
            ++e;
            continue;
        }
        if (capital(e) && free(e) && ((cls(e) & (kWeekday | kNotAName | kMonth)) == 0 || (part(e) & 7) != 0) && (!closed(e) || is_initial(word(e)))) {
            if ((upper_ || headline_) && common(e) && (part(e) & 7) == 0) break;
            if (!tok(e).space_before && tok(e - 1).tag != Tag::stop && tok(e - 1).shape != Shape::punctuation) break;
            ++e;
            continue;
        }
        // particles only between two name words
        std::uint32_t p = e;
        while (p < end_of(s) && p - e < 3 && !capital(p) && (cls(p) & kPersonParticle) != 0) ++p;
        if (p > e && p < end_of(s) && capital(p) && free(p) && !closed(p) && (cls(p) & (kWeekday | kMonth)) == 0) {
            e = p + 1;
            continue;
        }
        break;
    }
    return e;
}

bool Finder::person_run(const Sentence& s, std::uint32_t b, std::uint32_t e) const {
    if (b > begin_of(s)) {
        const std::uint32_t p = b - 1;
        if ((cls(p) & kHonorific) != 0 && capital(p)) return true;
        const Draft* d = draft_at(p);
        if (d && d->mention.cls == MentionClass::office) return true;
        if ((cls(p) & kRoleNoun) != 0 && !tok(p).sentence_start && e - b >= 2) return true;
        if (low(p) == w_.the) return false;
    }
    if (e - b >= 2 && (cls(b) & kForeignHead) != 0) return false;
    if (e - b == 2 && (cls(b) & kForeignArticle) != 0 && (part(e - 1) & 4) == 0) return false;
    if ((part(b) & 3) != 0) return true;
    // "Kosmos Energy": the last word says what it is
    if (e - b >= 2 && common(e - 1) && (part(e - 1) & 7) == 0 && tok(e - 1).shape == Shape::initial && (tok(e - 1).pos & (kMayNoun | kMayPlural)) != 0) return false;
    bool initial = false, all_common = true;
    for (std::uint32_t t = b; t < e; ++t) {
        initial = initial || (is_initial(word(t)) && t + 1 < e);
        all_common = all_common && common(t);
    }
    if (initial) return true;
    if (common(b) && (part(b) & 7) == 0 && (tok(b).pos & kMayAdjective) != 0 && (tok(b).pos & (kMayNoun | kMayBase)) == 0) return false;  // "Coastal Karr"
    if (e < end_of(s) && tok(e).tag == Tag::comma && e + 2 < end_of(s) && tok(e + 1).shape == Shape::digits && tok(e + 2).tag == Tag::comma) return true;
    if (e - b < 2 || e - b > 4) return false;
    if ((part(e - 1) & 4) != 0 && !common(b)) return true;
    if ((part(b) & 16) != 0) return true;
    if (b > begin_of(s) && (cls(b - 1) & kPlacePreposition) != 0 && low(b - 1) != w_.from && low(b - 1) != w_.to) return false;
    return !all_common && tok(b).shape != Shape::upper;
}

void Finder::classify_run(const Sentence& s, std::uint32_t b, std::uint32_t e) {
    while (b + 1 < e && (cls(b) & kHonorific) != 0 && (part(b) & 3) == 0) ++b;
    while (e > b + 1 && (tok(e - 1).tag == Tag::stop)) --e;
    if (b >= e) return;
    // "CM Berg", "DIG Ivo Karr": letters before a name in small letters are a title
    if (e - b >= 2 && tok(b).shape == Shape::upper && word(b).size() >= 2 && word(b).size() <= 4 && tok(b + 1).shape == Shape::initial && (part(b + 1) & 7) != 0 && (part(b) & 7) == 0) ++b;
    if (e - b == 1 && (((cls(b) & kHonorific) != 0 && common(b)) || (cls(b) & kMonth) != 0)) return;
    if (e - b == 1 && e < end_of(s) && (cls(b) & kHonorific) != 0 && tok(e).space_before && draft_at(e) && draft_at(e)->mention.type == EntityType::person) return;  // "Sayyid Ivo Karr"
    // "the Ruritanian Chamber of Trade (Rucat)": another name of the organisation
    if (e - b == 1 && b > begin_of(s) + 1 && e < end_of(s) && tok(b - 1).tag == Tag::open_bracket && tok(e).tag == Tag::close_bracket) {
        const Draft* whole = draft_at(b - 2);
        if (whole && whole->mention.type == EntityType::organisation && whole->mention.cls == MentionClass::name) {
            add(b, e, EntityType::organisation, MentionClass::name);
            return;
        }
    }
    // "Operation Iron Hand" is what forces do; "HMS Karr" a ship, which is none of the kinds that we tell apart
    if (e - b >= 2 && (cls(b) & kOperationHead) != 0 && !upper_ && !headline_) {
        add(b, e, EntityType::event, MentionClass::name);
        return;
    }
    if (e - b >= 2 && (cls(b) & kShipPrefix) != 0 && tok(b).shape == Shape::upper) return;
    const bool person = person_run(s, b, e) && !(e - b == 1 && tok(b).shape == Shape::initial && place_cue(s, b));
    EntityType type = EntityType::organisation;
    bool weak = false;
    if (person) {
        type = EntityType::person;
        weak = e - b == 1 && !(b > begin_of(s) && (((cls(b - 1) & kHonorific) != 0 && capital(b - 1)) || (draft_at(b - 1) && draft_at(b - 1)->mention.cls == MentionClass::office)));
    } else if (e - b == 1) {
        type = single_type(s, b, weak);
        if (type == EntityType::none) return;
    } else {
        weak = true;
        if (b > begin_of(s) && (cls(b - 1) & kPlacePreposition) != 0 && low(b - 1) != w_.from && low(b - 1) != w_.to) type = EntityType::place;
    }
    const std::uint32_t id = add(b, e, type, MentionClass::name);
    drafts_[id].weak = weak;
    firm(s, id);
}

// End of the words in capitals that a sentence begins with, known or not; its begin: there are none that may be a dateline's.
std::uint32_t Finder::shouted(const Sentence& s) const {
    const std::uint32_t b = begin_of(s);
    if (const Draft* d = draft_at(b)) {
        const bool place = d->mention.cls == MentionClass::capital || d->mention.type == EntityType::place || (d->mention.type == EntityType::state && d->mention.cls == MentionClass::name);
        return place && tok(b).shape == Shape::upper && word(b).size() > 3 ? index(d->mention.tokens.end) : b;
    }
    std::uint32_t e = b;
    for (; e < end_of(s) && e - b < 4 && free(e) && (tok(e).shape == Shape::upper || word(e).find('-') != std::string_view::npos) && word(e).size() > 1 && !closed(e); ++e)
        for (const char c : word(e))
            if (c >= 'a' && c <= 'z') return b;
    return e - b == 1 && word(b).size() < 4 ? b : e;
}

// "OLDTOWN, Ruritania, March 3 (Agency) —", "OLDTOWN 2024-03-05": the place of a report, in capitals before a date, an agency or a mark.
void Finder::dateline(const Sentence& s) {
    const std::uint32_t b = begin_of(s), e = shouted(s);
    if (e == b || e >= end_of(s)) return;
    std::uint32_t t = e;
    if (tok(t).tag == Tag::comma && t + 1 < end_of(s)) {
        ++t;
        while (t < end_of(s) && t - e < 5 && capital(t) && (cls(t) & (kMonth | kWeekday)) == 0) ++t;
        if (t < end_of(s) && tok(t).tag == Tag::comma) ++t;
    }
    const bool dated = t < end_of(s) && ((tok(t).shape == Shape::digits && word(t).size() > 2) || (cls(t) & (kMonth | kWeekday)) != 0);
    const bool marked = t < end_of(s) && !upper_ && (tok(t).tag == Tag::open_bracket || tok(t).tag == Tag::dash || (tok(t).tag == Tag::colon && t == e));
    if (!dated && !marked) return;
    if (cover_[b] == kNone) add(b, e, EntityType::place, MentionClass::name);
    else if (Mention& known = drafts_[cover_[b]].mention; known.cls == MentionClass::capital) known.cls = MentionClass::name;  // no government acts there
    if (const std::uint32_t of = e + 1; tok(e).tag == Tag::comma && of < t && free(of)) add(of, tok(t - 1).tag == Tag::comma ? t - 1 : t, EntityType::place, MentionClass::name);
}

// "Hart & Lomas", "Nedbank Ruritania": two names that make one firm's.
void Finder::firm(const Sentence& s, std::uint32_t id) {
    if (headline_ || upper_) return;
    const std::uint32_t b = index(drafts_[id].mention.tokens.begin), e = index(drafts_[id].mention.tokens.end);
    if (b >= begin_of(s) + 2 && low(b - 1) == w_.ampersand && tok(b - 1).space_before && capital(b - 2) && !closed(b - 2)) {
        const Draft* first = draft_at(b - 2);
        add_family(first ? index(first->mention.tokens.begin) : b - 2, e, EntityType::organisation);
    } else if (e - b == 1 && e < end_of(s) && drafts_[id].weak && !common(b) && !tok(b).sentence_start && (part(b) & 3) == 0 && (cls(b) & (kHonorific | kPersonParticle)) == 0) {
        const Draft* place = draft_at(e);
        if (!place || place->mention.cls != MentionClass::name || index(place->mention.tokens.begin) != e) return;
        if (place->mention.type != EntityType::state && !(place->mention.type == EntityType::place && tok(b).shape == Shape::upper && tok(e).shape != Shape::upper)) return;
        add_family(b, index(place->mention.tokens.end), EntityType::organisation);
    }
}

void Finder::runs(const Sentence& s) {
    for (std::uint32_t t = begin_of(s); t < end_of(s);) {
        if (!name_like(s, t)) {
            ++t;
            continue;
        }
        const std::uint32_t e = run_end(s, t);
        classify_run(s, t, e);
        t = e;
    }
}

}  // namespace demarche::extract
