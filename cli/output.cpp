#include "output.h"

#include <algorithm>
#include <ostream>

#include <sys/ioctl.h>
#include <unistd.h>

namespace demarche::cli {
namespace {

std::string name_of(NodeId node, const PropertyGraph& graph) {
    for (const char* key : {"name", "id"})
        if (const auto id = graph.find_node_key(key))
            if (const Value value = graph.property(node, *id); value.as_string()) return *value.as_string();
    return "node " + std::to_string(static_cast<std::uint32_t>(node));
}

// Code points, which is what a terminal's columns are for most scripts.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string one_line(std::string text) {
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\t' || c == '\r'; }, ' ');
    return text;
}

std::string cut(const std::string& text, std::size_t width) {
    if (width_of(text) <= width) return text;
    std::string out;
    std::size_t used = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool starts = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (starts && used++ == width - 1) break;
        out += text[i];
    }
    return out + "…";
}

using Cells = std::vector<std::vector<std::string>>;

Cells cells_of(const ResultTable& table, const PropertyGraph& graph) {
    Cells cells;
    for (const auto& row : table.rows) {
        std::vector<std::string>& line = cells.emplace_back();
        for (const Value& value : row) line.push_back(plain_text(value, graph));
    }
    return cells;
}

// Column widths: as wide as their content, the widest shrunk until the line fits.
std::vector<std::size_t> fit(const std::vector<std::string>& columns, const Cells& cells, std::size_t total) {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::size_t widest = width_of(columns[c]);
        for (const auto& row : cells) widest = std::max(widest, width_of(row[c]));
        widths.push_back(widest);
    }
    if (total == 0 || widths.empty()) return widths;
    for (;;) {
        std::size_t sum = 2 * (widths.size() - 1);
        for (const std::size_t w : widths) sum += w;
        const auto widest = std::max_element(widths.begin(), widths.end());
        if (sum <= total || *widest <= 8) return widths;
        *widest = std::max<std::size_t>(8, *widest - std::min(*widest - 8, sum - total));
    }
}

void write_padded(std::ostream& out, const std::vector<std::string>& row, const std::vector<std::size_t>& widths) {
    for (std::size_t c = 0; c < row.size(); ++c) {
        const std::string cell = cut(row[c], std::max<std::size_t>(widths[c], 1));
        out << cell;
        if (c + 1 < row.size()) out << std::string(widths[c] - std::min(widths[c], width_of(cell)) + 2, ' ');
    }
    out << '\n';
}

void write_text(const ResultTable& table, const PropertyGraph& graph, std::ostream& out, std::size_t width) {
    Cells cells = cells_of(table, graph);
    for (auto& row : cells)
        for (std::string& cell : row) cell = one_line(std::move(cell));
    const std::vector<std::size_t> widths = fit(table.columns, cells, width);
    write_padded(out, table.columns, widths);
    std::vector<std::string> rule;
    for (const std::size_t w : widths) {
        std::string& dashes = rule.emplace_back();
        for (std::size_t i = 0; i < w; ++i) dashes += "─";
    }
    write_padded(out, rule, widths);
    for (const auto& row : cells) write_padded(out, row, widths);
}

void write_markdown(const ResultTable& table, const PropertyGraph& graph, std::ostream& out) {
    const auto line = [&](const std::vector<std::string>& row) {
        out << '|';
        for (const std::string& cell : row) {
            out << ' ';
            for (const char c : one_line(cell)) out << (c == '|' ? "\\|" : std::string(1, c));
            out << " |";
        }
        out << '\n';
    };
    line(table.columns);
    line(std::vector<std::string>(table.columns.size(), "---"));
    for (const auto& row : cells_of(table, graph)) line(row);
}

void write_csv(const ResultTable& table, const PropertyGraph& graph, std::ostream& out) {
    const auto line = [&](const std::vector<std::string>& row) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (c) out << ',';
            if (row[c].find_first_of(",\"\r\n") == std::string::npos) {
                out << row[c];
                continue;
            }
            out << '"';
            for (const char ch : row[c]) out << (ch == '"' ? "\"\"" : std::string(1, ch));
            out << '"';
        }
        out << "\r\n";
    };
    line(table.columns);
    for (const auto& row : cells_of(table, graph)) line(row);
}

void write_tsv(const ResultTable& table, const PropertyGraph& graph, std::ostream& out) {
    const auto line = [&](const std::vector<std::string>& row) {
        for (std::size_t c = 0; c < row.size(); ++c) out << (c ? "\t" : "") << one_line(row[c]);
        out << '\n';
    };
    line(table.columns);
    for (const auto& row : cells_of(table, graph)) line(row);
}

void write_json_row(const ResultTable& table, const std::vector<Value>& row, const PropertyGraph& graph, std::ostream& out) {
    out << '{';
    for (std::size_t c = 0; c < row.size(); ++c) out << (c ? "," : "") << to_json(Value(table.columns[c])) << ':' << full_json(row[c], graph);
    out << '}';
}

void write_json(const ResultTable& table, const PropertyGraph& graph, std::ostream& out) {
    out << '[';
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        out << (i ? ",\n " : "");
        write_json_row(table, table.rows[i], graph, out);
    }
    out << "]\n";
}

std::string node_json(NodeId node, const PropertyGraph& graph) {
    std::string out = "{\"labels\":[";
    for (const LabelId label : graph.labels_of(node))
        out += (out.back() == '[' ? "" : ",") + to_json(Value(graph.labels()[static_cast<std::size_t>(label)]));
    return out + "],\"properties\":" + to_json(Value(graph.properties(node))) + "}";
}

std::string edge_json(EdgeId edge, const PropertyGraph& graph) {
    return "{\"type\":" + to_json(Value(graph.types()[static_cast<std::size_t>(graph.type(edge))])) +
           ",\"source\":" + to_json(Value(name_of(graph.source(edge), graph))) + ",\"target\":" + to_json(Value(name_of(graph.target(edge), graph))) +
           ",\"properties\":" + to_json(Value(graph.properties(edge))) + "}";
}

}  // namespace

const std::vector<std::string>& table_formats() {
    static const std::vector<std::string> kFormats{"table", "json", "jsonl", "csv", "tsv", "markdown"};
    return kFormats;
}

std::size_t terminal_width() {
    winsize size{};
    if (!::isatty(STDOUT_FILENO) || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

std::string full_json(const Value& value, const PropertyGraph& graph) {
    if (const NodeId* node = value.as_node()) return node_json(*node, graph);
    if (const EdgeId* edge = value.as_edge()) return edge_json(*edge, graph);
    std::string out;
    if (const List* list = value.as_list()) {
        for (const Value& item : *list) out += (out.empty() ? "" : ",") + full_json(item, graph);
        return "[" + out + "]";
    }
    if (const Map* map = value.as_map()) {
        for (const auto& [key, item] : *map) out += (out.empty() ? "" : ",") + to_json(Value(key)) + ":" + full_json(item, graph);
        return "{" + out + "}";
    }
    if (const Path* path = value.as_path()) {
        for (std::size_t i = 0; i < path->nodes.size(); ++i) {
            out += (i ? "," : "") + node_json(path->nodes[i], graph);
            if (i < path->edges.size()) out += "," + edge_json(path->edges[i], graph);
        }
        return "[" + out + "]";
    }
    return to_json(value);
}

std::string plain_text(const Value& value, const PropertyGraph& graph) {
    if (value.is_null()) return {};
    if (const std::string* text = value.as_string()) return *text;
    if (const NodeId* node = value.as_node()) return name_of(*node, graph);
    if (const EdgeId* edge = value.as_edge())
        return name_of(graph.source(*edge), graph) + " -" + graph.types()[static_cast<std::size_t>(graph.type(*edge))] + "-> " + name_of(graph.target(*edge), graph);
    if (const List* list = value.as_list(); list && std::none_of(list->begin(), list->end(), [](const Value& v) { return v.as_map() || v.as_list(); })) {
        std::string out;
        for (const Value& item : *list) out += (out.empty() ? "" : "; ") + plain_text(item, graph);
        return out;
    }
    if (const Path* path = value.as_path()) {
        std::string out = name_of(path->nodes[0], graph);
        for (std::size_t i = 0; i < path->edges.size(); ++i) {
            const bool forward = graph.source(path->edges[i]) == path->nodes[i];
            const std::string type = graph.types()[static_cast<std::size_t>(graph.type(path->edges[i]))];
            out += (forward ? " -" + type + "-> " : " <-" + type + "- ") + name_of(path->nodes[i + 1], graph);
        }
        return out;
    }
    std::string json = full_json(value, graph);
    if (json.size() > 1 && json.front() == '"') json = json.substr(1, json.size() - 2);  // temporal values
    return json;
}

void write_table(const ResultTable& table, const PropertyGraph& graph, const std::string& format, std::ostream& out, std::size_t width) {
    if (format == "json") return write_json(table, graph, out);
    if (format == "csv") return write_csv(table, graph, out);
    if (format == "tsv") return write_tsv(table, graph, out);
    if (format == "markdown") return write_markdown(table, graph, out);
    if (format == "jsonl") {
        for (const auto& row : table.rows) {
            write_json_row(table, row, graph, out);
            out << '\n';
        }
        return;
    }
    write_text(table, graph, out, width);
}

}  // namespace demarche::cli
