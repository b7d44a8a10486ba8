// What an RE2 expression cannot match without, read off its text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace demarche::extract {

// Strings of ASCII in lower case, at least `shortest` bytes long, one of which is in every text (lower-cased) that the expression
// matches. Empty: none are known; so it is wherever the expression uses what is not understood here. Linear in the expression.
std::vector<std::string> required_words(std::string_view expression, std::size_t shortest);

}  // namespace demarche::extract
