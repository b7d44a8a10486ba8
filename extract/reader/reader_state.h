// Inside the reader: the compiled patterns.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/reader/block_patterns.h"
#include "extract/reader/common_words.h"
#include "extract/reader/document.h"
#include "extract/reader/reader_rules.h"

namespace demarche::extract {

// What a pattern says of the block that it matches.
enum class BlockAction : std::uint8_t {
    skip,     // this block is no news
    rest,     // neither is anything after it ("Similar news")
    section,  // a break: what follows is another text
    byline, caption,
    keep      // looks like furniture but is news: no other pattern counts
};

struct BlockPattern {
    std::string id;
    BlockAction action = BlockAction::skip;
    std::string_view why;         // one of kReasons
    std::uint32_t max_bytes = 0;  // longer blocks are not tested
};

struct ReaderRules::State {
    std::vector<BlockPattern> patterns;
    BlockPatterns expressions;       // of the patterns, in the same order
    std::unique_ptr<LazyPattern> html_skip;  // class and id names of elements that hold no news; nullptr: none
    std::uint32_t longest = 0;       // greatest max_bytes
    CommonWords common_words;        // of languages in Latin script
};

// The pattern that decides about a block of this text; nullptr: none. Of several the first in the file wins.
const BlockPattern* match_block(const ReaderRules::State& rules, std::string_view block);

}  // namespace demarche::extract
