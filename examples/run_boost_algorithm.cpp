// Runs Boost.Graph algorithms on the graph as it is: no copy, no adapter of one's own.
#include <iostream>
#include <vector>

#include <boost/graph/page_rank.hpp>
#include <boost/graph/strong_components.hpp>

#include "demarche/boost_graph.h"

using namespace demarche;

int main() {
    GraphBuilder builder;
    const NodeId ruritania = builder.add_node("State", make_map({{"name", "Ruritania"}}));
    const NodeId syldavia = builder.add_node("State", make_map({{"name", "Syldavia"}}));
    const NodeId borduria = builder.add_node("State", make_map({{"name", "Borduria"}}));
    builder.add_edge(syldavia, "requested", ruritania);
    builder.add_edge(borduria, "accused", ruritania);
    builder.add_edge(borduria, "requested", syldavia);
    const Result<PropertyGraph> graph = builder.freeze();
    if (!graph) return 1;

    std::vector<int> component(graph->node_count());
    const int components = boost::strong_components(*graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, *graph)));
    std::vector<double> rank(graph->node_count());
    boost::graph::page_rank(*graph, boost::make_iterator_property_map(rank.begin(), get(boost::vertex_index, *graph)));
    std::size_t best = 0;
    for (std::size_t i = 1; i < rank.size(); ++i)
        if (rank[i] > rank[best]) best = i;
    const Value name = graph->property(NodeId{static_cast<std::uint32_t>(best)}, *graph->find_node_key("name"));
    std::cout << components << " components; most addressed: " << *name.as_string() << '\n';
}
