// Builds a graph by hand and asks it who pressured whom. Any labels, types and properties fit; `pressured` covers the relations below it.
#include <iostream>

#include "demarche/query.h"

using namespace demarche;

int main() {
    GraphBuilder builder;
    const NodeId anna = builder.add_node("Person", make_map({{"name", "Anna Berg"}, {"state", "RUR"}}));
    const NodeId syldavia = builder.add_node("State", make_map({{"name", "Syldavia"}, {"state", "SYL"}}));
    const NodeId treaty = builder.add_node("Law", make_map({{"name", "Border Treaty"}}));
    builder.add_edge(anna, "demanded", syldavia, make_map({{"topic", "to open the border"}, {"date", "2031-05-04"}}));
    builder.add_edge(anna, "signed", treaty);
    const Result<PropertyGraph> graph = builder.freeze();
    if (!graph) return 1;

    const Engine engine(*graph, Ontology::built_in());
    const Result<PreparedQuery> query = engine.prepare("MATCH (a)-[r:pressured]->(b {state: $state}) RETURN a.name, type(r), b.name, r.topic");
    if (!query) {
        std::cerr << query.error().to_string() << '\n';
        return 1;
    }
    const Result<ResultTable> table = query->run(make_map({{"state", "SYL"}}));
    if (!table) return 1;
    for (const auto& row : table->rows) {
        for (const Value& value : row) std::cout << *value.as_string() << "  ";
        std::cout << '\n';
    }
}
