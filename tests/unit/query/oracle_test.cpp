// The engine against a matcher that tries every assignment: all graphs of three nodes with few relationships, generated patterns.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "graph_text.h"

using namespace demarche;

namespace {

struct Edge { int from, to, type; };
struct Graph { std::vector<int> labels; std::vector<Edge> edges; };           // label 1: L
struct Part { int from, to, direction, type; };                              // direction 0 out, 1 in, 2 both; type -1: any
struct Pattern { int nodes; std::vector<bool> labelled; std::vector<Part> parts; };

// Counts the ways to give the parts different relationships and the nodes their ends.
int brute_force(const Graph& g, const Pattern& p, std::vector<int>& nodes, std::vector<bool>& used, std::size_t part) {
    if (part == p.parts.size()) {
        for (std::size_t n = 0; n < nodes.size(); ++n)
            if (nodes[n] < 0) {  // stands alone
                int sum = 0;
                for (int v = 0; v < static_cast<int>(g.labels.size()); ++v) {
                    if (p.labelled[n] && g.labels[static_cast<std::size_t>(v)] == 0) continue;
                    nodes[n] = v;
                    sum += brute_force(g, p, nodes, used, part);
                }
                nodes[n] = -1;
                return sum;
            }
        return 1;
    }
    int sum = 0;
    const Part& q = p.parts[part];
    const auto bind = [&](int a, int b) {
        const auto place = [&](int pattern_node, int v) -> bool {
            int& slot = nodes[static_cast<std::size_t>(pattern_node)];
            if (slot >= 0) return slot == v;
            if (p.labelled[static_cast<std::size_t>(pattern_node)] && g.labels[static_cast<std::size_t>(v)] == 0) return false;
            slot = v;
            return true;
        };
        const std::vector<int> before = nodes;
        if (place(q.from, a) && place(q.to, b)) sum += brute_force(g, p, nodes, used, part + 1);
        nodes = before;
    };
    for (std::size_t e = 0; e < g.edges.size(); ++e) {
        if (used[e] || (q.type >= 0 && g.edges[e].type != q.type)) continue;
        used[e] = true;
        if (q.direction != 1) bind(g.edges[e].from, g.edges[e].to);
        if (q.direction == 1 || (q.direction == 2 && g.edges[e].from != g.edges[e].to)) bind(g.edges[e].to, g.edges[e].from);
        used[e] = false;
    }
    return sum;
}

std::string text(const Graph& g) {
    std::string out;
    for (std::size_t n = 0; n < g.labels.size(); ++n) out += "(n" + std::to_string(n) + (g.labels[n] ? ":L" : "") + ")\n";
    for (const Edge& e : g.edges) out += "(n" + std::to_string(e.from) + ")-[:T" + std::to_string(e.type) + "]->(n" + std::to_string(e.to) + ")\n";
    return out;
}

std::string text(const Pattern& p) {
    std::string out;
    const auto node = [&](int n) { return "(v" + std::to_string(n) + (p.labelled[static_cast<std::size_t>(n)] ? ":L)" : ")"); };
    for (int n = 0; n < p.nodes; ++n) out += (out.empty() ? "" : ", ") + node(n);
    for (const Part& q : p.parts) {
        const std::string rel = q.type < 0 ? "[]" : "[:T" + std::to_string(q.type) + "]";
        out += ", (v" + std::to_string(q.from) + ")" + (q.direction == 1 ? "<-" : "-") + rel + (q.direction == 0 ? "->" : "-") + "(v" + std::to_string(q.to) + ")";
    }
    return out;
}

// A small generator with a fixed seed: the same cases every time.
struct Random {
    std::uint64_t state = 12345;
    int below(int n) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<int>((state >> 33U) % static_cast<std::uint64_t>(n));
    }
};

}  // namespace

TEST_CASE("patterns agree with brute force") {
    Random random;
    for (int round = 0; round < 400; ++round) {
        Graph g;
        const int nodes = 1 + random.below(4), edges = random.below(6);
        for (int n = 0; n < nodes; ++n) g.labels.push_back(random.below(2));
        for (int e = 0; e < edges; ++e) g.edges.push_back({random.below(nodes), random.below(nodes), random.below(2)});
        Pattern p;
        p.nodes = 1 + random.below(3);
        for (int n = 0; n < p.nodes; ++n) p.labelled.push_back(random.below(4) == 0);
        const int parts = random.below(4);
        for (int q = 0; q < parts; ++q) p.parts.push_back({random.below(p.nodes), random.below(p.nodes), random.below(3), random.below(3) - 1});
        std::vector<int> assigned(static_cast<std::size_t>(p.nodes), -1);
        std::vector<bool> used(g.edges.size());
        const int expected = brute_force(g, p, assigned, used, 0);
        const std::string query = "MATCH " + text(p) + " RETURN count(*) AS n";
        INFO(text(g), query);
        const PropertyGraph graph = test::read_graph(text(g));
        const auto prepared = Engine(graph, Ontology::built_in()).prepare(query);
        REQUIRE(prepared.has_value());
        const auto table = prepared->run();
        REQUIRE(table.has_value());
        CHECK(table->rows[0][0] == Value(expected));
    }
}
