// Stage 5, clauses: Phrases → Clauses: who does what to whom, by grammatical role, whatever the construction.
//
// Passives, relatives, participles, control and coordination are undone here, so that a frame has to name each role once:
// `subject` is the logical subject (the agent of a passive), `object` the logical object.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/ids.h"
#include "extract/phrases/phrase.h"

namespace demarche::extract {

// A noun phrase with all that hangs on it. Base group + post-modifiers.
struct NounPhrase {
    PhraseId group{};                           // the base noun group
    TokenRange tokens;                          // whole, with post-modifiers
    std::vector<std::uint32_t> conjuncts;       // further NounPhrases coordinated with this one ("A, B and C": on A only)
    std::vector<std::uint32_t> appositions;     // NounPhrases that name the same thing ("X, president of Y,")
    struct Link { std::uint32_t preposition = kNone; std::uint32_t phrase = kNone; };  // word id, NounPhrase
    std::vector<Link> links;                    // prepositional post-modifiers: of, to, in, between …
    std::uint32_t possessor = kNone;            // NounPhrase
};

enum class ClauseKind : std::uint8_t {
    main, coordinate, that, infinitive, wh, relative, participle, gerund, adverbial, conditional, quotation, nominal, headline, fragment
};

// Grammatical roles, after undoing passive, control and the like.
enum class Role : std::uint8_t { subject, object, indirect_object, oblique, complement, predicate, possessor };

struct Argument {
    Role role = Role::subject;
    std::uint32_t preposition = kNone;     // oblique: lower-cased word id ("with", "according to" is "according")
    std::uint32_t phrase = kNone;          // NounPhrase (its conjuncts share the role); kNone for clause complements
    ClauseId clause = none<ClauseId>();    // complement: that-, to-, wh-, -ing clause, quotation
    bool shared = false;                   // taken over from another clause (control, relative, coordination)
};

struct Clause {
    ClauseKind kind = ClauseKind::main;
    SentenceId sentence{};
    TokenRange tokens;                       // approximate extent
    PhraseId verb = none<PhraseId>();        // nominal clauses: none, and `noun` is the event noun's group
    PhraseId noun = none<PhraseId>();
    TokenId head{};                          // main verb or event noun
    std::uint32_t lemma = kNone;             // word id of its lemma
    std::uint32_t phrase = kNone;            // nominal clauses: the event noun's NounPhrase
    std::uint32_t adjective = kNone;         // lower-cased word id of a predicate adjective ("is ready to", "remains opposed")
    std::uint32_t particle = kNone;
    bool passive = false;
    bool negated = false;
    Tense tense = Tense::none;
    bool perfect = false;
    std::uint32_t modal = kNone;
    bool conditional = false;                // inside an if-clause or under "would"
    ClauseId parent = none<ClauseId>();      // the clause that this one completes or modifies
    std::vector<Argument> arguments;
    // Attribution: set on clauses inside a quotation or under "according to X" / "X said that".
    std::uint32_t speaker = kNone;           // NounPhrase of who says it; kNone: the article
    bool quoted = false;
};

struct Clauses {
    std::vector<NounPhrase> phrases;
    std::vector<Clause> items;               // in order of their heads
    const Clause& operator[](ClauseId c) const { return items[index(c)]; }
};

// One line a clause, of one sentence, with the clauses numbered from #1 within it:
//   "#1 main protest s:(the ambassador) o:(…) to:(…) that:#3 neg passive by-speaker:(…)"
// s subject, o object, i indirect object, p predicate, possessor, c complement; obliques by their preposition. A role taken over
// from another clause has "=" for ":".
std::string to_lines(const Document& document, const Text& text, const Phrases& phrases, const Clauses& clauses, SentenceId sentence);

}  // namespace demarche::extract
