// Sets of tags as bit masks: what a token may still be while its tag is being decided.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "extract/text/token.h"

namespace demarche::extract {

using TagSet = std::uint64_t;

inline constexpr std::string_view kTagChars = "nsNPHvzdegBVDMTXarA9SIRCUtWE,:-.<>()$J?";

constexpr unsigned tag_index(Tag tag) {
    const std::size_t at = kTagChars.find(static_cast<char>(tag));
    return static_cast<unsigned>(at == std::string_view::npos ? kTagChars.size() - 1 : at);
}
inline constexpr std::array<std::uint8_t, 256> kTagIndex = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < kTagChars.size(); ++i) table[static_cast<unsigned char>(kTagChars[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

constexpr TagSet bit(Tag tag) { return TagSet{1} << kTagIndex[static_cast<unsigned char>(tag)]; }
constexpr Tag first_tag(TagSet set) { return set == 0 ? Tag::other : static_cast<Tag>(kTagChars[static_cast<std::size_t>(__builtin_ctzll(set))]); }
constexpr bool is_single(TagSet set) { return set != 0 && (set & (set - 1)) == 0; }

// The set named in a rule: a tag's or group's name ("noun", "finite"); 0: unknown.
TagSet tags_named(std::string_view name);

}  // namespace demarche::extract
