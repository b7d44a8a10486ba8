// Runs the examples of docs/query-language.md: every "cypher" block with a "result" block after it, on the page's "graph" block.
// With DEMARCHE_UPDATE_CASES=1 the results are rewritten.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "graph_text.h"

using namespace demarche;

TEST_CASE("the examples of the language page") {
    const std::string path = DEMARCHE_PROJECT_DIR "/docs/query-language.md";
    std::ifstream in(path, std::ios::binary);
    std::string line, out, kind, block, graph, actual;
    int checked = 0;
    while (std::getline(in, line)) {
        const bool fence = line.rfind("```", 0) == 0;
        if (fence && kind.empty()) {
            kind = line.substr(3);
            block.clear();
            out += line + "\n";
        } else if (fence) {
            if (kind == "graph") graph = block;
            if (kind == "cypher") actual = test::run_query(test::read_graph(graph), block.substr(0, block.size() - 1));
            if (kind == "result") {
                ++checked;
                INFO(actual);
                if (!std::getenv("DEMARCHE_UPDATE_CASES")) CHECK(block == actual);
                block = actual;
            }
            out += block + "```\n";
            kind.clear();
        } else if (!kind.empty()) {
            block += line + "\n";
        } else {
            out += line + "\n";
        }
    }
    CHECK(checked > 20);
    if (std::getenv("DEMARCHE_UPDATE_CASES")) std::ofstream(path, std::ios::binary) << out;
}
