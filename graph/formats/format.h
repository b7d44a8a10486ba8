// What the formats have in common: each is one function from a graph to a stream, or from a file to a graph.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/formats.h"

namespace demarche::graph {

void write_graphml(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options);
void write_gexf(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options);
void write_json(const PropertyGraph& graph, std::ostream& out);
void write_jsonl(const PropertyGraph& graph, std::ostream& out);
void write_node_link(const PropertyGraph& graph, std::ostream& out);
void write_events(const PropertyGraph& graph, std::ostream& out);
void write_cypher(const PropertyGraph& graph, std::ostream& out);
void write_dot(const PropertyGraph& graph, std::ostream& out);
void write_csv_nodes(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options);
void write_csv_edges(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options);
void write_neo4j_nodes(const PropertyGraph& graph, std::ostream& out);
void write_neo4j_edges(const PropertyGraph& graph, std::ostream& out);

Result<PropertyGraph> read_graphml(const std::string& path);
Result<PropertyGraph> read_gexf(const std::string& path);
Result<PropertyGraph> read_jsonl(const std::string& path);
Result<PropertyGraph> read_json(const std::string& path);
Result<PropertyGraph> read_csv(const std::string& folder);
// nodes may be empty: the nodes are then the ends of the edges.
Result<PropertyGraph> read_csv_files(const std::string& nodes, const std::string& edges);
// bad_input at a line of a file (1-based; 0: unknown).
Error line_fault(const std::string& file, std::size_t line, std::string message);

// One edge for each source, target and type: weights and counts are summed up, first_date and last_date span all, confidence is
// the highest, lists are put together, and of texts that differ each is named once, with "; " between.
PropertyGraph aggregate(const PropertyGraph& graph);

// The kinds that text formats can tell apart: a column whose values are of one kind is written plainly, any other as tagged JSON.
enum class TextKind { integer, floating, boolean, date, text, json };
// Of all values of one key. `clean` says whether a string can be written plainly in the format.
TextKind text_kind(const std::function<Value(std::size_t)>& value, std::size_t rows, const std::function<bool(std::string_view)>& clean);
// Years 1 to 9999: "2024-10-14".
bool has_plain_form(const Date& date);
// Precondition: the value is of the kind (json: any).
std::string plain_text(TextKind kind, const Value& value);
// The inverse. Nothing when the text is not of the kind.
std::optional<Value> parse_plain(TextKind kind, std::string_view text);

// JSON that keeps every type: temporal values, NaN and infinities as {"@date": …}; a map's own keys that start with @ get another.
std::string tagged_json(const Value& value);
std::optional<Value> parse_tagged_json(std::string_view text);
std::optional<Value> untag(const Value& value);

// A readable, unique name for each node: its property "id" when all nodes have a different one, else "n0", "n1" …
std::vector<std::string> node_names(const PropertyGraph& graph);
// What neo4j can hold as it is; lists and maps of anything else become JSON texts.
bool is_list_of_texts(const Value& value);
// What people see: the property "name" when it is a text, else the node's name of node_names.
std::string display_name(const PropertyGraph& graph, NodeId node, const std::string& otherwise);
std::vector<std::string_view> label_names(const PropertyGraph& graph, NodeId node);
// The most special label is the one that fewest nodes have; labels in this order, joined by ";" ("\;" and "\\" inside names).
std::string joined_labels(const PropertyGraph& graph, NodeId node);
std::vector<std::string> split_labels(std::string_view text);

}  // namespace demarche::graph
