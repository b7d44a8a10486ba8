// Names that the world knows, longest first.
#include "extract/names/finder.h"

namespace demarche::extract {

bool Finder::accept_match(const Sentence& s, std::uint32_t t, const World::Match& m, const WorldEntry& e) const {
    if (m.tokens == 0 || t + m.tokens > end_of(s)) return false;
    if (!e.from.empty() && !document_.date.empty() && document_.date < e.from) return false;
    if (!e.until.empty() && !document_.date.empty() && document_.date > e.until) return false;
    if (e.user) return true;
    if (m.tokens > 1 || e.cls == MentionClass::office) return true;
    if ((cls(t) & (kMonth | kWeekday)) != 0) return false;
    const std::uint32_t after = t + 1;
    const bool place = e.type == EntityType::state || e.type == EntityType::place || m.capital;
    // "Jordan Smith", "Chelsea Manning": a given name before an unknown capitalised word.
    if (place && !m.demonym && (part(t) & 3) != 0 && after < end_of(s) && capital(after) && !closed(after) && !headline_ && !upper_ &&
        (cls(after) & (kPlaceHead | kOrganisationHead | kEventHead | kLawHead | kWeekday | kMonth | kHonorific)) == 0 && !common(after))
        return false;
    // "Mr Georgiou": after an honorific only people stand.
    if (place && t > begin_of(s) && (cls(t - 1) & kHonorific) != 0 && capital(t - 1) && (cls(t - 1) & kPlacePrefix) == 0) return false;
    return true;
}

void Finder::gazetteer(const Sentence& s) {
    for (std::uint32_t t = begin_of(s); t < end_of(s);) {
        matches_.clear();
        world_.match(document_, text_, static_cast<TokenId>(t), matches_);
        std::uint32_t step = 1;
        for (const World::Match& m : matches_) {
            const WorldEntry& e = world_.entries()[m.entry];
            if (!accept_match(s, t, m, e)) continue;
            EntityType type = e.type;
            MentionClass kind = e.cls;
            if (m.demonym) {
                type = m.people ? EntityType::group : EntityType::state;
                kind = m.people ? MentionClass::group : MentionClass::demonym;
            } else if (m.capital) {
                kind = MentionClass::capital;
                type = EntityType::place;
            }
            const std::uint32_t id = add(t, t + m.tokens, type, kind);
            Mention& mention = drafts_[id].mention;
            mention.entry = m.entry;
            mention.state = e.state;
            if (kind == MentionClass::office) {
                mention.type = EntityType::person;
                mention.office = e.id.rfind("office:", 0) == 0 ? e.id.substr(7) : e.id;
            }
            mention.plural = kind == MentionClass::group;
            step = m.tokens;
            break;
        }
        t += step;
    }
}

}  // namespace demarche::extract
