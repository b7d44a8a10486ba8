#include "extract/reader/common_words.h"

#include <utility>

namespace demarche::extract {

std::size_t CommonWords::slot(std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (hash ^ hash >> 32U) & mask;
    while (slots_[at].language != Language::unknown && slots_[at].hash != hash) at = (at + 1) & mask;
    return at;
}

void CommonWords::add(std::string_view word, Language language) {
    if (slots_.size() < (used_ + 1) * 4) {
        std::vector<Slot> old(slots_.empty() ? 256 : slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& s : old)
            if (s.language != Language::unknown) slots_[slot(s.hash)] = s;
    }
    std::uint64_t hash = kHashStart;
    for (const char c : word) hash = hash_next(hash, c);
    Slot& place = slots_[slot(hash)];
    if (place.language == Language::unknown) ++used_;
    if (place.language != Language::english) place = {hash, language};
}

CommonWords::Language CommonWords::find(std::uint64_t hash) const { return slots_.empty() ? Language::unknown : slots_[slot(hash)].language; }

}  // namespace demarche::extract
