#include "extract/names/slug.h"

#include <cstdint>
#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "extract/names/fold.h"

namespace demarche::extract {
namespace {

// Made once; transliterators hold no state between calls, so that threads may share one.
const icu::Transliterator* latin_ascii() {
    static const std::unique_ptr<icu::Transliterator> made = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> t(icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
        return U_SUCCESS(status) ? std::move(t) : nullptr;
    }();
    return made.get();
}

// Latin letters without their marks: what ICU's Latin-ASCII makes of them, whose transliterators are slow to make, except that schwa,
// which ICU leaves alone, is an a, as in the English spelling of names.
std::string without_marks(std::string_view name) {
    std::string folded = fold_latin(name);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = is_ascii(folded) ? nullptr : icu::Normalizer2::getNFDInstance(status);
    if (nfd == nullptr) return folded;
    const icu::UnicodeString parts = nfd->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(folded.data(), static_cast<int>(folded.size()))), status);
    if (U_FAILURE(status)) return folded;
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < parts.length(); ++i) {
        const char16_t c = parts[i];
        if (c == 0x2BD || (c >= 0x300 && c <= 0x36F)) continue;  // turned commas and marks
        if (c == 0x2018 || c == 0x2019 || c == 0x2BC) kept.append(u'\'');
        else if (c == 0x2026) kept.append(u'.');
        else kept.append((c >= 0x2000 && c <= 0x206F) || c == 0xA0 || c == 0xAB || c == 0xBB ? u' ' : c);  // dashes, quotation marks, spaces
    }
    folded.clear();
    return kept.toUTF8String(folded);
}

void append_slug(std::string& out, std::string_view ascii) {
    bool gap = false;
    for (const char c : ascii) {
        const char l = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if ((l >= 'a' && l <= 'z') || (l >= '0' && l <= '9')) {
            if (gap && !out.empty()) out += '-';
            gap = false;
            out += l;
        } else if (c != '\'' && c != '.') {
            gap = true;
        }
    }
}

}  // namespace

std::string slug(std::string_view name) {
    std::string out;
    if (is_ascii(name)) {
        append_slug(out, name);
    } else if (const std::string bare = without_marks(name); is_ascii(bare)) {
        append_slug(out, bare);
    } else if (const icu::Transliterator* t = latin_ascii()) {
        icu::UnicodeString text = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int>(name.size())));
        t->transliterate(text);
        std::string ascii;
        text.toUTF8String(ascii);
        append_slug(out, ascii);
    }
    if (out.empty()) {
        static constexpr char kDigits[] = "0123456789abcdef";
        for (const char c : name.substr(0, 32)) {
            out += kDigits[static_cast<unsigned char>(c) >> 4U];
            out += kDigits[static_cast<unsigned char>(c) & 15U];
        }
    }
    if (out.size() > 96) out.resize(96);
    return out;
}

}  // namespace demarche::extract
