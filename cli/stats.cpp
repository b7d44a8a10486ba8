#include <array>
#include <iostream>
#include <map>
#include <memory>

#include "command.h"
#include "demarche/store.h"
#include "output.h"

namespace demarche::cli {
namespace {

struct Options {
    std::string store;
    bool articles = false;
};

void print_dates(const PropertyGraph& graph) {
    const auto key = graph.find_edge_key("date");
    if (!key) return;
    std::string first, last;
    std::size_t dated = 0;
    std::map<std::string, std::size_t> years;
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        const Value value = graph.property(EdgeId{e}, *key);
        const std::string* date = value.as_string();
        if (!date) continue;
        ++dated;
        ++years[date->substr(0, 4)];
        if (first.empty() || *date < first) first = *date;
        if (*date > last) last = *date;
    }
    if (!dated) return;
    std::cout << "dates\t" << first << " … " << last << " (" << dated << " of " << graph.edge_count() << " edges)\n";
    for (const auto& [year, count] : years) std::cout << "year " << year << '\t' << count << '\n';
}

void print_confidence(const PropertyGraph& graph) {
    const auto key = graph.find_edge_key("confidence");
    if (!key) return;
    static constexpr std::array<double, 4> kFrom = {0.9, 0.7, 0.5, 0};
    std::array<std::size_t, 4> counts{};
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        const Value value = graph.property(EdgeId{e}, *key);
        const double* confidence = value.as_double();
        for (std::size_t i = 0; confidence && i < kFrom.size(); ++i) {
            if (*confidence < kFrom[i]) continue;
            ++counts[i];
            break;
        }
    }
    for (std::size_t i = 0; i < kFrom.size(); ++i) {
        if (counts[i]) std::cout << "confidence " << kFrom[i] << " … " << (i == 0 ? 1.0 : kFrom[i - 1]) << '\t' << counts[i] << '\n';
    }
}

// What extraction left open: actors of no known state, edges without a date, nodes that may be one.
void print_unresolved(const PropertyGraph& graph) {
    const auto state = graph.find_node_key("state"), date = graph.find_edge_key("date");
    std::size_t stateless = 0, undated = 0;
    for (const char* label : {"Person", "Organisation", "Group"}) {
        const auto id = graph.find_label(label);
        if (!id) continue;
        for (const NodeId node : graph.nodes_with(*id)) stateless += !state || graph.property(node, *state).is_null() ? 1 : 0;
    }
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) undated += !date || graph.property(EdgeId{e}, *date).is_null() ? 1 : 0;
    std::cout << "unresolved state\t" << stateless << "\nunresolved date\t" << undated << "\nunresolved merges\t" << doubtful_merges(graph).size() << '\n';
}

void print_outlets(const std::vector<StoredArticle>& articles) {
    std::map<std::string, std::size_t> outlets;
    for (const StoredArticle& article : articles) {
        if (!article.outlet.empty()) ++outlets[article.outlet];
    }
    for (const auto& [outlet, count] : outlets) std::cout << "outlet " << outlet << '\t' << count << '\n';
}

int run(const Options& options) {
    Result<Store> store = Store::open(options.store);
    if (!store) return fail(store.error());
    const Result<std::vector<StoredArticle>> articles = store->articles();
    if (!articles) return fail(articles.error());
    if (options.articles) {
        for (const StoredArticle& a : *articles) std::cout << a.id << '\t' << a.date << '\t' << a.outlet << '\t' << a.edges << '\t' << a.title << '\n';
        return finish_output();
    }
    const Result<PropertyGraph> graph = store->graph([](const PropertyGraph&) { return GraphParts{false, {"aliases", "id", "name", "state"}, {"confidence", "date"}}; });
    if (!graph) return fail(graph.error());
    std::cout << "articles\t" << articles->size() << "\nnodes\t" << graph->node_count() << "\nedges\t" << graph->edge_count() << '\n';
    print_dates(*graph);
    for (std::uint32_t l = 0; l < graph->labels().size(); ++l) std::cout << ":" << graph->labels()[l] << '\t' << graph->nodes_with(LabelId{l}).size() << '\n';
    for (std::uint32_t t = 0; t < graph->types().size(); ++t) std::cout << "-[" << graph->types()[t] << "]-\t" << graph->edge_count(TypeId{t}) << '\n';
    print_outlets(*articles);
    print_confidence(*graph);
    print_unresolved(*graph);
    return finish_output();
}

}  // namespace

void add_stats(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("stats", "Count what a store holds: types, dates, outlets, confidence, what is unresolved");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    command->add_flag("--articles", options->articles, "List the articles: id, date, outlet, acts, title (tab-separated)");
    command->footer("Examples:\n  demarche stats news.dmr\n  demarche stats news.dmr --articles");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace demarche::cli
