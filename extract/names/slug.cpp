#include "extract/names/slug.h"

#include <memory>

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
    } else if (const std::string folded = fold_latin(name); is_ascii(folded) && name.find("\xC6\x8F") == name.npos && name.find("\xC9\x99") == name.npos) {
        append_slug(out, folded);  // the same letters as ICU's, whose transliterators are slow to make; ICU writes schwa as e
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
