// Which context rules can change a word at all: by the readings that it still has, by the words that rules name, and by neighbours
// whose tag is settled. Most rules drop out without a look at their conditions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "extract/text/tag_rules.h"
#include "extract/text/tag_set.h"

namespace demarche::extract {

class TagRuleIndex {
public:
    // A neighbour: the index of its only tag, kOpen when it has several readings, kAbsent beyond the sentence.
    static constexpr std::uint8_t kOpen = static_cast<std::uint8_t>(kTagChars.size()), kAbsent = kOpen + 1;
    static constexpr std::array<std::int8_t, 4> kPlaces = {-2, -1, 1, 2};
    struct Context {
        TagSet readings = 0;
        std::uint32_t word = 0;
        std::array<std::uint8_t, kPlaces.size()> neighbours{};
    };

    TagRuleIndex() = default;
    explicit TagRuleIndex(std::span<const TagRule> rules);

    // Sets of rules are bit masks: rule r is bit r % 64 of block r / 64.
    std::size_t blocks() const { return any_word_.size(); }
    // The rules of one block that may change a word in this context: a superset, as most conditions are not looked at. It stays one
    // while the word loses readings and its open neighbours become settled. O(readings).
    std::uint64_t candidates(std::size_t block, const Context& context) const;

private:
    void add_near(const TagRule& rule, std::size_t block, std::uint64_t bit);

    std::vector<std::uint64_t> has_;       // [tag * blocks + block]: rules that remove or select the tag
    std::vector<std::uint64_t> may_;       // likewise: rules whose first condition of the kind "0 may …" the tag meets, or that have none
    std::vector<std::uint64_t> forced_;    // [block]: rules that may give a reading
    std::vector<std::uint64_t> any_word_;  // [block]: rules that are not of certain words
    std::vector<std::uint16_t> set_of_;    // word id → 1 + index of its set; 0: no rule names the word
    std::vector<std::uint64_t> sets_;      // [set * blocks + block]: rules of certain words that name the word
    std::array<std::vector<std::uint64_t>, kPlaces.size()> near_;  // [neighbour * blocks + block]: rules that allow this neighbour
};

}  // namespace demarche::extract
