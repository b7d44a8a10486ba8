#include "demarche/formats.h"

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "base/suggest.h"
#include "graph/formats/format.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

bool is_folder_format(std::string_view format) { return format == "csv" || format == "neo4j"; }

Error unknown(std::string_view format) {
    const std::vector<std::string> known = export_formats();
    std::string all;
    for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
    const std::string hint = base::did_you_mean(format, known);
    return Error(ErrorCode::usage, "unknown format '" + std::string(format) + "'", hint.empty() ? "one of " + all : hint);
}

Error folder_error(const std::string& path, const std::string& reason) {
    Diagnostic d;
    d.code = ErrorCode::io;
    d.file = path;
    d.message = "cannot make the folder: " + reason;
    return Error(std::move(d));
}

Result<void> write_to(const std::string& path, const std::function<void(std::ostream&)>& write) {
    return base::write_file(path, [&](std::ostream& out) -> Result<void> {
        write(out);
        return {};
    });
}

constexpr const char* kNeo4jScript =
    "#!/bin/sh\n# Run in this folder, with the database stopped.\nexec neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv \\\n"
    "  --id-type=string --multiline-fields=true --overwrite-destination \"${1:-neo4j}\"\n";

Result<void> export_folder(const PropertyGraph& graph, std::string_view format, const std::string& path, const ExportOptions& options) {
    std::error_code ec;
    fs::create_directories(path, ec);
    if (ec) return folder_error(path, ec.message());
    const bool neo4j = format == "neo4j";
    const auto file = [&](const char* name) { return (fs::path(path) / name).string(); };
    Result<void> done = write_to(file("nodes.csv"), [&](std::ostream& out) { neo4j ? graph::write_neo4j_nodes(graph, out) : graph::write_csv_nodes(graph, out, options); });
    if (done) done = write_to(file("edges.csv"), [&](std::ostream& out) { neo4j ? graph::write_neo4j_edges(graph, out) : graph::write_csv_edges(graph, out, options); });
    if (done && neo4j) done = write_to(file("import.sh"), [](std::ostream& out) { out << kNeo4jScript; });
    return done;
}

std::string ending_of(const std::string& path) {
    std::string ending = fs::path(path).extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return ending;
}

}  // namespace

std::vector<std::string> export_formats() { return {"csv", "dot", "gexf", "graphml", "json", "jsonl", "neo4j"}; }

Result<void> export_graph(const PropertyGraph& graph, std::string_view format, std::ostream& out, const ExportOptions& options) {
    if (is_folder_format(format)) return Error(ErrorCode::usage, "format '" + std::string(format) + "' is a folder of files and cannot go to a stream", "name a folder with -o");
    if (format == "graphml" || format == "gexf") {
        const PropertyGraph aggregated = options.aggregate ? graph::aggregate(graph) : PropertyGraph();
        const PropertyGraph& shown = options.aggregate ? aggregated : graph;
        if (format == "graphml") graph::write_graphml(shown, out, options);
        else graph::write_gexf(shown, out, options);
    } else if (format == "json") {
        graph::write_json(graph, out);
    } else if (format == "jsonl") {
        graph::write_jsonl(graph, out);
    } else if (format == "dot") {
        graph::write_dot(graph, out);
    } else {
        return unknown(format);
    }
    if (!out) return Error(ErrorCode::io, "cannot write the graph");
    return {};
}

Result<void> export_graph_to(const PropertyGraph& graph, std::string_view format, const std::string& path, const ExportOptions& options) {
    const std::vector<std::string> known = export_formats();
    if (std::find(known.begin(), known.end(), format) == known.end()) return unknown(format);
    if (is_folder_format(format) && path != "-") return export_folder(graph, format, path, options);
    return base::write_file(path, [&](std::ostream& out) { return export_graph(graph, format, out, options); });
}

Result<PropertyGraph> import_graph(const std::string& path) {
    std::error_code ec;
    if (fs::is_directory(path, ec)) return graph::read_csv(path);
    const std::string ending = ending_of(path);
    if (ending == ".jsonl" || ending == ".ndjson") return graph::read_jsonl(path);
    if (ending == ".graphml" || ending == ".xml") return graph::read_graphml(path);
    if (!fs::exists(path, ec)) return base::read_file(path, 1).error();
    Diagnostic d;
    d.code = ErrorCode::usage;
    d.file = path;
    d.message = "cannot tell the format from the name";
    d.hint = "import reads .graphml, .xml, .jsonl and a folder with nodes.csv and edges.csv";
    return Error(std::move(d));
}

}  // namespace demarche
