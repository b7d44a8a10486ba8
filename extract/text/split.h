// The tokenizer: a block of text → pieces. Knows abbreviations and contractions, nothing of grammar.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/text/token.h"

namespace demarche::extract {

// What a piece is, as far as its characters tell.
enum class PieceKind : std::uint8_t {
    word, number, abbreviation,  // the abbreviation's full stop is part of it
    clitic,                      // 's, n't, 're … split off a word
    stop, comma, colon, semicolon, dash, slash, open_quote, close_quote, quote, open_bracket, close_bracket,
    symbol, url
};

struct Piece {
    TextRange range;
    PieceKind kind = PieceKind::word;
    Shape shape = Shape::lower;
    bool space_before = true;
};


// Appends the pieces of text[begin, end). Linear. `text` must be valid UTF-8.
void split(std::string_view text, TextRange range, std::vector<Piece>& out);
// "The", "He", "In" …: capitalised words that begin sentences rather than names.
bool is_sentence_starter(std::string_view word);

}  // namespace demarche::extract
