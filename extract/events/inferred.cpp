// Participants that stand outside of the act's own clause.
#include <algorithm>

#include "extract/events/roles.h"

namespace demarche::extract {

// An event noun of that relation ("the raid").
bool Roles::is_act(std::uint32_t np, std::uint32_t relation) const {
    const auto& triggers = frames_.triggers(nouns_.lemma(np), TriggerKind::noun);
    return std::any_of(triggers.begin(), triggers.end(), [&](const Trigger& t) { return frames_.frames()[t.frame].relation == relation; });
}

std::vector<Found> Roles::described(const Site& site, const std::vector<Path>& paths) const {
    std::vector<Found> out;
    for (const Path& path : paths) {
        for (const Found& found : follow(site, path)) {
            if (found.who.phrase == kNone) continue;
            for (const std::uint32_t np : nouns_.with_conjuncts(found.who.phrase)) {
                if (!nouns_.described_people(np)) continue;
                Found people = found;
                people.who.phrase = np;
                people.who.described = true;
                out.push_back(people);
            }
        }
        if (!out.empty()) break;
    }
    return out;
}

bool Roles::unnamed_doer(const Site& site) const {
    if (site.lone_noun() || is_none(site.clause)) return false;
    const Clause& clause = clauses_[site.clause];
    const std::vector<Found> doers = follow(site, {{Step::subject, kNone}});
    if (doers.empty()) return clause.passive && (clause.kind == ClauseKind::main || clause.kind == ClauseKind::coordinate || clause.kind == ClauseKind::that);
    return std::all_of(doers.begin(), doers.end(), [&](const Found& doer) {
        if (doer.who.phrase == kNone) return false;
        const std::uint32_t np = nouns_.see_through(doer.who.phrase);
        return std::binary_search(site.frame->means.begin(), site.frame->means.end(), nouns_.lemma(np)) || is_act(np, site.frame->relation);
    });
}

MentionId Roles::place_of(const Site& site) const {
    if (is_none(site.clause)) return none<MentionId>();
    const Closed& closed = frames_.closed();
    const auto place = [&](std::uint32_t preposition) { return preposition == closed.in || preposition == closed.at || preposition == closed.near; };
    const auto look = [&](std::uint32_t np) { return np == kNone ? none<MentionId>() : nouns_.place_in(nouns_[np].tokens, {}, {}); };
    for (const Argument& a : clauses_[site.clause].arguments)
        if (a.role == Role::oblique && place(a.preposition))
            if (const MentionId found = look(a.phrase); !is_none(found)) return found;
    for (const Argument& a : clauses_[site.clause].arguments)
        if (a.phrase != kNone && a.role != Role::oblique)
            for (const NounPhrase::Link& link : nouns_[a.phrase].links)
                if (place(link.preposition))
                    if (const MentionId found = look(link.phrase); !is_none(found)) return found;
    return none<MentionId>();
}

// Who acts in the clause whose circumstance a noun is: its subject, or that of the clause above where the subject is no actor ("Berg ended a tour that
// included talks with Lind").
void Roles::host_subject(const Site& site, std::vector<Found>& out) const {
    constexpr int kHops = 4;
    ClauseId at = site.host;
    for (int hop = 0; hop < kHops && !is_none(at); ++hop, at = clauses_[at].parent) {
        arguments(clauses_[at], Role::subject, kNone, out);
        std::erase_if(out, [&](const Found& found) { return found.who.phrase == kNone || found.who.phrase == site.noun || (nouns_.types(found.who.phrase) & kActors) == 0; });
        if (!out.empty()) return;
    }
}

// "Berg was detained during a raid by Ruritanian police": of a passive without agent that happens in an act of the same kind, whoever does that act.
void Roles::agent_of_circumstance(const Site& site, std::vector<Found>& out) const {
    const Clause& clause = clauses_[site.clause];
    const Closed& closed = frames_.closed();
    for (const Argument& a : clause.arguments) {
        if (a.role != Role::oblique || a.phrase == kNone || (a.preposition != closed.during && a.preposition != closed.in)) continue;
        std::vector<std::uint32_t> acts = {a.phrase, nouns_.see_through(a.phrase)};
        for (const NounPhrase::Link& link : nouns_[a.phrase].links)
            if (link.preposition == closed.of) acts.push_back(link.phrase);  // "in one of the raids"
        for (const std::uint32_t act : acts) {
            if (!out.empty()) return;
            if (!is_act(act, site.frame->relation)) continue;
            Site inner;
            inner.noun = act;
            noun_subject(inner, out);
            // "raids carried out by police": the participle behind it has the agent. Clauses are in order, so those of this sentence follow.
            for (std::size_t c = index(site.clause) + 1; out.empty() && c < clauses_.items.size() && clauses_.items[c].sentence == clause.sentence; ++c) {
                const auto& roles = clauses_.items[c].arguments;
                const bool done = std::any_of(roles.begin(), roles.end(), [&](const Argument& r) { return r.role == Role::object && r.phrase == act && r.shared; });
                if (done) arguments(clauses_.items[c], Role::subject, kNone, out);
            }
        }
    }
}

// "Berg, alongside Lindqvist, met …": who acts with the subject acts too.
void Roles::companions(const Clause& clause, std::vector<Found>& out) const {
    const std::size_t subjects = out.size();
    arguments(clause, Role::oblique, frames_.closed().alongside, out);
    for (std::size_t i = 0; i < subjects; ++i)
        if (const std::uint32_t np = out[i].who.phrase; np != kNone) links(np, frames_.closed().alongside, out);
}

// "I", "we": inside what is said they mean the speaker, who is no addressee.
bool Roles::first_person(std::uint32_t np) const {
    const PhraseId group = nouns_[np].group;
    if (is_none(group) || !is_none(phrases_[group].mention)) return false;  // "US" is a name
    const std::string_view word = nouns_.word(phrases_[group].head);
    return word == "i" || word == "we" || word == "me" || word == "us";
}

}  // namespace demarche::extract
