// Inside the lexicon: for the stages of extract/text only.
#pragma once

#include <cstdint>
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

struct Lexicon::State {
    const Dictionary& dictionary = built_in_dictionary();
    WordTable interned;                    // ids from dictionary.size()
    std::vector<WordFacts> facts = {{}};   // [0] is empty
    std::vector<std::uint16_t> fact_of;    // by word id: index into facts
    TagRules rules;
    TagRuleIndex rule_index;               // of rules

    const WordFacts& facts_of(std::uint32_t word) const { return facts[word < fact_of.size() ? fact_of[word] : 0]; }
    WordFacts& change_facts_of(std::uint32_t word);
};

// The tags that the bits allow, without closed classes.
TagSet tags_of(std::uint16_t pos);

}  // namespace demarche::extract
