// Expressions as a query sees them: one Cypher expression a line in, one TCK literal (or error kind) a line out.
#include <sstream>

#include <doctest/doctest.h>

#include "demarche/graph.h"
#include "demarche/query.h"
#include "support/cases.h"
#include "tck/literal.h"

using namespace demarche;

TEST_CASE("cases") {
    const PropertyGraph graph;
    const Ontology ontology;
    const Engine engine(graph, ontology);
    test::check_cases("functions", [&](const std::string& input) {
        std::istringstream lines(input);
        std::string line, out;
        while (std::getline(lines, line)) {
            const Result<PreparedQuery> query = engine.prepare("RETURN " + line + " AS x");
            const auto describe = [](const Error& e) { return "! " + e.diagnostics().front().detail; };
            if (!query) {
                out += describe(query.error()) + '\n';
                continue;
            }
            const Result<ResultTable> table = query->run();
            out += (table ? test::to_literal(graph, table->rows.at(0).at(0)) : describe(table.error())) + '\n';
        }
        return out;
    });
}

TEST_CASE("a parameter is looked up by Cypher's equality, whatever its type") {
    GraphBuilder builder;
    builder.add_node("X", make_map({{"id", 1.0}}));
    builder.add_node("X", make_map({{"id", "1"}}));
    builder.add_node("Y", make_map({{"id", "1"}}));
    const PropertyGraph graph = std::move(builder.freeze().value());
    const Ontology ontology;
    const Engine engine(graph, ontology);
    const Result<PreparedQuery> query = engine.prepare("MATCH (n:X {id: $v}) RETURN n");
    REQUIRE(query);
    CHECK(query->run({{"v", 1}})->rows == std::vector<std::vector<Value>>{{NodeId{0}}});
    CHECK(query->run({{"v", "1"}})->rows == std::vector<std::vector<Value>>{{NodeId{1}}});
    CHECK(query->run({{"v", Value()}})->rows.empty());
    CHECK(query->run({{"v", 2}})->rows.empty());
}
