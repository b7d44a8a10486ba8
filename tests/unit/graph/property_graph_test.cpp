#include "demarche/graph.h"

#include <algorithm>
#include <random>
#include <tuple>

#include "doctest/doctest.h"
#include "graph/packed.h"

using namespace demarche;

namespace {

std::size_t n(auto id) { return static_cast<std::size_t>(id); }

PropertyGraph small() {
    GraphBuilder b;
    const NodeId a = b.add_node("Person", {{"aliases", Value(List{"Anna", "A. Berg"})}, {"name", "Anna Berg"}});
    const std::string_view both[] = {"State", "Place", "State"};
    const NodeId r = b.add_node(both, {{"founded", 1901}, {"name", "Ruritania"}, {"none", Value()}});
    b.add_edge(r, "located_in", r);
    b.add_edge(a, "visited", r, {{"date", Value(Date{19000})}});
    b.add_edge(a, "represents", r, {{"since", 2001}, {"weight", 0.5}});
    b.add_edge(a, "visited", r, {{"date", "last year"}, {"sure", true}});
    return std::move(*b.freeze());
}

}  // namespace

TEST_CASE("an empty graph") {
    const PropertyGraph none;
    CHECK(none.node_count() == 0);
    CHECK(none.edge_count() == 0);
    CHECK(!none.find_label("Person"));
    GraphBuilder b;
    const Result<PropertyGraph> g = b.freeze();
    REQUIRE(g);
    CHECK(g->node_count() == 0);
}

TEST_CASE("names, labels and properties of a small graph") {
    const PropertyGraph g = small();
    CHECK(g.node_count() == 2);
    CHECK(std::vector<std::string>(g.labels().begin(), g.labels().end()) == std::vector<std::string>{"Person", "Place", "State"});
    CHECK(std::vector<std::string>(g.types().begin(), g.types().end()) == std::vector<std::string>{"located_in", "represents", "visited"});
    CHECK(std::vector<std::string>(g.node_keys().begin(), g.node_keys().end()) == std::vector<std::string>{"aliases", "founded", "name"});
    CHECK(g.labels_of(NodeId{1}).size() == 2);
    CHECK(g.has_label(NodeId{1}, *g.find_label("State")));
    CHECK(!g.has_label(NodeId{0}, *g.find_label("State")));
    CHECK(g.nodes_with(*g.find_label("Place")).size() == 1);
    CHECK(g.property(NodeId{1}, *g.find_node_key("founded")) == Value(1901));
    CHECK(g.property(NodeId{0}, *g.find_node_key("founded")).is_null());
    CHECK(g.properties(NodeId{0}) == Map{{"aliases", Value(List{"Anna", "A. Berg"})}, {"name", "Anna Berg"}});
    CHECK(!g.find_node_key("none"));
}

TEST_CASE("edges are sorted by source, type, target and order of adding") {
    const PropertyGraph g = small();
    REQUIRE(g.edge_count() == 4);
    CHECK(g.types()[n(g.type(EdgeId{0}))] == "represents");
    CHECK(g.property(EdgeId{1}, *g.find_edge_key("date")) == Value(Date{19000}));
    CHECK(g.property(EdgeId{2}, *g.find_edge_key("date")) == Value("last year"));
    CHECK(g.properties(EdgeId{0}) == Map{{"since", 2001}, {"weight", 0.5}});
    CHECK(g.properties(EdgeId{2}) == Map{{"date", "last year"}, {"sure", true}});
    CHECK(g.source(EdgeId{3}) == NodeId{1});
    const TypeId visited = *g.find_type("visited");
    CHECK(g.edge_count(visited) == 2);
    CHECK(g.out(NodeId{0}).size() == 3);
    CHECK(g.out(NodeId{0}, visited).size() == 2);
    CHECK(g.out(NodeId{0}, visited).edge(1) == EdgeId{2});
    CHECK(g.in(NodeId{1}).size() == 4);
    CHECK(g.in(NodeId{1}, visited).size() == 2);
    CHECK(g.in(NodeId{1}, visited).edge(0) == EdgeId{1});
    CHECK(g.in(NodeId{0}).empty());
}

TEST_CASE("strings of all lengths and bytes get one number each") {
    graph::Interner interner;
    std::vector<std::string> texts = {""};
    for (std::size_t length = 1; length < 20; ++length) {
        for (const char last : {'\0', 'a', '\xFF'}) texts.push_back(std::string(length - 1, 'n') + last);
        texts.push_back(std::string(length, '\0'));
    }
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = 0; i < texts.size(); ++i) CHECK(interner.add(texts[i]) == i);
    }
    std::vector<std::uint32_t> renumber;
    const graph::StringPool pool = interner.freeze(renumber);
    REQUIRE(pool.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) CHECK(pool[i] == texts[i]);
}

TEST_CASE("incoming edges of a graph of many ranges are in the order of type, source and edge") {
    std::mt19937 random(7);
    GraphBuilder b;
    const std::uint32_t nodes = 9000;
    for (std::uint32_t i = 0; i < nodes; ++i) b.add_node("N");
    const char* const types[] = {"a", "b", "c"};
    const auto any = [&] { return NodeId{static_cast<std::uint32_t>(random() % nodes)}; };
    for (int i = 0; i < 30000; ++i) b.add_edge(any(), types[random() % 3], random() % 4 ? any() : NodeId{4096});
    const PropertyGraph g = std::move(*b.freeze());
    std::vector<std::vector<std::tuple<TypeId, NodeId, EdgeId>>> expected(nodes);
    for (std::uint32_t e = 0; e < g.edge_count(); ++e) expected[n(g.target(EdgeId{e}))].emplace_back(g.type(EdgeId{e}), g.source(EdgeId{e}), EdgeId{e});
    const InArrays arrays = g.in_arrays();
    for (std::uint32_t node = 0; node < nodes; ++node) {
        std::sort(expected[node].begin(), expected[node].end());
        const Adjacency in = g.in(NodeId{node});
        REQUIRE(in.size() == expected[node].size());
        for (std::size_t i = 0; i < in.size(); ++i) {
            const auto type = TypeId{static_cast<std::uint32_t>(arrays.types.number(arrays.begin[node] + i))};
            CHECK(std::tuple(type, in.nodes[i], in.edge(i)) == expected[node][i]);
        }
    }
}

TEST_CASE("the first searches of a column and those by its index find the same") {
    GraphBuilder b;
    std::vector<std::vector<NodeId>> expected(7);
    for (std::uint32_t i = 0; i < 3000; ++i) {
        const bool named = i % 3 != 0;
        b.add_node("N", named ? Map{{"name", "name " + std::to_string(i % 7)}} : Map{});
        if (named) expected[i % 7].push_back(NodeId{i});
    }
    const PropertyGraph g = std::move(*b.freeze());
    const KeyId name = *g.find_node_key("name");
    for (std::size_t round = 0; round < 21; ++round) CHECK(g.find_nodes(name, Value("name " + std::to_string(round % 7))) == expected[round % 7]);
    CHECK(g.find_nodes(name, "name 7").empty());
}

TEST_CASE("nodes are found by id, name, alias and by scan") {
    const PropertyGraph g = small();
    const KeyId name = *g.find_node_key("name"), aliases = *g.find_node_key("aliases"), founded = *g.find_node_key("founded");
    CHECK(g.find_nodes(name, "Ruritania") == std::vector<NodeId>{NodeId{1}});
    CHECK(g.find_nodes(name, "Nobody").empty());
    CHECK(g.find_nodes(name, 3).empty());
    CHECK(g.find_nodes(aliases, "A. Berg") == std::vector<NodeId>{NodeId{0}});
    CHECK(g.find_nodes(aliases, Value(List{"Anna", "A. Berg"})) == std::vector<NodeId>{NodeId{0}});
    CHECK(g.find_nodes(founded, 1901) == std::vector<NodeId>{NodeId{1}});
    CHECK(g.find_nodes(founded, Value()).empty());
}

TEST_CASE("values that no property can hold are refused") {
    Value deep(List{});
    for (int i = 0; i < 100; ++i) deep = Value(List{deep});
    for (const Value& bad : {Value(NodeId{0}), Value(List{Value(EdgeId{0})}), Value(Map{{"p", Value(Path{})}}), deep}) {
        GraphBuilder b;
        b.add_node("X", {{"bad", bad}});
        const Result<PropertyGraph> g = b.freeze();
        REQUIRE(!g);
        CHECK(g.error().code() == ErrorCode::argument);
        CHECK(b.node_count() == 0);
    }
}

TEST_CASE("a column keeps every kind of value, also when kinds meet under one key") {
    const std::vector<Value> values = {Value(1), Value(1.0), Value(true), Value("1"), Value(Date{1}), Value(LocalTime{5}), Value(Time{7, 3600}),
                                       Value(LocalDateTime{9, 1}), Value(DateTime{5, 6, 7, "Europe/Paris"}), Value(Duration{1, 2, 3, 4}),
                                       Value(List{1, "x", Value()}), Value(Map{{"a", 1}, {"b", Value(List{})}}), Value(INT64_MIN), Value(INT64_MAX),
                                       Value(-0.0), Value(std::numeric_limits<double>::quiet_NaN()), Value(std::string("a\0b", 3)), Value("")};
    for (std::size_t i = 0; i <= values.size(); ++i) {  // alone (dense and sparse), and all under one key
        GraphBuilder b;
        for (std::size_t row = 0; row < 200; ++row) {
            const Value& v = i == values.size() ? values[row % values.size()] : values[i];
            b.add_node("X", row % 3 == 0 ? Map{{"dense", v}, {"sparse", v}} : Map{{"dense", v}});
        }
        const Result<PropertyGraph> g = b.freeze();
        REQUIRE(g);
        for (std::uint32_t row = 0; row < 200; ++row) {
            const Value& v = i == values.size() ? values[row % values.size()] : values[i];
            CHECK(g->property(NodeId{row}, *g->find_node_key("dense")) == v);
            CHECK(g->property(NodeId{row}, *g->find_node_key("sparse")) == (row % 3 == 0 ? v : Value()));
        }
    }
}

TEST_CASE("random graphs: adjacency agrees with a list of edges") {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        std::mt19937 random(seed);
        const std::uint32_t nodes = 1 + random() % 30;
        const std::uint32_t edges = random() % 200;
        GraphBuilder b;
        for (std::uint32_t i = 0; i < nodes; ++i) b.add_node(i % 2 ? "Odd" : "Even");
        using Row = std::tuple<std::uint32_t, std::string, std::uint32_t, std::int64_t>;
        std::vector<Row> rows;
        for (std::uint32_t i = 0; i < edges; ++i) {
            const Row row{random() % nodes, std::string(1, static_cast<char>('a' + random() % 4)), random() % nodes, i};
            b.add_edge(NodeId{std::get<0>(row)}, std::get<1>(row), NodeId{std::get<2>(row)}, {{"order", std::get<3>(row)}});
            rows.push_back(row);
        }
        const Result<PropertyGraph> g = b.freeze();
        REQUIRE(g);
        std::sort(rows.begin(), rows.end());
        for (std::uint32_t i = 0; i < edges; ++i) {
            const EdgeId e{i};
            CHECK(Row{static_cast<std::uint32_t>(g->source(e)), g->types()[n(g->type(e))], static_cast<std::uint32_t>(g->target(e)),
                      *g->property(e, *g->find_edge_key("order")).as_integer()} == rows[i]);
        }
        std::size_t seen = 0;
        for (std::uint32_t v = 0; v < nodes; ++v) {
            for (std::uint32_t t = 0; t < g->types().size(); ++t) {
                const Adjacency in = g->in(NodeId{v}, TypeId{t}), out = g->out(NodeId{v}, TypeId{t});
                seen += in.size() + out.size();
                CHECK(std::is_sorted(in.nodes.begin(), in.nodes.end()));
                for (std::size_t i = 0; i < in.size(); ++i) {
                    CHECK(g->target(in.edge(i)) == NodeId{v});
                    CHECK(g->source(in.edge(i)) == in.nodes[i]);
                    CHECK(g->type(in.edge(i)) == TypeId{t});
                }
                for (std::size_t i = 0; i < out.size(); ++i) {
                    CHECK(g->source(out.edge(i)) == NodeId{v});
                    CHECK(g->target(out.edge(i)) == out.nodes[i]);
                }
            }
        }
        CHECK(seen == 2 * edges);
    }
}
