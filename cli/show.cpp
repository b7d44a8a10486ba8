#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>

#include <unistd.h>

#include "command.h"
#include "demarche/store.h"
#include "output.h"
#include "page.h"

namespace demarche::cli {
namespace {

struct Options {
    std::string store, what, output = "-";
    bool html = false;
};

// Whether standard output shows colours (https://no-color.org).
bool is_coloured() {
    const char* no_color = std::getenv("NO_COLOR");
    return ::isatty(STDOUT_FILENO) != 0 && (!no_color || !*no_color);
}

// Articles come from outside: nothing of them may steer the terminal.
std::string harmless(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool c1 = c == 0xC2U && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0U;
        if (c1) ++i;
        out += c < 0x20U || c == 0x7FU || c1 ? ' ' : text[i];
    }
    return out;
}

std::vector<std::string> names_of(const PropertyGraph& graph, NodeId node) {
    std::vector<std::string> names;
    for (const char* key : {"name", "aliases"}) {
        const auto id = graph.find_node_key(key);
        const Value value = id ? graph.property(node, *id) : Value();
        if (value.as_string()) names.push_back(*value.as_string());
        for (std::size_t i = 0; value.as_list() && i < value.as_list()->size(); ++i) {
            if (const std::string* alias = (*value.as_list())[i].as_string()) names.push_back(*alias);
        }
    }
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    return names;
}

// The sentence with the names in bold, the longest name at each place.
std::string highlighted(const std::string& sentence, const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < sentence.size();) {
        const auto here = [&](const std::string& name) { return !name.empty() && sentence.compare(i, name.size(), name) == 0; };
        const auto name = std::find_if(names.begin(), names.end(), here);
        if (name == names.end()) {
            out += sentence[i++];
            continue;
        }
        out += "\x1b[1m" + *name + "\x1b[0m";
        i += name->size();
    }
    return out;
}

class Shower {
public:
    explicit Shower(const PropertyGraph& graph) : graph_(graph), coloured_(is_coloured()) {}

    void edge(EdgeId edge) const {
        std::cout << 'e' << static_cast<std::uint32_t>(edge) << "  " << harmless(plain_text(Value(edge), graph_));
        for (const char* key : {"topic", "date", "polarity", "modality", "attributed_to", "confidence", "rule"}) {
            const auto id = graph_.find_edge_key(key);
            if (const std::string text = id ? plain_text(graph_.property(edge, *id), graph_) : ""; !text.empty()) std::cout << "\n    " << key << ": " << harmless(text);
        }
        std::cout << '\n';
        const auto key = graph_.find_edge_key("evidence");
        const Value evidence = key ? graph_.property(edge, *key) : Value();
        if (!evidence.as_list()) return;
        std::vector<std::string> names = names_of(graph_, graph_.source(edge));
        const std::vector<std::string> others = names_of(graph_, graph_.target(edge));
        names.insert(names.end(), others.begin(), others.end());
        for (const Value& item : *evidence.as_list()) report(item, names);
    }
    void node(NodeId node) const;

private:
    void report(const Value& item, const std::vector<std::string>& names) const {
        const auto field = [&](const char* name) {
            const Value* value = item.find(name);
            return value ? harmless(plain_text(*value, graph_)) : std::string();
        };
        const std::string sentence = field("sentence");
        std::cout << "    “" << (coloured_ ? highlighted(sentence, names) : sentence) << "”\n      — " << field("article");
        if (const std::string date = field("date"); !date.empty()) std::cout << ", " << date;
        std::cout << ", bytes " << field("start") << "–" << field("end") << '\n';
    }

    const PropertyGraph& graph_;
    bool coloured_;
};

void Shower::node(NodeId node) const {
    const PropertyGraph& graph = graph_;
    std::cout << harmless(plain_text(Value(node), graph)) << '\n';
    for (const LabelId label : graph.labels_of(node)) std::cout << "  label: " << graph.labels()[static_cast<std::size_t>(label)] << '\n';
    for (const auto& [key, value] : graph.properties(node)) std::cout << "  " << key << ": " << harmless(plain_text(value, graph)) << '\n';
    for (const bool outward : {true, false}) {
        const Adjacency edges = outward ? graph.out(node) : graph.in(node);
        if (edges.empty()) continue;
        std::cout << (outward ? "\nWhat it did:\n" : "\nWhat was done to it:\n");
        for (std::size_t i = 0; i < edges.size(); ++i) edge(edges.edge(i));
    }
}

std::optional<EdgeId> edge_number(const PropertyGraph& graph, const std::string& word) {
    std::uint32_t number = 0;
    if (word.size() < 2 || word[0] != 'e') return std::nullopt;
    const auto [end, error] = std::from_chars(word.data() + 1, word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || number >= graph.edge_count()) return std::nullopt;
    return EdgeId{number};
}

Result<std::string> page_of(const Options& options) {
    const Result<Store> store = Store::open(options.store);
    if (!store) return store.error();
    const Result<std::optional<StoredArticle>> article = store->article(options.what);
    if (!article) return article.error();
    if (!*article) return Error(ErrorCode::not_found, "no article '" + options.what + "' in " + options.store, "list them by: demarche stats --articles " + options.store);
    const Result<std::optional<std::string>> bytes = store->article_bytes(options.what);
    if (!bytes) return bytes.error();
    const Result<std::optional<Extraction>> extraction = store->extraction(options.what);
    if (!extraction) return extraction.error();
    return article_page(**article, extraction->value_or(Extraction()), bytes->value_or(""));
}

int show_page(const Options& options) {
    const Result<std::string> page = page_of(options);
    if (!page) return fail(page.error());
    if (options.output == "-") {
        std::cout << *page;
        return finish_output();
    }
    std::ofstream file(options.output, std::ios::binary);
    file << *page;
    file.close();
    return file ? kOk : fail(Error(ErrorCode::io, "cannot write " + options.output));
}

int run(const Options& options) {
    if (options.html) return show_page(options);
    const Result<OpenGraph> open = open_graph(options.store);
    if (!open) return fail(open.error());
    const PropertyGraph& graph = open->graph;
    const Shower shower(graph);
    std::vector<NodeId> nodes;
    for (const char* key : {"id", "name", "aliases"}) {
        const auto id = graph.find_node_key(key);
        if (id && nodes.empty()) nodes = graph.find_nodes(*id, Value(options.what));
    }
    for (const NodeId node : nodes) shower.node(node);
    const auto edge = edge_number(graph, options.what);
    if (nodes.empty() && edge) shower.edge(*edge);
    if (!nodes.empty() || edge) return finish_output();
    return fail(Error(ErrorCode::not_found, "no node or edge '" + options.what + "' in " + options.store,
                      "give a node's id, name or alias, or an edge's number such as e12; demarche query " + options.store + " 'MATCH (n) RETURN n.name' lists the names"));
}

}  // namespace

void add_show(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("show", "Show a node or an edge with the sentences behind it, or an article as a page");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    command->add_option("what", options->what, "A node's id, name or alias, or an edge's number (e12); with --html an article's id")->required()->type_name("NODE|EDGE|ARTICLE");
    CLI::Option* html = command->add_flag("--html", options->html, "A page of the article with its names and edges marked; it needs no network");
    command->add_option("-o,--output", options->output, "Where the page goes; '-': standard output")->needs(html)->type_name("FILE");
    command->footer("Examples:\n  demarche show news.dmr 'Vladimir Putin'\n  demarche show news.dmr state:TJK\n  demarche show news.dmr e12\n  demarche show news.dmr --html 2024-10-14.txt -o page.html");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace demarche::cli
