// Names of one word that the world does not know: what stands around them tells their kind.
#include "extract/names/finder.h"

namespace demarche::extract {

// "Zenda district", "the village of Zenda", "Zenda, Ruritania", "Strelsau, Zenda,".
bool Finder::place_cue(const Sentence& s, std::uint32_t t) const {
    if (common(t) && tok(t).sentence_start) return false;
    const std::uint32_t n = t + 1;
    if (n < end_of(s) && !capital(n) && (cls(n) & kPlaceNoun) != 0 && tok(n).space_before) return true;
    if (t >= begin_of(s) + 2 && low(t - 1) == w_.of && (cls(t - 2) & kPlaceNoun) != 0 && !capital(t - 2)) return true;
    if (n + 1 < end_of(s) && tok(n).tag == Tag::comma && t > begin_of(s) && (cls(t - 1) & kPlacePreposition) != 0) {
        const Draft* d = draft_at(n + 1);
        if (d && (d->mention.type == EntityType::state || d->mention.type == EntityType::place) && d->mention.cls == MentionClass::name) return true;
    }
    return false;
}

// What stands around a single unknown word. Only evidence counts here; the whole document votes in remember().
EntityType Finder::single_type(const Sentence& s, std::uint32_t t, bool& weak) const {
    weak = true;
    const std::string_view w = word(t);
    const bool before = t > begin_of(s), after = t + 1 < end_of(s);
    if (tok(t).shape == Shape::initial && place_cue(s, t)) return EntityType::place;
    const bool word_itself = common(t) && (part(t) & 7) == 0;  // "from Communication"
    if (before && !word_itself && (cls(t - 1) & kPlacePreposition) != 0 && tok(t).shape != Shape::upper && low(t - 1) != w_.to && (tok(t).shape == Shape::initial || (low(t - 1) != w_.from && low(t - 1) != w_.at)))
        return EntityType::place;
    if (tok(t).shape == Shape::upper && w.size() >= 2 && w.size() <= 6) return EntityType::organisation;
    if (tok(t).shape == Shape::alnum) return EntityType::none;
    if (before && low(t - 1) == w_.the) return (cls(t) & (kOrgan | kDocument)) != 0 || (common(t) && (cls(t) & kOrganisationOf) == 0) ? EntityType::none : EntityType::organisation;
    const bool speaks = after && (tok(t + 1).semantic & (kCommunicationVerb | kCognitionVerb)) != 0 && (tok(t + 1).tag == Tag::verb_past || tok(t + 1).tag == Tag::verb_3sg);
    if ((part(t) & 3) != 0 || ((part(t) & 4) != 0 && speaks)) return EntityType::person;
    if (common(t) || (cls(t) & kOrgan) != 0) return EntityType::none;
    return speaks || (part(t) & 4) != 0 ? EntityType::person : EntityType::organisation;
}

}  // namespace demarche::extract
