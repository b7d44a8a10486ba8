// "did you mean": the closest of a list of names.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace demarche::base {

// The candidate nearest to `word` by edit distance with transpositions (optimal string alignment), ignoring ASCII case; empty
// when none is within a third of the word's length (at least 1, at most 3). The first of equals wins. O(candidates · length²).
std::string closest(std::string_view word, std::span<const std::string> candidates);
// "did you mean 'x'?" or "".
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace demarche::base
