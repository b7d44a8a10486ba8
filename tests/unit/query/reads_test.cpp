// Which columns a query reads: never too few.
#include <doctest/doctest.h>

#include "demarche/query.h"

using namespace demarche;

namespace {

std::string join(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
    return all;
}

// The keys, or "*" for all.
std::string reads(std::string_view query) {
    const PropertyGraph graph;
    const Result<PreparedQuery> prepared = Engine(graph, Ontology::built_in()).prepare(query);
    REQUIRE_MESSAGE(prepared, prepared.error().to_string());
    const GraphParts parts = prepared->reads();
    if (!parts.all) CHECK(parts.node_keys == parts.edge_keys);
    return parts.all ? "*" : join(parts.node_keys);
}

}  // namespace

TEST_CASE("queries that name their keys read these alone") {
    const std::pair<const char*, const char*> cases[] = {
        {"MATCH (a) RETURN count(*)", ""},
        {"MATCH (a)-[r]->(b {name: $n}) WHERE r.date > '2024' RETURN a.id, type(r), labels(b)", "date id name"},
        {"MATCH (a)-[r]->(b) WITH a, r, coalesce(r.date, evidence(r)[0].date) AS date WHERE date > '2024' RETURN a.name AS source, date, evidence(r)[0].sentence", "date evidence name sentence"},
        {"MATCH (a)-[r]->(b) WITH b, count(*) AS c RETURN b.id AS id, c ORDER BY c DESC LIMIT 3", "id"},
        {"MATCH (a)-[r]->(b) RETURN count(DISTINCT a), elementId(b)", "id"},
        {"MATCH p = (a)-[*1..3]->(b) RETURN length(p)", ""},
        {"MATCH (a) WHERE EXISTS { MATCH (a)-[r]->(b) WHERE b.kind = 'x' } RETURN a.name", "kind name"},
        {"MATCH (a) RETURN collect(a.name)", "name"},
        {"MATCH (a) RETURN a['name']", "name"},
        {"MATCH (a) WITH collect(a.x) AS xs UNWIND xs AS x RETURN x", "x"},
        {"UNWIND [1, 2] AS x RETURN x UNION UNWIND ['a'] AS x RETURN x", ""},
    };
    for (const auto& [query, keys] : cases) {
        INFO(std::string(query));
        CHECK(reads(query) == std::string(keys));
    }
}

TEST_CASE("queries that may show or ask for anything read all") {
    for (const char* query : {"MATCH (a) RETURN a", "MATCH (a)-[r]->(b) RETURN r", "MATCH p = (a)-[]->(b) RETURN p", "MATCH (a) RETURN collect(a)", "MATCH (a) RETURN [a, 1]",
                              "MATCH (a) RETURN properties(a)", "MATCH (a) RETURN keys(a)", "MATCH (a) RETURN a[$key]", "MATCH (a) RETURN a {.*}", "MATCH (a) WITH a AS x RETURN x",
                              "MATCH (a) WITH collect(a) AS all UNWIND all AS x RETURN x", "MATCH p = (a)-[]->(b) RETURN nodes(p)", "MATCH (a)-[r]->(b) RETURN startNode(r)",
                              "MATCH (a) RETURN CASE WHEN a.x = 1 THEN a ELSE null END", "MATCH (a) RETURN 1 AS x UNION MATCH (a) RETURN a AS x", "MATCH (a) RETURN head(collect(a))",
                              "MATCH (a) WITH {n: a} AS m RETURN m.n", "MATCH p = (a)-[]->(b) RETURN [n IN nodes(p) | n.name]", "MATCH (a) RETURN coalesce(a, 1)"}) {
        INFO(std::string(query));
        CHECK(reads(query) == "*");
    }
}
