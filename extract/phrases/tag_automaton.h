// A regular expression over tags, one byte each, as a table-driven automaton: a group is found with one look-up a token.
//
// Expressions are made of bytes, [classes] and [^classes] with ranges, (groups) and (?:groups), '.', '|' and the repetitions
// * + ? {m} {m,} {m,n}; '\' makes the next byte an ordinary one. Compiled by Thompson's construction and the subset construction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::extract {

class TagAutomaton {
public:
    // Matches nothing.
    TagAutomaton() = default;
    // Returns what is wrong with the expression, or "". Expressions of more than a few thousand states are refused.
    std::string compile(std::string_view expression);

    // Length of the longest match at the start of `tags`; 0: none. At most one step a tag; stops where no match can go on. Any thread.
    std::size_t longest(std::string_view tags) const {
        std::size_t best = 0;
        std::size_t state = kStart;
        for (std::size_t i = 0; i < tags.size() && state < accepting_.size(); ++i) {
            state = next_[state * classes_ + class_of_[static_cast<unsigned char>(tags[i])]];
            if (state == kDead) break;
            if (accepting_[state] != 0) best = i + 1;
        }
        return best;
    }

private:
    friend class TagAutomatonBuilder;
    static constexpr std::uint16_t kDead = 0, kStart = 1;

    std::array<std::uint8_t, 256> class_of_{};  // bytes that no expression tells apart share a class
    std::size_t classes_ = 1;
    std::vector<std::uint16_t> next_;           // [state * classes_ + class]
    std::vector<std::uint8_t> accepting_;       // by state
};

}  // namespace demarche::extract
