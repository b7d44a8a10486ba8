// The README's commands, the cookbook's queries and the steps to a first rule pack, run; their output must be what the pages show. With
// DEMARCHE_UPDATE_CASES=1 all are rewritten.
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

// A line of a fenced block that is a command of the program, perhaps with something piped into it.
bool is_command(const std::string& line) { return line.rfind("$ ", 0) == 0 && line.find("demarche ") != std::string::npos; }

// The text with every "$ … demarche …" command of its fenced blocks followed by what it prints now. A block whose fence names a file
// ("```csv actors.csv") is written there first.
std::string with_outputs(const std::string& text, const Folder& folder) {
    std::istringstream in(text);
    std::string out, line, file, content;
    bool fenced = false, shown = false;  // inside a fence; inside the output of a command
    while (std::getline(in, line)) {
        if (line.rfind("```", 0) == 0) {
            if (fenced && !file.empty()) folder.write(file, content);
            fenced = !fenced;
            shown = false;
            const std::size_t space = line.find(' ');
            file = fenced && space != std::string::npos ? line.substr(space + 1) : std::string();
            content.clear();
        } else if (fenced) {
            content += line + '\n';
        }
        const bool command = fenced && is_command(line);
        if (!command && shown) continue;
        out += line + '\n';
        if (!command) continue;
        shown = true;
        std::string words = line.substr(2);
        words.replace(words.find("demarche "), 8, "@");
        const Outcome outcome = run_program("cd " + folder.path(".") + " && " + words);
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
    const std::string text = slurp(path), now = with_outputs(text, folder);
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

TEST_CASE("the way to a first rule pack works as the page on rules shows it") {
    const std::string path = std::string(DEMARCHE_PROJECT_DIR) + "/docs/rules.md";
    const Folder folder;
    const std::string text = slurp(path);
    check_or_update(path, text, with_outputs(text, folder));
}
