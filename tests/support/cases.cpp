#include "support/cases.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include <doctest/doctest.h>

namespace demarche::test {
namespace {

struct Case {
    std::string before;  // comments and the "==" line, as they are
    std::string name, input, expected;
};

struct CaseFile {
    std::vector<Case> cases;
    std::string after;
};

std::string trim_end(std::string s) {
    while (!s.empty() && (s.back() == '\n' || s.back() == ' ' || s.back() == '\r')) s.pop_back();
    return s;
}

CaseFile parse(std::istream& in) {
    CaseFile file;
    enum { outside, input, expected } state = outside;
    std::string line, pending;
    while (std::getline(in, line)) {
        if (line.rfind("== ", 0) == 0) {
            file.cases.push_back({pending + line + '\n', line.substr(3), "", ""});
            pending.clear();
            state = input;
        } else if (state == outside) {
            pending += line + '\n';
        } else if (state == input && line == "----") {
            state = expected;
        } else {
            (state == input ? file.cases.back().input : file.cases.back().expected) += line + '\n';
        }
    }
    file.after = pending;
    for (Case& c : file.cases) {
        c.input = trim_end(c.input);
        c.expected = trim_end(c.expected);
    }
    return file;
}

void write(const std::filesystem::path& path, const CaseFile& file) {
    std::ofstream out(path, std::ios::binary);
    for (const Case& c : file.cases) out << c.before << c.input << "\n----\n" << c.expected << (c.expected.empty() ? "\n" : "\n\n");
    out << file.after;
}

}  // namespace

void check_cases(const std::string& folder, const std::function<std::string(const std::string&)>& run) {
    const std::filesystem::path root = std::filesystem::path(DEMARCHE_TESTS_DIR) / "cases" / folder;
    std::vector<std::filesystem::path> paths;
    if (std::filesystem::exists(root))
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
            if (entry.path().extension() == ".case") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    const bool update = std::getenv("DEMARCHE_UPDATE_CASES") != nullptr;
    std::size_t count = 0;
    for (const std::filesystem::path& path : paths) {
        std::ifstream in(path, std::ios::binary);
        CaseFile file = parse(in);
        for (Case& c : file.cases) {
            ++count;
            const std::string actual = trim_end(run(c.input));
            if (update) {
                c.expected = actual;
                continue;
            }
            INFO(path.filename().string(), ": ", c.name, "\n", c.input);
            CHECK(actual == c.expected);
        }
        if (update) write(path, file);
    }
    CHECK_MESSAGE(count > 0, "no case in tests/cases/", folder);
}

}  // namespace demarche::test
