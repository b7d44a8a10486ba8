#include "demarche/boost_graph.h"

#include <algorithm>

#include <boost/concept/assert.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/graph/strong_components.hpp>

#include "doctest/doctest.h"

using namespace demarche;

namespace {

BOOST_CONCEPT_ASSERT((boost::concepts::VertexListGraphConcept<PropertyGraph>));
BOOST_CONCEPT_ASSERT((boost::concepts::EdgeListGraphConcept<PropertyGraph>));
BOOST_CONCEPT_ASSERT((boost::concepts::BidirectionalGraphConcept<PropertyGraph>));
BOOST_CONCEPT_ASSERT((boost::concepts::AdjacencyGraphConcept<PropertyGraph>));

BOOST_CONCEPT_ASSERT((boost::concepts::VertexListGraphConcept<BoostView>));
BOOST_CONCEPT_ASSERT((boost::concepts::EdgeListGraphConcept<BoostView>));
BOOST_CONCEPT_ASSERT((boost::concepts::BidirectionalGraphConcept<BoostView>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<BoostPropertyMap<double, BoostEdge>, BoostEdge>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<BoostPropertyMap<std::string, BoostVertex>, BoostVertex>));

// 0 → 1 → 2 → 0 and 2 → 3 → 4, with weights.
PropertyGraph chain() {
    GraphBuilder b;
    for (int i = 0; i < 5; ++i) b.add_node("X", {{"score", i}});
    const std::pair<std::uint32_t, std::uint32_t> ends[] = {{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}};
    for (const auto& [from, to] : ends) b.add_edge(NodeId{from}, "to", NodeId{to}, {{"weight", static_cast<std::int64_t>(from + 1)}});
    return std::move(*b.freeze());
}

}  // namespace

TEST_CASE("Boost's algorithms run on a property graph unchanged") {
    const PropertyGraph g = chain();
    const auto index = get(boost::vertex_index, g);

    std::vector<std::size_t> depth(5, 0);
    boost::breadth_first_search(g, 0U, boost::visitor(boost::make_bfs_visitor(boost::record_distances(boost::make_iterator_property_map(depth.begin(), index), boost::on_tree_edge()))).vertex_index_map(index));
    CHECK(depth == std::vector<std::size_t>{0, 1, 2, 3, 4});

    std::vector<double> distance(5);
    boost::dijkstra_shortest_paths(g, 0U, boost::weight_map(edge_property_map<double>(g, "weight", 1.0)).vertex_index_map(index).distance_map(boost::make_iterator_property_map(distance.begin(), index)));
    CHECK(distance == std::vector<double>{0, 1, 3, 6, 10});

    std::vector<int> component(5);
    CHECK(boost::strong_components(g, boost::make_iterator_property_map(component.begin(), index), boost::vertex_index_map(index)) == 3);
    CHECK(component[0] == component[2]);
    CHECK(component[0] != component[3]);

    std::vector<double> rank(5), centrality(5);
    boost::graph::page_rank(g, boost::make_iterator_property_map(rank.begin(), index));
    CHECK(rank[2] > rank[3]);
    boost::brandes_betweenness_centrality(g, boost::centrality_map(boost::make_iterator_property_map(centrality.begin(), index)).vertex_index_map(index));
    CHECK(centrality[2] > centrality[1]);
    CHECK(centrality[4] == doctest::Approx(0));
}

TEST_CASE("edges, degrees and property maps") {
    const PropertyGraph g = chain();
    CHECK(num_vertices(g) == 5);
    CHECK(std::distance(edges(g).first, edges(g).second) == 5);
    CHECK(out_degree(2, g) == 2);
    CHECK(in_degree(0, g) == 1);
    CHECK(degree(2, g) == 3);
    CHECK(source(*in_edges(0, g).first, g) == 2);
    CHECK(target(*in_edges(0, g).first, g) == 0);
    CHECK(*adjacent_vertices(3, g).first == 4);
    CHECK(node_property_map<std::int64_t>(g, "score")[3] == 3);
    CHECK(node_property_map<std::int64_t>(g, "unheard", -1)[3] == -1);
    CHECK(get(boost::edge_index, g, *edges(g).first) == 0);
}

TEST_CASE("Boost's algorithms run on the edges of some relations, dates and confidences") {
    GraphBuilder b;
    for (int i = 0; i < 4; ++i) b.add_node("X");
    b.add_edge(NodeId{0}, "demanded", NodeId{1}, {{"confidence", 0.9}, {"date", "2024-06-10"}});
    b.add_edge(NodeId{1}, "demanded", NodeId{2}, {{"confidence", 0.5}, {"date", "2024-07"}});
    b.add_edge(NodeId{2}, "signed", NodeId{3}, {{"date", "2023"}});
    const PropertyGraph g = std::move(*b.freeze());
    const auto reached = [&](const EdgeFilter& filter) {
        std::vector<boost::default_color_type> color(4);
        const BoostView view = boost_view(g, filter);
        const auto index = get(boost::vertex_index, g);
        boost::breadth_first_search(view, 0U, boost::vertex_index_map(index).color_map(boost::make_iterator_property_map(color.begin(), index)));
        return std::count(color.begin(), color.end(), boost::black_color);
    };
    CHECK(reached(EdgeFilter(g)) == 4);
    CHECK(reached(EdgeFilter(g).types({"demanded", "unheard_of"})) == 3);
    CHECK(reached(EdgeFilter(g).since("2024")) == 3);
    CHECK(reached(EdgeFilter(g).since("2024").until("2024-06")) == 2);
    CHECK(reached(EdgeFilter(g).confidence(0.7)) == 2);
    CHECK(reached(EdgeFilter(g).types({"signed"})) == 1);
}
