// CSV (RFC 4180): nodes.csv and edges.csv, for spreadsheets with the names of the ends beside them, and as neo4j-admin wants them.
//
// A column's heading is its key; ":integer", ":float", ":boolean", ":date" or ":json" after it says what import makes of it, a
// text column has no such ending (or ":text" where the key itself has one). An empty cell is no value, "" an empty text.
#include <algorithm>
#include <ostream>
#include <set>

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

// Which cells get a ' before them, which import takes away: those that a spreadsheet would run; only those that look as if they had
// one already; none.
enum class Marks { safe, plain, none };

class CsvWriter {
public:
    CsvWriter(std::ostream& out, Marks marks) : out_(out), marks_(marks) {}
    void cell(std::string_view text) {
        if (!first_) out_ << ',';
        first_ = false;
        out_ << quoted(marked(text) ? "'" + std::string(text) : std::string(text));
    }
    void row(std::initializer_list<std::string_view> texts) {
        for (const std::string_view text : texts) cell(text);
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
    bool marked(std::string_view text) const {
        const bool looks_marked = text.starts_with('\'') && csv_runs(text.substr(1));
        return marks_ == Marks::safe ? csv_runs(text) : marks_ == Marks::plain && looks_marked;
    }

    std::ostream& out_;
    Marks marks_;
    bool first_ = true;
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

// neo4j-admin's types: lists of texts are arrays; other lists, maps and mixed columns are JSON texts.
class Neo4jColumns {
public:
    Neo4jColumns(std::span<const CsvColumn> columns, std::size_t rows) : columns_(columns) {
        for (const CsvColumn& column : columns) arrays_.push_back(is_array(column, rows));
    }
    void headings(CsvWriter& csv) const {
        static constexpr const char* kTypes[] = {":long", ":double", ":boolean", ":date", ":string", ":string"};
        std::set<std::string> taken;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            std::string key = parse_csv_heading(columns_[i].heading).key;
            std::replace(key.begin(), key.end(), ':', '_');
            while (key.empty() || !taken.insert(key).second) key += '_';
            csv.cell(key + (arrays_[i] ? ":string[]" : kTypes[static_cast<std::size_t>(columns_[i].kind)]));
        }
    }
    void cells(CsvWriter& csv, std::size_t row) const {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const Value v = arrays_[i] ? columns_[i].value(row) : Value();
            if (!arrays_[i]) csv.cell(columns_[i], row);
            else if (v.is_null()) csv.empty();
            else csv.cell(joined(*v.as_list()));
        }
    }

private:
    static std::string joined(const List& items) {
        std::string text;
        for (const Value& item : items) text += (&item == &items.front() ? "" : ";") + *item.as_string();
        return text;
    }
    static bool is_array(const CsvColumn& column, std::size_t rows) {
        bool any = false;
        for (std::size_t row = 0; column.kind == TextKind::json && row < rows; ++row) {
            const Value v = column.value(row);
            if (v.is_null()) continue;
            const auto plain = [](const Value& item) { return !item.as_string()->empty() && item.as_string()->find(';') == std::string::npos; };
            if (!is_list_of_texts(v) || v.as_list()->empty() || !std::all_of(v.as_list()->begin(), v.as_list()->end(), plain)) return false;
            any = true;
        }
        return any;
    }
    std::span<const CsvColumn> columns_;
    std::vector<bool> arrays_;
};

std::string neo4j_labels(const PropertyGraph& graph, NodeId node) {
    std::string text;
    for (std::string label : split_labels(joined_labels(graph, node))) {
        std::replace(label.begin(), label.end(), ';', '_');
        text += (text.empty() ? "" : ";") + label;
    }
    return text;
}

}  // namespace

void write_csv_nodes(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options) {
    const std::vector<std::string> names = node_names(graph);
    const std::vector<CsvColumn> columns = node_columns(graph);
    CsvWriter csv(out, options.csv_safe ? Marks::safe : Marks::plain);
    csv.row({"node", "labels"});
    for (const CsvColumn& column : columns) csv.cell(column.heading);
    csv.end_row();
    for (std::size_t row = 0; row < graph.node_count(); ++row) {
        csv.row({names[row], joined_labels(graph, NodeId{static_cast<std::uint32_t>(row)})});
        for (const CsvColumn& column : columns) csv.cell(column, row);
        csv.end_row();
    }
}

void write_csv_edges(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options) {
    const std::vector<std::string> names = node_names(graph);
    const std::vector<CsvColumn> columns = edge_columns(graph);
    CsvWriter csv(out, options.csv_safe ? Marks::safe : Marks::plain);
    csv.row({"source", "source_name", "type", "target", "target_name"});
    for (const CsvColumn& column : columns) csv.cell(column.heading);
    csv.end_row();
    for (std::uint32_t row = 0; row < graph.edge_count(); ++row) {
        const NodeId source = graph.source(EdgeId{row}), target = graph.target(EdgeId{row});
        const std::string &from = names[static_cast<std::size_t>(source)], &to = names[static_cast<std::size_t>(target)];
        csv.row({from, display_name(graph, source, from), graph.types()[static_cast<std::size_t>(graph.type(EdgeId{row}))], to, display_name(graph, target, to)});
        for (const CsvColumn& column : columns) csv.cell(column, row);
        csv.end_row();
    }
}

void write_neo4j_nodes(const PropertyGraph& graph, std::ostream& out) {
    const std::vector<std::string> names = node_names(graph);
    const std::vector<CsvColumn> columns = node_columns(graph);
    const Neo4jColumns neo4j(columns, graph.node_count());
    CsvWriter csv(out, Marks::none);
    csv.row({":ID", ":LABEL"});
    neo4j.headings(csv);
    csv.end_row();
    for (std::size_t row = 0; row < graph.node_count(); ++row) {
        csv.row({names[row], neo4j_labels(graph, NodeId{static_cast<std::uint32_t>(row)})});
        neo4j.cells(csv, row);
        csv.end_row();
    }
}

void write_neo4j_edges(const PropertyGraph& graph, std::ostream& out) {
    const std::vector<std::string> names = node_names(graph);
    const std::vector<CsvColumn> columns = edge_columns(graph);
    const Neo4jColumns neo4j(columns, graph.edge_count());
    CsvWriter csv(out, Marks::none);
    csv.row({":START_ID", ":END_ID", ":TYPE"});
    neo4j.headings(csv);
    csv.end_row();
    for (std::uint32_t row = 0; row < graph.edge_count(); ++row) {
        csv.row({names[static_cast<std::size_t>(graph.source(EdgeId{row}))], names[static_cast<std::size_t>(graph.target(EdgeId{row}))],
                 graph.types()[static_cast<std::size_t>(graph.type(EdgeId{row}))]});
        neo4j.cells(csv, row);
        csv.end_row();
    }
}

}  // namespace demarche::graph
