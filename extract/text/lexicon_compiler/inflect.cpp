#include "extract/text/lexicon_compiler/inflect.h"

namespace demarche::lexicon_compiler {
namespace {

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }
bool ends_with(std::string_view word, std::string_view ending) { return word.size() >= ending.size() && word.substr(word.size() - ending.size()) == ending; }
bool ends_consonant_y(std::string_view word) { return word.size() > 1 && word.back() == 'y' && !is_vowel(word[word.size() - 2]); }

}  // namespace

std::string plural(std::string_view noun) {
    if (ends_consonant_y(noun)) return std::string(noun.substr(0, noun.size() - 1)) + "ies";
    const bool hisses = ends_with(noun, "s") || ends_with(noun, "x") || ends_with(noun, "z") || ends_with(noun, "ch") || ends_with(noun, "sh");
    return std::string(noun) + (hisses ? "es" : "s");
}

std::string past(std::string_view verb) {
    if (verb.back() == 'e') return std::string(verb) + "d";
    if (ends_consonant_y(verb)) return std::string(verb.substr(0, verb.size() - 1)) + "ied";
    return std::string(verb) + "ed";
}

std::string gerund(std::string_view verb) {
    if (ends_with(verb, "ie")) return std::string(verb.substr(0, verb.size() - 2)) + "ying";
    const bool drops = verb.size() > 2 && verb.back() == 'e' && !ends_with(verb, "ee") && !ends_with(verb, "oe") && !ends_with(verb, "ye");
    return std::string(drops ? verb.substr(0, verb.size() - 1) : verb) + "ing";
}

std::string compared(std::string_view adjective, std::string_view ending) {
    if (adjective.size() < 3 || (adjective.size() > 6 && adjective.back() != 'y')) return {};
    if (adjective.back() == 'e') return std::string(adjective) + std::string(ending.substr(1));
    if (ends_consonant_y(adjective)) return std::string(adjective.substr(0, adjective.size() - 1)) + 'i' + std::string(ending);
    return std::string(adjective) + std::string(ending);
}

std::string doubled(std::string_view verb) {
    if (verb.size() < 3) return {};
    const char last = verb.back(), before = verb[verb.size() - 2], third = verb[verb.size() - 3];
    if (is_vowel(last) || last == 'w' || last == 'x' || last == 'y' || !is_vowel(before)) return {};
    if (is_vowel(third) && !(third == 'u' && verb.size() > 3 && verb[verb.size() - 4] == 'q')) return {};
    return std::string(verb) + last;
}

}  // namespace demarche::lexicon_compiler
