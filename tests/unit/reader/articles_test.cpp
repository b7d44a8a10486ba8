#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "demarche/article.h"
#include "support/folder.h"

using namespace demarche;
using test::Folder;

namespace {

struct Seen {
    std::vector<Article> articles;
    std::vector<Diagnostic> faults;
};

Seen read(const std::string& path, InputFormat format = InputFormat::detect) {
    Seen seen;
    read_articles(path, format, {[&](Article a) { seen.articles.push_back(std::move(a)); return true; }, [&](Diagnostic d) { seen.faults.push_back(std::move(d)); return true; }});
    return seen;
}

}  // namespace

TEST_CASE("a folder is read in byte order of the paths; one bad file is one fault") {
    const Folder folder;
    folder.write("b.txt", "B text");
    folder.write("a/z.txt", "Z text");
    folder.write("a.txt", "A text");
    folder.write("empty.txt", " \n");
    folder.write("picture.txt", std::string("\x89PNG\r\n\0\0", 8));
    folder.write("zero.txt", std::string("ab\0cd", 5));
    folder.write(".hidden.txt", "hidden");
    folder.write("page.html", "<html><p>Hi</p></html>");
    const Seen seen = read(folder.path());
    REQUIRE(seen.articles.size() == 4);
    CHECK(seen.articles[0].id == "a.txt");
    CHECK(seen.articles[1].id == "a/z.txt");
    CHECK(seen.articles[2].id == "b.txt");
    CHECK(seen.articles[3].format == ArticleFormat::html);
    REQUIRE(seen.faults.size() == 3);
    for (const Diagnostic& fault : seen.faults) {
        CHECK(fault.code == ErrorCode::bad_input);
        CHECK(!fault.file.empty());
    }
}

TEST_CASE("missing and unreadable files are faults") {
    const Seen seen = read("/no/such/file.txt");
    CHECK(seen.articles.empty());
    REQUIRE(seen.faults.size() == 1);
    CHECK(seen.faults[0].code == ErrorCode::not_found);
    CHECK(read("/no/such/file.jsonl").faults.size() == 1);
    const Folder empty;
    CHECK(read(empty.path()).faults.size() == 1);
}

TEST_CASE("JSON Lines: good lines survive bad ones") {
    const Folder folder;
    const std::string path = folder.write("a.jsonl",
        "{\"id\":\"one\",\"text\":\"First\",\"date\":\"2024-10-14T08:00:00Z\",\"title\":\"T\",\"url\":\"https://x.example/1\",\"outlet\":\"X\"}\n"
        "\n{broken\n[1]\n{\"id\":\"two\"}\n{\"id\":3,\"text\":\"Third\"}\n{\"text\":\"No id\"}\n{\"id\":\"x\",\"text\":7}");
    const Seen seen = read(path);
    REQUIRE(seen.articles.size() == 3);
    CHECK(seen.articles[0].id == "one");
    CHECK(seen.articles[0].date == "2024-10-14");
    CHECK(seen.articles[0].outlet == "X");
    CHECK(seen.articles[1].id == "3");
    CHECK(seen.articles[2].id == "a.jsonl:7");
    REQUIRE(seen.faults.size() == 4);
    CHECK(seen.faults[0].position.line == 3);
    CHECK(seen.faults[3].position.line == 8);
}

TEST_CASE("the sink may stop the reading") {
    const Folder folder;
    folder.write("a.txt", "A");
    folder.write("b.txt", "B");
    int count = 0;
    read_articles(folder.path(), InputFormat::detect, {[&](Article) { return ++count < 1; }, [](Diagnostic) { return true; }});
    CHECK(count == 1);
}

TEST_CASE("lines of JSON Lines of any length, wherever the blocks that are read end") {
    const Folder folder;
    std::string lines;
    std::vector<std::size_t> sizes;
    for (std::size_t size = 65500; size < 65560; size += 3) sizes.push_back(size);
    sizes.insert(sizes.end(), {1, 131072, 200000});
    for (const std::size_t size : sizes) lines += "{\"id\": \"" + std::to_string(size) + "\", \"text\": \"" + std::string(size, 'x') + "\"}\n";
    lines.pop_back();  // the last line has no end
    std::vector<std::size_t> seen;
    read_articles(folder.write("long.jsonl", lines), InputFormat::detect, {[&](const Article& article) {
                      CHECK(article.id == std::to_string(article.bytes.size()));
                      seen.push_back(article.bytes.size());
                      return true;
                  }, {}});
    CHECK(seen == sizes);
}

TEST_CASE("a text in UTF-16 without a mark is an article, binary data is none") {
    const Folder folder;
    std::string wide, numbers;
    for (const char c : std::string("The envoy of Ruritania protested on Monday.\n")) wide += std::string{c, '\0'};
    for (int i = 0; i < 600; ++i) numbers += std::string{static_cast<char>(i), static_cast<char>(i >> 8), '\0', '\0'};
    const Seen text = read(folder.write("wide.txt", wide));
    REQUIRE(text.articles.size() == 1);
    CHECK(text.articles[0].bytes == wide);
    CHECK(read(folder.write("numbers.bin", numbers)).faults.size() == 1);
}
