#include "tck/literal.h"

#include <algorithm>
#include <cctype>

#include "query/functions/text.h"

namespace demarche::test {
namespace {

std::string quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + '\'';
}

std::string name(std::string_view text) {
    const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return c == '_' || std::isalnum(c); }) &&
                       !std::isdigit(static_cast<unsigned char>(text[0]));
    if (plain) return std::string(text);
    std::string out = "`";
    for (const char c : text) out += c == '`' ? "``" : std::string(1, c);
    return out + '`';
}

std::string map_text(const PropertyGraph& graph, const Map& map) {
    std::string out;
    for (const auto& [key, value] : map) out += (out.empty() ? "" : ", ") + name(key) + ": " + to_literal(graph, value);
    return '{' + out + '}';
}

std::string list_text(const PropertyGraph& graph, const List& list) {
    std::string out;
    for (const Value& item : list) out += (out.empty() ? "" : ", ") + to_literal(graph, item);
    return '[' + out + ']';
}

std::string node_text(const PropertyGraph& graph, NodeId node) {
    std::string out;
    for (const LabelId label : graph.labels_of(node)) out += ':' + name(graph.labels()[static_cast<std::size_t>(label)]);
    const Map properties = graph.properties(node);
    if (!properties.empty()) out += (out.empty() ? "" : " ") + map_text(graph, properties);
    return '(' + out + ')';
}

std::string edge_text(const PropertyGraph& graph, EdgeId edge) {
    const Map properties = graph.properties(edge);
    return "[:" + name(graph.types()[static_cast<std::size_t>(graph.type(edge))]) + (properties.empty() ? "" : ' ' + map_text(graph, properties)) + ']';
}

std::string path_text(const PropertyGraph& graph, const Path& path) {
    std::string out = '<' + node_text(graph, path.nodes[0]);
    for (std::size_t i = 0; i < path.edges.size(); ++i) {
        const bool forward = graph.source(path.edges[i]) == path.nodes[i];
        out += (forward ? "-" : "<-") + edge_text(graph, path.edges[i]) + (forward ? "->" : "-") + node_text(graph, path.nodes[i + 1]);
    }
    return out + '>';
}

}  // namespace

std::string to_literal(const PropertyGraph& graph, const Value& value) {
    if (value.is_null()) return "null";
    if (const List* list = value.as_list()) return list_text(graph, *list);
    if (const Map* map = value.as_map()) return map_text(graph, *map);
    if (const NodeId* node = value.as_node()) return node_text(graph, *node);
    if (const EdgeId* edge = value.as_edge()) return edge_text(graph, *edge);
    if (const Path* path = value.as_path()) return path_text(graph, *path);
    const std::string text = query::to_text(value).value_or("");
    return value.as_bool() || value.as_integer() || value.as_double() ? text : quoted(text);
}

}  // namespace demarche::test
