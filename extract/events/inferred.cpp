// Participants that stand outside of the act's own clause.
#include <algorithm>

#include "extract/events/roles.h"

namespace demarche::extract {

// "Berg was detained during a raid by Ruritanian police": of a passive without agent that happens in an act of the same kind, whoever does that act.
void Roles::agent_of_circumstance(const Site& site, std::vector<Found>& out) const {
    const Clause& clause = clauses_[site.clause];
    const Closed& closed = frames_.closed();
    const auto same_kind = [&](std::uint32_t np) {
        const auto& triggers = frames_.triggers(nouns_.lemma(np), TriggerKind::noun);
        return std::any_of(triggers.begin(), triggers.end(), [&](const Trigger& t) { return frames_.frames()[t.frame].relation == site.frame->relation; });
    };
    for (const Argument& a : clause.arguments) {
        if (a.role != Role::oblique || a.phrase == kNone || (a.preposition != closed.during && a.preposition != closed.in)) continue;
        std::vector<std::uint32_t> acts = {a.phrase, nouns_.see_through(a.phrase)};
        for (const NounPhrase::Link& link : nouns_[a.phrase].links)
            if (link.preposition == closed.of) acts.push_back(link.phrase);  // "in one of the raids"
        for (const std::uint32_t act : acts) {
            if (!out.empty()) return;
            if (!same_kind(act)) continue;
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
