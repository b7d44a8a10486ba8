// Graphs that go out and come in, and articles as pages, through the program itself.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "demarche/result.h"
#include "demarche/value.h"
#include "run_program.h"

using namespace demarche;
using test::Folder;
using test::Outcome;
using test::contains;
using test::kArticle;
using test::run_program;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

// A store made of one article; its path.
std::string built(const Folder& folder) {
    const std::string store = folder.path("g.dmr");
    REQUIRE(run_program("@ build " + folder.write("2031-05-04.txt", kArticle) + " -o " + store).status == 0);
    return store;
}

}  // namespace

TEST_CASE("export of a part: by query, by surroundings, by relation and time") {
    const Folder folder;
    const std::string store = built(folder), begin = "@ export " + store + " --format jsonl -o - ";
    CHECK(count(run_program(begin + "--where 'MATCH p = (:State)-[:rejected]->() RETURN p'").out, "\"edge\":") == 1);
    CHECK(count(run_program(begin + "--where 'MATCH (n:State) RETURN collect(n)'").out, "\"node\":") == 2);
    CHECK(count(run_program(begin + "--ego 'Anna Berg'").out, "\"type\":\"rejected\"") == 0);
    CHECK(count(run_program(begin + "--ego 'Anna Berg' --hops 2").out, "\"type\":\"rejected\"") == 1);
    const std::string pressure = run_program(begin + "--relation pressured").out;
    CHECK(count(pressure, "\"type\":\"rejected\"") == 1);
    CHECK(count(pressure, "\"type\":\"signed\"") == 0);
    CHECK(run_program(begin + "--since 2032").out.empty());
    for (const char* wrong : {"--where 'RETURN 1'", "--relation presured", "--since soon", "--hops 2", "--ego x --where y"}) {
        INFO(wrong);
        CHECK(run_program(begin + wrong).status == 2);
    }
    CHECK(run_program(begin + "--where 'MATCH (n'").status == 3);
    CHECK(run_program(begin + "--ego Nobody").status == 4);
}

TEST_CASE("import: from standard input, from two tables, and the exit codes") {
    const Folder folder;
    const std::string store = built(folder), jsonl = run_program("@ export " + store + " --format jsonl -o -").out;
    REQUIRE(run_program("@ import - --format jsonl -o " + folder.path("a.dmr"), jsonl).status == 0);
    CHECK(run_program("@ export " + folder.path("a.dmr") + " --format jsonl -o -").out == jsonl);
    REQUIRE(run_program("@ import " + folder.write("n.csv", "id,kind\na,Person\n") + ' ' + folder.write("e.csv", "source,type,target\na,knows,a\n") + " -o " + folder.path("b.dmr")).status == 0);
    CHECK(run_program("@ query " + folder.path("b.dmr") + " 'MATCH (n:Person)-[:knows]->(n) RETURN n.id AS id' --format json").out == "[{\"id\":\"a\"}]\n");
    const Outcome bad = run_program("@ import " + folder.write("bad.gexf", "<!DOCTYPE gexf>\n<gexf/>") + " -o " + folder.path("c.dmr"));
    CHECK(bad.status == 4);
    CHECK(contains(bad.err, "bad.gexf:1: a DOCTYPE is not allowed"));
    CHECK(!std::filesystem::exists(folder.path("c.dmr")));
    CHECK(run_program("@ import " + folder.path("none.graphml") + " -o " + folder.path("c.dmr")).status == 4);
    CHECK(run_program("@ import " + folder.write("x.png", "x") + " -o " + folder.path("c.dmr")).status == 2);
}

TEST_CASE("show: sentences with where they stand; nothing of an article steers the terminal") {
    const Folder folder;
    const std::string store = folder.path("g.dmr");
    const std::string line = "{\"id\":\"a\",\"date\":\"2031-05-04\",\"text\":\"Kazakhstan asked Uzbekistan to open the \\u001b[31mborder\\u009b1m.\"}\n";
    REQUIRE(run_program("@ build - --input-format jsonl -o " + store, line).status == 0);
    const Outcome shown = run_program("@ show " + store + " e0");
    CHECK(shown.status == 0);
    CHECK(contains(shown.out, "— a, 2031-05-04, bytes 0–"));
    CHECK(!contains(shown.out, "\x1b"));
    CHECK(!contains(shown.out, "\xC2\x9B"));
}

TEST_CASE("show --html: a page with names and edges marked that loads nothing") {
    const Folder folder;
    const std::string store = folder.path("g.dmr");
    const std::string text = "<p>Kazakhstan asked Uzbekistan to open the border &amp; more.</p><script>alert(1)</script><img src=x onerror=alert(2)>";
    const std::string lines = "{\"id\":\"page.html\",\"title\":\"<b>Talks</b>\",\"date\":\"2031-05-04\",\"url\":\"javascript:alert(3)\",\"text\":" + to_json(Value(text)) + "}\n" +
                              "{\"id\":\"plain\",\"url\":\"https://example.org/?a=1&b=2\",\"text\":" + to_json(Value(std::string(kArticle) + "\n<script>x</script> 1 < 2\n")) + "}\n";
    REQUIRE(run_program("@ build - --input-format jsonl -o " + store, lines).status == 0);
    const std::string page = run_program("@ show " + store + " page.html --html").out;
    CHECK(contains(page, "&lt;b&gt;Talks&lt;/b&gt;"));
    CHECK(contains(page, "border &amp; more."));
    CHECK(contains(page, "Kazakhstan (name)"));
    for (const char* danger : {"<script", "alert", "<img", "src=", "href=\"javascript"}) {
        INFO(danger);
        CHECK(!contains(page, danger));
    }
    REQUIRE(run_program("@ show " + store + " plain --html -o " + folder.path("plain.html")).status == 0);
    std::ifstream in(folder.path("plain.html"), std::ios::binary);
    const std::string plain((std::istreambuf_iterator<char>(in)), {});
    CHECK(contains(plain, "&lt;script&gt;x&lt;/script&gt; 1 &lt; 2"));
    CHECK(contains(plain, "href=\"https://example.org/?a=1&amp;b=2\""));
    CHECK(count(plain, "<li id=\"e") == count(plain, "<a id=\"s"));
    CHECK(run_program("@ show " + store + " none --html").status == 4);
}

TEST_CASE("export writes to devices and pipes as they are") {
    const Folder folder;
    const std::string store = built(folder);
    CHECK(run_program("@ export " + store + " --format json -o /dev/null").status == 0);
    CHECK(std::filesystem::is_character_file("/dev/null"));
    std::filesystem::create_symlink(folder.path("real.json"), folder.path("link.json"));
    folder.write("real.json", "old");
    CHECK(run_program("@ export " + store + " --format json -o " + folder.path("link.json")).status == 0);
    CHECK(std::filesystem::is_symlink(folder.path("link.json")));
    CHECK(std::filesystem::file_size(folder.path("real.json")) > 10);
}
