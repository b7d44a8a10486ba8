// Files as other programs write them, in our own words.
#include "doctest/doctest.h"
#include "unit/formats/files.h"

using namespace demarche;
using namespace demarche::test;

namespace {

PropertyGraph imported(const std::string& path, const ImportOptions& options = {}) {
    Result<PropertyGraph> graph = import_graph(path, options);
    if (!graph) FAIL(graph.error().to_string());
    return std::move(*graph);
}

// "labels{properties}" a line for each node, then "source -type-> target {properties}" for each edge.
std::string text(const PropertyGraph& g) {
    std::string out;
    for (std::uint32_t n = 0; n < g.node_count(); ++n) {
        for (const LabelId label : g.labels_of(NodeId{n})) out += g.labels()[static_cast<std::size_t>(label)] + ' ';
        out += to_json(Value(g.properties(NodeId{n}))) + '\n';
    }
    for (std::uint32_t e = 0; e < g.edge_count(); ++e) {
        out += std::to_string(static_cast<std::size_t>(g.source(EdgeId{e}))) + " -" + g.types()[static_cast<std::size_t>(g.type(EdgeId{e}))] + "-> " +
               std::to_string(static_cast<std::size_t>(g.target(EdgeId{e}))) + ' ' + to_json(Value(g.properties(EdgeId{e}))) + '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("GraphML") {
    const Folder folder;
    const struct { const char *what, *file, *graph; } cases[] = {
        {"prefixes, defaults, Neo4j's labels", R"(<?xml version="1.0"?>
<g:graphml xmlns:g="http://graphml.graphdrawing.org/xmlns"><g:key id="d0" for="node" attr.name="born" attr.type="int"><g:default>1900</g:default></g:key>
<g:key id="d1" for="edge" attr.name="score" attr.type="double"/><g:key id="d2" for="node" attr.name="ok" attr.type="boolean"/>
<g:graph edgedefault="directed"><g:node id="a" labels=":Person:Minister"><g:data key="d2">True</g:data></g:node>
<g:node id="b"><g:data key="d0">1950</g:data></g:node><g:edge source="a" target="b" label="KNOWS"><g:data key="d1">0.5</g:data></g:edge>
<g:edge source="b" target="a"/></g:graph></g:graphml>)",
         "Minister Person {\"born\":1900,\"id\":\"a\",\"ok\":true}\n{\"born\":1950,\"id\":\"b\"}\n0 -KNOWS-> 1 {\"score\":0.5}\n1 -RELATED-> 0 {}\n"},
        {"networkx: undirected, types by name", R"(<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d1" for="edge" attr.name="kind" attr.type="string"/>
<key id="d0" for="node" attr.name="club" attr.type="string"/><graph edgedefault="undirected"><node id="Anna"><data key="d0">Officer</data></node><node id="Ben"/>
<edge source="Anna" target="Ben" id="0"><data key="d1">friend</data></edge></graph></graphml>)",
         "{\"club\":\"Officer\",\"id\":\"Anna\"}\n{\"id\":\"Ben\"}\n0 -friend-> 1 {\"directed\":false}\n"},
        {"igraph: a name key, data of the graph, NaN", R"(<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="g_x" for="graph" attr.name="x" attr.type="string"/>
<key id="v_name" for="node" attr.name="name" attr.type="string"/><key id="e_weight" for="edge" attr.name="weight" attr.type="double"/><key id="e_w2" for="edge" attr.name="w2" attr.type="double"/>
<graph id="G" edgedefault="directed"><data key="g_x">y</data><node id="n0"><data key="v_name">Anna</data></node>
<edge source="n0" target="n0"><data key="e_w2">NaN</data><data key="e_weight">3</data></edge></graph></graphml>)",
         "{\"id\":\"n0\",\"name\":\"Anna\"}\n0 -RELATED-> 0 {\"w2\":\"NaN\",\"weight\":3.0}\n"},
        {"Gephi: label is the name, kind on the edge", R"(<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key attr.name="label" attr.type="string" for="node" id="label"/>
<key attr.name="Edge Label" attr.type="string" for="edge" id="edgelabel"/><key attr.name="weight" attr.type="double" for="edge" id="weight"/>
<graph edgedefault="directed"><node id="1"><data key="label">Anna</data></node><edge id="7" source="1" target="1" label="ACCUSED"><data key="weight">2.0</data></edge></graph></graphml>)",
         "{\"id\":\"1\",\"name\":\"Anna\"}\n0 -ACCUSED-> 0 {\"weight\":2.0}\n"},
        {"yEd: drawn labels, a group with nodes in it, an edge before its nodes", R"(<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d10" yfiles.type="edgegraphics"/><key attr.name="note" attr.type="string" for="node" id="d4"/>
<graph edgedefault="directed" id="G"><edge id="e0" source="n0" target="n0::n1"><data key="d10"><y:PolyLineEdge><y:EdgeLabel>leads</y:EdgeLabel></y:PolyLineEdge></data></edge>
<node id="n0" yfiles.foldertype="group"><data key="d4">top</data><data key="d6"><y:GroupNode><y:NodeLabel>Cabinet</y:NodeLabel></y:GroupNode></data>
<graph edgedefault="directed" id="n0:"><node id="n0::n1"><data key="d6"><y:ShapeNode><y:NodeLabel>
Anna<y:LabelModel><y:Smart/></y:LabelModel></y:NodeLabel></y:ShapeNode></data></node></graph></node></graph></graphml>)",
         "{\"id\":\"n0::n1\",\"name\":\"Anna\"}\n{\"id\":\"n0\",\"name\":\"Cabinet\",\"note\":\"top\"}\n1 -leads-> 0 {}\n"},
        {"a key that is not declared, CDATA, another encoding", "<?xml version='1.0' encoding='ISO-8859-1'?><graphml><graph edgedefault='directed'><node id='a'><data key='x'>Z\xFCrich <![CDATA[<&>]]></data></node></graph></graphml>",
         "{\"id\":\"a\",\"x\":\"Z\xC3\xBCrich <&>\"}\n"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        CHECK(text(imported(folder.write("x.graphml", c.file))) == c.graph);
    }
}

TEST_CASE("GEXF") {
    const Folder folder;
    const std::string gephi = R"(<?xml version='1.0' encoding='UTF-8'?><gexf xmlns="http://gexf.net/1.3" version="1.3"><meta><creator>Gephi 0.10</creator></meta>
<graph defaultedgetype="directed" mode="dynamic"><attributes class="node" mode="static"><attribute id="born" title="born" type="integer"><default>1900</default></attribute>
<attribute id="k" title="kind" type="string"/></attributes><nodes><node id="1" label="Anna" start="2020-01-01"><attvalues><attvalue for="k" value="Person"/></attvalues>
<size value="10" xmlns="http://gexf.net/1.3/viz"/></node><node id="2" label="Ben"><attvalues><attvalue for="born" value="1950"/></attvalues></node></nodes>
<edges><edge id="0" source="1" target="2" kind="met" weight="2.0"/><edge id="1" source="2" target="1" type="undirected" label="knows"/></edges></graph></gexf>)";
    CHECK(text(imported(folder.write("x.gexf", gephi))) ==
          "Person {\"born\":1900,\"id\":\"1\",\"name\":\"Anna\",\"start\":\"2020-01-01\"}\n{\"born\":1950,\"id\":\"2\",\"name\":\"Ben\"}\n"
          "0 -met-> 1 {\"weight\":2.0}\n1 -knows-> 0 {\"directed\":false}\n");
}

TEST_CASE("CSV") {
    const Folder folder;
    const struct { const char *what, *nodes, *edges, *graph; } cases[] = {
        {"plain tables; kinds by what most rows hold", "id,name,kind,born\n1,Anna,Person,1970\n2,Ruritania,State,\n", "eid,src,dst,type,score\n0,1,2,accused,0.5\n1,2,1,aided,1\n",
         "Person {\"born\":1970,\"id\":\"1\",\"name\":\"Anna\"}\nState {\"id\":\"2\",\"name\":\"Ruritania\"}\n0 -accused-> 1 {\"eid\":0,\"score\":0.5}\n1 -aided-> 0 {\"eid\":1,\"score\":1.0}\n"},
        {"neo4j-admin", "personId:ID(Person),name:string,aliases:string[],age:int,:LABEL\n7,\"Berg, Anna\",A;B,50,Person;Minister\n", ":START_ID(Person),:END_ID(Person),:TYPE,since:date\n7,7,KNOWS,2031-05-04\n",
         "Minister Person {\"age\":50,\"aliases\":[\"A\",\"B\"],\"id\":\"7\",\"name\":\"Berg, Anna\"}\n0 -KNOWS-> 0 {\"since\":\"2031-05-04\"}\n"},
        {"Gephi: semicolons, a byte order mark, Type is no type", "\xEF\xBB\xBFId;Label\na;Anna\nb;Ben\n", "Source;Target;Type;Kind;Weight\na;b;Directed;met;2\n",
         "{\"id\":\"a\",\"name\":\"Anna\"}\n{\"id\":\"b\",\"name\":\"Ben\"}\n0 -met-> 1 {\"Type\":\"Directed\",\"Weight\":2}\n"},
        {"codes stay texts, a later cell may be of another kind", "id\tcode\r\na\t007\r\n", "source\ttarget\tn\r\na\ta\t\r\n", "{\"code\":\"007\",\"id\":\"a\"}\n0 -RELATED-> 0 {}\n"},
    };
    for (const auto& c : cases) {
        CAPTURE(c.what);
        ImportOptions tables;
        tables.edges = folder.write("e.csv", c.edges);
        CHECK(text(imported(folder.write("n.csv", c.nodes), tables)) == c.graph);
    }
    CHECK(text(imported(folder.write("only.csv", "from,to\na,b\nb,a\n"))) == "{\"id\":\"a\",\"name\":\"a\"}\n{\"id\":\"b\",\"name\":\"b\"}\n0 -RELATED-> 1 {}\n1 -RELATED-> 0 {}\n");
    std::string long_table = "source,target,n\n";
    for (int i = 0; i < 1500; ++i) long_table += "a,b," + std::string(i == 1400 ? "many" : "1") + "\n";
    CHECK(text(imported(folder.write("long.csv", long_table))).find("{\"n\":\"many\"}") != std::string::npos);
}

TEST_CASE("JSON and JSON Lines") {
    const Folder folder;
    CHECK(text(imported(folder.write("nx.json", R"({"directed": false, "multigraph": false, "graph": {"x": [1, "]"]}, "nodes": [{"id": "Anna", "kind": "Person", "n": 1}, {"id": 2}],
        "links": [{"source": "Anna", "target": 2, "relation": "met", "weight": 0.5}]})"))) ==
          "Person {\"id\":\"Anna\",\"n\":1}\n{\"id\":2}\n0 -met-> 1 {\"directed\":false,\"weight\":0.5}\n");
    CHECK(text(imported(folder.write("d3.json", R"({"links":[{"source":1,"target":0}],"nodes":[{"name":"Anna"},{"name":"Ben"}]})"))) == "{\"name\":\"Anna\"}\n{\"name\":\"Ben\"}\n1 -RELATED-> 0 {}\n");
    CHECK(text(imported(folder.write("neo4j.jsonl", R"({"type":"node","id":"1","labels":["Person"],"properties":{"name":"Anna","@x":1}}
{"type":"relationship","id":"9","label":"KNOWS","start":{"id":"1","labels":["Person"]},"end":{"id":"1"},"properties":{"since":2031}})"))) ==
          "Person {\"@x\":1,\"name\":\"Anna\"}\n0 -KNOWS-> 0 {\"since\":2031}\n");
}
