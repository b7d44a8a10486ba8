// Values as the openCypher TCK writes them: 1  1.0  'text'  [1, 2]  {k: 1}  (:A:B {x: 1})  [:T {x: 1}]  <(:A)-[:T]->(:B)>.
#pragma once

#include <string>

#include "demarche/graph.h"
#include "demarche/value.h"

namespace demarche::test {

// Temporal values are quoted ISO 8601 strings.
std::string to_literal(const PropertyGraph& graph, const Value& value);

}  // namespace demarche::test
