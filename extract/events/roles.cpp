#include "extract/events/roles.h"

#include <algorithm>

namespace demarche::extract {
namespace {

Found from_before(Discourse discourse) {
    Found found;
    found.who.discourse = discourse;
    return found;
}

Found phrase(std::uint32_t np) {
    Found found;
    found.who.phrase = np;
    return found;
}

bool tells_from_before(Step step) { return step == Step::asker || step == Step::doer || step == Step::addressee; }

bool kind_fits(Step step, ClauseKind kind) {
    switch (step) {
        case Step::that: return kind == ClauseKind::that || kind == ClauseKind::quotation;
        case Step::infinitive: return kind == ClauseKind::infinitive;
        case Step::wh: return kind == ClauseKind::wh;
        case Step::gerund: return kind == ClauseKind::gerund || kind == ClauseKind::participle;
        case Step::quotation: return kind == ClauseKind::quotation;
        default: return true;
    }
}

}  // namespace

void Roles::arguments(const Clause& clause, Role role, std::uint32_t preposition, std::vector<Found>& out) const {
    for (const Argument& a : clause.arguments)
        if (a.role == role && (role != Role::oblique || a.preposition == preposition)) {
            if (a.phrase != kNone) out.push_back(phrase(a.phrase));
            if (a.phrase == kNone && !is_none(a.clause) && role == Role::oblique) {
                Found found;
                found.clause = a.clause;
                out.push_back(found);
            }
        }
}

void Roles::links(std::uint32_t np, std::uint32_t preposition, std::vector<Found>& out) const {
    for (const NounPhrase::Link& link : nouns_[np].links)
        if (link.preposition == preposition) out.push_back(phrase(link.phrase));
    const Clause* behind = out.empty() ? nouns_.done(np) : nullptr;
    if (!behind) return;
    if (preposition == frames_.closed().by) return arguments(*behind, Role::subject, kNone, out);
    arguments(*behind, Role::oblique, preposition, out);
}

void Roles::complements(const Clause& clause, Step step, std::vector<Found>& out) const {
    for (const Argument& a : clause.arguments)
        if (!is_none(a.clause) && kind_fits(step, clauses_[a.clause].kind)) {
            Found found;
            found.clause = a.clause;
            out.push_back(found);
        }
}

void Roles::noun_subject(const Site& site, std::vector<Found>& out) const {
    const NounPhrase& noun = nouns_[site.noun];
    const Closed& closed = frames_.closed();
    if (noun.possessor != kNone) {
        out.push_back(phrase(noun.possessor));
        return;
    }
    behind(site, closed.by, out);
    if (!out.empty()) return;
    if (const MentionId m = nouns_.modifier(site.noun); !is_none(m)) {
        Found found;
        found.who.mention = m;
        out.push_back(found);
        return;
    }
    if (site.lone_noun()) behind(site, closed.from, out);
    else links(site.noun, closed.from, out);
    if (!is_none(site.clause) && out.empty()) arguments(clauses_[site.clause], Role::possessor, kNone, out);
    if (!is_none(site.clause) && out.empty()) arguments(clauses_[site.clause], Role::subject, kNone, out);
}

// What stands behind a preposition, of the clause or of the noun.
void Roles::behind(const Site& site, std::uint32_t preposition, std::vector<Found>& out) const {
    const Clause* clause = is_none(site.clause) ? nullptr : &clauses_[site.clause];
    if (clause) arguments(*clause, Role::oblique, preposition, out);
    if (site.noun != kNone) {
        std::vector<Found> own;
        links(site.noun, preposition, own);
        for (const Found& found : own)  // what is said of the noun may be an argument of its clause as well
            if (std::none_of(out.begin(), out.end(), [&](const Found& known) { return known.who.phrase == found.who.phrase && known.clause == found.clause; })) out.push_back(found);
    }
    // "reflected Ruritania's objection to the plan": what follows the noun at once is its own, whatever verb it was given to
    if (out.empty() && site.lone_noun() && !is_none(site.owner))
        for (const Argument& a : clauses_[site.owner].arguments)
            if (a.role == Role::oblique && a.preposition == preposition && a.phrase != kNone && index(nouns_[a.phrase].tokens.begin) == index(nouns_[site.noun].tokens.end) + 1)
                out.push_back(phrase(a.phrase));
    // "asked the minister for help from Ruritania": what a preposition belongs to is often unclear, so the object's count too.
    if (!out.empty() || !clause || site.lone_noun()) return;
    for (const Argument& a : clause->arguments)
        if (a.role == Role::object && a.phrase != kNone) links(a.phrase, preposition, out);
}

// The states named before the noun.
void Roles::modifiers(const Site& site, std::vector<Found>& out) const {
    if (site.noun == kNone) return;
    for (const MentionId m : nouns_.modifiers(site.noun)) {
        Found found;
        found.who.mention = m;
        out.push_back(found);
    }
}

void Roles::first_step(const Site& site, PathStep step, std::vector<Found>& out) const {
    const Clause* clause = is_none(site.clause) ? nullptr : &clauses_[site.clause];
    switch (step.step) {
        case Step::subject:
            if (site.lone_noun()) return noun_subject(site, out);
            if (!clause) return;
            arguments(*clause, site.object_is_subject ? Role::object : Role::subject, kNone, out);
            if (out.empty() && clause->passive && site.frame) agent_of_circumstance(site, out);  // no frame: another clause, asked only for its subject
            else if (!out.empty()) companions(*clause, out);
            return;
        case Step::host:
            return host_subject(site, out);
        case Step::object:
            if (site.lone_noun() && clause) return arguments(*clause, Role::object, kNone, out);
            if (site.object_word != kNone && clause) {
                arguments(*clause, Role::oblique, site.object_word, out);
                if (!out.empty()) return;
            }
            if (clause) arguments(*clause, Role::object, kNone, out);
            return;
        case Step::indirect_object:
            if (clause) arguments(*clause, Role::indirect_object, kNone, out);
            return;
        case Step::predicate:
            if (clause) arguments(*clause, Role::predicate, kNone, out);
            return;
        case Step::noun:
            if (site.noun != kNone) out.push_back(phrase(site.noun));
            return;
        case Step::possessor:
            if (site.noun != kNone && nouns_[site.noun].possessor != kNone) out.push_back(phrase(nouns_[site.noun].possessor));
            return;
        case Step::between:
        case Step::preposition: return behind(site, step.step == Step::between ? frames_.closed().between : step.word, out);
        case Step::state: return modifiers(site, out);
        case Step::here: return here(site, out);
        case Step::speaker:
            if (clause && clause->speaker != kNone) out.push_back(phrase(clause->speaker));
            return;
        case Step::asker: out.push_back(from_before(Discourse::asker)); return;
        case Step::doer: out.push_back(from_before(Discourse::doer)); return;
        case Step::addressee: out.push_back(from_before(Discourse::addressee)); return;
        default:
            if (clause) complements(*clause, step.step, out);
            if (const Clause* nominal = out.empty() && site.noun != kNone ? nouns_.nominal(site.noun) : nullptr) complements(*nominal, step.step, out);
            return;
    }
}

void Roles::here(const Site& site, std::vector<Found>& out) const {
    TokenRange range, subject;
    if (site.lone_noun()) {
        range = nouns_[site.noun].tokens;
    } else if (!is_none(site.clause)) {
        range = clauses_[site.clause].tokens;
        std::vector<Found> doers;
        arguments(clauses_[site.clause], Role::subject, kNone, doers);
        for (const Found& doer : doers)
            for (const std::uint32_t np : nouns_.with_conjuncts(doer.who.phrase)) {
                const TokenRange tokens = nouns_[np].tokens;
                if (subject.empty()) subject = tokens;
                subject = {std::min(subject.begin, tokens.begin), std::max(subject.end, tokens.end)};
            }
    }
    if (const MentionId m = nouns_.place_in(range, subject, site.own_state); !is_none(m)) {
        Found found;
        found.who.mention = m;
        out.push_back(found);
    }
}

void Roles::next_step(std::string_view own_state, const Found& from, PathStep step, std::vector<Found>& out) const {
    const std::size_t before = out.size();
    if (!is_none(from.clause)) {
        Site inner;
        inner.clause = from.clause;
        if (step.step == Step::state) {
            if (const MentionId m = nouns_.state_in(clauses_[from.clause].tokens, own_state); !is_none(m)) {
                Found found;
                found.who.mention = m;
                out.push_back(found);
            }
        } else {
            first_step(inner, step, out);
        }
    } else if (from.who.phrase != kNone) {
        const NounPhrase& noun = nouns_[from.who.phrase];
        if (step.step == Step::possessor) {
            if (noun.possessor != kNone) out.push_back(phrase(noun.possessor));
        } else if (step.step == Step::state) {
            MentionId m = nouns_.modifier(from.who.phrase);
            if (is_none(m)) m = nouns_.state_in(noun.tokens, own_state);
            if (!is_none(m)) {
                Found found;
                found.who.mention = m;
                out.push_back(found);
            }
        } else if (step.step == Step::preposition) {
            links(from.who.phrase, step.word, out);
        } else if (const Clause* nominal = nouns_.nominal(from.who.phrase)) {
            complements(*nominal, step.step, out);
        }
    }
    for (std::size_t i = before; i < out.size(); ++i) out[i].weight = from.weight * 0.9F;
}

std::vector<Found> Roles::follow(const Site& site, const Path& path) const {
    std::vector<Found> now;
    first_step(site, path.front(), now);
    // The doer's own state is what "subject.state" means; elsewhere another one is looked for.
    const std::string_view own_state = path.front().step == Step::subject ? std::string_view() : site.own_state;
    for (std::size_t i = 1; i < path.size() && !now.empty(); ++i) {
        std::vector<Found> next;
        for (const Found& found : now) next_step(own_state, found, path[i], next);
        now = std::move(next);
    }
    return now;
}

std::vector<Found> Roles::participants(const Site& site, const std::vector<Path>& paths, TypeSet types, bool as_source, bool direct) const {
    std::vector<Found> out;
    for (const Path& path : paths) {
        if (!site.from_before && tells_from_before(path.front().step)) continue;
        for (const Found& found : follow(site, path)) {
            if (found.who.discourse != Discourse::none) {
                out.push_back(found);
                continue;
            }
            if (!is_none(found.who.mention)) {
                if (nouns_.types(found.who.mention) & types) out.push_back(found);
                continue;
            }
            if (found.who.phrase == kNone) continue;
            if (!as_source && path.size() > 1 && first_person(found.who.phrase)) continue;  // the speaker
            for (const std::uint32_t np : nouns_.with_conjuncts(found.who.phrase)) {
                Found actor;
                actor.weight = found.weight;
                if (direct ? (nouns_.types(np) & types) != 0 : nouns_.actor(np, types, as_source, actor)) {
                    if (direct) actor.who.phrase = np;
                    out.push_back(actor);
                    // An actor found inside a phrase may itself be coordinated ("the decision of A and B").
                    if (actor.who.phrase != kNone && actor.who.phrase != np)
                        for (const std::uint32_t more : nouns_[actor.who.phrase].conjuncts)
                            if (nouns_.types(more) & types) {
                                Found other = actor;
                                other.who.phrase = more;
                                out.push_back(other);
                            }
                }
            }
        }
        if (!out.empty()) break;
    }
    return out;
}

bool Roles::holds(const Site& site, const Condition& condition) const {
    bool met = false;
    for (const Found& found : follow(site, condition.path)) {
        if (condition.any) met = true;
        if (!is_none(found.who.mention) && (nouns_.types(found.who.mention) & condition.types)) met = true;
        if (found.who.phrase == kNone) continue;
        for (const std::uint32_t np : nouns_.with_conjuncts(found.who.phrase)) {
            if (nouns_.types(np) & condition.types) met = true;
            const std::uint32_t lemma = nouns_.lemma(np), inner = nouns_.lemma(nouns_.see_through(np));
            for (const std::uint32_t word : {lemma, inner, nouns_.carried(np)})
                if (std::binary_search(condition.words.begin(), condition.words.end(), word)) met = true;
        }
    }
    return met != condition.forbid;
}

}  // namespace demarche::extract
