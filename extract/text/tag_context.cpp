// The engine of the context rules: rule by rule over the words that are still ambiguous.
#include <algorithm>

#include "extract/text/lexicon_state.h"
#include "extract/text/tagger.h"

namespace demarche::extract {
namespace {

bool contains(const std::vector<std::uint32_t>& sorted, std::uint32_t word) { return std::binary_search(sorted.begin(), sorted.end(), word); }

}  // namespace

void Tagger::run_rules() {
    // A second pass lets early rules see what late ones have settled.
    for (int pass = 0; pass < 2; ++pass) {
        ambiguous_.clear();
        contexts_.clear();
        for (std::uint32_t i = 0; i < readings_.size(); ++i) {
            if (is_single(readings_[i])) continue;
            ambiguous_.push_back(i);
            contexts_.push_back(context_of(i));
        }
        if (ambiguous_.empty()) return;
        for (std::size_t block = 0; block < lexicon_.state().rule_index.blocks(); ++block) run_block(block);
    }
}

// Only words with several readings change, so a settled neighbour stays as it is.
TagRuleIndex::Context Tagger::context_of(std::uint32_t at) const {
    TagRuleIndex::Context context{readings_[at], text_.tokens[begin_ + at].lower, {}};
    for (std::size_t p = 0; p < TagRuleIndex::kPlaces.size(); ++p) {
        const std::int64_t place = static_cast<std::int64_t>(at) + TagRuleIndex::kPlaces[p];
        const bool inside = place >= 0 && place < static_cast<std::int64_t>(readings_.size());
        const TagSet there = inside ? readings_[static_cast<std::size_t>(place)] : 0;
        context.neighbours[p] = !inside ? TagRuleIndex::kAbsent : is_single(there) ? static_cast<std::uint8_t>(__builtin_ctzll(there)) : TagRuleIndex::kOpen;
    }
    return context;
}

// 64 rules, in order, each over the ambiguous words that it may change.
void Tagger::run_block(std::size_t block) {
    const TagRuleIndex& rules = lexicon_.state().rule_index;
    candidates_.clear();
    std::uint64_t waiting = 0;
    for (std::size_t k = 0; k < ambiguous_.size(); ++k) {
        contexts_[k].readings = readings_[ambiguous_[k]];
        candidates_.push_back(rules.candidates(block, contexts_[k]));
        waiting |= candidates_.back();
    }
    while (waiting != 0) {
        const auto r = static_cast<unsigned>(__builtin_ctzll(waiting));
        waiting &= waiting - 1;
        const TagRule& rule = lexicon_.state().rules.rules[block * 64 + r];
        for (std::size_t k = 0; k < ambiguous_.size(); ++k) {
            if ((candidates_[k] >> r & 1U) == 0 || !apply(rule, ambiguous_[k]) || !rule.forced) continue;
            // A reading that was given may bring in rules that had nothing to do with the word before.
            contexts_[k].readings = readings_[ambiguous_[k]];
            candidates_[k] = rules.candidates(block, contexts_[k]);
            waiting |= candidates_[k] & ~((std::uint64_t{2} << r) - 1);
        }
    }
}

// The word is one of the rule's already.
bool Tagger::apply(const TagRule& rule, std::uint32_t at) {
    TagSet& readings = readings_[at];
    const TagSet left = rule.select ? readings & rule.target : readings & ~rule.target;
    if (left == readings || (left == 0 && !rule.forced)) return false;
    for (const TagCondition& condition : rule.conditions)
        if (!holds(condition, at)) return false;
    readings = left == 0 ? rule.target : left;
    return true;
}

bool Tagger::holds(const TagCondition& condition, std::uint32_t at) const {
    if (condition.scan != TagCondition::Scan::at) return scan(condition, at) != condition.negated;
    const std::int64_t place = static_cast<std::int64_t>(at) + condition.at;
    if (condition.test == TagCondition::Test::start) return place == 0;
    if (condition.test == TagCondition::Test::end) return place + 1 == static_cast<std::int64_t>(readings_.size());
    if (condition.test == TagCondition::Test::kind) return title_;
    if (place < 0 || place >= static_cast<std::int64_t>(readings_.size()))
        return condition.test == TagCondition::Test::none || condition.test == TagCondition::Test::not_word || condition.test == TagCondition::Test::not_semantic ||
               condition.test == TagCondition::Test::no_capital;
    return test(condition, static_cast<std::uint32_t>(place));
}

bool Tagger::test(const TagCondition& condition, std::uint32_t at) const {
    const TagSet readings = readings_[at];
    const Token& token = text_.tokens[begin_ + at];
    switch (condition.test) {
        case TagCondition::Test::is: return (readings & ~condition.tags) == 0;
        case TagCondition::Test::may: return (readings & condition.tags) != 0;
        case TagCondition::Test::none: return (readings & condition.tags) == 0;
        case TagCondition::Test::word: return contains(condition.words, token.lower);
        case TagCondition::Test::not_word: return !contains(condition.words, token.lower);
        case TagCondition::Test::semantic: return (token.semantic & condition.semantic) != 0;
        case TagCondition::Test::not_semantic: return (token.semantic & condition.semantic) == 0;
        case TagCondition::Test::capital: return capital_[at];
        case TagCondition::Test::no_capital: return !capital_[at];
        default: return false;
    }
}

// Bounded, so that a sentence of any length costs linear time.
bool Tagger::scan(const TagCondition& condition, std::uint32_t at) const {
    constexpr std::uint32_t kReach = 40;
    const bool left = condition.scan == TagCondition::Scan::left;
    for (std::uint32_t step = 1; step <= kReach; ++step) {
        if (left ? step > at : at + step >= readings_.size()) return false;
        const std::uint32_t place = left ? at - step : at + step;
        if (test(condition, place)) return true;
        if (condition.barrier != 0 && (readings_[place] & ~condition.barrier) == 0) return false;
    }
    return false;
}

}  // namespace demarche::extract
