#include "extract/text/char_class.h"

#include <unicode/uchar.h>

namespace demarche::extract::text_split {

CharClass wide_class(UChar32 point) {
    switch (point) {
        case 0x2019: case 0x2018: case 0x02BC: case 0x201B: return CharClass::apostrophe;
        case 0x201C: case 0x201E: case 0x201F: case 0x00AB: case 0x2039: return CharClass::open_quote;
        case 0x201D: case 0x00BB: case 0x203A: return CharClass::close_quote;
        case 0x2010: case 0x2011: return CharClass::hyphen;
        case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: return CharClass::dash;
        case 0x2026: return CharClass::ellipsis;
        case 0x3002: case 0x061F: case 0x203D: return CharClass::stop;
        case 0x00AD: return CharClass::mark;                                      // soft hyphen: inside a word
        case 0x200B: case 0xFEFF: case 0x2060: return CharClass::space;
        default: break;
    }
    const std::int8_t type = u_charType(point);
    if (type == U_UPPERCASE_LETTER || type == U_TITLECASE_LETTER) return CharClass::upper;
    if (type == U_LOWERCASE_LETTER || type == U_OTHER_LETTER || type == U_MODIFIER_LETTER) return CharClass::lower;
    if (type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK) return CharClass::mark;
    if (type == U_DECIMAL_DIGIT_NUMBER) return CharClass::digit;
    return u_isUWhiteSpace(point) ? CharClass::space : CharClass::other;
}

}  // namespace demarche::extract::text_split
