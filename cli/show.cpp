#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>
#include <optional>

#include "command.h"
#include "output.h"

namespace demarche::cli {
namespace {

struct Options {
    std::string store, what;
};

std::string text_property(const PropertyGraph& graph, EdgeId edge, const char* key) {
    const auto id = graph.find_edge_key(key);
    return id ? plain_text(graph.property(edge, *id), graph) : std::string();
}

void show_edge(const PropertyGraph& graph, EdgeId edge) {
    std::cout << 'e' << static_cast<std::uint32_t>(edge) << "  " << plain_text(Value(edge), graph);
    for (const char* key : {"topic", "date", "polarity", "modality", "attributed_to", "confidence", "rule"})
        if (const std::string text = text_property(graph, edge, key); !text.empty()) std::cout << "\n    " << key << ": " << text;
    std::cout << '\n';
    const auto key = graph.find_edge_key("evidence");
    const Value evidence = key ? graph.property(edge, *key) : Value();
    if (!evidence.as_list()) return;
    for (const Value& item : *evidence.as_list()) {
        const auto field = [&](const char* name) {
            const Value* value = item.find(name);
            return value ? plain_text(*value, graph) : std::string();
        };
        std::cout << "    “" << field("sentence") << "”\n      — " << field("article");
        if (const std::string date = field("date"); !date.empty()) std::cout << ", " << date;
        std::cout << ", bytes " << field("start") << "–" << field("end") << '\n';
    }
}

void show_node(const PropertyGraph& graph, NodeId node) {
    std::cout << plain_text(Value(node), graph) << '\n';
    for (const LabelId label : graph.labels_of(node)) std::cout << "  label: " << graph.labels()[static_cast<std::size_t>(label)] << '\n';
    for (const auto& [key, value] : graph.properties(node)) std::cout << "  " << key << ": " << plain_text(value, graph) << '\n';
    for (const bool outward : {true, false}) {
        const Adjacency edges = outward ? graph.out(node) : graph.in(node);
        if (edges.empty()) continue;
        std::cout << (outward ? "\nWhat it did:\n" : "\nWhat was done to it:\n");
        for (std::size_t i = 0; i < edges.size(); ++i) show_edge(graph, edges.edge(i));
    }
}

std::optional<EdgeId> edge_number(const PropertyGraph& graph, const std::string& word) {
    std::uint32_t number = 0;
    if (word.size() < 2 || word[0] != 'e') return std::nullopt;
    const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || number >= graph.edge_count()) return std::nullopt;
    return EdgeId{number};
}

int run(const Options& options) {
    const Result<OpenGraph> open = open_graph(options.store);
    if (!open) return fail(open.error());
    const PropertyGraph& graph = open->graph;
    std::vector<NodeId> nodes;
    for (const char* key : {"id", "name", "aliases"}) {
        const auto id = graph.find_node_key(key);
        if (id && nodes.empty()) nodes = graph.find_nodes(*id, Value(options.what));
    }
    if (!nodes.empty()) {
        for (const NodeId node : nodes) show_node(graph, node);
        return finish_output();
    }
    if (const auto edge = edge_number(graph, options.what)) {
        show_edge(graph, *edge);
        return finish_output();
    }
    return fail(Error(ErrorCode::not_found, "no node or edge '" + options.what + "' in " + options.store, "give a node's id, name or alias, or an edge's number such as e12; demarche query " + options.store + " 'MATCH (n) RETURN n.name' lists the names"));
}

}  // namespace

void add_show(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("show", "Show a node or an edge with the sentences behind it");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    command->add_option("what", options->what, "A node's id, name or alias, or an edge's number (e12)")->required()->type_name("NODE|EDGE");
    command->footer("Examples:\n  demarche show news.dmr 'Vladimir Putin'\n  demarche show news.dmr state:TJK\n  demarche show news.dmr e12");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace demarche::cli
