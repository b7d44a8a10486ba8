#include "extract/events/compose.h"

#include <algorithm>

namespace demarche::extract {
namespace {

constexpr int kMaxDepth = 12;       // clauses within clauses; deeper ones are judged by the nearest twelve
constexpr float kSupposed = 0.5F;   // confidence of hypothetical acts
constexpr float kPlanned = 0.9F;
constexpr float kPurpose = 0.75F;   // "went to Strelsau to meet Anna Berg": probably did

void weaken(Modality to, Verdict& verdict) {
    if (to == Modality::hypothetical && verdict.modality != Modality::hypothetical) verdict.weight *= kSupposed;
    if (to == Modality::planned && verdict.modality == Modality::actual) verdict.weight *= kPlanned;
    verdict.modality = std::max(verdict.modality, to);
}
void flip(Verdict& verdict) { verdict.polarity = verdict.polarity == Polarity::asserted ? Polarity::negated : Polarity::asserted; }

}  // namespace

Government::Government(const FrameSet& frames, const Ontology& ontology, const Text& text, const Clauses& clauses, const Nouns& nouns)
    : frames_(frames), ontology_(ontology), text_(text), clauses_(clauses), nouns_(nouns),
      relations_(clauses.items.size(), kNone), noun_relations_(clauses.phrases.size(), kNone), reported_(clauses.items.size()), owners_(clauses.phrases.size()) {
    for (std::uint32_t c = 0; c < clauses.items.size(); ++c)
        for (const Argument& a : clauses.items[c].arguments) {
            if (a.phrase == kNone || is_none(clauses.items[c].verb)) continue;
            Owner& owner = owners_[a.phrase];
            if (is_none(owner.clause) || !a.shared) owner.clause = static_cast<ClauseId>(c);
        }
    for (std::uint32_t np = 0; np < clauses.phrases.size(); ++np) {
        const NounPhrase& phrase = clauses.phrases[np];
        for (const std::uint32_t other : phrase.conjuncts) owners_[other].np = np;
        for (const std::uint32_t other : phrase.appositions) owners_[other].np = np;
        for (const NounPhrase::Link& link : phrase.links) owners_[link.phrase].np = np;
        if (phrase.possessor != kNone) owners_[phrase.possessor].np = np;
    }
}

ClauseId Government::owner(std::uint32_t np) const {
    for (int depth = 0; depth < kMaxDepth && np != kNone; ++depth) {
        if (!is_none(owners_[np].clause)) return owners_[np].clause;
        np = owners_[np].np;
    }
    return none<ClauseId>();
}

bool Government::is_complement(ClauseId clause, ClauseId of) const {
    const auto& arguments = clauses_[of].arguments;
    return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& a) { return a.clause == clause; });
}

const Composition* Government::of_relation(std::uint32_t relation) const { return relation == kNone ? nullptr : frames_.relation_composition(relation); }

void Government::apply(const Composition& composition, std::uint32_t relation, Verdict& verdict) const {
    const std::uint32_t now = verdict.relation == kNone ? relation : verdict.relation;
    const Relation& act = ontology_.relations()[now];
    for (const Composition::Rule& rule : composition.rules) {
        if (rule.from != kNone ? rule.from != now : !rule.family.empty() && rule.family != act.family) continue;
        verdict.by = &composition;
        switch (rule.effect) {
            case Effect::keep: break;
            case Effect::negate: flip(verdict); break;
            case Effect::plan: weaken(Modality::planned, verdict); break;
            case Effect::suppose: weaken(Modality::hypothetical, verdict); break;
            case Effect::suppress: verdict.dropped = true; break;
            case Effect::rewrite:
                verdict.relation = rule.relation;
                verdict.polarity = Polarity::asserted;
                verdict.modality = Modality::actual;
                break;
        }
        return;
    }
}

// "No leader has approached Norway": the negation stands on a noun.
bool Government::says_no(const Clause& clause) const {
    return std::any_of(clause.arguments.begin(), clause.arguments.end(), [&](const Argument& a) {
        if (a.phrase == kNone || a.shared || (a.role != Role::subject && a.role != Role::object)) return false;
        const std::string_view first = text_.lower(nouns_[a.phrase].tokens.begin);
        return first == "no" || first == "nobody" || first == "neither" || first == "none";
    });
}

// What the clause's own words say: negation, modal verb, tense, condition.
void Government::own(const Clause& clause, Verdict& verdict) const {
    if (clause.negated != says_no(clause)) flip(verdict);
    const std::string_view modal = clause.modal == kNone ? std::string_view() : text_.word(clause.modal);
    const bool reported_future = modal == "would" && (clause.kind == ClauseKind::that || clause.speaker != kNone);
    if (modal == "will" || modal == "shall" || modal == "'ll" || clause.tense == Tense::future || reported_future) weaken(Modality::planned, verdict);
    else if (!modal.empty()) weaken(Modality::hypothetical, verdict);
    if (clause.kind == ClauseKind::conditional || (clause.conditional && !reported_future)) weaken(Modality::hypothetical, verdict);
}

void Government::below_noun(const Clause& inner, std::uint32_t relation, Verdict& verdict) const {
    for (const Argument& a : inner.arguments) {
        if (a.role != Role::subject || a.phrase == kNone || owners_[a.phrase].np == kNone) continue;
        const auto& links = nouns_[owners_[a.phrase].np].links;
        const bool of = std::any_of(links.begin(), links.end(), [&](const NounPhrase::Link& l) { return l.phrase == a.phrase && l.preposition == frames_.closed().of; });
        const Composition* composition = of ? frames_.noun_composition(nouns_.lemma(owners_[a.phrase].np)) : nullptr;
        if (composition) return apply(*composition, relation, verdict);
    }
}

void Government::climb(ClauseId clause, std::uint32_t relation, Verdict& verdict) const {
    for (int depth = 0; depth < kMaxDepth && !verdict.dropped; ++depth) {
        const Clause& inner = clauses_[clause];
        const ClauseId parent = inner.parent;
        if (is_none(parent) || parent == clause) return;
        const Clause& outer = clauses_[parent];
        if (!is_complement(clause, parent)) {
            // "the question of Norway joining the pact": the act is what the noun is about.
            if (depth == 0 && (inner.kind == ClauseKind::participle || inner.kind == ClauseKind::gerund)) below_noun(inner, relation, verdict);
            if (verdict.dropped) return;
            if (inner.kind == ClauseKind::infinitive && depth == 0) {
                weaken(Modality::planned, verdict);
                verdict.weight *= kPurpose;
            }
            if (outer.kind == ClauseKind::conditional) weaken(Modality::hypothetical, verdict);
            return;
        }
        const Composition* composition = is_none(outer.verb) ? frames_.noun_composition(outer.lemma) : frames_.composition(outer.lemma);
        if (!composition && outer.adjective != kNone) composition = frames_.adjective_composition(outer.adjective);
        if (!composition) composition = of_relation(relations_[index(parent)]);
        if (composition) {
            apply(*composition, relation, verdict);
            if (verdict.dropped && composition->claims && outer.passive && !reported_[index(parent)]) {
                verdict.dropped = false;
                weaken(Modality::hypothetical, verdict);
                verdict.weight /= kSupposed;
            }
        } else if (inner.kind == ClauseKind::infinitive) {
            weaken(Modality::planned, verdict);
            verdict.weight *= kPurpose;
        }
        if (verdict.dropped) return;
        if (inner.kind == ClauseKind::infinitive || inner.kind == ClauseKind::gerund) own(outer, verdict);
        verdict.governor = parent;
        clause = parent;
    }
}

Verdict Government::judge_said(ClauseId clause) const {
    Verdict verdict;
    own(clauses_[clause], verdict);
    return verdict;
}

Verdict Government::judge_clause(ClauseId clause, std::uint32_t relation) const {
    Verdict verdict;
    own(clauses_[clause], verdict);
    const Composition* refusal = frames_.refusal();
    if (refusal && verdict.polarity == Polarity::negated && verdict.modality == Modality::planned) {
        verdict.polarity = Polarity::asserted;
        apply(*refusal, relation, verdict);
    }
    climb(clause, relation, verdict);
    return verdict;
}

// Prepositions of what else happens; "in" and "on" may belong to the verb as well ("insisted on talks").
bool Government::is_occasion(std::uint32_t preposition) const {
    const Closed& closed = frames_.closed();
    return preposition != closed.in && preposition != closed.on && std::find(closed.occasions.begin(), closed.occasions.end(), preposition) != closed.occasions.end();
}

Verdict Government::judge_noun(std::uint32_t np, std::uint32_t relation) const {
    Verdict verdict;
    if (text_.lower(nouns_[np].tokens.begin) == "no") flip(verdict);
    // Nouns above it: "the threat of an attack on Syldavia".
    std::uint32_t at = np;
    for (int depth = 0; depth < kMaxDepth && is_none(owners_[at].clause) && owners_[at].np != kNone; ++depth) {
        at = owners_[at].np;
        const Composition* composition = frames_.noun_composition(nouns_.lemma(at));
        if (!composition) composition = of_relation(noun_relations_[at]);
        if (composition) apply(*composition, relation, verdict);
        if (verdict.dropped) return verdict;
    }
    const ClauseId clause = owners_[at].clause;
    if (is_none(clause)) return verdict;
    const Clause& verb = clauses_[clause];
    // Neither its subject nor what only happens at the same time ("in a meeting with Lind, Berg praised …") is governed by a verb.
    bool subject = false, occasion = false;
    for (const Argument& a : verb.arguments) {
        if (a.phrase != at) continue;
        subject = subject || a.role == Role::subject;
        occasion = occasion || (a.role == Role::oblique && (nouns_[at].tokens.begin < verb.head || is_occasion(a.preposition)));
    }
    if (occasion) return verdict;
    if (!subject) {
        const Composition* composition = frames_.composition(verb.lemma);
        if (!composition || !composition->nominals) composition = of_relation(relations_[index(clause)]);
        if (composition && composition->nominals) apply(*composition, relation, verdict);
        if (verdict.dropped) return verdict;
        if (composition) own(verb, verdict);
    }
    if (verb.kind == ClauseKind::conditional || verb.conditional) weaken(Modality::hypothetical, verdict);
    climb(clause, relation, verdict);
    return verdict;
}

}  // namespace demarche::extract
