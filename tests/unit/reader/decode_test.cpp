#include <doctest/doctest.h>

#include <string>

#include <unicode/unistr.h>

#include "extract/reader/decode.h"

using namespace demarche;
using namespace demarche::extract;

namespace {

std::string source_of(const Decoded& decoded, const std::string& bytes, const std::string& word) {
    const auto begin = static_cast<std::uint32_t>(decoded.text.find(word));
    const ByteRange range = decoded.offsets.to_source(TextRange{begin, begin + static_cast<std::uint32_t>(word.size())});
    return bytes.substr(range.begin, range.end - range.begin);
}

}  // namespace

TEST_CASE("UTF-8 with a byte-order mark") {
    const std::string bytes = "\xEF\xBB\xBFThe café closed.";
    const Decoded decoded = decode(bytes, "", "x");
    CHECK(decoded.text == "The café closed.");
    CHECK(source_of(decoded, bytes, "café") == "café");
    CHECK(decoded.warnings.empty());
}

TEST_CASE("bad bytes are replaced and reported once") {
    const std::string bytes = "The envoy — the minister’s “friend” — left\xFF\xFE now. Été à Genève.";
    const Decoded decoded = decode(bytes, "", "x");
    CHECK(decoded.text.find("left\xEF\xBF\xBD\xEF\xBF\xBD now.") != std::string::npos);
    CHECK(source_of(decoded, bytes, "now") == "now");
    CHECK(decoded.warnings.size() == 1);
}

TEST_CASE("UTF-16 with its mark, both orders") {
    const std::string little("\xFF\xFEH\0i\0 \0\xE9\0t\0\xE9\0", 14);
    CHECK(decode(little, "", "x").text == "Hi été");
    CHECK(source_of(decode(little, "", "x"), little, "été") == std::string("\xE9\0t\0\xE9\0", 6));
    const std::string big("\xFE\xFF\0H\0i", 6);
    CHECK(decode(big, "", "x").text == "Hi");
}

TEST_CASE("single-byte encodings by declaration and by detection") {
    const std::string declared = "\xCF\xF0\xE8\xE2\xE5\xF2, envoy";  // windows-1251
    CHECK(decode(declared, "windows-1251", "x").text == "Привет, envoy");
    CHECK(source_of(decode(declared, "windows-1251", "x"), declared, "envoy") == "envoy");
    // KOI8-R, enough of it to be told apart.
    const std::string koi = "\xF0\xCF\xD3\xCF\xCC \xD0\xD2\xCF\xD4\xC5\xD3\xD4\xCF\xD7\xC1\xCC \xD0\xD2\xCF\xD4\xC9\xD7 \xDA\xC1\xCB\xCF\xCE\xC1 \xCF \xD7\xD9\xD3\xD9\xCC\xCB\xC5 \xC7\xD2\xC1\xD6\xC4\xC1\xCE";
    CHECK(decode(koi, "", "x").text == "Посол протестовал против закона о высылке граждан");
    const std::string latin = "The caf\xE9 in Gen\xE8ve was closed by the police on Monday, the owner said.";
    CHECK(decode(latin, "", "x").text.find("café in Genève") != std::string::npos);
    CHECK(decode(latin, "", "x").warnings.size() == 1);  // a guess is told
    CHECK(decode(declared, "windows-1251", "x").warnings.empty());
    CHECK(decode(latin, "no-such-charset", "x").text.find("café in Genève") != std::string::npos);
}

namespace {

// The text in an encoding, through ICU.
std::string encoded(const std::string& utf8, const char* charset) {
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
    std::string out(static_cast<std::size_t>(text.length()) * 4, '\0');
    out.resize(static_cast<std::size_t>(text.extract(0, text.length(), out.data(), static_cast<std::uint32_t>(out.size()), charset)));
    return out;
}

const char* const kRussian = "Посол заявил протест против закона о высылке граждан, сообщило министерство в понедельник.";
const char* const kFrench = "L'ambassadeur a protesté contre la décision, a déclaré le ministère à Genève après l'arrêt.";
const char* const kEnglish = "The envoy of Ruritania protested on Monday.\nThe ministry did not answer.";

}  // namespace

TEST_CASE("encodings by declaration, and by detection where nothing is declared or what is declared is wrong") {
    struct Row { const char* text; const char* charset; const char* declared; };
    const Row rows[] = {
        {kRussian, "windows-1251", "windows-1251"}, {kRussian, "windows-1251", ""}, {kRussian, "windows-1251", "utf-8"}, {kRussian, "windows-1251", "x-no-such-charset"},
        {kRussian, "KOI8-R", "koi8-r"}, {kRussian, "KOI8-R", ""}, {kRussian, "KOI8-R", "utf-8"}, {kRussian, "ISO-8859-5", "iso-8859-5"},
        {kFrench, "ISO-8859-1", "iso-8859-1"}, {kFrench, "ISO-8859-1", "latin1"}, {kFrench, "ISO-8859-1", ""}, {kFrench, "windows-1252", "windows-1252"},
        {kRussian, "UTF-8", "windows-1251"}, {kRussian, "UTF-16LE", ""}, {kRussian, "UTF-16BE", ""}, {kEnglish, "UTF-16LE", ""}, {kEnglish, "UTF-16BE", ""}, {kEnglish, "UTF-16LE", "utf-8"}};
    for (const Row& row : rows) {
        CAPTURE(row.charset);
        CAPTURE(row.declared);
        const std::string bytes = encoded(row.text, row.charset);
        const Decoded decoded = decode(bytes, row.declared, "x");
        CHECK(decoded.text == row.text);
        // Offsets lead back into the bytes: the last word is where it is in the encoding.
        const std::string word = std::string(row.text).substr(std::string(row.text).rfind(' ') + 1);
        CHECK(source_of(decoded, bytes, word) == encoded(word, row.charset));
    }
}

TEST_CASE("what is no UTF-16: plain texts and binary data") {
    const char* const rows[] = {"The envoy left.", "a b c d e f g h", "        ", "\n\n\n\n\n\n\n\n"};
    for (const char* text : rows) {
        CAPTURE(text);
        CHECK(unmarked_utf16(text).empty());
    }
    std::string numbers;
    for (int i = 0; i < 1000; ++i) numbers += std::string{static_cast<char>(i), static_cast<char>(i >> 8), '\0', '\0'};
    CHECK(unmarked_utf16(numbers).empty());
    CHECK(unmarked_utf16(std::string(1000, '\0')).empty());
}

