// Reading JSON that people write (rules, ontology, articles): comments allowed, depth and duplicate keys checked, validated
// against a schema, every value's line known. RapidJSON is behind this header and nowhere else.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "demarche/result.h"
#include "demarche/value.h"

namespace demarche::base {

struct JsonDocument {
    Value root;
    std::string file;
    std::map<std::string, SourcePosition> positions;  // JSON pointer ("/entries/3/id") → where its value starts

    // A diagnostic about the value at `pointer`, with file, pointer, line and column filled in.
    Diagnostic fault(std::string_view pointer, std::string message, std::string hint = {}, ErrorCode code = ErrorCode::semantic) const;
};

struct JsonOptions {
    bool comments = true;        // // and /* */
    bool positions = true;       // fill JsonDocument::positions
    std::string_view schema;     // name of a built-in schema ("frames.schema.json"); empty: none
};

// All faults of the text at once where possible: a syntax error is one; schema violations are many. Depth limit 64, duplicate
// keys refused, numbers checked before RapidJSON converts them.
Result<JsonDocument> read_json(std::string_view text, std::string_view file, const JsonOptions& options = {});

// Appends a JSON string literal with quotes. Invalid UTF-8 is replaced by U+FFFD.
void append_json_string(std::string& out, std::string_view s);

}  // namespace demarche::base
