// DOT, for Graphviz.
#include <ostream>

#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

// A quoted string: only the quote ends it, and a backslash starts an escape in labels.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n') out += "\\n";
        else if (static_cast<unsigned char>(c) < 0x20U) out += ' ';
        else out += c;
    }
    return out + '"';
}

// "requested", or "requested (3)" for three acts.
std::string label(const PropertyGraph& graph, EdgeId edge, const std::optional<KeyId>& acts) {
    const Value count = acts ? graph.property(edge, *acts) : Value();
    const std::string& type = graph.types()[static_cast<std::size_t>(graph.type(edge))];
    return count.as_integer() && *count.as_integer() > 1 ? type + " (" + std::to_string(*count.as_integer()) + ")" : type;
}

}  // namespace

void write_dot(const PropertyGraph& graph, std::ostream& out) {
    const std::vector<std::string> names = node_names(graph);
    const std::optional<KeyId> acts = graph.find_edge_key("acts");
    out << "digraph demarche {\n  charset=\"UTF-8\"; node [shape=box];\n";
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
        out << "  n" << n << " [label=" << quoted(display_name(graph, NodeId{n}, names[n])) << ", tooltip=" << quoted(joined_labels(graph, NodeId{n})) << "];\n";
    }
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        out << "  n" << static_cast<std::size_t>(graph.source(EdgeId{e})) << " -> n" << static_cast<std::size_t>(graph.target(EdgeId{e}))
            << " [label=" << quoted(label(graph, EdgeId{e}, acts)) << "];\n";
    }
    out << "}\n";
}

}  // namespace demarche::graph
