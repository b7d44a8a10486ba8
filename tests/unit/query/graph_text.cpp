#include "graph_text.h"

#include <functional>
#include <map>
#include <sstream>
#include <vector>

#include <doctest/doctest.h>

namespace demarche::test {
namespace {

// Properties are written as a query would write them, so the engine reads them.
Map properties(const std::string& text) {
    if (text.empty()) return {};
    static const PropertyGraph kEmpty;
    const auto prepared = Engine(kEmpty, Ontology::built_in()).prepare("RETURN " + text + " AS m");
    REQUIRE_MESSAGE(prepared.has_value(), text);
    return *prepared->run()->rows[0][0].as_map();
}

struct Reader {
    GraphBuilder builder;
    std::map<std::string, NodeId> names;
    std::string line;
    std::size_t at = 0;

    std::string until(std::string_view stops) {
        const std::size_t begin = at;
        at = std::min(line.find_first_of(stops, at), line.size());
        std::string out = line.substr(begin, at - begin);
        while (!out.empty() && out.back() == ' ') out.pop_back();
        return out;
    }
    std::string braces() {
        while (at < line.size() && line[at] == ' ') ++at;
        if (at >= line.size() || line[at] != '{') return {};
        const std::size_t begin = at;
        int depth = 0;
        do {
            if (line[at] == '{') ++depth;
            if (line[at] == '}') --depth;
        } while (++at < line.size() && depth > 0);
        return line.substr(begin, at - begin);
    }
    NodeId node() {
        ++at;
        const std::string name = until(":{)");
        std::vector<std::string> labels;
        while (line[at] == ':') {
            ++at;
            labels.push_back(until(":{)"));
        }
        Map map = properties(braces());
        at = line.find(')', at) + 1;
        if (const auto known = names.find(name); known != names.end() && !name.empty()) return known->second;
        const std::vector<std::string_view> views(labels.begin(), labels.end());
        const NodeId id = builder.add_node(views, std::move(map));
        if (!name.empty()) names[name] = id;
        return id;
    }
    void read() {
        at = 0;
        const NodeId from = node();
        if (at >= line.size()) return;
        at = line.find(':', at) + 1;
        const std::string type = until("{]");
        Map map = properties(braces());
        at = line.find('(', at);
        const NodeId to = node();
        builder.add_edge(from, type, to, std::move(map));
    }
};

std::string entries(const Map& map, const std::function<std::string(const Value&)>& text) {
    std::string out;
    for (const auto& [key, value] : map) out += (out.empty() ? "{" : ", ") + key + ": " + text(value);
    return out.empty() ? "" : out + "}";
}

std::string join(std::string a, const std::string& b) { return a.empty() || b.empty() ? a + b : a + " " + b; }

}  // namespace

PropertyGraph read_graph(std::string_view lines) {
    Reader reader;
    std::istringstream in{std::string(lines)};
    while (std::getline(in, reader.line))
        if (!reader.line.empty()) reader.read();
    auto graph = reader.builder.freeze();
    REQUIRE(graph.has_value());
    return std::move(*graph);
}

std::string to_text(const PropertyGraph& graph, const Value& value) {
    const auto text = [&](const Value& v) { return to_text(graph, v); };
    if (const NodeId* node = value.as_node()) {
        std::string labels;
        for (const LabelId label : graph.labels_of(*node)) labels += ":" + graph.labels()[static_cast<std::size_t>(label)];
        return "(" + join(labels, entries(graph.properties(*node), text)) + ")";
    }
    if (const EdgeId* edge = value.as_edge())
        return "[" + join(":" + graph.types()[static_cast<std::size_t>(graph.type(*edge))], entries(graph.properties(*edge), text)) + "]";
    if (const Path* path = value.as_path()) {
        std::string out = "<" + text(path->nodes[0]);
        for (std::size_t i = 0; i < path->edges.size(); ++i) {
            const bool forward = graph.source(path->edges[i]) == path->nodes[i];
            out += (forward ? "-" : "<-") + text(path->edges[i]) + (forward ? "->" : "-") + text(path->nodes[i + 1]);
        }
        return out + ">";
    }
    if (const List* list = value.as_list()) {
        std::string out;
        for (const Value& item : *list) out += (out.empty() ? "" : ", ") + text(item);
        return "[" + out + "]";
    }
    if (const Map* map = value.as_map()) return map->empty() ? "{}" : entries(*map, text);
    return to_json(value);
}

std::string run_query(const PropertyGraph& graph, std::string_view query, const Map& parameters, bool strict) {
    const Engine engine(graph, Ontology::built_in(), strict);
    const auto prepared = engine.prepare(query);
    const auto failed = [](const Error& e) { return "error " + e.diagnostics()[0].detail + "\n" + e.to_string() + "\n"; };
    if (!prepared) return failed(prepared.error());
    const auto table = prepared->run(parameters);
    if (!table) return failed(table.error());
    const auto line = [](const std::vector<std::string>& cells) {
        std::string out;
        for (const std::string& cell : cells) out += (out.empty() ? "" : " | ") + cell;
        return out + "\n";
    };
    std::string out = line(table->columns);
    for (const auto& row : table->rows) {
        std::vector<std::string> cells;
        for (const Value& v : row) cells.push_back(to_text(graph, v));
        out += line(cells);
    }
    for (const Diagnostic& d : table->warnings) out += "warning " + d.to_string() + "\n";
    return out;
}

}  // namespace demarche::test
