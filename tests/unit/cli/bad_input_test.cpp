// Bad input: one clear message naming the thing, the right exit code, and nothing else lost.
#include <doctest/doctest.h>

#include <fstream>

#include "run_program.h"

using demarche::test::Folder;
using demarche::test::Outcome;
using demarche::test::contains;
using demarche::test::run_program;

namespace {

const char* const kGood = "Kazakhstan asked Uzbekistan to open the border.\n";

void check_failure(const Outcome& outcome, int status, const std::string& named) {
    INFO(outcome.err);
    CHECK(outcome.status == status);
    CHECK(contains(outcome.err, named));
    CHECK(contains(outcome.err, "demarche: "));
}

}  // namespace

TEST_CASE("articles that cannot be read") {
    const Folder folder;
    check_failure(run_program("@ extract " + (folder / "none.txt")), 4, "none.txt");
    check_failure(run_program("@ extract " + folder.write("empty.txt", "")), 4, "empty.txt");
    check_failure(run_program("@ extract " + folder.write("binary.txt", std::string("\x7f""ELF\0\0\1\2\3\0", 10) + std::string(500, '\0'))), 4, "binary.txt");
    check_failure(run_program("@ extract " + folder.write("half.jsonl", "{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"te")), 4, "half.jsonl");
    check_failure(run_program("@ extract " + folder.write("twice.jsonl", "{\"id\":\"a\",\"id\":\"b\",\"text\":\"x\"}\n")), 4, "twice.jsonl");
}

TEST_CASE("a build without any article makes no store and replaces none") {
    const Folder folder;
    check_failure(run_program("@ build " + (folder / "none.txt") + " -o " + (folder / "g.dmr")), 4, "none.txt");
    CHECK(folder.read("g.dmr").empty());
    CHECK(run_program("@ build " + folder.write("a.txt", kGood) + " -o " + (folder / "g.dmr")).status == 0);
    const std::string before = folder.read("g.dmr");
    folder.write("nothing/.hidden.txt", kGood);
    check_failure(run_program("@ build " + (folder / "nothing") + " -o " + (folder / "g.dmr")), 4, "nothing");
    CHECK(folder.read("g.dmr") == before);
}

TEST_CASE("one bad file among good ones loses nothing else") {
    const Folder folder;
    folder.write("in/a.txt", kGood);
    folder.write("in/b.txt", "");
    folder.write("in/c.txt", "Russia accused Kazakhstan of a breach.\n");
    const Outcome build = run_program("@ build " + (folder / "in") + " -o " + (folder / "g.dmr"));
    check_failure(build, 4, "b.txt");
    CHECK(contains(run_program("@ stats " + (folder / "g.dmr")).out, "articles\t2"));
}

TEST_CASE("wrong UTF-8 is repaired and the rest is read") {
    const Folder folder;
    const Outcome outcome = run_program("@ extract " + folder.write("bad.txt", "Caf\xff\xfe society.\n\nKazakhstan asked Uzbekistan to open the border.\n"));
    CHECK(outcome.status == 0);
    CHECK(contains(outcome.out, "\"requested\""));
    CHECK(contains(outcome.err, "bad.txt: "));
    const Outcome guessed = run_program("@ extract " + folder.write("latin.txt", "Le caf\xe9 \xe0 Gen\xe8ve.\n\nKazakhstan asked Uzbekistan to open the border.\n"));
    CHECK(guessed.status == 0);
    CHECK(contains(guessed.err, "latin.txt: not UTF-8"));
}

TEST_CASE("rule packs that are wrong name file and place, all faults at once") {
    const Folder folder;
    const std::string article = folder.write("a.txt", kGood);
    folder.write("p1/pack.json", "{\"kind\":\"pack\",\"name\":\"p1\",\"version\":\"1.0\",\"licence\":\"CC0-1.0\"}");
    folder.write("p1/frames.json", "{\"kind\":\"frames\",\"version\":\"1.0\",\"licence\":\"CC0-1.0\",\"sources\":[],\"entries\":[\n{\"id\":\"x.y\",\"relation\":\"no_such_relation\"}\n]}");
    check_failure(run_program("@ extract " + article + " --rules " + (folder / "p1")), 3, "frames.json");
    folder.write("p2/pack.json", "{\"kind\":\"pack\",\"name\":\"p2\",\"version\":\"1.0\",\"licence\":\"CC0-1.0\"}");
    folder.write("p2/boilerplate.json", "{\"kind\":\"boilerplate\",\"version\":\"1.0\",\"licence\":\"CC0-1.0\",\"sources\":[],\"entries\":[\n{\"id\":\"a\",\"pattern\":\"(unclosed\"},\n{\"id\":\"b\",\"pattern\":\"[z-a]\"}\n]}");
    check_failure(run_program("@ extract " + article + " --rules " + (folder / "p2")), 3, "boilerplate.json");
    check_failure(run_program("@ extract " + article + " --rules " + (folder / "none")), 4, "none");
    folder.write("p3/pack.json", "{\"kind\":\"pack\",\"name\":\"p3\",\"version\":\"1.0\",\"licence\":\"CC0-1.0\"}");
    folder.write("p3/ontology.json",
                 "{\"kind\":\"ontology\",\"version\":\"1.0\",\"licence\":\"CC0-1.0\",\"sources\":[],\"node_types\":[{\"name\":\"Person\"}],\"relations\":[\n"
                 "{\"name\":\"a\",\"parent\":\"b\",\"family\":\"speech\",\"display\":\"a\"},\n{\"name\":\"b\",\"parent\":\"a\",\"family\":\"speech\",\"display\":\"b\"}\n]}");
    const Outcome cyclic = run_program("@ rules check " + (folder / "p3"));
    check_failure(cyclic, 3, "ontology.json");
}

TEST_CASE("queries that are wrong show where") {
    const Folder folder;
    const std::string store = (folder / "g.dmr");
    REQUIRE(run_program("@ build " + folder.write("a.txt", kGood) + " -o " + store).status == 0);
    check_failure(run_program("@ query " + store + " 'MATCH (n RETURN n'"), 3, "1:");
    check_failure(run_program("@ query " + store + " 'MATCH (n) RETURN m'"), 3, "m");
    check_failure(run_program("@ query " + store + " 'MATCH (n)-[:requestd]->() RETURN n' --strict"), 3, "requested");
    const Outcome warned = run_program("@ query " + store + " 'MATCH (n) RETURN n.nmae AS x'");
    CHECK(warned.status == 0);
    CHECK(contains(warned.err, "did you mean 'name'"));
    check_failure(run_program("@ who " + store + " hugged"), 2, "hugged");
    check_failure(run_program("@ query " + store + " 'RETURN 1' -p x"), 2, "x");
    check_failure(run_program("@ query " + store + " 'CREATE (n)'"), 3, "read-only");
    check_failure(run_program("@ show " + store + " nobody"), 4, "nobody");
}

TEST_CASE("stores that are wrong") {
    const Folder folder;
    const std::string store = (folder / "g.dmr"), article = folder.write("a.txt", kGood);
    REQUIRE(run_program("@ build " + article + " -o " + store).status == 0);
    check_failure(run_program("@ stats " + (folder / "none.dmr")), 4, "none.dmr");
    check_failure(run_program("@ stats " + article), 4, "a.txt");
    check_failure(run_program("@ build " + article + " -o " + article), 4, "a.txt");
    std::filesystem::resize_file(store, std::filesystem::file_size(store) / 2);
    check_failure(run_program("@ query " + store + " 'MATCH (n) RETURN n'"), 4, "g.dmr");
    check_failure(run_program("@ build " + article + " -o " + (folder / "no/such/folder/g.dmr")), 5, "g.dmr");
}
