// The README's commands and the cookbook's queries, run; their output must be what the pages show. With DEMARCHE_UPDATE_CASES=1 both are
// rewritten.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "run_program.h"

using demarche::test::Folder;
using demarche::test::Outcome;
using demarche::test::run_program;

namespace {

std::string slurp(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The text with every "$ demarche …" command of its fenced blocks followed by what it prints now.
std::string with_outputs(const std::string& text, const std::string& folder) {
    std::istringstream in(text);
    std::string out, line;
    bool fenced = false, shown = false;  // inside a fence; inside the output of a command
    while (std::getline(in, line)) {
        if (line.rfind("```", 0) == 0) {
            fenced = !fenced;
            shown = false;
        }
        const bool command = fenced && line.rfind("$ demarche ", 0) == 0;
        if (!command && shown) continue;
        out += line + '\n';
        if (!command) continue;
        shown = true;
        const Outcome outcome = run_program("cd " + folder + " && @ " + line.substr(11));
        CHECK_MESSAGE(outcome.status == 0, line, "\n", outcome.err);
        out += outcome.out;
    }
    return out;
}

// The text with every "result" block holding what the "cypher" block before it prints now.
std::string with_results(const std::string& text, const Folder& folder, const std::string& store) {
    std::istringstream in(text);
    std::string out, line, kind, block;
    while (std::getline(in, line)) {
        if (line.rfind("```", 0) == 0 && kind.empty()) {
            kind = line.substr(3);
            if (kind != "result") block.clear();
            out += line + '\n';
        } else if (line == "```") {
            if (kind == "result") {
                const Outcome outcome = run_program("@ query " + store + " -f " + folder.write("query.cypher", block));
                CHECK_MESSAGE(outcome.status == 0, block, outcome.err);
                out += outcome.out;
            }
            kind.clear();
            out += line + '\n';
        } else if (kind != "result") {
            if (kind == "cypher") block += line + '\n';
            out += line + '\n';
        }
    }
    return out;
}

void check_or_update(const std::string& path, const std::string& text, const std::string& now) {
    if (std::getenv("DEMARCHE_UPDATE_CASES")) std::ofstream(path, std::ios::binary) << now;
    else CHECK(now == text);
}

}  // namespace

TEST_CASE("the README shows what its commands print") {
    const std::string path = std::string(DEMARCHE_PROJECT_DIR) + "/README.md";
    const Folder folder;
    std::filesystem::create_directory_symlink(std::string(DEMARCHE_PROJECT_DIR) + "/examples", folder.path("examples"));
    const std::string text = slurp(path), now = with_outputs(text, folder.path("."));
    check_or_update(path, text, now);
}

TEST_CASE("the cookbook, like the README, shows what its queries print") {
    const std::string path = std::string(DEMARCHE_PROJECT_DIR) + "/docs/cookbook.md";
    const Folder folder;
    const std::string store = folder.path("cuba.dmr");
    REQUIRE(run_program("@ build " DEMARCHE_PROJECT_DIR "/examples/articles -o " + store).status == 0);
    const std::string text = slurp(path);
    check_or_update(path, text, with_results(text, folder, store));
}
