// Any bytes → valid UTF-8 with a map back to the bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"
#include "extract/reader/document.h"

namespace demarche::extract {

struct Decoded {
    std::string text;
    OffsetMap offsets;
    std::vector<Diagnostic> warnings;
};

// "UTF-16LE" or "UTF-16BE" for bytes that are such a text though no mark says so; "": they are not. Looks at the first 4 KiB.
std::string_view unmarked_utf16(std::string_view bytes);

// By byte-order mark, then the pattern of UTF-16, `declared` (a charset name from the page; may be empty), then valid UTF-8, then detection. What is
// bad becomes U+FFFD and is reported once, with the count. Linear.
Decoded decode(std::string_view bytes, std::string_view declared, std::string_view file);

}  // namespace demarche::extract
