// The rules of the phrase stage, compiled: grammars of groups as regular expressions over tags, and the multi-word prepositions,
// conjunctions and approximators that become one phrase. Immutable; any number of threads may use it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "extract/phrases/phrase.h"
#include "extract/rules/rules.h"

namespace demarche::extract {

class PhraseRules {
public:
    // Reads the files of the kind "phrases". Faults: a regular expression that does not compile, a missing grammar.
    static std::unique_ptr<PhraseRules> compile(const PackFiles& files, Lexicon& lexicon, std::vector<Diagnostic>& faults);
    ~PhraseRules();

    // Length of the longest group at the start of a string of tags; 0: none. Linear in the string, no backtracking.
    std::size_t noun_group(std::string_view tags) const;
    std::size_t verb_group(std::string_view tags) const;

    // What several words are together.
    struct Expression {
        std::vector<std::uint32_t> words;
        PhraseKind kind = PhraseKind::other;
        char tag = 0;  // for expressions that grammars see as adverbs or negation: r before a number ("more than"), a adverb anywhere, X negation
    };
    // The longest expression that starts with this word id, whose words all agree with `words` (the sentence from there on).
    const Expression* expression(std::span<const std::uint32_t> words) const;

    // Word ids that the stage itself asks for.
    struct Words {
        std::uint32_t get, will, shall, ll, wo, to, no, neither, nor, be, been, being, having, was, were, had, d, did;
    };
    const Words& words() const { return words_; }

private:
    PhraseRules();
    struct Grammars;
    std::unique_ptr<Grammars> grammars_;
    std::vector<Expression> expressions_;               // by first word, then longer first
    std::vector<std::uint32_t> first_;                  // word id → 1 + index of its first expression; 0: none
    Words words_{};
};

}  // namespace demarche::extract
