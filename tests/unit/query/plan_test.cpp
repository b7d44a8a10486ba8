// What the planner chooses.
#include <string>

#include <doctest/doctest.h>

#include "demarche/ontology.h"
#include "graph_text.h"

using namespace demarche;

namespace {

std::string plan_of(const PropertyGraph& graph, std::string_view query) {
    const auto prepared = Engine(graph, Ontology::built_in()).prepare(query);
    REQUIRE(prepared.has_value());
    return prepared->explain();
}

Value only_value(const PropertyGraph& graph, std::string_view query) {
    const auto prepared = Engine(graph, Ontology::built_in()).prepare(query);
    REQUIRE(prepared.has_value());
    const auto table = prepared->run();
    REQUIRE(table.has_value());
    REQUIRE(table->rows.size() == 1);
    return table->rows[0][0];
}

}  // namespace

TEST_CASE("plans are printed") {
    const PropertyGraph graph = test::read_graph("(a:Person {name: 'Anna'})-[:signed]->(b:Law)");
    const auto prepared = Engine(graph, Ontology::built_in()).prepare("MATCH (p:Person {name: 'Anna'})-[r:signed]->(l) RETURN l LIMIT 3");
    REQUIRE(prepared.has_value());
    const std::string plan = prepared->explain();
    CHECK(plan.find("NodeLookup (p)") != std::string::npos);
    CHECK(plan.find("Expand (p)-[r]->(l)") != std::string::npos);
    const auto profile = prepared->profile();
    REQUIRE(profile.has_value());
    CHECK(profile->find("rows 1") != std::string::npos);
}

TEST_CASE("an equality alone joins two patterns by a table") {
    std::string lines;
    for (int i = 0; i < 600; ++i) lines += "(a" + std::to_string(i) + ":A {k: " + std::to_string(i % 60) + "})\n";
    for (int i = 0; i < 300; ++i) lines += "(b" + std::to_string(i) + ":B {k: " + std::to_string(i % 100) + (i % 2 != 0 ? ".0" : "") + "})\n";
    lines += "(x:A)\n(y:B)\n(a0)-[:T]->(b0)\n";
    const PropertyGraph graph = test::read_graph(lines);
    const std::string query = "MATCH (a:A), (b:B) WHERE a.k = b.k RETURN count(*) AS n";
    CHECK(plan_of(graph, query).find("HashJoin (a)") != std::string::npos);
    CHECK(only_value(graph, query) == Value(60 * 10 * 3));
    CHECK(only_value(graph, "MATCH (a:A)-->(c), (b:B) WHERE b.k = a.k RETURN count(*) AS n") == Value(3));
    CHECK(only_value(graph, "MATCH (a:A), (b:B) WHERE a.k = b.k + 0 RETURN count(*) AS n") == Value(60 * 10 * 3));
    CHECK(only_value(graph, "MATCH (a:A), (b:A) WHERE a.k = b.k + rand() * 0 RETURN count(*) > 0 AS n") == Value(true));  // not joined
}

TEST_CASE("a hop's cost is that from its start's label") {
    // Of all nodes few have a U, but those with the label L have many; of T they have one.
    std::string lines;
    for (int i = 0; i < 40; ++i) {
        const std::string name = "l" + std::to_string(i);
        for (int j = 0; j < 20; ++j) lines += "(" + name + ":L)-[:U]->(u" + std::to_string(j) + ")\n";
        lines += "(" + name + ")-[:T]->(t)\n";
    }
    for (int i = 0; i < 2000; ++i) lines += "(m" + std::to_string(i) + ")-[:T]->(m" + std::to_string(i / 2) + ")\n";
    const PropertyGraph graph = test::read_graph(lines);
    const std::string plan = plan_of(graph, "MATCH (x:L)-[r:U]->(a), (x)-[s:T]->(b) RETURN x, a, b");
    REQUIRE(plan.find("[r]") != std::string::npos);
    CHECK(plan.find("[r]") < plan.find("[s]"));  // the last operator stands first
}
