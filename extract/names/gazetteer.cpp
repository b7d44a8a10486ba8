// Names that the world knows, longest first.
#include <algorithm>

#include "extract/names/finder.h"

namespace demarche::extract {

// A place's name of one word as a part of another name: "Lewis Hamilton", "Zhang Yixing", and of towns and regions whatever stands beside them.
bool Finder::part_of_longer(const Sentence& s, std::uint32_t t, const WorldEntry& e) const {
    if (upper_) return false;
    const bool small = e.subtype == "town" || e.subtype == "region";
    if (t > begin_of(s) && capital(t - 1) && free(t - 1) && !closed(t - 1) && tok(t).space_before) {
        const std::uint32_t p = t - 1;
        if ((cls(p) & (kPlacePrefixWord | kDirection | kPlaceHeadWord | kNotAName | kMonth | kWeekday)) != 0) return false;
        if ((part(p) & 3) != 0 && tok(p).shape == Shape::initial && (!headline_ || !common(p))) return true;
        if (headline_) return false;
        if ((part(p) & 16) != 0 && (small || e.subtype == "city")) return true;
        if (small && !common(p)) return true;
    }
    const std::uint32_t n = t + 1;
    // "Mesa de Karr": a particle goes on with the name
    const std::string_view particle = n < end_of(s) ? word(n) : std::string_view();
    if ((particle == "de" || particle == "del" || particle == "da" || particle == "do" || particle == "di") && n + 1 < end_of(s) && capital(n + 1) && !closed(n + 1)) return true;
    return small && !headline_ && n < end_of(s) && tok(n).space_before && capital(n) && !closed(n) && !common(n) && (part(n) & 4) != 0;
}

bool Finder::accept_match(const Sentence& s, std::uint32_t t, const World::Match& m, const WorldEntry& e) const {
    if (m.tokens == 0 || t + m.tokens > end_of(s)) return false;
    if (!e.from.empty() && !document_.date.empty() && document_.date < e.from) return false;
    if (!e.until.empty() && !document_.date.empty() && document_.date > e.until) return false;
    if (e.user) return true;
    // "the Salvadoran Congress" is not that of another state
    if (e.type == EntityType::organisation && !e.state.empty() && t > begin_of(s)) {
        const bool possessed = tok(t - 1).tag == Tag::possessive && t >= begin_of(s) + 2;
        const Draft* whose = draft_at(possessed ? t - 2 : t - 1);
        if (whose && (possessed || whose->mention.cls == MentionClass::demonym) && whose->mention.type == EntityType::state && !whose->mention.state.empty() && whose->mention.state != e.state) return false;
    }
    // "the justice ministry": a word that only says what the next noun is about
    if (e.cls == MentionClass::office && m.tokens == 1 && !capital(t) && t + 1 < end_of(s) && !capital(t + 1) && tok(t + 1).tag == Tag::noun && (cls(t + 1) & kOrgan) != 0) return false;
    // "an official statement": a word that is also an adjective or verb is an office only as a noun
    if (e.cls == MentionClass::office && m.tokens == 1 && !capital(t)) return tok(t).tag == Tag::noun || tok(t).tag == Tag::noun_plural || tok(t).tag == Tag::proper;
    if (e.type == EntityType::group && t + m.tokens < end_of(s) && capital(t + m.tokens) && !headline_ && !upper_) return false;  // "the West Coast"
    if (m.tokens > 1 || e.cls == MentionClass::office) return true;
    if ((cls(t) & (kMonth | kWeekday)) != 0) return false;
    if (m.ambiguous && (tok(t).sentence_start || headline_ || upper_) && common(t)) return false;
    const std::uint32_t after = t + 1;
    const bool place = e.type == EntityType::state || e.type == EntityType::place || m.capital;
    // "Jordan Smith", "Chelsea Manning": a given name before an unknown capitalised word.
    if (place && !m.demonym && (part(t) & 3) != 0 && after < end_of(s) && capital(after) && !closed(after) && !headline_ && !upper_ &&
        (cls(after) & (kPlaceHeadWord | kOrganisationHead | kEventHeadWord | kLawHeadWord | kWeekday | kMonth | kHonorific)) == 0 && !common(after))
        return false;
    if (place && !m.demonym && part_of_longer(s, t, e)) return false;
    // "President Hassan": so do people right after an office.
    if (place && e.type == EntityType::place && t > begin_of(s) && capital(t - 1) && !tok(t).sentence_start && draft_at(t - 1) && draft_at(t - 1)->mention.cls == MentionClass::office) return false;
    // "Mr Georgiou": after an honorific only people stand.
    if (place && t > begin_of(s) && (cls(t - 1) & kHonorific) != 0 && capital(t - 1) && (cls(t - 1) & kPlacePrefixWord) == 0) return false;
    return true;
}

void Finder::gazetteer(const Sentence& s) {
    for (std::uint32_t t = begin_of(s); t < end_of(s);) {
        matches_.clear();
        world_.match(document_, text_, static_cast<TokenId>(t), matches_);
        std::uint32_t step = 1;
        for (const World::Match& m : matches_) {
            if (!accept_match(s, t, m, world_.entries()[m.entry])) continue;
            // of one name the state comes before a town that is called like it
            const World::Match* chosen = &m;
            // What has ended gives way, in a text of unknown date, to what still goes by the name: "Moscow" is Russia.
            const auto ended = [&](const World::Match& x) { return document_.date.empty() && !world_.entries()[x.entry].until.empty() && !world_.entries()[x.entry].user; };
            for (const World::Match& other : matches_)
                if (ended(*chosen) && other.tokens == m.tokens && !ended(other) && other.capital == m.capital && accept_match(s, t, other, world_.entries()[other.entry])) chosen = &other;
            if (!world_.entries()[m.entry].user && world_.entries()[m.entry].type == EntityType::place)
                for (const World::Match& other : matches_)
                    if (other.tokens == m.tokens && world_.entries()[other.entry].type == EntityType::state && !other.capital && accept_match(s, t, other, world_.entries()[other.entry])) {
                        chosen = &other;
                        break;
                    }
            // An organisation that has to be known is rather meant than a small town that is called like it.
            if (const WorldEntry& place = world_.entries()[chosen->entry]; !place.user && place.type == EntityType::place && place.subtype == "town")
                for (const World::Match& other : matches_)
                    if (other.tokens == m.tokens && !other.ambiguous && world_.entries()[other.entry].type == EntityType::organisation && accept_match(s, t, other, world_.entries()[other.entry])) chosen = &other;
            add_match(t, *chosen);
            step = m.tokens;
            if (const std::uint32_t id = cover_[t]; drafts_[id].mention.cls == MentionClass::office) {
                portfolio(s, id);
                step = drafts_[id].mention.tokens.size();
            }
            break;
        }
        t += step;
    }
}

void Finder::add_match(std::uint32_t t, const World::Match& m) {
    const WorldEntry& e = world_.entries()[m.entry];
    EntityType type = e.type;
    MentionClass kind = e.cls;
    std::uint32_t entry = m.entry;
    if (m.demonym) {
        if (!e.state.empty()) type = EntityType::state;  // "African" is of no state
        kind = MentionClass::demonym;
    } else if (m.people) {
        type = m.plural ? EntityType::group : EntityType::state;
        kind = m.plural ? MentionClass::group : MentionClass::demonym;
    }
    // A capital is two things of one name: the place, and by metonymy the government. resolve decides. Towns elsewhere that are called like it give way.
    std::string_view state = e.state;
    const auto is_seat = [&](const World::Match& other) { return other.tokens == m.tokens && other.capital; };
    const auto lasting = [&](const World::Match& other) { return is_seat(other) && world_.entries()[other.entry].until.empty(); };
    auto seat = document_.date.empty() ? std::find_if(matches_.begin(), matches_.end(), lasting) : matches_.end();  // of an unknown time: today's state
    if (seat == matches_.end()) seat = std::find_if(matches_.begin(), matches_.end(), is_seat);
    if (seat != matches_.end() && !e.user) {
        kind = MentionClass::capital;
        state = world_.entries()[seat->entry].state;
    }
    if (kind == MentionClass::capital)
        for (const World::Match& other : matches_) {
            const WorldEntry& place = world_.entries()[other.entry];
            if (other.tokens == m.tokens && place.type == EntityType::place && place.state == state) entry = other.entry;
        }
    if (kind == MentionClass::capital) type = EntityType::place;
    const std::uint32_t id = add(t, t + m.tokens, type, kind);
    Mention& mention = drafts_[id].mention;
    mention.entry = entry;
    mention.state = std::string(state);
    mention.plural = m.plural;
    if (kind == MentionClass::office && m.plural) {  // "ministers": people as a kind
        mention.cls = MentionClass::group;
        mention.type = EntityType::group;
        mention.entry = kNone;
        mention.state.clear();
    } else if (kind == MentionClass::office) {
        mention.type = EntityType::person;
        mention.office = std::string(e.id.starts_with("office:") ? e.id.substr(7) : e.id);
    }
}

}  // namespace demarche::extract
