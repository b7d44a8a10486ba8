// Files that cannot be imported: one clear message each, with the line where there is one.
#include "doctest/doctest.h"
#include "unit/formats/files.h"

using namespace demarche;
using namespace demarche::test;
namespace fs = std::filesystem;

namespace {

std::string repeated(const std::string& text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

const std::string kKey = "<key id='k' for='node' attr.name='n' attr.type='int'/>";
const std::string kGexf = "<gexf><graph><attributes class='node'><attribute id='0' title='n' type='integer'/></attributes><nodes>";

}  // namespace

TEST_CASE("files that cannot be imported: one clear message each") {
    const Folder folder;
    const struct { std::string name, text; std::size_t line; std::string message; } cases[] = {
        {"empty.graphml", "", 0, ""},
        {"text.graphml", "not XML", 1, "Start tag expected"},
        {"half.graphml", "<graphml>\n<graph>\n<node id='a'>", 3, "Premature end"},
        {"utf8.graphml", "<graphml>\n<graph>\n<node id='\xFF\xFE'/></graph></graphml>", 3, "not proper UTF-8"},
        {"doctype.graphml", "<?xml version='1.0'?>\n<!DOCTYPE graphml [<!ENTITY x \"y\">]><graphml><graph/></graphml>", 2, "a DOCTYPE is not allowed"},
        {"external.graphml", "<!DOCTYPE graphml SYSTEM \"file:///etc/passwd\"><graphml><graph/></graphml>", 1, "a DOCTYPE is not allowed"},
        {"deep.graphml", "<graphml>\n<graph>" + repeated("<x>", 100), 2, "nested deeper than 64 levels"},
        {"huge.graphml", "<graphml>\n<graph><node id='" + std::string(11'000'000, 'x') + "'/></graph></graphml>", 2, "AttValue"},
        {"other.graphml", "<html/>", 0, "not a GraphML file"},
        {"twice.graphml", "<graphml><graph>\n<node id='a'/>\n<node id='a'/></graph></graphml>", 3, "node 'a' is there twice"},
        {"nowhere.graphml", "<graphml><graph>\n<edge source='a' target='b'/>\n</graph></graphml>", 2, "edge to unknown node 'a'"},
        {"value.graphml", "<graphml>" + kKey + "\n<graph><node id='a'><data key='k'>x</data></node></graph></graphml>", 2, "'x' is no value of attribute 'n'"},
        {"hyper.graphml", "<graphml><graph>\n<hyperedge/></graph></graphml>", 2, "<hyperedge>"},
        {"half.gexf", "<gexf>\n<graph>", 2, "Premature end"},
        {"doctype.gexf", "<!DOCTYPE gexf>\n<gexf/>", 1, "a DOCTYPE is not allowed"},
        {"other.gexf", "<graphml/>", 0, "not a GEXF file"},
        {"value.gexf", kGexf + "\n<node id='a'><attvalues><attvalue for='0' value='x'/></attvalues></node></nodes></graph></gexf>", 2, "'x' is no value of attribute 'n'"},
        {"weight.gexf", "<gexf><graph><edges>\n<edge source='a' target='b' weight='heavy'/></edges></graph></gexf>", 2, "'heavy' is no weight"},
        {"nowhere.gexf", "<gexf><graph><edges>\n<edge source='a' target='b'/></edges></graph></gexf>", 2, "edge to unknown node 'a'"},
        {"list.jsonl", "{\"node\":1}\n[]\n", 2, "neither"},
        {"half.jsonl", "{\"node\":1", 1, ""},
        {"utf8.jsonl", "{\"node\":1}\n{\"node\":2,\"labels\":[\"\xC3\"]}", 2, "not UTF-8"},
        {"deep.jsonl", "{\"node\":1,\"properties\":{\"x\":" + repeated("[", 1000) + repeated("]", 1000) + "}}", 1, "64"},
        {"nowhere.jsonl", "\n{\"source\":1,\"target\":2,\"type\":\"x\"}", 2, "unknown node '1'"},
        {"twice.jsonl", "{\"node\":1}\n{\"node\":1}", 2, "twice"},
        {"half.json", "{\"nodes\":[{\"id\":1},\n{\"id\":", 2, "ends too early"},
        {"other.json", "{\"a\":1}", 1, "not the JSON of a graph"},
        {"list.json", "[1]", 1, "no JSON object"},
        {"item.json", "{\"nodes\":[\n{\"id\":1},\n{\"id\":01}]}", 3, ""},
        {"utf8.json", "{\"nodes\":[\n{\"id\":\"\xFF\"}]}", 2, "not UTF-8"},
        {"deep.json", "{\"nodes\":[\n" + repeated("[", 1000), 2, "64 levels"},
        {"nowhere.json", "{\"nodes\":[],\"edges\":[\n{\"source\":1,\"target\":2}]}", 2, "unknown node '1'"},
        {"twice.json", "{\"nodes\":[{\"id\":1},\n{\"id\":1}]}", 2, "node '1' is there twice"},
        {"ends.csv", "a,b\n1,2\n", 1, "no column 'source'"},
        {"cells.csv", "source,target\na,b\na\n", 3, "1 cells instead of 2"},
        {"quote.csv", "source,target\na,b\n\"a,\n\n", 3, "a quoted cell does not end"},
        {"utf8.csv", "source,target\na,\xFF\n", 2, "not UTF-8"},
        {"typed.csv", "source,target,n:int\na,b,x\n", 2, "'x' is no value of column 'n'"},
        {"empty.csv", "", 1, "no heading"},
        {"picture.png", "x", 0, "cannot tell the format"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.name);
        const Result<PropertyGraph> g = import_graph(folder.write(c.name, c.text));
        REQUIRE(!g);
        CAPTURE(g.error().to_string());
        CHECK(g.error().diagnostics().size() == 1);
        CHECK(g.error().code() == (c.name == "picture.png" ? ErrorCode::usage : ErrorCode::bad_input));
        CHECK(g.error().diagnostics()[0].file.find(c.name) != std::string::npos);
        if (c.line != 0) CHECK(g.error().diagnostics()[0].position.line == c.line);
        CHECK(g.error().message().find(c.message) != std::string::npos);
        CHECK(g.error().message().find('\n') == std::string::npos);
    }
}

TEST_CASE("files that are not there, and tables of our own that are damaged") {
    const Folder folder;
    for (const char* name : {"none.graphml", "none.gexf", "none.json", "none.jsonl", "none.csv", "none.png"}) {
        CAPTURE(name);
        CHECK(import_graph(folder / name).error().code() == ErrorCode::not_found);
    }
    fs::create_directories(folder / "c");
    CHECK(import_graph(folder / "c").error().code() == ErrorCode::not_found);
    folder.write("c/nodes.csv", "node,labels,age:integer\na,X,1\nb,X,old\n");
    CHECK(import_graph(folder / "c").error().to_string().find("nodes.csv:3: 'old' is no value of column 'age'") != std::string::npos);
    folder.write("c/nodes.csv", "node,labels\na,X\na,X\n");
    CHECK(import_graph(folder / "c").error().to_string().find("nodes.csv:3: node 'a' is there twice") != std::string::npos);
    folder.write("c/nodes.csv", "node,labels\na,X\n");
    folder.write("c/edges.csv", "source,source_name,type,target,target_name\na,,t,b,\n");
    CHECK(import_graph(folder / "c").error().to_string().find("edges.csv:2: edge to unknown node 'b'") != std::string::npos);
    ImportOptions wrong;
    wrong.format = "graphlm";
    CHECK(import_graph(folder / "c/nodes.csv", wrong).error().to_string().find("did you mean 'graphml'?") != std::string::npos);
}
