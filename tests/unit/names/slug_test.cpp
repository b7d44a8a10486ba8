#include <doctest/doctest.h>

#include <memory>
#include <string>

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "extract/names/slug.h"

using namespace demarche::extract;

TEST_CASE("slugs") {
    const struct { const char* name; const char* slug; } rows[] = {
        {"Anna Berg", "anna-berg"}, {"St. John's", "st-johns"}, {"Łódź", "lodz"}, {"Phước Hòa", "phuoc-hoa"}, {"Al Ḩazm", "al-hazm"}, {"Əliyev", "aliyev"}, {"Sanʽa", "sana"},
        {"Straße", "strasse"}, {"Кремль", "kreml"}, {"  a  b ", "a-b"}};
    for (const auto& row : rows) CHECK(slug(row.name) == row.slug);
}

// The quick way must not differ from ICU's own transliteration, since ids are kept in stores.
TEST_CASE("Latin letters lose their marks as ICU has it") {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> icu(icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    REQUIRE(U_SUCCESS(status));
    for (UChar32 point = 0xC0; point < 0x1F00; point = point == 0x2AF ? 0x1E00 : point + 1) {
        if (point == 0x138 || point == 0x18F || point == 0x259) continue;  // kra, which ICU writes as q; schwa, which it leaves alone
        icu::UnicodeString text(u"x");
        text.append(point).append(u'y');
        std::string name, ascii;
        text.toUTF8String(name);
        icu->transliterate(text);
        text.toUTF8String(ascii);
        CAPTURE(point);
        CHECK(slug(name) == slug(ascii));
    }
}
