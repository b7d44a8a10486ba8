#include <array>

#include "base/json.h"
#include "base/utf8.h"

namespace demarche::base {
namespace {

// Characters of a JSON string that stand for themselves and are ASCII.
constexpr std::array<bool, 256> kPlain = [] {
    std::array<bool, 256> plain{};
    for (std::size_t c = 0x20; c < 0x80; ++c) plain[c] = c != '"' && c != '\\';
    return plain;
}();

}  // namespace

void append_json_string(std::string& out, std::string_view s) {
    static constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    for (std::size_t i = 0; i < s.size();) {
        std::size_t end = i;
        while (end < s.size() && kPlain[static_cast<unsigned char>(s[end])]) ++end;
        out.append(s, i, end - i);
        i = end;
        if (i == s.size()) break;
        const char c = s[i];
        const std::size_t length = sequence_length(s, i);
        if (length == 0) {
            out += "\xEF\xBF\xBD";
            ++i;
            continue;
        }
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '\r') {
            out += "\\r";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += "\\u00";
            out += kHex[static_cast<unsigned char>(c) >> 4U];
            out += kHex[static_cast<unsigned char>(c) & 15U];
        } else {
            out.append(s, i, length);
        }
        i += length;
    }
    out += '"';
}

}  // namespace demarche::base
