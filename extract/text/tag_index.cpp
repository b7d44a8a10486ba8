#include "extract/text/tag_index.h"

#include <algorithm>

namespace demarche::extract {
namespace {

// Whether a condition on a neighbour can hold for it. As Tagger::holds decides.
bool allows(const TagCondition& condition, std::uint8_t neighbour) {
    using Test = TagCondition::Test;
    if (condition.test == Test::start || condition.test == Test::end || condition.test == Test::kind || neighbour == TagRuleIndex::kOpen) return true;
    if (neighbour == TagRuleIndex::kAbsent)
        return condition.test == Test::none || condition.test == Test::not_word || condition.test == Test::not_semantic || condition.test == Test::no_capital;
    const bool among = (condition.tags >> neighbour & 1U) != 0;
    switch (condition.test) {
        case Test::is:
        case Test::may: return among;
        case Test::none: return !among;
        default: return true;
    }
}

}  // namespace

TagRuleIndex::TagRuleIndex(std::span<const TagRule> rules) {
    const std::size_t blocks = (rules.size() + 63) / 64;
    has_.assign(kTagChars.size() * blocks, 0);
    may_.assign(kTagChars.size() * blocks, 0);
    forced_.assign(blocks, 0);
    any_word_.assign(blocks, 0);
    for (std::vector<std::uint64_t>& near : near_) near.assign((kAbsent + std::size_t{1}) * blocks, 0);
    std::uint32_t words = 0;
    for (const TagRule& rule : rules)
        if (!rule.words.empty()) words = std::max(words, rule.words.back() + 1);
    set_of_.assign(words, 0);
    for (std::size_t r = 0; r < rules.size(); ++r) {
        const TagRule& rule = rules[r];
        const std::size_t block = r / 64;
        const std::uint64_t bit = std::uint64_t{1} << (r % 64);
        const auto own = std::find_if(rule.conditions.begin(), rule.conditions.end(), [](const TagCondition& c) {
            return c.scan == TagCondition::Scan::at && c.at == 0 && c.test == TagCondition::Test::may;
        });
        for (std::size_t tag = 0; tag < kTagChars.size(); ++tag) {
            if ((rule.target >> tag & 1U) != 0) has_[tag * blocks + block] |= bit;
            if (own == rule.conditions.end() || (own->tags >> tag & 1U) != 0) may_[tag * blocks + block] |= bit;
        }
        if (rule.forced) forced_[block] |= bit;
        if (rule.words.empty()) any_word_[block] |= bit;
        for (const std::uint32_t word : rule.words) {
            if (set_of_[word] == 0) {
                sets_.resize(sets_.size() + blocks, 0);
                set_of_[word] = static_cast<std::uint16_t>(sets_.size() / blocks);
            }
            sets_[(set_of_[word] - std::size_t{1}) * blocks + block] |= bit;
        }
        add_near(rule, block, bit);
    }
}

void TagRuleIndex::add_near(const TagRule& rule, std::size_t block, std::uint64_t bit) {
    for (std::size_t p = 0; p < kPlaces.size(); ++p)
        for (std::uint8_t neighbour = 0; neighbour <= kAbsent; ++neighbour) {
            const bool possible = std::all_of(rule.conditions.begin(), rule.conditions.end(), [&](const TagCondition& c) {
                return c.scan != TagCondition::Scan::at || c.at != kPlaces[p] || allows(c, neighbour);
            });
            if (possible) near_[p][neighbour * blocks() + block] |= bit;
        }
}

std::uint64_t TagRuleIndex::candidates(std::size_t block, const Context& context) const {
    std::uint64_t touching = forced_[block], possible = 0;
    for (TagSet rest = context.readings; rest != 0; rest &= rest - 1) {
        const std::size_t at = static_cast<std::size_t>(__builtin_ctzll(rest)) * blocks() + block;
        touching |= has_[at];
        possible |= may_[at];
    }
    const std::size_t set = context.word < set_of_.size() ? set_of_[context.word] : 0;
    possible &= touching & (any_word_[block] | (set == 0 ? 0 : sets_[(set - 1) * blocks() + block]));
    for (std::size_t p = 0; p < kPlaces.size(); ++p) possible &= near_[p][context.neighbours[p] * blocks() + block];
    return possible;
}

}  // namespace demarche::extract
