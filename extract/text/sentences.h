// Where sentences end inside a block.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/text/split.h"

namespace demarche::extract {

// Decides which `quote` pieces (straight quotation marks) open and which close, by turns and by the spaces around them.
void pair_quotes(std::string_view text, std::vector<Piece>& pieces, std::size_t begin);

// No sentence has more pieces. Later stages look back and forth in a sentence, so that this bound keeps their cost linear in texts without
// full stops; the longest sentences of statutes have some 800.
inline constexpr std::size_t kLongestSentence = 1000;

// Appends the index one past each sentence's last piece, for the pieces from `begin` to the end of the list.
void find_sentence_ends(std::string_view text, const std::vector<Piece>& pieces, std::size_t begin, std::vector<std::uint32_t>& ends);

}  // namespace demarche::extract
