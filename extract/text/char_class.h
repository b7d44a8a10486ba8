// Characters by what they are to the tokeniser. Not for other stages.
#pragma once

#include <cstdint>

#include <unicode/utypes.h>

namespace demarche::extract::text_split {

enum class CharClass : std::uint8_t { other, space, upper, lower, digit, mark, apostrophe, hyphen, stop, comma, colon, semicolon, dash, slash, open_quote, close_quote, quote, open_bracket, close_bracket, ellipsis };

// Of any code point: a table for ASCII, ICU's general category for the rest. O(1), any thread.
CharClass char_class(UChar32 point);

inline bool is_letter(CharClass c) { return c == CharClass::upper || c == CharClass::lower; }
inline bool is_alnum(CharClass c) { return is_letter(c) || c == CharClass::digit; }

}  // namespace demarche::extract::text_split
