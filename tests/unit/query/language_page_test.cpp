// Runs the examples of docs/query-language.md: every "cypher" block with a "result" block after it, on the page's "graph" block, and the
// lines "expression → value" of the "expressions" blocks. With DEMARCHE_UPDATE_CASES=1 the results are rewritten.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

#include "graph_text.h"
#include "query/functions/functions.h"
#include "query/procedures/procedures.h"

using namespace demarche;

namespace {

constexpr std::string_view kArrow = " →";

// The lines of an "expressions" block with the values of now.
std::string with_values(const std::string& block) {
    std::istringstream in(block);
    std::string line, out;
    while (std::getline(in, line)) {
        const std::string expression = line.substr(0, line.find(kArrow));
        const std::string answer = test::run_query(PropertyGraph(), "RETURN " + expression + " AS value");
        out += expression + std::string(kArrow) + " " + answer.substr(answer.find('\n') + 1);
    }
    return out;
}

std::string slurp(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

TEST_CASE("the language page names every function and procedure") {
    std::string page = slurp(DEMARCHE_PROJECT_DIR "/docs/query-language.md");
    for (char& c : page)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    for (const std::string_view name : query::function_names()) CHECK_MESSAGE(page.find(std::string(name) + "(") != std::string::npos, name);
    for (const std::string& name : query::procedure_names()) {
        std::string lower = name;
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        CHECK_MESSAGE(page.find(lower + "(") != std::string::npos, name);
    }
}

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
            if (kind == "expressions") actual = with_values(block);
            if (kind == "result" || kind == "expressions") {
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
