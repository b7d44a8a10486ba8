#include "graph/formats/xml.h"

#include <array>
#include <cstdint>

namespace demarche::graph {
namespace {

struct Character {
    std::uint32_t code = 0;
    std::size_t length = 0;  // 0: not UTF-8
};

Character decode(std::string_view s) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    const std::uint32_t lead = byte(0);
    if (lead < 0x80U) return {lead, 1};
    const std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
    if (lead < 0xC2U || lead > 0xF4U || s.size() < length) return {};
    std::uint32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        code = code << 6U | (byte(i) & 0x3FU);
    }
    static constexpr std::array<std::uint32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kLeast[length] || code > 0x10FFFFU || (code >= 0xD800U && code <= 0xDFFFU)) return {};
    return {code, length};
}

bool allowed(std::uint32_t code) {
    if (code < 0x20U) return code == 9 || code == 10 || code == 13;
    return code != 0xFFFEU && code != 0xFFFFU;
}

bool is_plain(char c) { return c >= ' ' && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"'; }

void append_escape(std::string& out, std::uint32_t code) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += "0123456789abcdef"[(code >> static_cast<unsigned>(shift)) & 0xFU];
}

void append_one(std::string& out, std::string_view character) {
    switch (character[0]) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\t': out += "&#9;"; break;  // kept literally these three would be normalised away, in attributes or everywhere
        case '\n': out += "&#10;"; break;
        case '\r': out += "&#13;"; break;
        default: out += character;
    }
}

}  // namespace

bool utf8_valid(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (static_cast<unsigned char>(text[i]) < 0x80U) {
            ++i;
            continue;
        }
        const Character c = decode(text.substr(i, 4));
        if (c.length == 0) return false;
        i += c.length;
    }
    return true;
}

bool xml_clean(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const Character c = decode(text.substr(i, 4));
        if (c.length == 0 || !allowed(c.code)) return false;
        i += c.length;
    }
    return !text.empty();
}

void append_xml(std::string& out, std::string_view text, bool json) {
    for (std::size_t i = 0; i < text.size();) {
        std::size_t plain = i;
        while (plain < text.size() && is_plain(text[plain])) ++plain;
        out.append(text, i, plain - i);
        if ((i = plain) == text.size()) break;
        const Character c = decode(text.substr(i, 4));
        const bool good = c.length > 0 && allowed(c.code);
        if (good) append_one(out, text.substr(i, c.length));
        else if (json && c.length > 0) append_escape(out, c.code);
        else out += "\xEF\xBF\xBD";
        i += c.length > 0 ? c.length : 1;
    }
}

}  // namespace demarche::graph
