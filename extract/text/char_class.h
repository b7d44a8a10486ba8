// Characters by what they are to the tokeniser. Not for other stages.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <unicode/utypes.h>

namespace demarche::extract::text_split {

enum class CharClass : std::uint8_t { other, space, upper, lower, digit, mark, apostrophe, hyphen, stop, comma, colon, semicolon, dash, slash, open_quote, close_quote, quote, open_bracket, close_bracket, ellipsis };

inline constexpr std::array<CharClass, 128> kAsciiClasses = [] {
    std::array<CharClass, 128> t{};
    for (char c = 'A'; c <= 'Z'; ++c) t[static_cast<std::size_t>(c)] = CharClass::upper;
    for (char c = 'a'; c <= 'z'; ++c) t[static_cast<std::size_t>(c)] = CharClass::lower;
    for (char c = '0'; c <= '9'; ++c) t[static_cast<std::size_t>(c)] = CharClass::digit;
    for (const char c : {' ', '\t', '\n', '\r', '\v', '\f'}) t[static_cast<std::size_t>(c)] = CharClass::space;
    t['\''] = t['`'] = CharClass::apostrophe;
    t['-'] = CharClass::hyphen;
    t['.'] = t['!'] = t['?'] = CharClass::stop;
    t[','] = CharClass::comma;
    t[':'] = CharClass::colon;
    t[';'] = CharClass::semicolon;
    t['/'] = CharClass::slash;
    t['"'] = CharClass::quote;
    t['('] = t['['] = t['{'] = CharClass::open_bracket;
    t[')'] = t[']'] = t['}'] = CharClass::close_bracket;
    return t;
}();

// Of a code point beyond ASCII, by ICU's general category. O(1), any thread.
CharClass wide_class(UChar32 point);
// Of any code point.
inline CharClass char_class(UChar32 point) { return point >= 0 && point < 128 ? kAsciiClasses[static_cast<std::size_t>(point)] : wide_class(point); }

inline bool is_letter(CharClass c) { return c == CharClass::upper || c == CharClass::lower; }
inline bool is_alnum(CharClass c) { return is_letter(c) || c == CharClass::digit; }

}  // namespace demarche::extract::text_split
