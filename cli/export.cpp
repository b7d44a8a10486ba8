#include <iostream>
#include <memory>

#include "command.h"
#include "demarche/formats.h"
#include "demarche/store.h"

namespace demarche::cli {
namespace {

struct Options {
    std::string store, format, output, input;
    ExportOptions write;
    bool no_aggregate = false, no_csv_safe = false;
};

std::string join(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

int run_export(const Options& options) {
    Result<OpenGraph> open = open_graph(options.store);
    if (!open) return fail(open.error());
    ExportOptions write = options.write;
    write.aggregate = !options.no_aggregate;
    write.csv_safe = !options.no_csv_safe;
    const Result<void> done = options.output == "-" ? export_graph(open->graph, options.format, std::cout, write)
                                                    : export_graph_to(open->graph, options.format, options.output, write);
    if (!done) return fail(done.error());
    return finish_output();
}

int run_import(const Options& options) {
    Result<PropertyGraph> graph = import_graph(options.input);
    if (!graph) return fail(graph.error());
    const Result<void> saved = Store::save_graph(options.store, *graph, Ontology::built_in());
    return saved ? kOk : fail(saved.error());
}

}  // namespace

void add_export(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("export", "Write the graph for other programs (Gephi, networkx, spreadsheets …)");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    command->add_option("--format,-f", options->format, "One of: " + join(export_formats()))->required()->check(CLI::IsMember(export_formats()));
    command->add_option("-o,--output", options->output, "File or, for csv and neo4j, folder; '-': standard output")->required();
    command->add_flag("--no-aggregate", options->no_aggregate, "graphml, gexf: one edge an act instead of one for each (source, target, relation)");
    command->add_flag("--strict-xsd", options->write.strict_xsd, "graphml: without the edges' label attribute, which Gephi reads as their kind but the XSD forbids");
    command->add_flag("--no-csv-safe", options->no_csv_safe, "csv: leave cells that a spreadsheet would run as formulas as they are");
    command->footer("Examples:\n  demarche export news.dmr --format graphml -o news.graphml\n  demarche export news.dmr --format gexf -o news.gexf\n  demarche export news.dmr --format json -o - | jq .nodes");
    command->callback([options, &status] { status = run_export(*options); });
}

void add_import(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("import", "Make a store from a graph file");
    command->add_option("graph", options->input, "GraphML or JSON Lines file, or a folder with nodes.csv and edges.csv")->required();
    command->add_option("-o,--output", options->store, "The store to make")->required()->type_name("FILE.dmr");
    command->footer("Examples:\n  demarche import karate.graphml -o karate.dmr\n  demarche import my-tables/ -o graph.dmr");
    command->callback([options, &status] { status = run_import(*options); });
}

}  // namespace demarche::cli
