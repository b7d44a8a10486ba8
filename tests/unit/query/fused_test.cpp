// Conditions, grouping and DISTINCT that run over batches of columns give what the general operators give: the same query is run with its
// conditions and keys behind functions and a SKIP, which no special operator looks through.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "graph_text.h"

using namespace demarche;

namespace {

struct Random {
    std::uint64_t state = 99;
    std::size_t below(std::size_t n) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>((state >> 33U) % n);
    }
    template <class T>
    const T& of(const std::vector<T>& items) { return items[below(items.size())]; }
};

const std::vector<std::string> kNumbers = {"-3", "0", "7", "300", "70000"}, kWords = {"'a'", "'b'", "'bb'", "'ż'"}, kReals = {"0.5", "2.0", "-1.25"},
                               kSets = {"7, 'b', 300, 0.5, true", "'a', 'bb', 7.0, null", "0, -3, 7, 70000, 2", "1, 2, 3, 4, date('2024-02-29')", "1, 'x', 2, [7], 7"},
                               kDays = {"date('2020-01-31')", "date('2024-02-29')"}, kTruths = {"true", "false"};

// i: always there; s, x, d, t: sometimes; mixed: of several types.
std::string properties(Random& random) {
    std::string out = "{i: " + random.of(kNumbers);
    if (random.below(3)) out += ", s: " + random.of(kWords);
    if (random.below(3)) out += ", x: " + random.of(kReals);
    if (random.below(3)) out += ", d: " + random.of(kDays);
    if (random.below(3)) out += ", t: " + random.of(kTruths);
    out += ", mixed: " + random.of(random.below(2) ? kNumbers : kWords);
    return out + "}";
}

std::string graph_text(Random& random) {
    std::string out;
    const std::size_t nodes = 1 + random.below(8);
    const auto name = [](std::size_t n) { return "n" + std::to_string(n); };
    for (std::size_t n = 0; n < nodes; ++n) out += "(" + name(n) + (random.below(2) ? ":L" : "") + (random.below(3) ? "" : ":M") + " " + properties(random) + ")\n";
    for (std::size_t e = random.below(20); e > 0; --e)
        out += "(" + name(random.below(nodes)) + ")-[:T" + std::to_string(random.below(3)) + " " + properties(random) + "]->(" + name(random.below(nodes)) + ")\n";
    return out;
}

// x = 7 OR 'b' = x OR …
std::string alternatives(const std::string& x, const std::string& values) {
    std::string out;
    std::stringstream all(values);
    for (std::string value; std::getline(all, value, ',');) out += (out.empty() ? "(" : " OR ") + (out.size() % 2 == 0 ? x + " = " + value : value + " = " + x);
    return out + " OR a.i = -3)";
}

std::vector<std::string> rows(const PropertyGraph& graph, const std::string& query) {
    const auto prepared = Engine(graph, Ontology::built_in()).prepare(query);
    REQUIRE_MESSAGE(prepared.has_value(), query, prepared.has_value() ? "" : prepared.error().to_string());
    const auto table = prepared->run({{"p", Value(7)}});
    REQUIRE_MESSAGE(table.has_value(), query, table.has_value() ? "" : table.error().to_string());
    std::vector<std::string> out;
    for (const auto& row : table->rows) {
        std::string text;
        for (const Value& v : row) text += test::to_text(graph, v) + " | ";
        out.push_back(std::move(text));
    }
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace

TEST_CASE("batches agree with rows") {
    const std::vector<std::string> patterns = {"(a)-[r]->(b)",        "(a:L)-[r:T0|T2]->(b)",           "(a)<-[r:T1]-(b:L)",          "(a)-[r]-(b:!M)",
                                               "(a)-[r]->(b)-[q]->(a)", "(a:L)-[r]->(b)-[q:T0]->(c)-[s:T1|T2]->(a)", "(a)-[r:T0]-(b)-[q]-(c)", "(a), (b:M)-[r]->(c)",
                                               "(a)-[r]->(a), (b)",   "(a:L), (b), (a)-[r]-(b)",        "(a {i: 7})-[r]->(b)-[q {i: 7}]->(c)"};
    const std::vector<std::string> elements = {"a", "b", "r"}, keys = {"i", "s", "x", "d", "t", "mixed", "none"}, compare = {"=", "<>", "<", "<=", ">", ">="};
    const std::vector<std::string> bounds = {"7",  "0.5", "-4", "70001", "$p", "'b'", "'aa'", "null", "date('2024-02-29')", "true", "a.i", "b.i", "r.i", "a.s", "b.d", "0.0/0.0", "1e300"};
    const std::vector<std::string> groups = {"", "a, ", "b, ", "r, ", "a.i, ", "b.s, ", "type(r), ", "r.i / 10, ", "type(r), r.i / 100, ", "a.d, b.t, ", "a.x, ", "b, r.s, "};
    const std::vector<std::string> counts = {"count(*)", "count(r), count(DISTINCT b)", "count(DISTINCT r)", "count(a), count(*)"};
    Random random;
    for (int round = 0; round < 1500; ++round) {
        const std::string lines = graph_text(random);
        const PropertyGraph graph = test::read_graph(lines);
        std::string fused, general;
        for (std::size_t i = random.below(3); i > 0; --i) {
            const std::string property = random.of(elements) + "." + random.of(keys), op = " " + random.of(compare) + " ", bound = random.of(bounds);
            const bool turned = random.below(4) == 0;
            const auto condition = [&](const std::string& p) { return turned ? bound + op + p : p + op + bound; };
            const std::string one_of = random.of(kSets);
            // Many alternatives become a set; behind a sum or a function they do not.
            const std::size_t kind = random.below(6);
            const std::string list = property + " IN [" + one_of + "]", hidden = property + " IN ([" + one_of + "] + [])";
            const std::string plain = kind == 0 ? list : kind == 1 ? alternatives(property, one_of) : condition(property);
            fused += (fused.empty() ? " WHERE " : " AND ") + plain;
            general += (general.empty() ? " WHERE " : " AND ") +
                       (kind == 0 ? hidden : kind == 1 ? alternatives("coalesce(" + property + ", null)", one_of) : condition("coalesce(" + property + ", null)"));
        }
        const std::string match = "MATCH " + random.of(patterns), group = random.of(groups), count = random.of(counts);
        const std::string result = round % 3 == 0 ? " WITH DISTINCT a, b RETURN a, b" : round % 3 == 1 ? " RETURN a, b, r" : " RETURN " + group + count;
        INFO(lines, match, fused, result);
        CHECK(rows(graph, match + fused + result) == rows(graph, match + " WITH a, b, r SKIP 0" + general + " WITH a, b, r SKIP 0" + result));
    }
}

TEST_CASE("joins by a table agree with products") {
    const std::vector<std::string> patterns = {"(a), (b)", "(a:L), (b:M)", "(a)-[r]->(c), (b)", "(a)-[:T0]->(c)-[:T1]->(d), (b)-[s]-(e)", "(a), (c), (b)-->(e)", "p = (a)-[*1..2]->(c), (b)"};
    const std::vector<std::string> joins = {"a.i = b.i", "a.s = b.s", "b.x = a.x", "a.d = b.d", "a.t = b.t AND a.i = b.i", "a.mixed = b.mixed", "b.i = a.i + 7", "a.i = b.x", "b.mixed = a.s", "b.none = a.i"};
    Random random;
    for (int round = 0; round < 400; ++round) {
        const std::string lines = graph_text(random);
        const PropertyGraph graph = test::read_graph(lines);
        const std::string match = "MATCH " + random.of(patterns), join = random.of(joins);
        INFO(lines, match, join);
        CHECK(rows(graph, match + " WHERE " + join + " RETURN a, b") == rows(graph, match + " WITH a, b SKIP 0 WHERE " + join + " RETURN a, b"));
    }
}

TEST_CASE("groups that a limit drops") {
    Random random;
    for (int round = 0; round < 100; ++round) {
        const PropertyGraph graph = test::read_graph(graph_text(random));
        for (const std::string order : {"n DESC, i", "n, i", "n DESC, i SKIP 1"}) {
            const std::string rest = " WITH a, count(*) AS n RETURN n, a.i AS i, elementId(a) AS e ORDER BY " + order;
            const std::size_t skip = rest.find(" SKIP");
            const std::string by = rest.substr(0, skip) + ", e" + (skip == std::string::npos ? "" : rest.substr(skip)) + " LIMIT 3";
            CHECK(rows(graph, "MATCH (a)-[r]->(b)" + by) == rows(graph, "MATCH (a)-[r]->(b) WITH a, b, r SKIP 0" + by));
        }
    }
}
