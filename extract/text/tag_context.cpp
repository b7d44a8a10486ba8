// The engine of the context rules: rule by rule over the words that are still ambiguous.
#include <algorithm>

#include "extract/text/lexicon_state.h"
#include "extract/text/tagger.h"

namespace demarche::extract {
namespace {

bool contains(const std::vector<std::uint32_t>& sorted, std::uint32_t word) { return std::binary_search(sorted.begin(), sorted.end(), word); }

}  // namespace

void Tagger::run_rules() {
    std::vector<std::uint32_t> ambiguous;
    const auto collect = [&] {
        ambiguous.clear();
        for (std::uint32_t i = 0; i < readings_.size(); ++i)
            if (!is_single(readings_[i])) ambiguous.push_back(i);
    };
    // A second pass lets early rules see what late ones have settled.
    for (int pass = 0; pass < 2; ++pass) {
        collect();
        if (ambiguous.empty()) return;
        for (const TagRule& rule : lexicon_.state().rules.rules) {
            for (const std::uint32_t i : ambiguous) {
                TagSet& readings = readings_[i];
                const TagSet left = rule.select ? readings & rule.target : readings & ~rule.target;
                if (left == readings || (left == 0 && !rule.forced)) continue;
                if (!rule.words.empty() && !contains(rule.words, text_.tokens[begin_ + i].lower)) continue;
                if (std::all_of(rule.conditions.begin(), rule.conditions.end(), [&](const TagCondition& c) { return holds(c, i); })) readings = left == 0 ? rule.target : left;
            }
        }
    }
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
