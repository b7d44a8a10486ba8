// An independent reading of path patterns, for tests only: it writes every derivation of a pattern down, one after another, with none of
// the engine's tricks. Small graphs and patterns come from a generator with a fixed seed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace demarche::test {

// The same numbers every time, on every machine.
struct Random {
    std::uint64_t state = 12345;
    int below(int n);
    bool one_in(int n) { return below(n) == 0; }
};

// ---- the graph: node i has the property n: i, its labels are the bits of `labels` (A 1, B 2); edge i has e: i and a type 0 or 1.
struct OracleEdge { int from = 0, to = 0, type = 0, weight = 0; };
struct OracleGraph {
    std::vector<int> labels, weights;  // by node
    std::vector<OracleEdge> edges;
};
OracleGraph random_graph(Random& random, int max_nodes, int max_edges);
std::string text_of(const OracleGraph& graph);  // the form that read_graph() reads

// ---- patterns. A truth table over the label sets (none, A, B, A and B) or the two types is what a label expression means.
struct Labels { std::string text; unsigned truth = 0xF; };
struct Bound { int least = -1000; };  // WHERE x.w >= least
struct NodeTest { Labels labels; std::optional<int> least; };
enum class Way { out, in, both };
struct RelTest { Way way = Way::out; Labels types; std::optional<int> least; };
struct Quantifier { int min = 1; std::optional<int> max; std::string text; };
// One hop, a repeated hop, or a repeated part (first)-hop-(node)-…; rising: WHERE first.w <= last.w at the end of each repetition.
struct OraclePart {
    std::optional<Quantifier> quantifier;
    bool group = false, rising = false;
    NodeTest first;
    std::vector<RelTest> hops;
    std::vector<NodeTest> nodes;  // of a group: after each hop
};
enum class Mode { unspecified, walk, trail, acyclic, simple };
enum class Choice { all, any, shortest, groups };
struct OraclePattern {
    std::vector<NodeTest> ends;   // one more than parts
    std::vector<OraclePart> parts;
    Mode mode = Mode::unspecified;
    Choice choice = Choice::all;
    int count = 1;
    bool closed = false;          // the last node is the first
    std::string selector;         // as written
};
OraclePattern random_pattern(Random& random);
// (x …)-[…]->…(y …); group variables are v0, v1 … in order.
std::string text_of(const OraclePattern& pattern, std::vector<std::string>& variables);

// One derivation: nodes and edges of the path and, for each variable of the pattern, the elements it stands for.
struct Derivation {
    std::vector<int> nodes, edges;
    std::vector<std::vector<int>> variables;
    bool operator<(const Derivation& o) const;
    bool operator==(const Derivation& o) const { return nodes == o.nodes && edges == o.edges && variables == o.variables; }
};
// All derivations before any choice, of paths with at most `longest` edges.
std::vector<Derivation> derivations(const OracleGraph& graph, const OraclePattern& pattern, std::size_t longest);
// Is `found` what the pattern's choice may leave of `all`? Empty when it is, else what is wrong.
std::string wrong_choice(const OraclePattern& pattern, const std::vector<Derivation>& all, const std::vector<Derivation>& found);

}  // namespace demarche::test
