#include "doctest/doctest.h"
#include "extract/names/actor_table.h"
#include "unit/rules/temporary_pack.h"
#include "unit/rules/world_of.h"

using demarche::test::TemporaryPack;
using demarche::test::WorldOf;

TEST_CASE("actors files: capitals match any letter case, dated rows win, adjectives are told by their form") {
    const TemporaryPack pack;
    pack.write("a.csv",
               "name,type,state,from,until\r\n"
               "RURITANIA,State,RUR,,\r\n"
               "RURITANIAN,State,RUR,,\r\n"
               "Anna Berg,Person,RUR,,\r\n"
               "Anna Berg,Person,BOR,1999,2001-05\r\n"
               "\"Guard, Royal\",Organisation,RUR,,\r\n"
               "RIVER PATROL,,BOR,,\r\n");
    WorldOf w;
    w.actors.push_back(pack.path("a.csv"));
    w.compile();
    REQUIRE(w.faults.empty());
    CHECK(w.match("ruritania") == "1 state:RUR");
    CHECK(w.match("Ruritanian").find("state:RUR demonym") != std::string::npos);
    CHECK(w.match("Ruritanians") == "1 state:RUR people plural");
    CHECK(w.match("River patrol") == "2 actor:river-patrol");
    CHECK(w.match("Guard, Royal") == "3 org:guard-royal");
    CHECK(w.match("Anna Berg", "2020-01-01") == "2 person:anna-berg");
    REQUIRE(w.match("Anna Berg", "2000-01-01") == "2 person:anna-berg; 2 person:anna-berg");
}

TEST_CASE("actors files: every fault with its line and column, and how to mend it") {
    struct Row { const char* text; std::size_t line, column; const char* message; const char* hint; };
    const Row rows[] = {
        {"name,type,state,from,until\nAnna,Persn,RUR,,\n", 2, 6, "unknown type 'Persn'", "did you mean 'Person'?"},
        {"name,type,state,from,until\nOtto,Person,RUR,19x9,\n", 2, 17, "'19x9' is no date", "write 1996, 1996-05 or 1996-05-31"},
        {"name,type,state,from,until\nOtto,Person,RUR,1999-13,\n", 2, 17, "'1999-13' is no date", "write 1996, 1996-05 or 1996-05-31"},
        {"name,type,state,from,until\nRuritania,State,,,\n", 2, 17, "a state needs a code in the column 'state'", "an ISO 3166 alpha-3 code, or any of your own"},
        {"name,type,state,from,until\n\n,Person,RUR,,\n", 3, 1, "a row without a name", "fill the column 'name' or take the row out"},
        {"name,type,state,from,until\nÉva,Person,RUR,2001,1999-05\n", 2, 21, "it ends ('1999-05') before it begins ('2001')", "exchange the two dates"},
        {"name,type,state,from,until\nGuard, Royal,Group,RUR,,\n", 2, 7, "unknown type 'Royal'", "it is one of: Person State Organisation Law Group Place Event"},
        {"name,type,state\nGuard,Group,RUR,Royal\n", 2, 17, "more cells than the header has columns", "a name with a comma is written in quotes: \"Guard, Royal\""},
        {"name,type,state\nAnna,Person,RUR\n\"Otto,Person,RUR\n", 3, 1, "a quoted cell is not closed", "write \" at its end, and \"\" for a quote inside it"},
        {"name,type,state\nAnna,Person,RUR\nOtto,Person,RUR\nAnna,person,RUR\n", 4, 1, "the row says what line 2 says", "take one of them out"},
        {"name;type;state\nAnna;Person;RUR\n", 1, 1, "unknown column 'name;type;state'", "columns are separated by commas"},
        {"nam,type\nAnna,Person\n", 1, 1, "unknown column 'nam'", "did you mean 'name'?"},
        {"type,state\nPerson,RUR\n", 1, 1, "an actors file needs a column 'name'", "its first line is: name,type,state,from,until"},
        {"name,name\nAnna,Otto\n", 1, 6, "the column 'name' is there twice", "take one of them out"},
        {"name\nAnna\nJos\xe9\n", 3, 0, "the actors file is not UTF-8", "save it as UTF-8; spreadsheets call it \"CSV UTF-8\""},
        {"", 1, 1, "the actors file is empty", "its first line is: name,type,state,from,until"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        std::vector<demarche::Diagnostic> faults;
        demarche::extract::read_actor_table(row.text, "a.csv", faults);
        REQUIRE_FALSE(faults.empty());
        CHECK(faults[0].message == row.message);
        CHECK(faults[0].hint == row.hint);
        CHECK(faults[0].position.line == row.line);
        CHECK(faults[0].position.column == row.column);
        CHECK(faults[0].file == "a.csv");
    }
}

TEST_CASE("actors files: all faults at once, and a file that is not there") {
    const TemporaryPack pack;
    pack.write("a.csv", "name,type,state,from,until\nAnna,Persn,RUR,,\nOtto,Person,RUR,19x9,\n");
    WorldOf w;
    w.actors = {pack.path("a.csv"), pack.path("none.csv")};
    w.compile();
    CHECK(w.faults.size() == 3);
}

TEST_CASE("actors files: a thousand names, each found with its state, later rows of a name over earlier ones") {
    const TemporaryPack pack;
    std::string csv = "name,type,state,from,until\n";
    const auto name = [](int i) { return std::string("Ka") + static_cast<char>('a' + i % 26) + static_cast<char>('a' + i / 26 % 26) + static_cast<char>('a' + i / 676) + " Quillfeather"; };
    for (int i = 0; i < 1000; ++i) csv += name(i) + (i % 2 == 0 ? ",Person,RUR,," : ",Organisation,BOR,1990,1999") + '\n';
    pack.write("actors.csv", csv);
    WorldOf w;
    w.actors = {pack.path("actors.csv")};
    w.compile();
    REQUIRE(w.faults.empty());
    for (int i = 0; i < 1000; ++i) {
        CAPTURE(name(i));
        const std::string found = w.match(name(i), "1995-05-05");
        CHECK(found.rfind(i % 2 == 0 ? "2 person:" : "2 org:", 0) == 0);
        CHECK(w.match(name(i), "2005-05-05").empty() == (i % 2 == 1));
    }
}
