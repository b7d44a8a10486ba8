#include "demarche/formats.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <unistd.h>

#include "base/json.h"
#include "doctest/doctest.h"
#include "unit/graph/samples.h"

using namespace demarche;
namespace fs = std::filesystem;

namespace {

class Folder {
public:
    Folder() : path_(fs::temp_directory_path() / ("demarche-formats-" + std::to_string(::getpid()))) { fs::create_directories(path_); }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

private:
    fs::path path_;
};

std::string write(const std::string& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path;
}

std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string exported(const PropertyGraph& graph, std::string_view format, const ExportOptions& options = {}) {
    std::ostringstream out;
    REQUIRE(export_graph(graph, format, out, options));
    return out.str();
}

PropertyGraph sample() {
    GraphBuilder b;
    const NodeId a = b.add_node("Person", {{"id", "person:anna"}, {"name", "Anna <Berg>"}});
    const NodeId r = b.add_node("State", {{"id", "state:RUR"}, {"name", "=Ruritania"}});
    const List first = {Value(Map{{"article", "x"}, {"sentence", "She \"asked\".\nTwice."}})}, second = {Value(Map{{"article", "y"}, {"sentence", "Again."}})};
    b.add_edge(a, "requested", r, {{"evidence", Value(first)}, {"first_date", "2024-10-14"}, {"last_date", "2024-10-14"}, {"topic", "visas"}, {"weight", 1}});
    b.add_edge(a, "requested", r, {{"evidence", Value(second)}, {"first_date", "2024-09-01"}, {"last_date", "2024-09-30"}, {"topic", "trade"}, {"weight", 2}});
    b.add_edge(a, "represents", r, {{"weight", 1}});
    return std::move(*b.freeze());
}

}  // namespace

TEST_CASE("import gives back what export wrote") {
    const Folder folder;
    ExportOptions every_edge;
    every_edge.aggregate = false;
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const PropertyGraph g = test::random_graph(seed);
        for (const std::string format : {"graphml", "jsonl", "csv"}) {
            CAPTURE(format);
            const std::string path = folder / (format == "csv" ? "folder" : "g." + format);
            REQUIRE(export_graph_to(g, format, path, every_edge));
            const Result<PropertyGraph> again = import_graph(path);
            if (!again) FAIL(again.error().to_string());
            CHECK(test::dump(*again) == test::dump(g));
        }
    }
}

TEST_CASE("the same graph gives the same bytes, and every format writes hostile graphs") {
    const Folder folder;
    for (unsigned seed = 0; seed < 20; ++seed) {
        const PropertyGraph g = test::random_graph(seed);
        for (const std::string& format : export_formats()) {
            CAPTURE(format);
            REQUIRE(export_graph_to(g, format, folder / format, {}));
            if (format != "csv" && format != "neo4j") CHECK(exported(g, format) == read(folder / format));
        }
    }
    CHECK(fs::exists(folder / "neo4j/import.sh"));
}

TEST_CASE("GraphML: one edge for each source, target and type, with sums, spans and all the evidence") {
    const std::string xml = exported(sample(), "graphml");
    CAPTURE(xml);
    CHECK(xml.find("label=\"requested\"") != std::string::npos);
    CHECK(xml.find("Anna &lt;Berg&gt;") != std::string::npos);
    CHECK(xml.find("<edge id=\"e2\"") == std::string::npos);
    CHECK(xml.find(">2024-09-01<") != std::string::npos);
    CHECK(xml.find(">2024-10-14<") != std::string::npos);
    CHECK(xml.find("visas; trade") != std::string::npos);
    CHECK(xml.find("Twice.") != std::string::npos);
    CHECK(xml.find("Again.") != std::string::npos);
    CHECK(xml.find("attr.name=\"weight\"") == xml.rfind("attr.name=\"weight\""));
    ExportOptions strict;
    strict.strict_xsd = true;
    CHECK(exported(sample(), "graphml", strict).find("label=\"requested\"") == std::string::npos);
}

TEST_CASE("CSV: names of the ends, and cells that no spreadsheet runs") {
    const Folder folder;
    REQUIRE(export_graph_to(sample(), "csv", folder / "c"));
    CHECK(read(folder / "c/nodes.csv") == "\"node\",\"labels\",\"id\",\"name\"\r\n\"person:anna\",\"Person\",\"person:anna\",\"Anna <Berg>\"\r\n"
                                          "\"state:RUR\",\"State\",\"state:RUR\",\"'=Ruritania\"\r\n");
    CHECK(read(folder / "c/edges.csv").find("\"person:anna\",\"Anna <Berg>\",\"represents\",\"state:RUR\",\"'=Ruritania\"") != std::string::npos);
    CHECK(!export_graph_to(sample(), "csv", "-"));
}

TEST_CASE("JSON follows its schema") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        const PropertyGraph g = test::random_graph(seed);
        base::JsonOptions options;
        options.schema = "graph.schema.json";
        const Result<base::JsonDocument> json = base::read_json(exported(g, "json"), "g.json", options);
        if (!json) FAIL(json.error().to_string());
        CHECK(json->root.find("nodes")->as_list()->size() == g.node_count());
        CHECK(json->root.find("edges")->as_list()->size() == g.edge_count());
    }
}

TEST_CASE("GraphML of other programs") {
    const Folder folder;
    const std::string path = write(folder / "other.graphml", R"(<?xml version="1.0"?>
<g:graphml xmlns:g="http://graphml.graphdrawing.org/xmlns"><g:key id="d0" for="node" attr.name="born" attr.type="int"><g:default>1900</g:default></g:key>
<g:key id="d1" for="edge" attr.name="score" attr.type="double"/><g:key id="d2" for="node" attr.name="ok" attr.type="boolean"/>
<g:graph edgedefault="directed"><g:node id="a" labels=":Person:Minister"><g:data key="d2">True</g:data></g:node>
<g:node id="b"><g:data key="d0">1950</g:data></g:node><g:edge source="a" target="b" label="KNOWS"><g:data key="d1">0.5</g:data></g:edge>
<g:edge source="b" target="a"/></g:graph></g:graphml>)");
    const Result<PropertyGraph> g = import_graph(path);
    if (!g) FAIL(g.error().to_string());
    CHECK(g->properties(NodeId{0}) == Map{{"born", 1900}, {"ok", true}});
    CHECK(g->properties(NodeId{1}) == Map{{"born", 1950}});
    CHECK(g->labels_of(NodeId{0}).size() == 2);
    CHECK(g->properties(EdgeId{0}) == Map{{"score", 0.5}});
    CHECK(g->types()[0] == "KNOWS");
    CHECK(g->types()[1] == "RELATED");
}

TEST_CASE("files that cannot be imported: one clear error each") {
    const Folder folder;
    std::string deep = "<graphml><graph>";
    for (int i = 0; i < 100; ++i) deep += "<x>";
    const struct { std::string name, text, message; } cases[] = {
        {"a.graphml", "", ""},
        {"b.graphml", "not XML", ""},
        {"c.graphml", "<graphml><graph><node id='a'>", ""},
        {"d.graphml", "<!DOCTYPE graphml [<!ENTITY x \"y\">]><graphml><graph/></graphml>", "DOCTYPE"},
        {"e.graphml", deep, "64 levels"},
        {"f.graphml", "<html/>", "not a GraphML file"},
        {"g.graphml", "<graphml><graph><node id='a'/><node id='a'/></graph></graphml>", "twice"},
        {"h.graphml", "<graphml><graph><edge source='a' target='b'/></graph></graphml>", "unknown node 'a'"},
        {"i.graphml", "<graphml><key id='k' for='node' attr.name='n' attr.type='int'/><graph><node id='a'><data key='k'>x</data></node></graph></graphml>", "no value"},
        {"j.jsonl", "{\"node\":1}\n[]\n", "neither"},
        {"k.jsonl", "{\"node\":1", ""},
        {"l.jsonl", "{\"source\":1,\"target\":2,\"type\":\"x\"}", "unknown node 1"},
        {"m.jsonl", "{\"node\":1}\n{\"node\":1}", "twice"},
        {"n.png", "x", "cannot tell the format"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.name);
        const Result<PropertyGraph> g = import_graph(write(folder / c.name, c.text));
        REQUIRE(!g);
        CAPTURE(g.error().to_string());
        CHECK(g.error().diagnostics().size() == 1);
        CHECK(g.error().diagnostics()[0].file.find(c.name) != std::string::npos);
        CHECK(g.error().message().find(c.message) != std::string::npos);
    }
    CHECK(import_graph(folder / "none.graphml").error().code() == ErrorCode::not_found);
    CHECK(import_graph(folder / "none.jsonl").error().code() == ErrorCode::not_found);
    fs::create_directories(folder / "c");
    CHECK(import_graph(folder / "c").error().code() == ErrorCode::not_found);
    write(folder / "c/nodes.csv", "node,labels,age:integer\na,X,1\nb,X,old\n");
    CHECK(import_graph(folder / "c").error().to_string().find("nodes.csv:3: 'old' is no value of column 'age'") != std::string::npos);
    write(folder / "c/nodes.csv", "node,labels\na,X\n");
    write(folder / "c/edges.csv", "source,source_name,type,target,target_name\na,,t,\"b,,\n");
    CHECK(import_graph(folder / "c").error().message() == "a quoted cell does not end");
}

TEST_CASE("an unknown format names the known ones") {
    const Result<void> done = export_graph_to(sample(), "graphlm", "/tmp/never");
    REQUIRE(!done);
    CHECK(done.error().code() == ErrorCode::usage);
    CHECK(done.error().to_string().find("did you mean 'graphml'?") != std::string::npos);
}
