// Writing a query's result. In every format but "table" the output is for programs: it parses even with no rows.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "demarche/graph.h"
#include "demarche/query.h"

namespace demarche::cli {

// "table", "json", "jsonl", "csv", "tsv", "markdown"
const std::vector<std::string>& table_formats();

// Nodes are {"labels", "properties"}, edges {"type", "source", "target", "properties"}; in tables and CSV a node is its name, an edge
// its type. A table is fitted to `width` columns (0: never cut).
void write_table(const ResultTable& table, const PropertyGraph& graph, const std::string& format, std::ostream& out, std::size_t width);

// Columns of the terminal on standard output; 0 when it is none.
std::size_t terminal_width();
// What a person reads for a value: strings bare, nodes by name.
std::string plain_text(const Value& value, const PropertyGraph& graph);
// JSON with nodes, edges and paths in full.
std::string full_json(const Value& value, const PropertyGraph& graph);

}  // namespace demarche::cli
