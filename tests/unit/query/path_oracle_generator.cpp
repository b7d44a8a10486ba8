// Random small graphs and patterns.
#include "path_oracle.h"

namespace demarche::test {
namespace {

std::string bracketed(const std::string& s) { return "(" + s + ")"; }

// Truth over four label sets (bits of A and B) or, with types, over the two types.
Labels random_labels(Random& random, bool types, int depth) {
    const unsigned all = types ? 0x3U : 0xFU;
    switch (random.below(depth > 0 ? 6 : 3)) {
        case 0: return {types ? "T0" : "A", types ? 0x1U : 0xAU};
        case 1: return {types ? "T1" : "B", types ? 0x2U : 0xCU};
        case 2: return {"%", types ? 0x3U : 0xEU};
        case 3: {
            const Labels of = random_labels(random, types, depth - 1);
            return {"!" + bracketed(of.text), ~of.truth & all};
        }
        case 4: {
            const Labels a = random_labels(random, types, depth - 1), b = random_labels(random, types, depth - 1);
            return {bracketed(a.text) + "&" + bracketed(b.text), a.truth & b.truth};
        }
        default: {
            const Labels a = random_labels(random, types, depth - 1), b = random_labels(random, types, depth - 1);
            return {bracketed(a.text) + "|" + bracketed(b.text), a.truth | b.truth};
        }
    }
}

NodeTest random_node(Random& random) {
    NodeTest test;
    if (random.one_in(4)) test.labels = random_labels(random, false, 2);
    if (random.one_in(6)) test.least = random.below(3);
    return test;
}

RelTest random_rel(Random& random) {
    RelTest test;
    test.way = static_cast<Way>(random.below(3));
    if (random.one_in(3)) test.types = random_labels(random, true, 2);
    if (random.one_in(6)) test.least = random.below(3);
    return test;
}

Quantifier random_quantifier(Random& random, bool bounded) {
    switch (random.below(bounded ? 3 : 6)) {
        case 0: {
            const int n = 1 + random.below(3);
            return {n, n, "{" + std::to_string(n) + "}"};
        }
        case 1: {
            const int m = random.below(3), n = m + 1 + random.below(2);
            return {m, n, "{" + std::to_string(m) + "," + std::to_string(n) + "}"};
        }
        case 2: {
            const int n = 1 + random.below(3);
            return {0, n, "{," + std::to_string(n) + "}"};
        }
        case 3: return {1, {}, "+"};
        case 4: return {0, {}, "*"};
        default: {
            const int m = random.below(3);
            return {m, {}, "{" + std::to_string(m) + ",}"};
        }
    }
}

OraclePart random_part(Random& random, bool bounded) {
    OraclePart part;
    part.hops.push_back(random_rel(random));
    if (random.one_in(3)) return part;
    part.quantifier = random_quantifier(random, bounded);
    part.group = random.one_in(2);
    if (!part.group) return part;
    part.first = random_node(random);
    if (random.one_in(3)) part.hops.push_back(random_rel(random));
    for (std::size_t h = 0; h < part.hops.size(); ++h) part.nodes.push_back(random_node(random));
    part.rising = random.one_in(4);
    return part;
}

void random_choice(Random& random, OraclePattern& p) {
    const int k = 1 + random.below(3);
    const std::string number = std::to_string(k);
    switch (random.below(9)) {
        case 0: p.choice = Choice::any, p.selector = "ANY"; break;
        case 1: p.choice = Choice::any, p.count = k, p.selector = "ANY " + number; break;
        case 2: p.choice = Choice::shortest, p.selector = "ANY SHORTEST"; break;
        case 3: p.choice = Choice::groups, p.selector = "ALL SHORTEST"; break;
        case 4: p.choice = Choice::shortest, p.count = k, p.selector = "SHORTEST " + number; break;
        case 5: p.choice = Choice::groups, p.count = k, p.selector = "SHORTEST " + number; break;
        case 6: p.selector = "ALL"; break;
        default: break;
    }
}

std::string where(const std::string& variable, const std::optional<int>& least) {
    return least ? " WHERE " + variable + ".w >= " + std::to_string(*least) : "";
}

std::string text_of(const NodeTest& n, const std::string& variable) {
    return "(" + variable + (n.labels.text.empty() ? "" : ":" + n.labels.text) + where(variable, n.least) + ")";
}

std::string text_of(const RelTest& r, const std::string& variable) {
    return (r.way == Way::in ? "<-[" : "-[") + variable + (r.types.text.empty() ? "" : ":" + r.types.text) + where(variable, r.least) + (r.way == Way::out ? "]->" : "]-");
}

}  // namespace

int Random::below(int n) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<int>((state >> 33U) % static_cast<std::uint64_t>(n));
}

OracleGraph random_graph(Random& random, int max_nodes, int max_edges) {
    OracleGraph g;
    const int nodes = 1 + random.below(max_nodes), edges = random.below(max_edges + 1);
    for (int n = 0; n < nodes; ++n) {
        g.labels.push_back(random.below(4));
        g.weights.push_back(random.below(4));
    }
    for (int e = 0; e < edges; ++e) g.edges.push_back({random.below(nodes), random.below(nodes), random.below(2), random.below(4)});
    return g;
}

std::string text_of(const OracleGraph& g) {
    std::string out;
    for (std::size_t n = 0; n < g.labels.size(); ++n)
        out += "(n" + std::to_string(n) + ((g.labels[n] & 1) != 0 ? ":A" : "") + ((g.labels[n] & 2) != 0 ? ":B" : "") + " {n: " + std::to_string(n) +
               ", w: " + std::to_string(g.weights[n]) + "})\n";
    for (std::size_t e = 0; e < g.edges.size(); ++e)
        out += "(n" + std::to_string(g.edges[e].from) + ")-[:T" + std::to_string(g.edges[e].type) + " {e: " + std::to_string(e) +
               ", w: " + std::to_string(g.edges[e].weight) + "}]->(n" + std::to_string(g.edges[e].to) + ")\n";
    return out;
}

OraclePattern random_pattern(Random& random) {
    OraclePattern p;
    p.mode = static_cast<Mode>(random.below(5));
    random_choice(random, p);
    // Walks without end need a choice that ends the search.
    const bool bounded = p.mode == Mode::walk && p.choice == Choice::all;
    const int parts = 1 + random.below(2) + (random.one_in(4) ? 1 : 0);
    p.ends.push_back(random_node(random));
    for (int i = 0; i < parts; ++i) {
        p.parts.push_back(random_part(random, bounded));
        p.ends.push_back(random_node(random));
    }
    p.closed = random.one_in(8);
    return p;
}

std::string text_of(const OraclePattern& p, std::vector<std::string>& variables) {
    const auto name = [&] { return variables.emplace_back("v" + std::to_string(variables.size())); };
    std::string out = text_of(p.ends[0], "x");
    for (std::size_t i = 0; i < p.parts.size(); ++i) {
        const OraclePart& part = p.parts[i];
        if (!part.group) {
            out += text_of(part.hops[0], name());
        } else {
            const std::string first = name();
            out += "(" + text_of(part.first, first);
            std::string last;
            for (std::size_t h = 0; h < part.hops.size(); ++h) {
                out += text_of(part.hops[h], name());
                last = name();
                out += text_of(part.nodes[h], last);
            }
            out += (part.rising ? " WHERE " + first + ".w <= " + last + ".w" : "") + ")";
        }
        if (part.quantifier) out += part.quantifier->text;
        const bool end = i + 1 == p.parts.size();
        out += text_of(p.ends[i + 1], end ? p.closed ? "x" : "y" : "m" + std::to_string(i));
    }
    return out;
}

}  // namespace demarche::test
