#include <doctest/doctest.h>

#include <string>

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
