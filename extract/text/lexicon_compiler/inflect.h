// Regular English inflection, the inverse of WordNet's detachment rules.
#pragma once

#include <string>
#include <string_view>

namespace demarche::lexicon_compiler {

std::string plural(std::string_view noun);       // also the third person singular of a verb
std::string past(std::string_view verb);         // also the past participle
std::string gerund(std::string_view verb);
// Comparative ("er") and superlative ("est") of a short adjective; empty for long ones, which take "more" and "most".
std::string compared(std::string_view adjective, std::string_view ending);
// The same with the last consonant doubled ("planned"); empty where that cannot be (the word must end consonant-vowel-consonant).
std::string doubled(std::string_view verb);

}  // namespace demarche::lexicon_compiler
