// Limits, deep nesting, long queries: a clear error and no crash.
#include <atomic>
#include <chrono>
#include <string>

#include <doctest/doctest.h>

#include "graph_text.h"

using namespace demarche;

namespace {

std::string repeat(const std::string& s, std::size_t n) {
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out += s;
    return out;
}

std::string complete_graph(std::size_t n) {
    std::string lines;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (i != j) lines += "(n" + std::to_string(i) + ")-[:T]->(n" + std::to_string(j) + ")\n";
    return lines;
}

Error error_of(const PropertyGraph& graph, std::string_view query, const Limits& limits) {
    const auto prepared = Engine(graph, Ontology::built_in()).prepare(query);
    REQUIRE(prepared.has_value());
    const auto table = prepared->run({}, limits);
    REQUIRE(!table.has_value());
    return table.error();
}

}  // namespace

TEST_CASE("deep nesting is an error with a place") {
    const PropertyGraph graph;
    const Engine engine(graph, Ontology::built_in());
    constexpr std::size_t kMany = 100'000;
    const std::string nested[] = {
        "RETURN " + repeat("(", kMany) + "1" + repeat(")", kMany), "RETURN " + repeat("[", kMany) + repeat("]", kMany), "RETURN " + repeat("NOT ", kMany) + "true",
        "RETURN " + repeat("- ", kMany) + "1", "RETURN x" + repeat(".a", kMany), "MATCH " + repeat("(", kMany) + "a" + repeat(")", kMany) + " RETURN 1",
        "MATCH (n:" + repeat("!", kMany) + "A) RETURN n", "RETURN " + repeat("{a:", kMany) + "1" + repeat("}", kMany),
        "RETURN " + repeat("CASE WHEN ", kMany) + "true", "MATCH (a)" + repeat("-->()", kMany) + " RETURN a", repeat("UNWIND [1] AS x ", kMany) + "RETURN 1",
        "RETURN " + repeat("1 IN ", kMany) + "[]", "RETURN 1" + repeat(" IS NULL", kMany), "RETURN " + repeat("abs(", kMany) + "1" + repeat(")", kMany),
        "RETURN " + repeat("[x IN ", kMany), "RETURN " + repeat("EXISTS { MATCH (n) WHERE ", kMany), repeat("CALL { ", kMany) + "RETURN 1 AS x" + repeat(" }", kMany)};
    for (const std::string& query : nested) {
        const auto begin = std::chrono::steady_clock::now();
        const auto prepared = engine.prepare(query);
        REQUIRE(!prepared.has_value());
        CHECK(prepared.error().diagnostics()[0].position.line == 1);
        CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
    }
}

TEST_CASE("many columns take linear time") {
    const PropertyGraph graph;
    const Engine engine(graph, Ontology::built_in());
    std::string query = "RETURN 0 AS c";
    for (int i = 0; i < 100'000; ++i) query += ", 1 AS c" + std::to_string(i);
    const auto begin = std::chrono::steady_clock::now();
    const auto prepared = engine.prepare(query);
    REQUIRE(prepared.has_value());
    CHECK(prepared->columns().size() == 100'001);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("many unknown names take linear time") {
    const PropertyGraph graph = test::read_graph("(a:Person {name: 'Anna'})");
    std::string query = "MATCH (n) WHERE n.y = 1";
    for (int i = 0; i < 20'000; ++i) query += " AND n.x" + std::to_string(i) + " = 1";
    const auto begin = std::chrono::steady_clock::now();
    const auto prepared = Engine(graph, Ontology::built_in()).prepare(query + " RETURN n");
    REQUIRE(prepared.has_value());
    CHECK(prepared->warnings().size() == 100);
    CHECK(prepared->run()->rows.empty());
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("long flat queries run") {
    const PropertyGraph graph;
    const Engine engine(graph, Ontology::built_in());
    const std::string sum = "RETURN 1" + repeat(" + 1", 200'000) + " AS n";
    const auto prepared = engine.prepare(sum);
    REQUIRE(prepared.has_value());
    const auto table = prepared->run();
    REQUIRE(table.has_value());
    CHECK(table->rows[0][0] == Value(200'001));
}

TEST_CASE("limits name the operator") {
    const PropertyGraph graph = test::read_graph(complete_graph(9));
    Limits time;
    time.time = std::chrono::milliseconds(30);
    const Error slow = error_of(graph, "MATCH p = ()-[:T*]->() RETURN count(p)", time);
    CHECK(slow.code() == ErrorCode::limit_time);
    CHECK(slow.message().find("was reached in ") != std::string::npos);  // in whichever operator looks at the clock
    Limits memory;
    memory.memory_bytes = 100'000;
    const Error large = error_of(graph, "MATCH (a), (b), (c), (d) RETURN a, b, c, d ORDER BY a", memory);
    CHECK(large.code() == ErrorCode::limit_memory);
    CHECK(large.message().find("Sort") != std::string::npos);
    Limits rows;
    rows.rows = 5;
    CHECK(error_of(graph, "MATCH (a) RETURN a", rows).code() == ErrorCode::limit_rows);
    std::atomic<bool> cancel{true};
    Limits cancelled;
    cancelled.cancel = &cancel;
    CHECK(error_of(graph, "UNWIND range(1, 100000) AS i RETURN sum(i)", cancelled).code() == ErrorCode::cancelled);
}

TEST_CASE("limits hold inside the algorithms") {
    std::string lines;
    for (int i = 0; i < 3000; ++i)
        for (int step = 1; step < 4; ++step) lines += "(n" + std::to_string(i) + ")-[:T]->(n" + std::to_string((i * 7 + step * 131) % 3000) + ")\n";
    const PropertyGraph graph = test::read_graph(lines);
    Limits time;
    time.time = std::chrono::milliseconds(20);
    const auto begin = std::chrono::steady_clock::now();
    CHECK(error_of(graph, "CALL algo.betweenness()", time).code() == ErrorCode::limit_time);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(500));
    for (const char* query : {"CALL algo.betweenness()", "CALL algo.communities()", "CALL algo.components()", "CALL algo.degree()", "CALL algo.pageRank()",
                              "MATCH (a), (b) WHERE id(a) = 0 AND id(b) = 1 CALL algo.shortestPath(a, b) YIELD path RETURN path"}) {
        Limits memory;
        memory.memory_bytes = 10'000;
        CHECK(error_of(graph, query, memory).code() == ErrorCode::limit_memory);
        std::atomic<bool> cancel{true};
        Limits cancelled;
        cancelled.cancel = &cancel;
        CHECK(error_of(graph, query, cancelled).code() == ErrorCode::cancelled);
    }
}

TEST_CASE("LIMIT is lazy") {
    const PropertyGraph graph = test::read_graph(complete_graph(12));
    const auto prepared = Engine(graph, Ontology::built_in()).prepare("MATCH (a), (b), (c), (d), (e), (f), (g), (h) RETURN a LIMIT 10");
    REQUIRE(prepared.has_value());
    const auto begin = std::chrono::steady_clock::now();
    const auto table = prepared->run();
    CHECK(table->rows.size() == 10);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(500));
}
