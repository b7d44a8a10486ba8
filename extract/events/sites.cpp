// Where triggers stand: verbs, verbs with their nouns, light verbs, adjectives, event nouns.
#include <algorithm>

#include "extract/events/matcher.h"

namespace demarche::extract {

// The words after the verb: each is its particle or the preposition of one of its phrases; the last preposition makes the object.
bool Matcher::after_fits(const Trigger& trigger, const Clause& clause, std::uint32_t& object_word) const {
    for (const std::uint32_t word : trigger.after) {
        if (clause.particle == word) continue;
        const TokenId after = is_none(clause.verb) ? next(clause.head) : in_.phrases[clause.verb].tokens.end;
        const bool adjacent = index(after) < in_.text.tokens.size() && in_.text[after].lower == word;
        const bool oblique = std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](const Argument& a) {
            return a.role == Role::oblique && a.preposition == word && !nouns_.is_date(a.phrase);
        });
        if (oblique) {
            object_word = word;
            continue;
        }
        if (adjacent) continue;
        return false;
    }
    return true;
}

// "Sweden must withdraw": what a modal verb says of the subject is an act of whoever says it.
void Matcher::modal_sites(ClauseId id, std::vector<Site>& out) const {
    const Clause& clause = in_.clauses[id];
    if (clause.modal == kNone || clause.modal == clause.lemma) return;
    for (const Trigger& trigger : in_.frames.triggers(clause.modal, TriggerKind::verb)) {
        if (trigger.kind != TriggerKind::verb || !trigger.after.empty()) continue;
        Site site;
        site.frame = &in_.frames.frames()[trigger.frame];
        site.trigger = &trigger;
        site.clause = id;
        site.by_modal = true;
        if (site.frame->also) out.push_back(site);
    }
}

void Matcher::verb_sites(ClauseId id, std::vector<Site>& out) const {
    const Clause& clause = in_.clauses[id];
    for (const Trigger& trigger : in_.frames.triggers(clause.lemma, TriggerKind::verb)) {
        Site site;
        site.frame = &in_.frames.frames()[trigger.frame];
        site.trigger = &trigger;
        site.clause = id;
        if (trigger.passive_only && !clause.passive) continue;
        if (!after_fits(trigger, clause, site.object_word)) continue;
        if (trigger.kind == TriggerKind::verb_noun) {
            for (const Argument& a : clause.arguments) {
                if (a.phrase == kNone || (a.role != Role::object && a.role != Role::predicate && !(a.role == Role::oblique && a.preposition == site.object_word))) continue;
                for (const std::uint32_t np : nouns_.with_conjuncts(a.phrase)) {
                    const std::uint32_t inner = nouns_.see_through(np);
                    const auto named = [&](std::uint32_t word) { return std::binary_search(trigger.nouns.begin(), trigger.nouns.end(), word); };
                    for (const std::uint32_t candidate : {np, inner})
                        if (site.noun == kNone && (named(nouns_.lemma(candidate)) || named(nouns_.carried(candidate)))) site.noun = candidate;
                }
            }
            if (site.noun == kNone) continue;
            site.light = true;
        }
        out.push_back(site);
    }
}

void Matcher::light_sites(ClauseId id, std::vector<Site>& out) const {
    const Clause& clause = in_.clauses[id];
    if (!in_.frames.is_light(clause.lemma)) return;
    for (const Argument& a : clause.arguments) {
        if (a.role != Role::object || a.phrase == kNone) continue;
        for (const std::uint32_t np : nouns_.with_conjuncts(a.phrase)) {
            const std::uint32_t noun = nouns_.see_through(np), carried = nouns_.carried(noun);
            for (const Trigger& trigger : in_.frames.triggers(carried != kNone ? carried : nouns_.lemma(noun), TriggerKind::noun)) {
                const Frame& frame = in_.frames.frames()[trigger.frame];
                if (!frame.light) continue;
                Site site;
                site.frame = &frame;
                site.trigger = &trigger;
                site.clause = id;
                site.noun = noun;
                site.light = true;
                out.push_back(site);
            }
        }
    }
}

void Matcher::adjective_sites(ClauseId id, std::vector<Site>& out) const {
    const Clause& clause = in_.clauses[id];
    if (is_none(clause.verb)) return;
    const auto look = [&](TokenId at, bool participle) {
        if (index(at) >= in_.text.tokens.size()) return;
        for (const Trigger& trigger : in_.frames.triggers(in_.text[at].lower, TriggerKind::adjective)) {
            Site site;
            site.frame = &in_.frames.frames()[trigger.frame];
            site.trigger = &trigger;
            site.clause = id;
            site.object_is_subject = participle;
            out.push_back(site);
        }
    };
    if (clause.passive) return look(clause.head, true);
    constexpr std::uint32_t kReach = 3;  // "is now deeply concerned"
    const TokenId after = in_.phrases[clause.verb].tokens.end;
    const std::size_t before = out.size();
    for (std::uint32_t i = 0; i < kReach && out.size() == before; ++i) look(next(after, i), false);
}

// "Despite Ruritania's appeals, …", "in talks with Berg, …", "at Ruritania's request, …": the noun says on what occasion the clause's subject acts. So it
// does as the object of a subject that is no actor: "the tour included talks with Berg".
bool Matcher::is_circumstance(std::uint32_t np, const Clause& clause) const {
    const Closed& closed = in_.frames.closed();
    const bool acts = std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](const Argument& a) {
        return a.role == Role::subject && a.phrase != kNone && (nouns_.types(a.phrase) & kActors) != 0;
    });
    return std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](const Argument& a) {
        if (a.phrase != np) return false;
        if (a.role == Role::object) return !acts && !clause.passive;
        return a.role == Role::oblique && std::find(closed.occasions.begin(), closed.occasions.end(), a.preposition) != closed.occasions.end();
    });
}

void Matcher::noun_sites(std::uint32_t np, std::vector<Site>& out) const {
    const std::uint32_t carried = nouns_.carried(np), lemma = carried != kNone ? carried : nouns_.lemma(np);
    if (lemma == kNone) return;
    for (const Trigger& trigger : in_.frames.triggers(lemma, TriggerKind::noun)) {
        const Frame& frame = in_.frames.frames()[trigger.frame];
        if (!frame.alone) continue;
        Site site;
        site.frame = &frame;
        site.trigger = &trigger;
        site.noun = np;
        if (nominal_[np] != kNone) site.clause = static_cast<ClauseId>(nominal_[np]);
        site.owner = government_.owner(np);
        if (!is_none(site.owner) && is_circumstance(np, in_.clauses[site.owner])) site.host = site.owner;
        out.push_back(site);
    }
}

}  // namespace demarche::extract
