#include <algorithm>
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
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        const Value value = graph.property(EdgeId{e}, *key);
        const std::string* date = value.as_string();
        if (!date) continue;
        ++dated;
        if (first.empty() || *date < first) first = *date;
        if (*date > last) last = *date;
    }
    if (dated) std::cout << "dates\t" << first << " … " << last << " (" << dated << " of " << graph.edge_count() << " edges)\n";
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
    const Result<PropertyGraph> graph = store->graph();
    if (!graph) return fail(graph.error());
    std::cout << "articles\t" << articles->size() << "\nnodes\t" << graph->node_count() << "\nedges\t" << graph->edge_count() << '\n';
    print_dates(*graph);
    for (std::uint32_t l = 0; l < graph->labels().size(); ++l) std::cout << ":" << graph->labels()[l] << '\t' << graph->nodes_with(LabelId{l}).size() << '\n';
    for (std::uint32_t t = 0; t < graph->types().size(); ++t) std::cout << "-[" << graph->types()[t] << "]-\t" << graph->edge_count(TypeId{t}) << '\n';
    return finish_output();
}

int check(const std::string& path) {
    const Result<Store> store = Store::open(path);
    if (!store) return fail(store.error());
    const std::vector<Diagnostic> faults = store->check();
    for (const Diagnostic& fault : faults) std::cout << fault.to_string() << '\n';
    if (faults.empty()) std::cout << path << ": sound\n";
    const int written = finish_output();
    return faults.empty() ? written : static_cast<int>(kNegative);
}

}  // namespace

void add_stats(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("stats", "Count what a store holds");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    command->add_flag("--articles", options->articles, "List the articles: id, date, outlet, acts, title (tab-separated)");
    command->footer("Examples:\n  demarche stats news.dmr\n  demarche stats news.dmr --articles");
    command->callback([options, &status] { status = run(*options); });
}

void add_check(CLI::App& app, int& status) {
    auto path = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("check", "Verify a store: structure, checksums, agreement of its parts");
    command->add_option("store", *path, "The store")->required()->type_name("FILE.dmr");
    command->footer("Exits with 1 when something is wrong.\n\nExamples:\n  demarche check news.dmr");
    command->callback([path, &status] { status = check(*path); });
}

}  // namespace demarche::cli
