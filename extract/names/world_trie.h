// A trie over word numbers: one for all names. Edges live in one open-addressing table, names in one sorted array.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace demarche::extract {

// What a token of the text must look like, two bits for each of a name's first 16 words.
enum class WordCase : std::uint8_t { any = 0, capital = 1, upper = 2 };

struct TrieName {
    std::uint32_t node = 0;
    std::uint32_t entry = 0;
    std::uint32_t cases = 0;   // WordCase of word i in bits 2i, 2i+1
    std::uint16_t rank = 0;    // higher first: user's packs, later files, dated rows
    std::uint16_t flags = 0;   // bits of NameFlag
};
enum NameFlag : std::uint16_t { kDemonym = 1, kPeople = 2, kCapital = 4, kPlural = 8, kAmbiguous = 16 };

class NameTrie {
public:
    NameTrie();
    // Adds a name; its words must not be empty. Not after finish().
    void add(std::span<const std::uint32_t> words, TrieName name);
    // Sorts the names: by node, then rank, then entry. Duplicates go.
    void finish();

    static constexpr std::uint32_t kRoot = 0, kNoNode = ~0U;
    // O(1). starts() says whether any name begins with the word: a bit that is nearly always in the cache.
    bool starts(std::uint32_t word) const { return word / 64 < starts_.size() && (starts_[word / 64] >> (word % 64) & 1U) != 0; }
    std::uint32_t child(std::uint32_t node, std::uint32_t word) const;
    std::span<const TrieName> names(std::uint32_t node) const;
    std::size_t size() const { return names_.size(); }

private:
    struct Edge { std::uint32_t node = kNoNode, word = 0, child = 0; };
    std::size_t slot(std::uint32_t node, std::uint32_t word) const;
    void grow();

    std::vector<Edge> edges_;   // size is a power of two
    std::size_t used_ = 0;
    std::uint32_t nodes_ = 1;
    std::vector<std::uint64_t> starts_;  // bit of each word that leads away from the root
    std::vector<TrieName> names_;
    std::vector<std::uint32_t> first_;  // first name of each node; size = nodes + 1
};

}  // namespace demarche::extract
