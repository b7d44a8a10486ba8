#include "extract/text/dictionary.h"

#include <cstring>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/embedded.h"

namespace demarche::extract {

Dictionary::Dictionary(std::string_view bytes) {
    lexicon_format::Header header;
    if (bytes.size() < sizeof header) return;
    std::memcpy(&header, bytes.data(), sizeof header);
    const std::size_t need = sizeof header + header.slots * sizeof(std::uint32_t) + header.words * sizeof(lexicon_format::Record) + header.string_bytes;
    if (header.magic != lexicon_format::kMagic || header.version != lexicon_format::kVersion || bytes.size() < need) return;
    // The linker aligns the bytes to 16, and every part's size is a multiple of 4.
    const void* slots = bytes.data() + sizeof header;
    slots_ = static_cast<const std::uint32_t*>(slots);
    const void* records = slots_ + header.slots;
    records_ = static_cast<const lexicon_format::Record*>(records);
    const void* strings = records_ + header.words;
    strings_ = static_cast<const char*>(strings);
    words_ = header.words;
    mask_ = header.slots - 1;
}

std::uint32_t Dictionary::find(std::string_view lower, std::uint32_t hash) const {
    using namespace lexicon_format;
    if (words_ == 0) return kNone;
    for (std::uint32_t at = hash & mask_; slots_[at] != 0; at = (at + 1) & mask_) {
        if (((slots_[at] ^ hash) & ~kIdMask) != 0) continue;
        const std::uint32_t id = (slots_[at] & kIdMask) - 1;
        if (word(id) == lower) return id;
    }
    return kNone;
}

const Dictionary& built_in_dictionary() {
    static const Dictionary dictionary(base::embedded_file("lexicon.bin"));
    return dictionary;
}

std::uint32_t lower_case_and_hash(std::string_view word, std::string& out) {
    std::uint32_t h = lexicon_format::kHashStart;
    out.resize(word.size());
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = word[i];
        if (static_cast<signed char>(c) < 0) {
            lower_case(word, out);
            return lexicon_format::hash(out);
        }
        out[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        h = lexicon_format::hash_next(h, out[i]);
    }
    return lexicon_format::hash_end(h);
}

void lower_case(std::string_view word, std::string& out) {
    out.clear();
    const auto size = static_cast<std::int32_t>(word.size());
    for (std::int32_t i = 0; i < size;) {
        const char c = word[static_cast<std::size_t>(i)];
        if (static_cast<signed char>(c) >= 0) {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            ++i;
            continue;
        }
        UChar32 point = 0;
        U8_NEXT(word.data(), i, size, point);
        if (point == 0x2019 || point == 0x2018 || point == 0x02BC) {
            out += '\'';
            continue;
        }
        if (point == 0x2010 || point == 0x2011) {  // hyphens that are not the ASCII one
            out += '-';
            continue;
        }
        if (point == 0x00AD || point < 0) continue;  // soft hyphen
        point = u_tolower(point);
        char buffer[4];
        std::int32_t length = 0;
        UBool failed = false;
        U8_APPEND(buffer, length, 4, point, failed);
        if (!failed) out.append(buffer, static_cast<std::size_t>(length));
    }
}

}  // namespace demarche::extract
