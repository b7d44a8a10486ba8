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
    bool aggregate = true;    // graphml, gexf, node-link, dot: one edge per (source, target, type) with counts and first/last dates (Gephi merges parallel edges otherwise)
    bool strict_xsd = false;  // graphml: leave out the `label` attribute of <edge>, which Gephi and APOC read as the edge's kind but the XSD forbids
    bool csv_safe = true;     // csv: put a ' before cells that spreadsheets would run as formulas
};

// Those that this build can write, in byte order:
//   csv        a folder with nodes.csv and edges.csv, for spreadsheets      graphml    GraphML, for Gephi, networkx, igraph, yEd, Cytoscape …
//   cypher     a script for cypher-shell (Neo4j, Memgraph)                  json       one object with "nodes" and "edges": all that the graph holds
//   dot        for Graphviz                                                 jsonl      the same, a line for each node, then for each edge
//   events     tab-separated, one row an act, with PLOVER and CAMEO codes   neo4j      a folder for neo4j-admin, with its import script
//   gexf       GEXF 1.3, for Gephi: kinds, weights, colours, timeline       node-link  JSON as networkx and d3 take it
std::vector<std::string> export_formats();
// csv and neo4j: they need a path.
bool is_folder_format(std::string_view format);

// Streams the graph. Deterministic. Folders: see export_graph_to.
Result<void> export_graph(const PropertyGraph& graph, std::string_view format, std::ostream& out, const ExportOptions& options = {});
// To a path; atomically (a file is complete or absent). "-" is standard output.
Result<void> export_graph_to(const PropertyGraph& graph, std::string_view format, const std::string& path, const ExportOptions& options = {});

struct ImportOptions {
    std::string format;  // one of import_formats(); empty: by the ending of the path
    std::string edges;   // csv: the table of edges, `path` being that of the nodes; empty: `path` is a folder, or the edges are all there is
};

// "csv", "gexf", "graphml", "json", "jsonl"
std::vector<std::string> import_formats();

// Reads graphml, gexf, json, jsonl and csv as this library writes them, which gives the same graph again, and as Gephi, networkx, igraph, yEd, Cytoscape,
// Neo4j and d3 do. Of those, the attribute that is named so tells labels and types ("kind", "type", "relation" …), the id of a node is kept as its
// property "id", and an undirected edge has the property directed = false. As a stream: memory is that of the graph and the longest value.
// "-" is standard input. Errors: not_found, io; bad_input with the line. A DOCTYPE, nesting over 64 levels and values over 64 MiB are refused.
Result<PropertyGraph> import_graph(const std::string& path, const ImportOptions& options = {});

}  // namespace demarche
