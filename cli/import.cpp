#include <memory>

#include "command.h"
#include "demarche/formats.h"
#include "demarche/store.h"

namespace demarche::cli {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string store, format;
};

int run(const Options& options) {
    ImportOptions read;
    read.format = options.format;
    if (options.files.size() == 2) read.edges = options.files[1];
    const Result<PropertyGraph> graph = import_graph(options.files[0], read);
    if (!graph) return fail(graph.error());
    const Result<void> saved = Store::save_graph(options.store, *graph, Ontology::built_in());
    return saved ? kOk : fail(saved.error());
}

}  // namespace

void add_import(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("import", "Make a store from a graph file");
    command->add_option("graph", options->files, "A graph file; a folder with nodes.csv and edges.csv; a table of nodes and one of edges; '-': standard input")->required()->expected(1, 2);
    command->add_option("-o,--output", options->store, "The store to make")->required()->type_name("FILE.dmr");
    command->add_option("--format,-f", options->format, "One of: " + join(import_formats()) + "; else by the file's ending")->check(CLI::IsMember(import_formats()));
    command->footer("What labels and relations are called in files of other programs is found by name (kind, type, relation …).\n\n"
                    "Examples:\n  demarche import karate.graphml -o karate.dmr\n  demarche import my-tables/ -o graph.dmr\n  demarche import people.csv meetings.csv -o graph.dmr\n"
                    "  demarche import - --format jsonl -o graph.dmr < graph.jsonl");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace demarche::cli
