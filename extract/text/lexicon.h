// The lexicon: WordNet's words, lemmas, exceptions and lexical files and our closed classes, compiled at build time into one
// file that is linked in and mapped. Rules intern their own words when they are loaded; after that it never changes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/rules.h"
#include "extract/text/token.h"

namespace demarche::extract {

class Lexicon {
public:
    // Compiles the packs' files of the kinds "words" and "tags" over the built-in words.
    static std::unique_ptr<Lexicon> compile(const PackFiles& files, std::vector<Diagnostic>& faults);
    ~Lexicon();

    // The number of a lower-cased word; kNone when unknown. O(1).
    std::uint32_t find(std::string_view lower) const;
    // Gives it a number if it has none. Only while rules are being loaded (not thread-safe).
    std::uint32_t intern(std::string_view lower);
    std::string_view word(std::uint32_t id) const;  // valid as long as the lexicon
    std::uint32_t size() const;

    struct Analysis {
        std::uint16_t pos = 0;       // PosBits
        std::uint16_t semantic = 0;  // SemanticBits
        std::uint32_t noun_lemma = kNone, verb_lemma = kNone;
        char closed = 0;             // a Tag when the word belongs to a closed class, else 0
    };
    Analysis analyse(std::uint32_t word) const;
    // Lemma of a word as a verb or noun, by WordNet's exceptions and detachment rules (morphy); kNone: none.
    std::uint32_t verb_lemma(std::string_view lower) const;
    std::uint32_t noun_lemma(std::string_view lower) const;

    struct State;  // extract/text/lexicon.cpp
    const State& state() const { return *state_; }

private:
    Lexicon();
    std::unique_ptr<State> state_;
};

// Stage 2 with nothing but the lexicon; analyse_text of extract/stages.h calls it.
Text analyse_text(const Lexicon& lexicon, const Document& document);

// The tokens of a name as the tokenizer would cut them, lower-cased: for gazetteer entries and rules.
std::vector<std::string> split_words(std::string_view text);

}  // namespace demarche::extract
