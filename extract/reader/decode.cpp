#include "extract/reader/decode.h"

#include <algorithm>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf8.h>

namespace demarche::extract {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Length of the valid UTF-8 sequence at `at`; 0: none.
std::size_t valid_sequence(std::string_view bytes, std::size_t at) {
    std::int32_t i = 0;
    UChar32 point = 0;
    const auto left = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size() - at, 4));
    U8_NEXT(bytes.data() + at, i, left, point);
    return point < 0 ? 0 : static_cast<std::size_t>(i);
}

// First byte that is not valid UTF-8; size() when all is.
std::size_t first_bad(std::string_view bytes, std::size_t at) {
    while (at < bytes.size()) {
        if (static_cast<signed char>(bytes[at]) >= 0) {
            ++at;
            continue;
        }
        const std::size_t size = valid_sequence(bytes, at);
        if (size == 0) return at;
        at += size;
    }
    return at;
}

Diagnostic warning(std::string message, std::string_view file) {
    Diagnostic d;
    d.code = ErrorCode::bad_input;
    d.message = std::move(message);
    d.file = std::string(file);
    return d;
}

Decoded repair_utf8(std::string_view bytes, std::size_t skip, std::string_view file) {
    Decoded out;
    out.text.reserve(bytes.size());
    out.offsets.add(0, static_cast<std::uint32_t>(skip));
    std::size_t at = skip, bad = 0;
    while (at < bytes.size()) {
        const std::size_t end = first_bad(bytes, at);
        out.text.append(bytes, at, end - at);
        at = end;
        if (at == bytes.size()) break;
        ++bad;
        out.offsets.add(static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(at), false);
        out.text += kReplacement;
        ++at;
        out.offsets.add(static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(at));
    }
    if (bad > 0) out.warnings.push_back(warning(std::to_string(bad) + (bad == 1 ? " byte is" : " bytes are") + " not valid UTF-8: read as U+FFFD", file));
    return out;
}

struct CloseConverter {
    void operator()(UConverter* c) const { ucnv_close(c); }
};
struct CloseDetector {
    void operator()(UCharsetDetector* d) const { ucsdet_close(d); }
};

bool is_utf8_name(std::string_view name) { return name.size() >= 4 && (name[0] == 'u' || name[0] == 'U') && name.find('8') != std::string_view::npos; }

// Character by character, so that every character's place in the source is known; runs of single bytes share a segment.
bool convert(std::string_view bytes, std::size_t skip, const std::string& charset, std::string_view file, Decoded& out) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset.c_str(), &status));
    if (U_FAILURE(status) || !converter) return false;
    out = {};
    out.text.reserve(bytes.size() * 2);
    const char* at = bytes.data() + skip;
    const char* const end = bytes.data() + bytes.size();
    std::size_t bad = 0;
    bool in_ascii = false;
    while (at < end) {
        const auto source = static_cast<std::uint32_t>(at - bytes.data());
        const auto target = static_cast<std::uint32_t>(out.text.size());
        status = U_ZERO_ERROR;
        UChar32 point = ucnv_getNextUChar(converter.get(), &at, end, &status);
        if (status == U_INDEX_OUTOFBOUNDS_ERROR) break;
        if (U_FAILURE(status)) point = 0xFFFD;
        if (point == 0xFFFD) ++bad;
        if (at == bytes.data() + source) ++at;  // never stand still
        const auto used = static_cast<std::uint32_t>(at - bytes.data()) - source;
        const bool ascii = point < 0x80 && used == 1;
        if (!(ascii && in_ascii)) out.offsets.add(target, source, ascii);
        in_ascii = ascii;
        char buffer[4];
        std::int32_t length = 0;
        U8_APPEND_UNSAFE(buffer, length, point);
        out.text.append(buffer, static_cast<std::size_t>(length));
    }
    out.offsets.add(static_cast<std::uint32_t>(out.text.size()), static_cast<std::uint32_t>(bytes.size()));
    if (bad > 0) out.warnings.push_back(warning(std::to_string(bad) + " characters could not be decoded from " + charset, file));
    return true;
}

// ICU's guess; windows-1252 when it is not sure of anything.
std::string detect(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
    if (U_FAILURE(status)) return "windows-1252";
    const std::string_view sample = bytes.substr(0, std::size_t{1} << 16);
    ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
    const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
    if (U_FAILURE(status) || match == nullptr || ucsdet_getConfidence(match, &status) < 25) return "windows-1252";
    const std::string name = ucsdet_getName(match, &status);
    return name == "ISO-8859-1" ? "windows-1252" : name;
}

// A text with a few damaged characters is UTF-8 with damage, not another encoding.
bool is_mostly_utf8(std::string_view bytes) {
    std::size_t good = 0, bad = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        if (static_cast<signed char>(bytes[at]) >= 0) {
            ++at;
            continue;
        }
        const std::size_t size = valid_sequence(bytes, at);
        ++(size == 0 ? bad : good);
        at += size == 0 ? 1 : size;
    }
    return bad == 0 || good > bad * 4;
}

}  // namespace

// Half of the bytes come from few rows of Unicode (Latin, Cyrillic …, punctuation), blanks are among them, and no character is a control.
std::string_view unmarked_utf16(std::string_view bytes) {
    constexpr std::size_t kLooksAt = 4096;
    bytes = bytes.substr(0, std::min(bytes.size() & ~std::size_t{1}, kLooksAt));
    if (bytes.size() < 8) return {};
    for (const std::size_t high : {std::size_t{1}, std::size_t{0}}) {
        std::size_t usual = 0, blanks = 0, controls = 0;
        for (std::size_t i = 0; i < bytes.size(); i += 2) {
            const auto row = static_cast<unsigned char>(bytes[i + high]), cell = static_cast<unsigned char>(bytes[i + 1 - high]);
            usual += row <= 0x06 || row == 0x20 ? 1U : 0U;
            blanks += row == 0 && (cell == ' ' || cell == '\n' || cell == '\t') ? 1U : 0U;
            controls += row == 0 && cell < 0x20 && cell != '\n' && cell != '\r' && cell != '\t' && cell != '\f' ? 1U : 0U;
        }
        const std::size_t units = bytes.size() / 2;
        if (usual * 20 >= units * 19 && controls == 0 && blanks * 40 >= units) return high == 1 ? "UTF-16LE" : "UTF-16BE";
    }
    return {};
}

Decoded decode(std::string_view bytes, std::string_view declared, std::string_view file) {
    Decoded out;
    if (bytes.starts_with("\xEF\xBB\xBF")) return repair_utf8(bytes, 3, file);
    if (bytes.starts_with("\xFF\xFE") && convert(bytes, 2, "UTF-16LE", file, out)) return out;
    if (bytes.starts_with("\xFE\xFF") && convert(bytes, 2, "UTF-16BE", file, out)) return out;
    if (const std::string_view wide = unmarked_utf16(bytes); !wide.empty() && convert(bytes, 0, std::string(wide), file, out)) return out;
    if (is_mostly_utf8(bytes)) return repair_utf8(bytes, 0, file);
    if (!declared.empty() && !is_utf8_name(declared) && convert(bytes, 0, std::string(declared), file, out)) return out;
    const std::string guess = detect(bytes);
    if (convert(bytes, 0, guess, file, out)) {
        out.warnings.push_back(warning("not UTF-8, and no other encoding is declared: read as " + guess + ", as its bytes suggest", file));
        return out;
    }
    return repair_utf8(bytes, 0, file);
}

}  // namespace demarche::extract
