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

// By byte-order mark, then `declared` (a charset name from the page; may be empty), then valid UTF-8, then detection. What is
// bad becomes U+FFFD and is reported once, with the count. Linear.
Decoded decode(std::string_view bytes, std::string_view declared, std::string_view file);

}  // namespace demarche::extract
