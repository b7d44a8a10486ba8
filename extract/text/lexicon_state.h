// Inside the lexicon: for the stages of extract/text only.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "extract/text/dictionary.h"
#include "extract/text/lexicon.h"
#include "extract/text/tag_index.h"
#include "extract/text/tag_rules.h"
#include "extract/text/tag_set.h"

namespace demarche::extract {

// A hash table of strings with numbers from 0; same hash as the dictionary, so a word is hashed once for both.
class WordTable {
public:
    std::uint32_t find(std::string_view word, std::uint32_t hash) const;
    std::uint32_t add(std::string_view word, std::uint32_t hash);  // the old number if it is there
    std::string_view word(std::uint32_t n) const { return words_[n]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(words_.size()); }
    void clear();

private:
    void grow();
    std::deque<std::string> words_;      // a deque: views of the words stay valid
    std::vector<std::uint32_t> hashes_;  // of words_
    std::vector<std::uint32_t> slots_;   // number + 1; 0: empty
};

// What the packs' "words" files say of a word.
struct WordFacts {
    TagSet tags = 0;              // closed-class tags
    Tag first = Tag::other;       // the usual one
    std::uint16_t pos = 0;        // PosBits that replace (verb forms) the dictionary's
    bool replaces_pos = false;
    bool open = false;            // its open-class readings count too
    std::uint32_t lemma = kNone;
};

// The words that texts are made of for the most part, with all that a token takes from the lexicon in one cache line, looked up
// before the large tables. Filled once, then shared by threads.
class FrequentWords {
public:
    struct Word {
        std::array<char, 8> start{};  // its first bytes, zeros after a shorter word
        std::uint32_t hash = 0, id = kNone;  // kNone: an empty slot
        std::uint16_t length = 0;
        Lexicon::Analysis analysis;
    };

    FrequentWords() = default;
    // Words of the dictionary in the order of use, and what rules have interned so far.
    explicit FrequentWords(const Lexicon& lexicon);
    // nullptr: not one of them, which does not mean unknown.
    const Word* find(std::string_view lower, std::uint32_t hash) const {
        if (slots_.empty()) return nullptr;
        for (std::size_t at = hash & (slots_.size() - 1); slots_[at].id != kNone; at = (at + 1) & (slots_.size() - 1)) {
            const Word& word = slots_[at];
            if (word.hash != hash || word.length != lower.size() || word.start != start_of(lower)) continue;
            if (lower.size() <= word.start.size() || lexicon_->word(word.id) == lower) return &word;
        }
        return nullptr;
    }

private:
    static std::array<char, 8> start_of(std::string_view word) {
        std::array<char, 8> start{};
        std::memcpy(start.data(), word.data(), std::min(word.size(), start.size()));
        return start;
    }
    void add(std::uint32_t id);

    const Lexicon* lexicon_ = nullptr;
    std::vector<Word> slots_;  // a power of two; open addressing
};

struct Lexicon::State {
    const Dictionary& dictionary = built_in_dictionary();
    WordTable interned;                    // ids from dictionary.size()
    std::vector<WordFacts> facts = {{}};   // [0] is empty
    std::vector<std::uint16_t> fact_of;    // by word id: index into facts
    TagRules rules;
    TagRuleIndex rule_index;               // of rules
    FrequentWords frequent;

    const WordFacts& facts_of(std::uint32_t word) const { return facts[word < fact_of.size() ? fact_of[word] : 0]; }
    WordFacts& change_facts_of(std::uint32_t word);
};

// The tags that the bits allow, without closed classes.
TagSet tags_of(std::uint16_t pos);

}  // namespace demarche::extract
