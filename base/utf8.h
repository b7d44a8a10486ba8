// Well-formed UTF-8 (RFC 3629).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace demarche::base {

// Length of the valid sequence at s[i], or 0.
inline std::size_t sequence_length(std::string_view s, std::size_t i) {
    const auto byte = [&](std::size_t k) { return k < s.size() ? static_cast<unsigned char>(s[k]) : 0U; };
    const auto tail = [&](std::size_t k) { return (byte(k) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(i);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return tail(i + 1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool low = lead == 0xE0 && byte(i + 1) < 0xA0, surrogate = lead == 0xED && byte(i + 1) > 0x9F;
        return tail(i + 1) && tail(i + 2) && !low && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool low = lead == 0xF0 && byte(i + 1) < 0x90, high = lead == 0xF4 && byte(i + 1) > 0x8F;
        return tail(i + 1) && tail(i + 2) && tail(i + 3) && !low && !high ? 4 : 0;
    }
    return 0;
}

// Linear; eight bytes at a time where all are ASCII.
inline bool is_utf8(std::string_view s) {
    for (std::size_t i = 0; i < s.size();) {
        std::uint64_t eight = 0;
        if (i + sizeof eight <= s.size()) {
            std::memcpy(&eight, s.data() + i, sizeof eight);
            if ((eight & 0x8080808080808080ULL) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        const std::size_t length = sequence_length(s, i);
        if (length == 0) return false;
        i += length;
    }
    return true;
}

}  // namespace demarche::base
