#include <sstream>

#include <doctest/doctest.h>

#include "graph_text.h"
#include "support/cases.h"

using namespace demarche;

// A case's input: lines of a graph (they begin with a parenthesis), then the query.
TEST_CASE("query cases") {
    test::check_cases("query", [](const std::string& input) {
        std::istringstream in(input);
        std::string line, graph, query;
        while (std::getline(in, line)) (query.empty() && !line.empty() && line[0] == '(' ? graph : query) += line + "\n";
        while (!query.empty() && query.back() == '\n') query.pop_back();
        return test::run_query(test::read_graph(graph), query);
    });
}
