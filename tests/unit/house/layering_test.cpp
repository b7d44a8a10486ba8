// The architecture, executable: which room may include what, and how large files may grow.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

struct Include {
    std::string path;
    std::size_t line;
};

std::vector<Include> includes(const fs::path& file) {
    std::vector<Include> found;
    std::ifstream in(file);
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (line.rfind("#include ", 0) != 0) continue;
        const std::size_t open = line.find_first_of("<\""), close = line.find_first_of(">\"", open + 1);
        if (close != std::string::npos) found.push_back({line.substr(open + 1, close - open - 1), number});
    }
    return found;
}

std::vector<fs::path> sources(const std::string& room) {
    std::vector<fs::path> files;
    const fs::path root = fs::path(DEMARCHE_PROJECT_DIR) / room;
    if (!fs::exists(root)) return files;
    for (const auto& entry : fs::recursive_directory_iterator(root))
        if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

bool starts_with_any(const std::string& path, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& p) { return path.rfind(p, 0) == 0; });
}

}  // namespace

TEST_CASE("rooms include only what they may") {
    const std::vector<std::string> rooms{"base/", "graph/", "extract/", "query/", "cli/"};
    const std::map<std::string, std::vector<std::string>> allowed{
        {"include/demarche", {"demarche/"}}, {"base", {"demarche/", "base/"}},
        {"graph", {"demarche/", "base/", "graph/"}}, {"extract", {"demarche/", "base/", "extract/"}},
        {"query", {"demarche/", "base/", "query/"}}, {"cli", {"demarche/"}}, {"examples", {"demarche/"}}, {"bench", {"demarche/", "extract/"}}};
    for (const auto& [room, prefixes] : allowed)
        for (const fs::path& file : sources(room))
            for (const Include& include : includes(file)) {
                const bool ours = starts_with_any(include.path, rooms) || include.path.rfind("demarche/", 0) == 0;
                CHECK_MESSAGE((!ours || starts_with_any(include.path, prefixes)), file.string(), ":", include.line, " includes ", include.path);
            }
}

TEST_CASE("libraries stay in the rooms that may use them") {
    struct Row { std::string prefix; std::vector<std::string> rooms; };
    const Row rows[] = {{"rapidjson/", {"base"}}, {"boost/", {"graph", "query", "include/demarche", "examples"}}, {"sqlite3.h", {"graph"}}, {"libxml/", {"graph"}},
                        {"re2/", {"extract", "query"}}, {"gumbo.h", {"extract"}}, {"unicode/", {"base", "extract", "graph", "query"}}, {"zstd.h", {"graph"}}, {"CLI/", {"cli"}}};
    for (const char* room : {"include/demarche", "base", "graph", "extract", "query", "cli", "examples"})
        for (const fs::path& file : sources(room))
            for (const Include& include : includes(file))
                for (const Row& row : rows)
                    if (include.path.rfind(row.prefix, 0) == 0)
                        CHECK_MESSAGE(std::find(row.rooms.begin(), row.rooms.end(), room) != row.rooms.end(), file.string(), ":", include.line, " includes ", include.path);
}

TEST_CASE("public headers need nothing but the standard library; boost_graph.h is the one exception") {
    for (const fs::path& file : sources("include/demarche")) {
        if (file.filename() == "boost_graph.h") continue;
        for (const Include& include : includes(file))
            CHECK_MESSAGE((include.path.find('.') == std::string::npos || include.path.rfind("demarche/", 0) == 0), file.string(), " includes ", include.path);
    }
}

TEST_CASE("stages of extraction look back, never ahead") {
    const std::vector<std::string> order{"reader", "text", "names", "phrases", "clauses", "events", "resolve"};
    for (std::size_t stage = 0; stage < order.size(); ++stage)
        for (const fs::path& file : sources("extract/" + order[stage]))
            for (const Include& include : includes(file))
                for (std::size_t later = stage + 1; later < order.size(); ++later)
                    CHECK_MESSAGE(include.path.rfind("extract/" + order[later] + "/", 0) != 0, file.string(), ":", include.line, " includes ", include.path);
}

TEST_CASE("no file is longer than 400 lines") {
    for (const char* room : {"include/demarche", "base", "graph", "extract", "query", "cli", "examples", "tests"})
        for (const fs::path& file : sources(room)) {
            std::ifstream in(file);
            const auto lines = std::count(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>(), '\n');
            CHECK_MESSAGE(lines <= 400, file.string(), " has ", lines, " lines");
        }
}
