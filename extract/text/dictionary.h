// The mapped bytes of lexicon.bin as a table of words. No state of its own: usable before any rule is loaded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "extract/ids.h"
#include "extract/text/lexicon_format.h"

namespace demarche::extract {

class Dictionary {
public:
    // An empty dictionary when the bytes are not a lexicon of this version.
    explicit Dictionary(std::string_view bytes);

    std::uint32_t size() const { return words_; }
    // O(1). `lower` must be lower-cased; the two-argument form takes its hash.
    std::uint32_t find(std::string_view lower) const { return find(lower, lexicon_format::hash(lower)); }
    std::uint32_t find(std::string_view lower, std::uint32_t hash) const;
    const lexicon_format::Record& record(std::uint32_t id) const { return records_[id]; }
    std::string_view word(std::uint32_t id) const { return {strings_ + records_[id].offset, records_[id].length}; }

private:
    const std::uint32_t* slots_ = nullptr;
    const lexicon_format::Record* records_ = nullptr;
    const char* strings_ = nullptr;
    std::uint32_t words_ = 0, mask_ = 0;
};

// The one that is linked in.
const Dictionary& built_in_dictionary();

// Lower-cases UTF-8 by Unicode's simple mapping and writes curly apostrophes as straight ones; `out` is replaced.
void lower_case(std::string_view word, std::string& out);
// The same in one pass with the hash of `out`.
std::uint32_t lower_case_and_hash(std::string_view word, std::string& out);

}  // namespace demarche::extract
