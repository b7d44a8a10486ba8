// What of a JSON text does not fit its schema. Inside base: json.cpp is what others call.
#pragma once

#include <string_view>
#include <vector>

#include "base/json.h"

namespace demarche::base {

// Every key that is not known, and the first other fault of each item of "entries"; each with how to mend it where the schema tells.
// `text` has been read without a fault into `document`, which gives the positions.
std::vector<Diagnostic> schema_faults(std::string_view text, const JsonDocument& document, std::string_view schema_text);

}  // namespace demarche::base
