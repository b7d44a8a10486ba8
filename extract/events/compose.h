// The algebra of verbs on verbs: what becomes of an act that stands below "refused to", "threatened", "called for", "if" …
#pragma once

#include <cstdint>
#include <vector>

#include "extract/events/nouns.h"

namespace demarche::extract {

struct Verdict {
    bool dropped = false;
    std::uint32_t relation = kNone;   // rewritten; kNone: as it was
    const Composition* by = nullptr;  // the last composition that counted
    Polarity polarity = Polarity::asserted;
    Modality modality = Modality::actual;
    float weight = 1.0F;
    ClauseId governor = none<ClauseId>();  // the outermost clause that governs the act
};

// Who governs what in an article; made once for all sentences. Linear in the clauses.
class Government {
public:
    Government(const FrameSet& frames, const Ontology& ontology, const Text& text, const Clauses& clauses, const Nouns& nouns);

    // The relation that a clause (or an event noun) was found to report: what it governs is judged by it.
    void note(ClauseId clause, std::uint32_t relation) { relations_[index(clause)] = relation; }
    // The clause's own act was found, with both its ends.
    void report(ClauseId clause) { reported_[index(clause)] = true; }
    void note_noun(std::uint32_t np, std::uint32_t relation) { noun_relations_[np] = relation; }

    // Of an act that consists in saying the clause: nothing above it counts.
    Verdict judge_said(ClauseId clause) const;
    Verdict judge_clause(ClauseId clause, std::uint32_t relation) const;
    // Of an event noun that stands by itself.
    Verdict judge_noun(std::uint32_t np, std::uint32_t relation) const;
    // The verb's clause that a noun phrase belongs to, perhaps through other phrases; none: it stands alone.
    ClauseId owner(std::uint32_t np) const;

private:
    bool is_complement(ClauseId clause, ClauseId of) const;
    bool is_occasion(std::uint32_t preposition) const;
    bool says_no(const Clause& clause) const;
    void own(const Clause& clause, Verdict& verdict) const;
    void below_noun(const Clause& inner, std::uint32_t relation, Verdict& verdict) const;
    void climb(ClauseId clause, std::uint32_t relation, Verdict& verdict) const;
    void apply(const Composition& composition, std::uint32_t relation, Verdict& verdict) const;
    const Composition* of_relation(std::uint32_t relation) const;

    const FrameSet& frames_;
    const Ontology& ontology_;
    const Text& text_;
    const Clauses& clauses_;
    const Nouns& nouns_;
    std::vector<std::uint32_t> relations_, noun_relations_;
    std::vector<bool> reported_;
    struct Owner { ClauseId clause = none<ClauseId>(); std::uint32_t np = kNone; };
    std::vector<Owner> owners_;
};

}  // namespace demarche::extract
