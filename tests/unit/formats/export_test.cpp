#include "demarche/formats.h"

#include <algorithm>
#include <filesystem>

#include "base/json.h"
#include "doctest/doctest.h"
#include "unit/formats/files.h"
#include "unit/graph/samples.h"

using namespace demarche;
using namespace demarche::test;
namespace fs = std::filesystem;

TEST_CASE("the same graph gives the same bytes, and every format writes hostile graphs") {
    const Folder folder;
    for (unsigned seed = 0; seed < 20; ++seed) {
        const PropertyGraph g = test::random_graph(seed);
        for (const std::string& format : export_formats()) {
            CAPTURE(format);
            REQUIRE(export_graph_to(g, format, folder / format, {}));
            if (!is_folder_format(format)) CHECK(exported(g, format) == folder.read(format));
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
    CHECK(folder.read("c/nodes.csv") == "\"node\",\"labels\",\"id\",\"name\"\r\n\"person:anna\",\"Person\",\"person:anna\",\"Anna <Berg>\"\r\n"
                                          "\"state:RUR\",\"State\",\"state:RUR\",\"'=Ruritania\"\r\n");
    CHECK(folder.read("c/edges.csv").find("\"person:anna\",\"Anna <Berg>\",\"represents\",\"state:RUR\",\"'=Ruritania\"") != std::string::npos);
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

TEST_CASE("events: one row an act, codes and the first report") {
    GraphBuilder b;
    const NodeId a = b.add_node("Person", {{"id", "person:anna"}, {"name", "Anna\tBerg"}, {"state", "RUR"}}), r = b.add_node("State", {{"id", "state:BOR"}, {"state", "BOR"}});
    const List evidence = {Value(Map{{"article", "x.txt"}, {"date", "2031-05-05"}, {"sentence", "She asked."}})};
    b.add_edge(a, "requested", r, {{"cameo", "10"}, {"confidence", 0.5}, {"evidence", Value(evidence)}, {"first_date", "2031-05-04"}, {"plover", "request"}, {"weight", 1}});
    b.add_edge(a, "represents", r, {{"weight", 1}});
    const std::string table = exported(*b.freeze(), "events");
    CAPTURE(table);
    CHECK(table.starts_with("event_id\tdate\t"));
    CHECK(table.find("\t2031-05-05\tperson:anna\tAnna Berg\tPerson\tRUR\tstate:BOR\tstate:BOR\tState\tBOR\tREQUEST\trequested\t10\t") != std::string::npos);
    CHECK(table.ends_with("0.5\t1\t\tx.txt\tShe asked.\n"));
    CHECK(std::count(table.begin(), table.end(), '\n') == 2);
}

TEST_CASE("events: the place of an act is its own, or that of an end that is a place or an event") {
    GraphBuilder b;
    const NodeId anna = b.add_node("Person", {{"id", "a"}, {"name", "Anna"}}), port = b.add_node("Place", {{"id", "p"}, {"name", "Port Ruri"}});
    const NodeId summit = b.add_node("Event", {{"id", "s"}, {"name", "the summit"}});
    b.add_edge(anna, "announced", summit, {{"plover", "statement"}});
    b.add_edge(anna, "consulted", anna, {{"location", "Bordville"}, {"plover", "consult"}});
    b.add_edge(anna, "demanded", port, {{"plover", "demand"}});
    b.add_edge(anna, "stated", anna, {{"plover", "statement"}});
    b.add_edge(summit, "located_in", port);
    const std::string table = exported(*b.freeze(), "events");
    std::vector<std::string> places;
    for (std::size_t line = table.find('\n') + 1; line < table.size(); line = table.find('\n', line) + 1) {
        std::size_t at = line;
        for (int cell = 0; cell < 18; ++cell) at = table.find('\t', at) + 1;
        places.push_back(table.substr(at, table.find('\t', at) - at));
    }
    CHECK(places == std::vector<std::string>{"Port Ruri", "Bordville", "Port Ruri", ""});
}

TEST_CASE("neo4j-admin: typed headings, arrays of texts, labels and types that nothing splits") {
    GraphBuilder b;
    const NodeId n = b.add_node("a;b", {{"aliases", Value(List{Value("A."), Value("B \"C\"")})}, {"born", 1970}, {"mixed", Value(List{Value(1)})}});
    b.add_edge(n, "KNOWS", n, {{"since", Value(Date{0})}});
    const Folder folder;
    REQUIRE(export_graph_to(*b.freeze(), "neo4j", folder / "n"));
    CHECK(folder.read("n/nodes.csv") == "\":ID\",\":LABEL\",\"aliases:string[]\",\"born:long\",\"mixed:string\"\r\n\"n0\",\"a_b\",\"A.;B \"\"C\"\"\",1970,\"[1]\"\r\n");
    CHECK(folder.read("n/edges.csv") == "\":START_ID\",\":END_ID\",\":TYPE\",\"since:date\"\r\n\"n0\",\"n0\",\"KNOWS\",1970-01-01\r\n");
    CHECK(folder.read("n/import.sh").find("--nodes=nodes.csv --relationships=edges.csv") != std::string::npos);
}

TEST_CASE("Cypher: batches, quoted names, values as literals") {
    GraphBuilder b;
    const NodeId n = b.add_node("La`bel", {{"name", "O'Neil \"x\""}, {"list", Value(List{Value("a")})}, {"map", Value(Map{{"k", 1}})}});
    for (int i = 0; i < 501; ++i) b.add_edge(n, "KNOWS", n);
    const std::string script = exported(*b.freeze(), "cypher");
    CHECK(script.find("SET n += row.properties, n:`La``bel`;") != std::string::npos);
    CHECK(script.find("`list`: [\"a\"], `map`: \"{\\\"k\\\":1}\", `name`: \"O'Neil \\\"x\\\"\"") != std::string::npos);
    std::size_t statements = 0;
    for (std::size_t at = script.find("MERGE (a)-[r:`KNOWS`"); at != std::string::npos; at = script.find("MERGE (a)-[r:`KNOWS`", at + 1)) ++statements;
    CHECK(statements == 2);
}

TEST_CASE("node-link JSON: attributes beside the ends, one link for each source, target and type") {
    const Result<Value> json = parse_json(exported(sample(), "node-link"));
    REQUIRE(json);
    const List& links = *json->find("links")->as_list();
    CHECK(links.size() == 2);
    CHECK(*links[0].find("source") == Value("person:anna"));
    CHECK(*links[1].find("relation") == Value("requested"));
    CHECK(*links[1].find("acts") == Value(2));
    CHECK(*json->find("nodes")->as_list()->front().find("label") == Value("Anna <Berg>"));
}

TEST_CASE("GEXF: kinds, weights, colours and the time of nodes and edges") {
    const std::string xml = exported(sample(), "gexf");
    CAPTURE(xml);
    CHECK(xml.find("kind=\"requested\" label=\"requested\" weight=\"3\" start=\"2024-09-01\" end=\"2024-10-14\"") != std::string::npos);
    CHECK(xml.find("label=\"Anna &lt;Berg&gt;\" start=\"2024-09-01\" end=\"2024-10-14\"") != std::string::npos);
    CHECK(xml.find("<viz:color r=\"230\"") != std::string::npos);
    CHECK(xml.find("title=\"weight\"") == std::string::npos);  // it is Gephi's own column
}

TEST_CASE("DOT: how many acts an edge stands for") {
    CHECK(exported(sample(), "dot").find("[label=\"requested (2)\"]") != std::string::npos);
    ExportOptions every;
    every.aggregate = false;
    CHECK(exported(sample(), "dot", every).find("(2)") == std::string::npos);
}

TEST_CASE("an unknown format names the known ones") {
    const Result<void> done = export_graph_to(sample(), "graphlm", "/tmp/never");
    REQUIRE(!done);
    CHECK(done.error().code() == ErrorCode::usage);
    CHECK(done.error().to_string().find("did you mean 'graphml'?") != std::string::npos);
}
