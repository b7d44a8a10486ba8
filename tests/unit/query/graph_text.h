// Small graphs as text, for tests only:
//   (a:Person {name: 'Anna'})-[:signed {year: 1999}]->(b:Law)
// One node, or one relationship with its two nodes, a line. A name stands for one node; later mentions may leave out what was said.
#pragma once

#include <string>
#include <string_view>

#include "demarche/graph.h"
#include "demarche/query.h"

namespace demarche::test {

PropertyGraph read_graph(std::string_view lines);
// Columns, then one line a row; or the error.
std::string run_query(const PropertyGraph& graph, std::string_view query, const Map& parameters = {}, bool strict = false);
// (:Label {key: value}), [:type {…}], <(…)-[…]->(…)>, other values as JSON.
std::string to_text(const PropertyGraph& graph, const Value& value);

}  // namespace demarche::test
