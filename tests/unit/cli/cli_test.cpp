#include <doctest/doctest.h>

#include "demarche/value.h"
#include "demarche/result.h"
#include "run_program.h"

using namespace demarche;
using test::Folder;
using test::Outcome;
using test::contains;
using test::kArticle;
using test::run_program;

TEST_CASE("help, version and wrong usage") {
    CHECK(run_program("@ --help").status == 0);
    CHECK(contains(run_program("@ --help").out, "Examples:"));
    CHECK(contains(run_program("@ --version").out, "demarche 0."));
    CHECK(run_program("@").status == 2);
    CHECK(run_program("@").out.empty());
    for (const char* command : {"build", "update", "extract", "explain", "query", "who", "show", "export", "import", "rules", "stats", "check", "curate"}) {
        const Outcome help = run_program(std::string("@ ") + command + " --help");
        INFO(command);
        CHECK(help.status == 0);
        CHECK(contains(help.out, "Examples:"));
    }
    const Outcome wrong = run_program("@ extract x --no-such-option");
    CHECK(wrong.status == 2);
    CHECK(contains(wrong.err, "--no-such-option"));
    const Outcome unknown = run_program("@ bulid x");
    CHECK(unknown.status == 2);
    CHECK(contains(unknown.err, "unknown command 'bulid'"));
    CHECK(contains(unknown.err, " build "));
}

TEST_CASE("extract writes one JSON line an article, in input order, whatever the number of threads") {
    std::string lines;
    for (int i = 0; i < 40; ++i) lines += "{\"id\":\"a" + std::to_string(i) + "\",\"date\":\"2031-05-04\",\"text\":" + to_json(Value(kArticle)) + "}\n";
    const Outcome one = run_program("@ extract - --input-format jsonl --jobs 1", lines);
    const Outcome two = run_program("@ extract - --input-format jsonl --jobs 2", lines);
    REQUIRE(one.status == 0);
    CHECK(one.out == two.out);
    CHECK(one.err.empty());
    const Result<Value> first = parse_json(one.out.substr(0, one.out.find('\n')));
    REQUIRE(first);
    CHECK(*first->find("id")->as_string() == "a0");
    CHECK(first->find("edges")->as_list()->size() >= 2);
}

TEST_CASE("build, who, query, show, export, stats, check") {
    const Folder folder;
    const std::string article = folder.write("2031-05-04.txt", kArticle), store = folder.path("g.dmr");
    REQUIRE(run_program("@ build " + article + " -o " + store).status == 0);
    const Outcome who = run_program("@ who " + store + " Kazakhstan pressured Uzbekistan --states");
    CHECK(who.status == 0);
    CHECK(contains(who.out, "requested"));
    const Outcome query = run_program("@ query " + store + " 'MATCH (a:State)-[r:rejected]->(b) RETURN a.name AS who' --format json");
    CHECK(query.status == 0);
    CHECK(query.out == "[{\"who\":\"Uzbekistan\"}]\n");
    CHECK(run_program("@ query " + store + " --format jsonl", "MATCH (n:Nothing) RETURN n").out.empty());
    CHECK(run_program("@ query " + store + " 'RETURN 1 AS x LIMIT 0' -e").status == 1);
    CHECK(contains(run_program("@ query " + store + " 'RETURN $x AS x' -p 'x=[1,2]' --format json").out, "[1,2]"));
    CHECK(contains(run_program("@ show " + store + " 'Anna Berg'").out, "signed"));
    CHECK(contains(run_program("@ stats " + store).out, "articles\t1"));
    CHECK(run_program("@ check " + store).status == 0);
    for (const char* format : {"graphml", "gexf", "json", "jsonl", "dot"}) {
        INFO(format);
        const Outcome exported = run_program("@ export " + store + " --format " + format + " -o -");
        CHECK(exported.status == 0);
        CHECK(contains(exported.out, "Anna Berg"));
    }
    CHECK(run_program("@ export " + store + " --format csv -o " + folder.path("tables")).status == 0);
    CHECK(std::filesystem::exists(folder.path("tables") + "/nodes.csv"));
}

TEST_CASE("the same articles in any order and with any number of threads give the same bytes") {
    const Folder folder;
    const std::string a = folder.write("a.txt", kArticle), b = folder.write("b.txt", "Kazakhstan and Russia signed a treaty on Friday.\n"),
                      c = folder.write("c.txt", "Russia accused Kazakhstan of a breach.\n");
    const std::string orders[] = {a + ' ' + b + ' ' + c + " --jobs 1", c + ' ' + a + ' ' + b + " --jobs 2", b + ' ' + c + ' ' + a + " --jobs 1"};
    std::string first;
    for (const std::string& order : orders) {
        const std::string store = folder.path("g.dmr");
        std::filesystem::remove(store);
        REQUIRE(run_program("@ build " + order + " -o " + store).status == 0);
        const std::string exported = run_program("@ export " + store + " --format graphml -o -").out + run_program("@ export " + store + " --format json -o -").out;
        if (first.empty()) first = exported;
        CHECK(exported == first);
    }
}

TEST_CASE("a capital speaks for the state that it was the capital of at the time") {
    const std::string line = "\",\"text\":\"Moscow warned Cuba on Monday.\"}\n";
    const Outcome outcome = run_program("@ extract - --input-format jsonl", "{\"id\":\"a\",\"date\":\"1962-10-22" + line + "{\"id\":\"b\",\"date\":\"2024-10-22" + line);
    CHECK(contains(outcome.out.substr(0, outcome.out.find('\n')), "state:SUN"));
    CHECK(contains(outcome.out.substr(outcome.out.find('\n')), "state:RUS"));
}

TEST_CASE("an interrupt stops a query") {
    const Folder folder;
    const std::string store = folder.path("g.dmr");
    REQUIRE(run_program("@ build " + folder.write("2031-05-04.txt", kArticle) + " -o " + store).status == 0);
    for (const char* query : {"UNWIND range(1, 4000) AS a UNWIND range(1, 4000) AS b UNWIND range(1, 4000) AS c RETURN count(*)",
                              "UNWIND range(1, 4000) AS a UNWIND range(1, 4000) AS b RETURN collect([a, b])"}) {
        const Outcome outcome = run_program("timeout --preserve-status -s INT 0.3 @ query " + store + " '" + query + "'");
        CHECK(outcome.status == 130);
        CHECK((contains(outcome.err, "cancelled") || contains(outcome.err, "interrupted")));
    }
}

TEST_CASE("update adds and removes articles") {
    const Folder folder;
    const std::string a = folder.write("a.txt", kArticle), b = folder.write("b.txt", "Russia accused Kazakhstan of a breach.\n"), store = folder.path("g.dmr");
    REQUIRE(run_program("@ build " + a + " -o " + store).status == 0);
    CHECK(run_program("@ update " + store + ' ' + b).status == 0);
    CHECK(contains(run_program("@ stats " + store).out, "articles\t2"));
    CHECK(run_program("@ update " + store + " --remove " + b).status == 0);
    CHECK(contains(run_program("@ stats " + store).out, "articles\t1"));
    CHECK(run_program("@ update " + store + " --remove " + b).status == 4);
    CHECK(run_program("@ update " + store).status == 2);
}

TEST_CASE("update leaves unchanged articles alone, and with --mirror takes out the others") {
    const Folder folder;
    folder.write("in/a.txt", kArticle);
    folder.write("in/b.txt", "Talks\n\nKazakhstan accused Uzbekistan of delay.\n");
    const std::string store = folder.path("g.dmr"), in = folder.path("in");
    REQUIRE(run_program("@ build " + in + " -o " + store).status == 0);
    folder.write("in/b.txt", "Talks\n\nUzbekistan accused Kazakhstan of delay.\n");
    const Outcome changed = run_program("@ update -v " + store + " " + in);
    CHECK(changed.status == 0);
    CHECK(changed.err == "committed b.txt\n1 unchanged\n");
    std::filesystem::remove(folder.path("in/a.txt"));
    const Outcome mirrored = run_program("@ update -v " + store + " " + in + " --mirror");
    CHECK(mirrored.status == 0);
    CHECK(mirrored.err == "removed a.txt\n1 unchanged\n");
    CHECK(run_program("@ check " + store).status == 0);
    const Outcome who = run_program("@ who " + store + " accused --format csv");
    CHECK(contains(who.out, "Uzbekistan,accused,Kazakhstan"));
    CHECK(!contains(who.out, "Kazakhstan,accused"));
    CHECK(run_program("@ update " + store).status == 2);
    CHECK(run_program("@ update " + store + " --refreeze").status == 0);
}

TEST_CASE("curate merges nodes and rejects edges, and takes it back") {
    const Folder folder;
    const std::string store = folder.path("g.dmr");
    REQUIRE(run_program("@ build " + folder.write("a.txt", kArticle) + " -o " + store).status == 0);
    const std::string before = run_program("@ export " + store + " --format jsonl -o -").out;
    const Outcome merged = run_program("@ curate merge " + store + " kazakhstan state:UZB --who kb --why test");
    CHECK(merged.status == 0);
    CHECK(contains(merged.out, "entry 1"));
    CHECK(!contains(run_program("@ export " + store + " --format jsonl -o -").out, "state:KAZ"));
    CHECK(run_program("@ curate reject " + store + " e0").status == 0);
    const std::string list = run_program("@ curate list " + store).out;
    CHECK(contains(list, "1\tmerge\tstate:KAZ → state:UZB\tkb\t"));
    CHECK(contains(list, "2\treject\t"));
    CHECK(run_program("@ check " + store).status == 0);
    CHECK(run_program("@ curate undo " + store + " last").status == 0);
    CHECK(run_program("@ curate undo " + store + " 1").status == 0);
    CHECK(run_program("@ curate undo " + store + " 1").status == 4);
    CHECK(run_program("@ export " + store + " --format jsonl -o -").out == before);
    CHECK(run_program("@ curate merge " + store + " Nobody state:UZB").status == 4);
    CHECK(run_program("@ curate retype " + store + " state:UZB Planet").status == 2);
    CHECK(run_program("@ check --merges " + store).status == 0);
}

TEST_CASE("a full disk is an error") {
    if (!std::filesystem::exists("/dev/full")) return;
    const Outcome full = run_program("@ --version > /dev/null; echo 'Kazakhstan asked Uzbekistan for help.' | @ extract - > /dev/full");
    CHECK(full.status == 5);
    CHECK(contains(full.err, "No space left"));
}
