// Regular English inflection, the inverse of WordNet's detachment rules.
#pragma once

#include <string>
#include <string_view>

namespace demarche::lexicon_compiler {

std::string plural(std::string_view noun);       // also the third person singular of a verb
std::string past(std::string_view verb);         // also the past participle
std::string gerund(std::string_view verb);
// The same with the last consonant doubled ("planned"); empty where that cannot be (the word must end consonant-vowel-consonant).
std::string doubled(std::string_view verb);

}  // namespace demarche::lexicon_compiler
