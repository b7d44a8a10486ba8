// JSON with all that the graph holds; node-link JSON as networkx and d3 take it; and JSON Lines, a line for each node, then one for each edge.
#include <algorithm>
#include <ostream>

#include "base/json.h"
#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

void append_labels(std::string& out, const PropertyGraph& graph, NodeId node) {
    out += '[';
    for (const LabelId label : graph.labels_of(node)) {
        if (out.back() != '[') out += ',';
        base::append_json_string(out, graph.labels()[static_cast<std::size_t>(label)]);
    }
    out += ']';
}

// The properties as members of the element itself; one that is called as a fixed member gets a "_".
void append_flat(std::string& out, const Map& properties, std::initializer_list<std::string_view> fixed) {
    for (const auto& [key, value] : properties) {
        if (key == "id" && value.as_string()) continue;  // the element's own
        std::string name = key;
        const auto taken = [&](const std::string& n) {
            const bool other = n != key && std::any_of(properties.begin(), properties.end(), [&](const auto& p) { return p.first == n; });
            return other || std::find(fixed.begin(), fixed.end(), n) != fixed.end();
        };
        while (taken(name)) name += '_';
        out += ',';
        base::append_json_string(out, name);
        out += ':' + to_json(value);
    }
}

const std::string& type_of(const PropertyGraph& graph, EdgeId edge) { return graph.types()[static_cast<std::size_t>(graph.type(edge))]; }

}  // namespace

// networkx.node_link_graph(data, edges="edges") reads it.
void write_json(const PropertyGraph& graph, std::ostream& out) {
    const std::vector<std::string> names = node_names(graph);
    out << "{\"directed\":true,\"multigraph\":true,\"graph\":{},\"nodes\":[";
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
        std::string line = n ? ",\n{\"id\":" : "\n{\"id\":";
        base::append_json_string(line, names[n]);
        line += ",\"name\":";
        base::append_json_string(line, display_name(graph, NodeId{n}, names[n]));
        line += ",\"labels\":";
        append_labels(line, graph, NodeId{n});
        out << line << ",\"properties\":" << tagged_json(Value(graph.properties(NodeId{n}))) << '}';
    }
    out << "],\n\"edges\":[";
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        std::string line = e ? ",\n{\"source\":" : "\n{\"source\":";
        base::append_json_string(line, names[static_cast<std::size_t>(graph.source(EdgeId{e}))]);
        line += ",\"target\":";
        base::append_json_string(line, names[static_cast<std::size_t>(graph.target(EdgeId{e}))]);
        line += ",\"key\":" + std::to_string(e) + ",\"type\":";
        base::append_json_string(line, type_of(graph, EdgeId{e}));
        out << line << ",\"properties\":" << tagged_json(Value(graph.properties(EdgeId{e}))) << '}';
    }
    out << "]}\n";
}

// d3.forceLink(data.links).id(d => d.id); networkx.node_link_graph(data, edges="links").
void write_node_link(const PropertyGraph& graph, std::ostream& out) {
    const std::vector<std::string> names = node_names(graph);
    out << "{\"directed\":true,\"multigraph\":true,\"graph\":{},\"nodes\":[";
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
        std::string line = n ? ",\n{\"id\":" : "\n{\"id\":";
        base::append_json_string(line, names[n]);
        line += ",\"label\":";
        base::append_json_string(line, display_name(graph, NodeId{n}, names[n]));
        line += ",\"labels\":";
        append_labels(line, graph, NodeId{n});
        append_flat(line, graph.properties(NodeId{n}), {"id", "label", "labels"});
        out << line << '}';
    }
    out << "],\n\"links\":[";
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        std::string line = e ? ",\n{\"source\":" : "\n{\"source\":";
        base::append_json_string(line, names[static_cast<std::size_t>(graph.source(EdgeId{e}))]);
        line += ",\"target\":";
        base::append_json_string(line, names[static_cast<std::size_t>(graph.target(EdgeId{e}))]);
        line += ",\"key\":" + std::to_string(e) + ",\"relation\":";
        base::append_json_string(line, type_of(graph, EdgeId{e}));
        append_flat(line, graph.properties(EdgeId{e}), {"source", "target", "key", "relation"});
        out << line << '}';
    }
    out << "]}\n";
}

void write_jsonl(const PropertyGraph& graph, std::ostream& out) {
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
        std::string line = "{\"node\":" + std::to_string(n) + ",\"labels\":";
        append_labels(line, graph, NodeId{n});
        out << line << ",\"properties\":" << tagged_json(Value(graph.properties(NodeId{n}))) << "}\n";
    }
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        std::string line = "{\"edge\":" + std::to_string(e) + ",\"source\":" + std::to_string(static_cast<std::size_t>(graph.source(EdgeId{e}))) +
                           ",\"target\":" + std::to_string(static_cast<std::size_t>(graph.target(EdgeId{e}))) + ",\"type\":";
        base::append_json_string(line, type_of(graph, EdgeId{e}));
        out << line << ",\"properties\":" << tagged_json(Value(graph.properties(EdgeId{e}))) << "}\n";
    }
}

}  // namespace demarche::graph
