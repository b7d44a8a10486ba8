#include "base/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace demarche::base {

std::string fold(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* const decomposing = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) return std::string(text);  // ICU's data is not there
    const icu::UnicodeString whole = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    const icu::UnicodeString letters = decomposing->normalize(folding->normalize(whole, status), status);
    icu::UnicodeString kept;
    bool space = false;
    for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
        const UChar32 c = letters.char32At(i);
        if (u_charType(c) == U_NON_SPACING_MARK) continue;
        if (u_isUWhiteSpace(c)) {
            space = !kept.isEmpty();
            continue;
        }
        if (space) kept.append(u' ');
        space = false;
        kept.append(c);
    }
    std::string out;
    kept.toUTF8String(out);
    return out;
}

}  // namespace demarche::base
