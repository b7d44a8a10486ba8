// Extractions as bytes, for the store. Warnings are not kept.
#pragma once

#include <string>
#include <string_view>

#include "demarche/extraction.h"
#include "demarche/result.h"

namespace demarche::graph {

// Equal extractions give equal bytes.
std::string encode_extraction(const Extraction& extraction);
// Errors: bad_input. Every index in the result is in range.
Result<Extraction> decode_extraction(std::string_view bytes);

}  // namespace demarche::graph
