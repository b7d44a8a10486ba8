// Common words of English and of other languages, by which a text's language is told.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace demarche::extract {

// A hash table from words to their language. Words are known by 64 bits of hash alone.
class CommonWords {
public:
    enum class Language : std::uint8_t { unknown, english, foreign };

    // English wins where a word is both.
    void add(std::string_view word, Language language);
    Language find(std::uint64_t hash) const;

    static constexpr std::uint64_t kHashStart = 14695981039346656037ULL;  // FNV-1a
    static constexpr std::uint64_t hash_next(std::uint64_t h, char c) { return (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL; }

private:
    struct Slot { std::uint64_t hash = 0; Language language = Language::unknown; };
    std::size_t slot(std::uint64_t hash) const;

    std::vector<Slot> slots_;  // open addressing, linear probing; size: a power of two
    std::size_t used_ = 0;
};

}  // namespace demarche::extract
