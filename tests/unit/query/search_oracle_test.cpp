// The path searches against trying every trail: counted and written one by one, shortest ones, and the ends alone.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "graph_text.h"

using namespace demarche;

namespace {

struct Random {
    std::uint64_t state = 4711;
    int below(int n) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state >> 33U) % static_cast<std::uint64_t>(n));
    }
};

struct Edge { int from, to, type; };
struct Case {
    int nodes;
    std::vector<Edge> edges;
    int direction, type, min, max;  // direction 0 out, 1 in, 2 both; type -1: any
};

// The lengths of all trails from `a`, by their ends.
void trails(const Case& c, int at, int length, std::vector<bool>& used, std::vector<std::vector<int>>& lengths) {
    if (length >= c.min) lengths[static_cast<std::size_t>(at)].push_back(length);
    if (length == c.max) return;
    for (std::size_t e = 0; e < c.edges.size(); ++e) {
        const Edge& edge = c.edges[e];
        if (used[e] || (c.type >= 0 && edge.type != c.type)) continue;
        const auto go = [&](int to) {
            used[e] = true;
            trails(c, to, length + 1, used, lengths);
            used[e] = false;
        };
        if (c.direction != 1 && edge.from == at) go(edge.to);
        if (c.direction == 1 && edge.to == at) go(edge.from);
        if (c.direction == 2 && edge.to == at && edge.from != at) go(edge.from);
    }
}

std::string graph_text(const Case& c) {
    std::string out;
    const auto node = [](int n) { return "n" + std::to_string(n); };
    for (int n = 0; n < c.nodes; ++n) out += "(" + node(n) + " {n: " + std::to_string(n) + "})\n";
    for (const Edge& e : c.edges) out += "(" + node(e.from) + ")-[:T" + std::to_string(e.type) + "]->(" + node(e.to) + ")\n";
    return out;
}

std::string relationship(const Case& c, const std::string& repeat) {
    const std::string inner = "[" + (c.type < 0 ? std::string() : ":T" + std::to_string(c.type)) + repeat + "]";
    return (c.direction == 1 ? "<-" : "-") + inner + (c.direction == 0 ? "->" : "-");
}

std::vector<std::vector<Value>> rows(const PropertyGraph& graph, const std::string& query) {
    const auto prepared = Engine(graph, Ontology::built_in()).prepare(query);
    REQUIRE_MESSAGE(prepared.has_value(), query);
    const auto table = prepared->run();
    REQUIRE_MESSAGE(table.has_value(), query);
    return table->rows;
}

// How many different paths, all of which must differ.
std::size_t different(const std::vector<std::vector<Value>>& found) {
    std::set<std::string> texts;
    for (const auto& row : found) {
        std::string text;
        for (const NodeId n : row[0].as_path()->nodes) text += std::to_string(static_cast<unsigned>(n)) + " ";
        for (const EdgeId e : row[0].as_path()->edges) text += std::to_string(static_cast<unsigned>(e)) + ",";
        texts.insert(text);
    }
    CHECK(texts.size() == found.size());
    return texts.size();
}

}  // namespace

TEST_CASE("path searches agree with trying every trail") {
    Random random;
    for (int round = 0; round < 300; ++round) {
        Case c{1 + random.below(5), {}, random.below(3), random.below(3) - 1, random.below(3), 0};
        c.max = c.min + random.below(4);
        for (int e = random.below(9); e > 0; --e) c.edges.push_back({random.below(c.nodes), random.below(c.nodes), random.below(2)});
        const int a = random.below(c.nodes), b = random.below(c.nodes);
        std::vector<bool> used(c.edges.size());
        std::vector<std::vector<int>> lengths(static_cast<std::size_t>(c.nodes));
        trails(c, a, 0, used, lengths);
        const std::vector<int>& ours = lengths[static_cast<std::size_t>(b)];
        const PropertyGraph graph = test::read_graph(graph_text(c));
        const std::string repeat = "*" + std::to_string(c.min) + ".." + std::to_string(c.max);
        const std::string ends = "MATCH (a {n: " + std::to_string(a) + "}), (b {n: " + std::to_string(b) + "}) ";
        const std::string pattern = "(a)" + relationship(c, repeat) + "(b)";
        INFO(graph_text(c), ends, pattern);
        CHECK(rows(graph, ends + "MATCH " + pattern + " RETURN count(*)")[0][0] == Value(static_cast<std::int64_t>(ours.size())));
        CHECK(different(rows(graph, ends + "MATCH p = " + pattern + " RETURN p")) == ours.size());
        // Counted over all ends, and the ends themselves.
        std::size_t all = 0, reached = 0;
        for (const auto& each : lengths) all += each.size(), reached += each.empty() ? 0 : 1;
        const std::string open = "MATCH (a {n: " + std::to_string(a) + "})" + relationship(c, repeat) + "(m) ";
        CHECK(rows(graph, open + "RETURN count(*)")[0][0] == Value(static_cast<std::int64_t>(all)));
        CHECK(rows(graph, open + "WITH DISTINCT m RETURN count(*)")[0][0] == Value(static_cast<std::int64_t>(reached)));
        CHECK(rows(graph, open + "RETURN count(DISTINCT m)")[0][0] == Value(static_cast<std::int64_t>(reached)));
        if (c.min > 1) continue;
        const auto least = std::min_element(ours.begin(), ours.end());
        const std::size_t shortest = ours.empty() ? 0 : static_cast<std::size_t>(std::count(ours.begin(), ours.end(), *least));
        const auto found = rows(graph, ends + "MATCH p = allShortestPaths(" + pattern + ") RETURN p");
        CHECK(different(found) == shortest);
        for (const auto& row : found) CHECK(static_cast<int>(row[0].as_path()->edges.size()) == *least);
        CHECK(rows(graph, ends + "MATCH p = allShortestPaths(" + pattern + ") RETURN count(p)")[0][0] == Value(static_cast<std::int64_t>(shortest)));
        const auto one = rows(graph, ends + "MATCH p = shortestPath(" + pattern + ") RETURN length(p)");
        CHECK(one.size() == (ours.empty() ? 0U : 1U));
        if (!one.empty() && !ours.empty()) CHECK(one[0][0] == Value(*least));
    }
}
