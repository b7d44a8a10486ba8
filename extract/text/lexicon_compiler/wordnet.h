// Reads WordNet's dictionary files (wndb(5WN), senseidx(5WN)): lemmas, lexical files, exceptions and tag counts.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace demarche::lexicon_compiler {

enum class PartOfSpeech : std::size_t { noun, verb, adjective, adverb };
inline constexpr std::size_t kParts = 4;

// One lemma as one part of speech.
struct LemmaSense {
    std::uint32_t count = 0;      // occurrences in WordNet's tagged texts
    std::uint16_t semantic = 0;   // SemanticBits of its frequent senses
    bool common = false;          // some sense is written in lower case
    bool proper = false;          // some sense is written with a capital
    bool place = false;           // its first sense is in noun.location
};

struct WordNet {
    // Single words only (hyphens allowed), lower-cased.
    std::array<std::map<std::string, LemmaSense>, kParts> lemmas;
    // (inflected form, lemma), in the order of the files.
    std::array<std::vector<std::pair<std::string, std::string>>, kParts> exceptions;
};

// Throws std::runtime_error with the file's name when one is missing or malformed.
WordNet read_wordnet(const std::string& folder);

}  // namespace demarche::lexicon_compiler
