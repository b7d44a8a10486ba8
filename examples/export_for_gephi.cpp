// Writes a graph as GraphML, with the edges' kinds as Gephi reads them.
#include <iostream>

#include "demarche/formats.h"

using namespace demarche;

int main() {
    GraphBuilder builder;
    const NodeId ruritania = builder.add_node("State", make_map({{"id", "state:RUR"}, {"name", "Ruritania"}}));
    const NodeId syldavia = builder.add_node("State", make_map({{"id", "state:SYL"}, {"name", "Syldavia"}}));
    builder.add_edge(ruritania, "demanded", syldavia, make_map({{"topic", "an apology"}}));
    builder.add_edge(syldavia, "rejected", ruritania);
    const Result<PropertyGraph> graph = builder.freeze();
    if (!graph || !export_graph(*graph, "graphml", std::cout)) return 1;
}
