// Writing a property graph to the formats that other programs read, and reading it back.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/graph.h"
#include "demarche/result.h"

namespace demarche {

struct ExportOptions {
    bool aggregate = true;    // graphml, gexf: one edge per (source, target, type) with counts and first/last dates (Gephi merges parallel edges otherwise)
    bool strict_xsd = false;  // graphml: leave out the `label` attribute of <edge>, which Gephi and APOC read as the edge's kind but the XSD forbids
    bool csv_safe = true;     // csv: put a ' before cells that spreadsheets would run as formulas
};

// "graphml", "gexf", "csv", "neo4j", "json", "jsonl", "dot": those that this build can write, in byte order.
std::vector<std::string> export_formats();

// Streams the graph. Deterministic. csv and neo4j are folders: see export_graph_to.
Result<void> export_graph(const PropertyGraph& graph, std::string_view format, std::ostream& out, const ExportOptions& options = {});
// To a path; atomically (a file is complete or absent). csv and neo4j make a folder with nodes.csv and edges.csv.
Result<void> export_graph_to(const PropertyGraph& graph, std::string_view format, const std::string& path, const ExportOptions& options = {});

// Reads GraphML (.graphml, .xml), JSON Lines (.jsonl) and a folder of nodes.csv + edges.csv. DOCTYPE and depth over 64 are refused.
Result<PropertyGraph> import_graph(const std::string& path);

}  // namespace demarche
