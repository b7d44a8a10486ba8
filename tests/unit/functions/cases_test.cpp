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
