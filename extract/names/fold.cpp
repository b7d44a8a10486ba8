#include "extract/names/fold.h"

#include <algorithm>
#include <cstdint>

namespace demarche::extract {
namespace {

// U+00C0 … U+017F, in order; '*' stays as it is. Two-letter foldings are handled apart.
constexpr std::string_view kFolded =
    "AAAAAA*CEEEEIIIIDNOOOOO*OUUUUY**aaaaaa*ceeeeiiiidnooooo*ouuuuy*y"   // 00C0–00FF
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi**JjKkkLlLlLlL"  // 0100–013F
    "lLlNnNnNn*NnOoOoOo**RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZz*"; // 0140–017F

std::string_view long_form(std::uint32_t c) {
    switch (c) {
        case 0xC6: return "AE";
        case 0xE6: return "ae";
        case 0xDE: return "Th";
        case 0xFE: return "th";
        case 0xDF: return "ss";
        case 0x152: return "OE";
        case 0x153: return "oe";
        case 0x218: case 0x15E: return "S";
        case 0x219: return "s";
        case 0x21A: return "T";
        case 0x21B: return "t";
        case 0x18F: return "A";
        case 0x259: return "a";
        case 0x2019: case 0x2018: case 0x2BB: case 0x2BC: return "'";
        default: return {};
    }
}

std::string_view vietnamese(std::uint32_t c) {  // U+1E00 … U+1EFF, the blocks that names use
    static constexpr struct { std::uint32_t from, to; char upper; } kBlocks[] = {{0x1EA0, 0x1EB7, 'A'}, {0x1EB8, 0x1EC7, 'E'}, {0x1EC8, 0x1ECB, 'I'},
                                                                             {0x1ECC, 0x1EE3, 'O'}, {0x1EE4, 0x1EF1, 'U'}, {0x1EF2, 0x1EF9, 'Y'}};
    static constexpr std::string_view kUpper = "AEIOUY", kLower = "aeiouy";
    for (const auto& block : kBlocks)
        if (c >= block.from && c <= block.to) return (c % 2 == 0 ? kUpper : kLower).substr(kUpper.find(block.upper), 1);
    return {};
}

}  // namespace

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string fold_latin(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        std::uint32_t c = byte;
        if (length == 2) c = byte & 0x1FU;
        if (length == 3) c = byte & 0x0FU;
        for (std::size_t k = 1; k < length && length < 4 && i + k < text.size(); ++k) c = c << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
        std::string_view folded = length == 1 ? std::string_view() : long_form(c);
        if (folded.empty() && c >= 0xC0 && c <= 0x17F && length == 2 && kFolded[c - 0xC0] != '*') folded = kFolded.substr(c - 0xC0, 1);
        if (folded.empty() && length == 3) folded = vietnamese(c);
        out += folded.empty() ? text.substr(i, length) : folded;
        i += length;
    }
    return out;
}

}  // namespace demarche::extract
