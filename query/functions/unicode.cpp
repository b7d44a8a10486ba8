// What needs Unicode's tables: by ICU.
#include <string>

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "query/error.h"
#include "query/functions/text.h"

namespace demarche::query {
namespace {

icu::UnicodeString from_utf8(std::string_view text) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string to_utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

const icu::Normalizer2* normalizer(std::string_view form, UErrorCode& status) {
    if (form == "NFC") return icu::Normalizer2::getNFCInstance(status);
    if (form == "NFD") return icu::Normalizer2::getNFDInstance(status);
    if (form == "NFKC") return icu::Normalizer2::getNFKCInstance(status);
    if (form == "NFKD") return icu::Normalizer2::getNFKDInstance(status);
    fail(ErrorCode::argument, "InvalidArgumentValue", "unknown normal form '" + std::string(form) + "'", "NFC, NFD, NFKC or NFKD");
}

bool is_trimmed(UChar32 c, std::optional<std::string_view> set) {
    if (!set) return u_isUWhiteSpace(c) != 0;
    const auto size = static_cast<int32_t>(set->size());
    for (int32_t i = 0; i < size;) {
        UChar32 member = 0;
        U8_NEXT_OR_FFFD(set->data(), i, size, member);
        if (member == c) return true;
    }
    return false;
}

// Where the character that ends at `end` starts. end > 0.
std::size_t character_before(std::string_view text, std::size_t end) {
    std::size_t begin = end - 1;
    while (begin > 0 && end - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) --begin;
    return begin;
}

}  // namespace

std::string to_upper(std::string_view text) { return to_utf8(from_utf8(text).toUpper(icu::Locale::getRoot())); }
std::string to_lower(std::string_view text) { return to_utf8(from_utf8(text).toLower(icu::Locale::getRoot())); }

std::string normalize(std::string_view text, std::string_view form) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* n = normalizer(form, status);
    if (U_FAILURE(status)) fail(ErrorCode::internal, "", "ICU has no normalisation data");
    return to_utf8(n->normalize(from_utf8(text), status));
}

std::string reverse_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t end = text.size();
    while (end > 0) {
        const std::size_t begin = character_before(text, end);
        out += text.substr(begin, end - begin);
        end = begin;
    }
    return out;
}

std::string_view trim_start(std::string_view text, std::optional<std::string_view> set) {
    const auto size = static_cast<int32_t>(text.size());
    int32_t i = 0;
    while (i < size) {
        int32_t next = i;
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(text.data(), next, size, c);
        if (!is_trimmed(c, set)) break;
        i = next;
    }
    return text.substr(static_cast<std::size_t>(i));
}

std::string_view trim_end(std::string_view text, std::optional<std::string_view> set) {
    while (!text.empty()) {
        const std::size_t begin = character_before(text, text.size());
        int32_t i = 0;
        UChar32 c = 0;
        const std::string_view character = text.substr(begin);
        U8_NEXT_OR_FFFD(character.data(), i, static_cast<int32_t>(character.size()), c);
        if (!is_trimmed(c, set)) break;
        text = text.substr(0, begin);
    }
    return text;
}

}  // namespace demarche::query
