// The rules of the clause stage, compiled: what verbs and nouns call for (complements, control, prepositions), which words open
// which kind of clause. A bit set for each word id, and a sorted list of (word, preposition) pairs. Immutable after loading.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "extract/clauses/clause.h"
#include "extract/rules/rules.h"

namespace demarche::extract {

enum ClauseWord : std::uint32_t {
    // verbs, by lemma
    kReports = 1,            // takes what is said: say, announce, note, tell
    kThinks = 2,             // takes a clause but is no speech: believe, know, see
    kSubjectControl = 4,     // the infinitive after its object is the subject's: promise, threaten, vow
    kNames = 8,              // its second object is a predicate: call, elect, name
    kGives = 16,             // may have an indirect object: give, send, offer
    kLinks = 32,             // copulas: be, become, remain
    kTellsObject = 64,       // its object hears a that-clause: tell, warn, inform
    kByActor = 128,          // the "by" of its gerund is no agent
    // nouns, by lemma
    kEvent = 256,            // an act or something said: demand, visit, talks
    kTakesInfinitive = 512,  // demand to, plan to
    kTakesThat = 1024,       // claim that, fact that
    kNotEvent = 2048,        // WordNet has it among acts, yet it is none here
    // subordinators and others, by word
    kCondition = 4096,       // if, unless
    kAdverbial = 8192,       // because, after, while, when
    kTimePreposition = 16384,  // may also open a clause: after, before, since, until, as, than
    kRelative = 32768,       // who, which, whom, whose
    kQuestion = 65536,       // what, how, why, whether
    kSource = 131072,        // according, per: its object speaks
    kPersonWord = 262144,    // nouns that describe a person or body and so stand in apposition to a name
    kPlace = 524288,         // where, when: relative after a noun
    kTimeAdverb = 1048576,   // later, ago: makes a time of the noun before
    kIntensive = 2097152     // themselves: stresses the noun before
};

class ClauseRules {
public:
    // Reads the files of the kind "clauses". Faults: an unknown class.
    static std::unique_ptr<ClauseRules> compile(const PackFiles& files, Lexicon& lexicon, std::vector<Diagnostic>& faults);

    // ClauseWord bits of a word or lemma. O(1).
    std::uint32_t classes(std::uint32_t word) const { return word < classes_.size() ? classes_[word] : 0; }
    bool is(std::uint32_t word, std::uint32_t bits) const { return (classes(word) & bits) != 0; }
    // Whether a verb ("accuse of") or noun ("talks with") claims the preposition. O(log pairs).
    bool verb_claims(std::uint32_t lemma, std::uint32_t preposition) const;
    bool noun_claims(std::uint32_t lemma, std::uint32_t preposition) const;

    struct Words {
        std::uint32_t of, by, to, from, in, on, at, for_, with, between, among, as, than, that, who, whom, whose, which, what, if_, be, there, no, it, and_, or_, but, nor, where, when;
    };
    const Words& words() const { return words_; }

private:
    std::vector<std::uint32_t> classes_;
    std::vector<std::uint64_t> verb_prepositions_, noun_prepositions_;  // lemma << 32 | preposition, sorted
    Words words_{};
};

}  // namespace demarche::extract
