// Generated path patterns on generated small graphs: the engine's rows against all derivations written down.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "graph_text.h"
#include "path_oracle.h"

using namespace demarche;
using namespace demarche::test;

namespace {

// Paths longer than this are not written down; walks without end are too many to follow far.
constexpr std::size_t kLongest = 9, kLongestWalk = 6;

std::size_t longest(const OraclePattern& p) { return p.mode == Mode::walk ? kLongestWalk : kLongest; }

std::vector<int> numbers(const Value& list) {
    std::vector<int> out;
    for (const Value& v : *list.as_list()) out.push_back(static_cast<int>(*v.as_integer()));
    return out;
}

struct Case {
    OracleGraph graph;
    OraclePattern pattern;
    std::string path;                     // without the selector and mode
    std::vector<std::string> variables;
    std::string prefix, keyword;          // "ANY SHORTEST TRAIL "; "MATCH" or "MATCH REPEATABLE ELEMENTS"
};

Case random_case(Random& random) {
    Case c;
    c.graph = random_graph(random, 4, 6);
    c.pattern = random_pattern(random);
    c.path = text_of(c.pattern, c.variables);
    static const char* const kModes[] = {"", "WALK ", "TRAIL ", "ACYCLIC ", "SIMPLE "};
    const auto& p = c.pattern;
    const bool groups = p.choice == Choice::groups && p.selector != "ALL SHORTEST";
    c.prefix = (p.selector.empty() ? "" : p.selector + " ") + kModes[static_cast<int>(p.mode)] + (groups ? "PATH GROUPS " : "");
    c.keyword = p.mode == Mode::walk && p.choice == Choice::all && random.one_in(2) ? "MATCH REPEATABLE ELEMENTS" : "MATCH";
    return c;
}

ResultTable rows(const Case& c, const std::string& query) {
    const PropertyGraph graph = read_graph(text_of(c.graph));
    const auto prepared = Engine(graph, Ontology::built_in()).prepare(query);
    REQUIRE_MESSAGE(prepared.has_value(), prepared.error().to_string());
    Limits limits;
    limits.time = std::chrono::seconds(20);
    auto table = prepared->run({}, limits);
    REQUIRE_MESSAGE(table.has_value(), table.error().to_string());
    return std::move(*table);
}

std::string element_list(const Case& c, std::size_t v) {
    // A variable of a repeated part is a list; that of a single hop one relationship.
    std::size_t at = 0;
    for (const OraclePart& part : c.pattern.parts) {
        const std::size_t size = part.group ? 1 + 2 * part.hops.size() : 1;
        if (v < at + size) {
            const std::string& name = c.variables[v];
            if (!part.quantifier) return "[" + name + ".e]";
            return "[i IN " + name + " | i." + (part.group && (v - at) % 2 == 0 ? "n" : "e") + "]";
        }
        at += size;
    }
    return "";
}

std::vector<Derivation> found(const Case& c, const std::string& match) {
    std::string query = match + " RETURN [i IN nodes(p) | i.n], [i IN relationships(p) | i.e]";
    for (std::size_t v = 0; v < c.variables.size(); ++v) query += ", " + element_list(c, v);
    std::vector<Derivation> result;
    for (const auto& row : rows(c, query).rows) {
        Derivation d{numbers(row[0]), numbers(row[1]), {}};
        for (std::size_t v = 0; v < c.variables.size(); ++v) d.variables.push_back(numbers(row[2 + v]));
        result.push_back(std::move(d));
    }
    return result;
}

bool too_long(const std::vector<Derivation>& list, std::size_t longest) {
    return std::any_of(list.begin(), list.end(), [&](const Derivation& d) { return d.edges.size() > longest; });
}

}  // namespace

TEST_CASE("path patterns agree with all derivations") {
    Random random;
    for (int round = 0; round < 4000; ++round) {
        const Case c = random_case(random);
        const std::string match = c.keyword + " p = " + c.prefix + c.path;
        INFO("round ", round, "\n", text_of(c.graph), match);
        const std::vector<Derivation> got = found(c, match);
        if (too_long(got, longest(c.pattern))) continue;
        const std::string wrong = wrong_choice(c.pattern, derivations(c.graph, c.pattern, longest(c.pattern)), got);
        REQUIRE_MESSAGE(wrong.empty(), wrong);
    }
}

// The same patterns behind bound ends, in OPTIONAL MATCH, EXISTS { … } and COUNT { … }.
TEST_CASE("path patterns as parts of queries agree with all derivations") {
    Random random{777};
    for (int round = 0; round < 1500; ++round) {
        const Case c = random_case(random);
        const std::string pattern = c.prefix + c.path;
        std::vector<Derivation> all = derivations(c.graph, c.pattern, longest(c.pattern));
        const std::string bound = c.pattern.closed ? "MATCH (x) " : "MATCH (y), (x) ";
        const std::string optional = "MATCH (x) OPTIONAL " + c.keyword + " p = " + pattern + " RETURN x.n, count(p)";
        const std::string exists = "MATCH (x) WHERE EXISTS { " + c.keyword + " " + pattern + " } RETURN x.n, COUNT { " + c.keyword + " " + pattern + " }";
        INFO("round ", round, "\n", text_of(c.graph), pattern);
        const std::vector<Derivation> joined = found(c, bound + c.keyword + " p = " + pattern);
        if (too_long(joined, longest(c.pattern))) continue;
        REQUIRE_MESSAGE(wrong_choice(c.pattern, all, joined).empty(), bound);
        std::map<int, std::int64_t> starts;
        for (const Derivation& d : joined) ++starts[d.nodes.front()];
        for (const auto& row : rows(c, optional).rows) CHECK(*row[1].as_integer() == starts[static_cast<int>(*row[0].as_integer())]);
        const ResultTable existing = rows(c, exists);
        CHECK(existing.rows.size() == static_cast<std::size_t>(std::count_if(starts.begin(), starts.end(), [](const auto& s) { return s.second > 0; })));
        for (const auto& row : existing.rows) CHECK(*row[1].as_integer() == starts[static_cast<int>(*row[0].as_integer())]);
    }
}
