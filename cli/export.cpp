#include <iostream>
#include <memory>

#include "command.h"
#include "demarche/formats.h"
#include "demarche/query.h"
#include "demarche/subgraph.h"

namespace demarche::cli {
namespace {

struct Options {
    std::string store, format, output, where, ego;
    std::size_t hops = 1;
    EdgeFilter filter;
    ExportOptions write;
    bool no_aggregate = false;
};

// The nodes and edges of a result, also those in lists, maps and paths (which are no deeper than the query that made them).
void collect(const Value& value, std::vector<NodeId>& nodes, std::vector<EdgeId>& edges) {
    if (const NodeId* node = value.as_node()) nodes.push_back(*node);
    if (const EdgeId* edge = value.as_edge()) edges.push_back(*edge);
    if (const Path* path = value.as_path()) {
        nodes.insert(nodes.end(), path->nodes.begin(), path->nodes.end());
        edges.insert(edges.end(), path->edges.begin(), path->edges.end());
    }
    if (const List* list = value.as_list()) {
        for (const Value& item : *list) collect(item, nodes, edges);
    }
    if (const Map* map = value.as_map()) {
        for (const auto& [key, item] : *map) collect(item, nodes, edges);
    }
}

Result<PropertyGraph> found_by(const std::string& text, const OpenGraph& open) {
    const Engine engine(open.graph, open.ontology);
    const Result<PreparedQuery> query = engine.prepare(text);
    if (!query) return query.error();
    for (const Diagnostic& warning : query->warnings()) warn(warning);
    const Result<ResultTable> table = query->run();
    if (!table) return table.error();
    std::vector<NodeId> nodes;
    std::vector<EdgeId> edges;
    for (const auto& row : table->rows) {
        for (const Value& value : row) collect(value, nodes, edges);
    }
    if (!table->rows.empty() && nodes.empty() && edges.empty())
        return Error(ErrorCode::usage, "the query gives values, but no node, edge or path", "return what is to be exported: MATCH p = (a)-[:pressured]->(b) RETURN p");
    return subgraph(open.graph, nodes, edges);
}

// What of the graph is wanted.
Result<PropertyGraph> selected(const Options& options, OpenGraph& open) {
    if (!options.where.empty()) return found_by(options.where, open);
    if (options.ego.empty() && options.filter.empty()) return std::move(open.graph);
    const Result<std::vector<EdgeId>> edges = filter_edges(open.graph, open.ontology, options.filter);
    if (!edges) return edges.error();
    return options.ego.empty() ? Result<PropertyGraph>(subgraph(open.graph, {}, *edges)) : surroundings(open.graph, options.ego, options.hops, *edges);
}

int run_export(const Options& options) {
    Result<OpenGraph> open = open_graph(options.store);
    if (!open) return fail(open.error());
    const Result<PropertyGraph> graph = selected(options, *open);
    if (!graph) return fail(graph.error());
    ExportOptions write = options.write;
    write.aggregate = !options.no_aggregate;
    const Result<void> done = export_graph_to(*graph, options.format, options.output, write);
    return done ? finish_output() : fail(done.error());
}

}  // namespace

void add_export(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("export", "Write the graph, or a part of it, for other programs (Gephi, networkx, spreadsheets …)");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    command->add_option("--format,-f", options->format, "One of: " + join(export_formats()))->required()->check(CLI::IsMember(export_formats()));
    command->add_option("-o,--output", options->output, "File or, for csv and neo4j, folder; '-': standard output")->required();
    CLI::Option* where = command->add_option("--where", options->where, "Only the nodes, edges and paths that this query returns")->type_name("QUERY");
    CLI::Option* ego = command->add_option("--ego", options->ego, "Only what surrounds the node of this id, name or alias")->type_name("NAME")->excludes(where);
    command->add_option("--hops", options->hops, "How many steps from --ego")->needs(ego)->check(CLI::Range(0, 1000))->capture_default_str();
    command->add_option("--relation", options->filter.relations, "Only these relations and all below them")->excludes(where)->type_name("RELATION")->delimiter(',');
    command->add_option("--since", options->filter.since, "Only acts from this date on (2024, 2024-10 or 2024-10-14)")->type_name("DATE")->excludes(where);
    command->add_option("--until", options->filter.until, "Only acts up to and including this date")->type_name("DATE")->excludes(where);
    command->add_flag("--no-aggregate", options->no_aggregate, "graphml, gexf, node-link, dot: one edge an act instead of one for each (source, target, relation)");
    command->add_flag("--strict-xsd", options->write.strict_xsd, "graphml: without the edges' label attribute, which Gephi reads as their kind but the XSD forbids");
    command->add_flag("--csv-safe,!--no-csv-safe", options->write.csv_safe, "csv: put a ' before cells that a spreadsheet would run as formulas (default)");
    command->footer("Examples:\n  demarche export news.dmr --format gexf -o news.gexf\n  demarche export news.dmr --format json -o - | jq .nodes\n"
                    "  demarche export news.dmr --format events -o events.tsv\n"
                    "  demarche export news.dmr --format graphml -o part.graphml --ego 'Anna Berg' --hops 2 --relation pressured --since 2024\n"
                    "  demarche export news.dmr --format dot -o - --where 'MATCH p = (:State)-[:accused]->() RETURN p' | dot -Tsvg > accused.svg");
    command->callback([options, &status] { status = run_export(*options); });
}

}  // namespace demarche::cli
