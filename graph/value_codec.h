// Property values as bytes: for lists, maps and temporal values in columns, and for the store.
#pragma once

#include <string>
#include <string_view>

#include "demarche/value.h"
#include "graph/bytes.h"

namespace demarche::graph {

inline constexpr int kMaxValueDepth = 64;

// False for what a property cannot hold: node, edge and path values anywhere inside, or nesting deeper than kMaxValueDepth.
bool storable(const Value& value);
// Precondition: storable(value).
void encode_value(Writer& out, const Value& value);
// Null and !in.ok() for bytes that encode_value did not make.
Value decode_value(Reader& in);
Value decode_value(std::string_view bytes);

}  // namespace demarche::graph
