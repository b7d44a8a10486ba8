// CSV (RFC 4180): nodes.csv and edges.csv, for spreadsheets with the names of the ends beside them, and as neo4j-admin wants them.
//
// A column's heading is its key; ":integer", ":float", ":boolean", ":date" or ":json" after it says what import makes of it, a
// text column has no such ending (or ":text" where the key itself has one). An empty cell is no value, "" an empty text.
#include <algorithm>
#include <ostream>

#include "graph/formats/csv.h"
#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

using Cell = std::function<Value(std::size_t row)>;

struct CsvColumn {
    std::string heading;
    TextKind kind;
    Cell value;
};

bool any_text(std::string_view) { return true; }

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

class CsvWriter {
public:
    CsvWriter(std::ostream& out, bool safe) : out_(out), safe_(safe) {}
    void cell(std::string_view text) {
        if (!first_) out_ << ',';
        first_ = false;
        out_ << quoted(safe_ && csv_runs(text) ? "'" + std::string(text) : std::string(text));
    }
    void empty() {
        if (!first_) out_ << ',';
        first_ = false;
    }
    void cell(const CsvColumn& column, std::size_t row) {
        const Value v = column.value(row);
        if (v.is_null()) return empty();
        const std::string text = plain_text(column.kind, v);
        if (column.kind == TextKind::text || column.kind == TextKind::json) return cell(text);
        empty();
        out_ << text;  // a number, a date, true or false: nothing to quote or to run
    }
    void end_row() {
        out_ << "\r\n";
        first_ = true;
    }

private:
    std::ostream& out_;
    bool safe_, first_ = true;
};

std::vector<CsvColumn> columns_of(std::span<const std::string> keys, std::size_t rows, const std::function<Value(std::size_t, KeyId)>& value) {
    std::vector<CsvColumn> columns;
    for (std::uint32_t i = 0; i < keys.size(); ++i) {
        const Cell cell = [value, i](std::size_t row) { return value(row, KeyId{i}); };
        const TextKind kind = text_kind(cell, rows, any_text);
        columns.push_back({csv_heading(keys[i], kind), kind, cell});
    }
    return columns;
}

std::vector<CsvColumn> node_columns(const PropertyGraph& graph) {
    return columns_of(graph.node_keys(), graph.node_count(), [&](std::size_t row, KeyId key) { return graph.property(NodeId{static_cast<std::uint32_t>(row)}, key); });
}

std::vector<CsvColumn> edge_columns(const PropertyGraph& graph) {
    return columns_of(graph.edge_keys(), graph.edge_count(), [&](std::size_t row, KeyId key) { return graph.property(EdgeId{static_cast<std::uint32_t>(row)}, key); });
}

// neo4j-admin's types; lists, maps and mixed columns are JSON texts.
std::string neo4j_heading(const std::string& heading, TextKind kind) {
    static constexpr const char* kTypes[] = {":long", ":double", ":boolean", ":date", ":string", ":string"};
    const CsvHeading parts = parse_csv_heading(heading);
    std::string key = parts.key;
    std::replace(key.begin(), key.end(), ':', '_');
    return (key.empty() ? "_" : key) + kTypes[static_cast<std::size_t>(kind)];
}

}  // namespace

void write_csv_nodes(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options) {
    const std::vector<std::string> names = node_names(graph);
    const std::vector<CsvColumn> columns = node_columns(graph);
    CsvWriter csv(out, options.csv_safe);
    csv.cell("node");
    csv.cell("labels");
    for (const CsvColumn& column : columns) csv.cell(column.heading);
    csv.end_row();
    for (std::size_t row = 0; row < graph.node_count(); ++row) {
        csv.cell(names[row]);
        csv.cell(joined_labels(graph, NodeId{static_cast<std::uint32_t>(row)}));
        for (const CsvColumn& column : columns) csv.cell(column, row);
        csv.end_row();
    }
}

void write_csv_edges(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options) {
    const std::vector<std::string> names = node_names(graph);
    const std::vector<CsvColumn> columns = edge_columns(graph);
    CsvWriter csv(out, options.csv_safe);
    for (const char* heading : {"source", "source_name", "type", "target", "target_name"}) csv.cell(heading);
    for (const CsvColumn& column : columns) csv.cell(column.heading);
    csv.end_row();
    const auto end = [&](NodeId node) {
        const std::string& name = names[static_cast<std::size_t>(node)];
        return std::pair(name, display_name(graph, node, name));
    };
    for (std::uint32_t row = 0; row < graph.edge_count(); ++row) {
        const auto source = end(graph.source(EdgeId{row})), target = end(graph.target(EdgeId{row}));
        csv.cell(source.first);
        csv.cell(source.second);
        csv.cell(graph.types()[static_cast<std::size_t>(graph.type(EdgeId{row}))]);
        csv.cell(target.first);
        csv.cell(target.second);
        for (const CsvColumn& column : columns) csv.cell(column, row);
        csv.end_row();
    }
}

void write_neo4j_nodes(const PropertyGraph& graph, std::ostream& out) {
    const std::vector<std::string> names = node_names(graph);
    const std::vector<CsvColumn> columns = node_columns(graph);
    CsvWriter csv(out, false);
    csv.cell(":ID");
    csv.cell(":LABEL");
    for (const CsvColumn& column : columns) csv.cell(neo4j_heading(column.heading, column.kind));
    csv.end_row();
    for (std::size_t row = 0; row < graph.node_count(); ++row) {
        csv.cell(names[row]);
        csv.cell(joined_labels(graph, NodeId{static_cast<std::uint32_t>(row)}));
        for (const CsvColumn& column : columns) csv.cell(column, row);
        csv.end_row();
    }
}

void write_neo4j_edges(const PropertyGraph& graph, std::ostream& out) {
    const std::vector<std::string> names = node_names(graph);
    const std::vector<CsvColumn> columns = edge_columns(graph);
    CsvWriter csv(out, false);
    for (const char* heading : {":START_ID", ":END_ID", ":TYPE"}) csv.cell(heading);
    for (const CsvColumn& column : columns) csv.cell(neo4j_heading(column.heading, column.kind));
    csv.end_row();
    for (std::uint32_t row = 0; row < graph.edge_count(); ++row) {
        csv.cell(names[static_cast<std::size_t>(graph.source(EdgeId{row}))]);
        csv.cell(names[static_cast<std::size_t>(graph.target(EdgeId{row}))]);
        csv.cell(graph.types()[static_cast<std::size_t>(graph.type(EdgeId{row}))]);
        for (const CsvColumn& column : columns) csv.cell(column, row);
        csv.end_row();
    }
}

}  // namespace demarche::graph
