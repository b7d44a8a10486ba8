#include "demarche/formats.h"

#include <algorithm>
#include <filesystem>
#include <span>

#include "base/file.h"
#include "base/suggest.h"
#include "graph/formats/format.h"

namespace demarche {
namespace {

namespace fs = std::filesystem;

std::string join(std::span<const std::string> words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

Error unknown(std::string_view format, std::span<const std::string> known) {
    const std::string hint = base::did_you_mean(format, known);
    return Error(ErrorCode::usage, "unknown format '" + std::string(format) + "'", hint.empty() ? "one of " + join(known) : hint);
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

// What writes a format to a stream.
struct Writer {
    std::string_view format;
    bool aggregated;  // unless the options say otherwise
    void (*write)(const PropertyGraph&, std::ostream&, const ExportOptions&);
};

constexpr Writer kWriters[] = {
    {"cypher", false, [](const PropertyGraph& g, std::ostream& out, const ExportOptions&) { graph::write_cypher(g, out); }},
    {"dot", true, [](const PropertyGraph& g, std::ostream& out, const ExportOptions&) { graph::write_dot(g, out); }},
    {"events", false, [](const PropertyGraph& g, std::ostream& out, const ExportOptions&) { graph::write_events(g, out); }},
    {"gexf", true, &graph::write_gexf},
    {"graphml", true, &graph::write_graphml},
    {"json", false, [](const PropertyGraph& g, std::ostream& out, const ExportOptions&) { graph::write_json(g, out); }},
    {"jsonl", false, [](const PropertyGraph& g, std::ostream& out, const ExportOptions&) { graph::write_jsonl(g, out); }},
    {"node-link", true, [](const PropertyGraph& g, std::ostream& out, const ExportOptions&) { graph::write_node_link(g, out); }},
};

struct Reader {
    std::string_view format;
    std::vector<std::string_view> endings;
    Result<PropertyGraph> (*read)(const std::string&);
};

std::span<const Reader> readers() {
    static const std::vector<Reader> kReaders = {{"csv", {".csv", ".tsv"}, [](const std::string& path) { return graph::read_csv_files("", path); }},
                                                 {"gexf", {".gexf"}, &graph::read_gexf},
                                                 {"graphml", {".graphml", ".xml"}, &graph::read_graphml},
                                                 {"json", {".json"}, &graph::read_json},
                                                 {"jsonl", {".jsonl", ".ndjson"}, &graph::read_jsonl}};
    return kReaders;
}

}  // namespace

bool is_folder_format(std::string_view format) { return format == "csv" || format == "neo4j"; }

std::vector<std::string> export_formats() {
    std::vector<std::string> all = {"csv", "neo4j"};
    for (const Writer& writer : kWriters) all.emplace_back(writer.format);
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<std::string> import_formats() {
    std::vector<std::string> all;
    for (const Reader& reader : readers()) all.emplace_back(reader.format);
    return all;
}

Result<void> export_graph(const PropertyGraph& graph, std::string_view format, std::ostream& out, const ExportOptions& options) {
    if (is_folder_format(format)) return Error(ErrorCode::usage, "format '" + std::string(format) + "' is a folder of files and cannot go to a stream", "name a folder with -o");
    const auto* writer = std::find_if(std::begin(kWriters), std::end(kWriters), [&](const Writer& w) { return w.format == format; });
    if (writer == std::end(kWriters)) return unknown(format, export_formats());
    if (writer->aggregated && options.aggregate) writer->write(graph::aggregate(graph), out, options);
    else writer->write(graph, out, options);
    if (!out) return Error(ErrorCode::io, "cannot write the graph");
    return {};
}

Result<void> export_graph_to(const PropertyGraph& graph, std::string_view format, const std::string& path, const ExportOptions& options) {
    const std::vector<std::string> known = export_formats();
    if (std::find(known.begin(), known.end(), format) == known.end()) return unknown(format, known);
    if (is_folder_format(format) && path != "-") return export_folder(graph, format, path, options);
    return base::write_file(path, [&](std::ostream& out) { return export_graph(graph, format, out, options); });
}

Result<PropertyGraph> import_graph(const std::string& path, const ImportOptions& options) {
    if (!options.edges.empty()) return graph::read_csv_files(path, options.edges);
    std::error_code ec;
    if (fs::is_directory(path, ec)) return graph::read_csv(path);
    const std::string ending = ending_of(path);
    for (const Reader& reader : readers()) {
        const bool by_ending = options.format.empty() && std::find(reader.endings.begin(), reader.endings.end(), ending) != reader.endings.end();
        if (by_ending || reader.format == options.format) return reader.read(path);
    }
    if (!options.format.empty()) return unknown(options.format, import_formats());
    if (path != "-" && !fs::exists(path, ec)) return base::InputFile::open(path).error();
    Diagnostic d;
    d.code = ErrorCode::usage;
    d.file = path;
    d.message = "cannot tell the format from the name";
    d.hint = "give it as one of " + join(import_formats()) + "; or give a folder with nodes.csv and edges.csv";
    return Error(std::move(d));
}

}  // namespace demarche
