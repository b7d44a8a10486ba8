// The README's commands, run; their output must be what the README shows. With DEMARCHE_UPDATE_CASES=1 the README is rewritten.
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

}  // namespace

TEST_CASE("the README shows what its commands print") {
    const std::string path = std::string(DEMARCHE_PROJECT_DIR) + "/README.md";
    const Folder folder;
    std::filesystem::create_directory_symlink(std::string(DEMARCHE_PROJECT_DIR) + "/examples", folder.path("examples"));
    const std::string text = slurp(path), now = with_outputs(text, folder.path("."));
    if (std::getenv("DEMARCHE_UPDATE_CASES")) std::ofstream(path, std::ios::binary) << now;
    else CHECK(now == text);
}
