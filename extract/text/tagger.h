// Chooses each token's part of speech: readings from the lexicon and the word's shape, narrowed by the context rules, the rest
// decided by how often WordNet's texts use the word so.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/text/lexicon.h"
#include "extract/text/split.h"
#include "extract/text/tag_index.h"
#include "extract/text/tag_set.h"
#include "extract/text/token.h"

namespace demarche::extract {

// What the tagger knows of the whole document: words that were capitalised where nothing but a name is.
struct CapitalMemory {
    std::vector<std::uint32_t> words;  // lower-cased word ids, sorted
    bool has(std::uint32_t word) const;
};

class Tagger {
public:
    Tagger(const Lexicon& lexicon, Text& text, const CapitalMemory& memory) : lexicon_(lexicon), text_(text), memory_(memory) {}

    // Tags tokens [begin, end) of one sentence; `pieces` runs parallel to text.tokens.
    void tag(const std::vector<Piece>& pieces, std::uint32_t begin, std::uint32_t end, bool title);

private:
    TagSet readings_of(const Piece& piece, Token& token, bool capital_means_name, bool after_start);
    TagSet word_readings(Token& token, bool capital, bool capital_means_name, bool start);
    bool verb_expected(std::uint32_t at) const;
    bool noun_expected(std::uint32_t at, unsigned noun_count) const;
    TagSet unknown_readings(Token& token) const;
    void run_rules();
    TagRuleIndex::Context context_of(std::uint32_t at) const;
    void run_block(std::size_t block);
    bool apply(const struct TagRule& rule, std::uint32_t at);
    bool holds(const struct TagCondition& condition, std::uint32_t at) const;
    bool test(const struct TagCondition& condition, std::uint32_t at) const;
    bool scan(const struct TagCondition& condition, std::uint32_t at) const;
    Tag choose(const Token& token, TagSet readings) const;
    void settle_lemmas(Token& token) const;

    const Lexicon& lexicon_;
    Text& text_;
    const CapitalMemory& memory_;
    std::uint32_t begin_ = 0, end_ = 0;
    bool title_ = false;
    std::vector<TagSet> readings_;
    std::vector<bool> capital_;
    std::vector<std::uint32_t> ambiguous_;   // words of the sentence with several readings
    std::vector<TagRuleIndex::Context> contexts_;  // parallel to ambiguous_
    std::vector<std::uint64_t> candidates_;  // parallel to ambiguous_: rules of the current block that may change the word
};

}  // namespace demarche::extract
