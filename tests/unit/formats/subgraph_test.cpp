#include "demarche/subgraph.h"

#include "doctest/doctest.h"

using namespace demarche;

namespace {

// a → b → c → d, and a ← d; only a → b has a date that is not in 2030.
PropertyGraph chain() {
    GraphBuilder b;
    NodeId nodes[4];
    for (int i = 0; i < 4; ++i) nodes[i] = b.add_node("Person", {{"name", Value(std::string(1, static_cast<char>('a' + i)))}});
    b.add_edge(nodes[0], "demanded", nodes[1], {{"first_date", "2029-01-01"}, {"last_date", "2029-12-31"}});
    b.add_edge(nodes[1], "signed", nodes[2], {{"date", "2030-05"}});
    b.add_edge(nodes[2], "requested", nodes[3], {{"date", Value(Date{21915})}});  // 2030-01-01
    b.add_edge(nodes[3], "accused", nodes[0]);
    return std::move(*b.freeze());
}

std::string shape(const PropertyGraph& g) {
    std::string out;
    const KeyId name = *g.find_node_key("name");
    for (std::uint32_t n = 0; n < g.node_count(); ++n) out += *g.property(NodeId{n}, name).as_string();
    for (std::uint32_t e = 0; e < g.edge_count(); ++e) {
        out += ' ' + *g.property(g.source(EdgeId{e}), name).as_string() + g.types()[static_cast<std::size_t>(g.type(EdgeId{e}))][0] + *g.property(g.target(EdgeId{e}), name).as_string();
    }
    return out;
}

std::string filtered(const EdgeFilter& filter) {
    const PropertyGraph g = chain();
    const Result<std::vector<EdgeId>> edges = filter_edges(g, Ontology::built_in(), filter);
    return edges ? shape(subgraph(g, {}, *edges)) : edges.error().message();
}

}  // namespace

TEST_CASE("filters: relations with all below them, and times") {
    CHECK(filtered({{}, "", ""}) == "abcd adb bsc crd daa");
    CHECK(filtered({{"pressured"}, "", ""}) == "abcd adb crd daa");
    CHECK(filtered({{"signed", "accused"}, "", ""}) == "abcd bsc daa");
    CHECK(filtered({{}, "2030", ""}) == "bcd bsc crd");
    CHECK(filtered({{}, "2030-02", ""}) == "bc bsc");
    CHECK(filtered({{}, "", "2029-06"}) == "ab adb");
    CHECK(filtered({{"presured"}, "", ""}) == "unknown relation 'presured'");
    CHECK(filtered({{}, "soon", ""}) == "'soon' is no date");
}

TEST_CASE("what surrounds a node, in either direction") {
    const PropertyGraph g = chain();
    const std::vector<EdgeId> all = *filter_edges(g, Ontology::built_in(), {});
    CHECK(shape(*surroundings(g, "a", 0, all)) == "a");
    CHECK(shape(*surroundings(g, "a", 1, all)) == "abd adb daa");
    CHECK(shape(*surroundings(g, "a", 2, all)) == "abcd adb bsc crd daa");
    const std::vector<EdgeId> pressure = *filter_edges(g, Ontology::built_in(), {{"pressured"}, "", ""});
    CHECK(shape(*surroundings(g, "b", 1, pressure)) == "ab adb");
    CHECK(surroundings(g, "z", 1, all).error().code() == ErrorCode::not_found);
}

TEST_CASE("a sub-graph keeps order, labels and properties, and what is given twice is there once") {
    const PropertyGraph g = chain();
    const NodeId nodes[] = {NodeId{3}, NodeId{0}, NodeId{3}};
    CHECK(shape(subgraph(g, nodes, {})) == "ad");
    const EdgeId edges[] = {EdgeId{1}, EdgeId{1}};
    CHECK(shape(subgraph(g, {}, edges)) == "bc bsc");
}
