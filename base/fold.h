// Texts for comparison: what differs only in capitals, accents or compatibility forms becomes the same.
#pragma once

#include <string>
#include <string_view>

namespace demarche::base {

// Unicode's NFKC case folding, without the non-spacing marks of the decomposed letters; runs of white space are one space, none at the ends.
// Invalid UTF-8 becomes U+FFFD.
std::string fold(std::string_view text);

}  // namespace demarche::base
