#include "doctest/doctest.h"
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

TEST_CASE("actors files: every fault with its line") {
    const TemporaryPack pack;
    pack.write("a.csv", "name,type,state,from,until\nAnna,Persn,RUR,,\nOtto,Person,RUR,19x9,\nRuritania,State,,,\n,Person,RUR,,\n");
    pack.write("b.csv", "nam,type\nAnna,Person\n");
    pack.write("c.csv", "");
    WorldOf w;
    w.actors = {pack.path("a.csv"), pack.path("b.csv"), pack.path("c.csv"), pack.path("none.csv")};
    w.compile();
    REQUIRE(w.faults.size() == 8);
    struct Row { std::size_t line; const char* message; };
    const Row rows[] = {{5, "a row without a name"},      {2, "unknown type 'Persn'"}, {3, "'19x9' is no date"}, {4, "a state needs a code in the column 'state'"},
                        {1, "unknown column 'nam'"}, {1, "an actors file needs a column 'name'"}, {1, "the actors file is empty"}};
    for (const Row& row : rows) {
        bool found = false;
        for (const demarche::Diagnostic& d : w.faults) found = found || (d.message == row.message && d.position.line == row.line);
        CAPTURE(row.message);
        CHECK(found);
    }
}
