// The layout of lexicon.bin, shared by the build-time compiler that writes it and the library that maps it.
//
//   Header | Slot[slots] | Record[words] | bytes of the words, one after another
//
// Records are sorted by how often the word is used, then by word; a record's index is the word's id. Slots are an open-addressing hash table (linear probing); 0 is
// empty, else the low kIdBits are the id + 1 and the others the top bits of the word's hash, so that a word that is not the one
// sought is seldom looked at. Everything is in the byte order of the machine that builds, which is the one that runs.
#pragma once

#include <cstdint>
#include <string_view>

namespace demarche::extract::lexicon_format {

inline constexpr std::uint32_t kMagic = 0x584c4d44;  // "DMLX"
inline constexpr std::uint32_t kVersion = 3;
inline constexpr std::uint32_t kNoWord = 0xffffffff;
inline constexpr std::uint32_t kIdBits = 20, kIdMask = (1U << kIdBits) - 1;

struct Header {
    std::uint32_t magic = kMagic, version = kVersion;
    std::uint32_t words = 0, slots = 0;  // slots: a power of two
    std::uint32_t string_bytes = 0, reserved = 0;
};

// What else is known of a word: a bit set.
enum Flags : std::uint16_t {
    kCommonNoun = 1,         // WordNet writes the noun in lower case
    kProperNoun = 2,         // WordNet writes it with a capital
    kProperAdjective = 4,    // only capitalised as an adjective ("Russian")
    kTitleAbbreviation = 8,  // its full stop never ends a sentence ("Mr.", "No.")
    kAbbreviation = 16,      // its full stop may also end a sentence ("Inc.", "a.m.")
    kVerbLemma = 32,         // the word itself is the base form of a verb, whatever verb_lemma says ("found", "saw")
    kRareVerb = 64,          // far more often something else ("people", "minister")
    kRareNoun = 128,
    kRareAdjective = 256,
    kPlace = 512,            // the proper noun is a place
    kMonthAbbreviation = 1024,
    kNumberAbbreviation = 2048  // only before a number ("No. 5")
};

struct Record {
    std::uint32_t offset = 0;        // of the word, in the string bytes
    std::uint32_t noun_lemma = kNoWord, verb_lemma = kNoWord;
    std::uint16_t pos = 0;           // PosBits
    std::uint16_t semantic = 0;      // SemanticBits
    std::uint16_t flags = 0;         // Flags
    std::uint16_t length = 0;        // of the word, in bytes
    // How often WordNet's tagged texts have the lemma as each part of speech (capped).
    std::uint16_t noun_count = 0, verb_count = 0, adjective_count = 0, adverb_count = 0;
};
static_assert(sizeof(Record) == 28);

// FNV-1a: words are short, and both sides must agree for ever.
inline constexpr std::uint32_t kHashStart = 2166136261U;
constexpr std::uint32_t hash_next(std::uint32_t h, char c) { return (h ^ static_cast<unsigned char>(c)) * 16777619U; }
constexpr std::uint32_t hash_end(std::uint32_t h) { return h ^ (h >> 15); }
constexpr std::uint32_t hash(std::string_view word) {
    std::uint32_t h = kHashStart;
    for (const char c : word) h = hash_next(h, c);
    return hash_end(h);
}
// The slot of a word. ids: less than kIdMask.
constexpr std::uint32_t slot(std::uint32_t hash, std::uint32_t id) { return (hash & ~kIdMask) | (id + 1); }

}  // namespace demarche::extract::lexicon_format
