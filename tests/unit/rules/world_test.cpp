#include "doctest/doctest.h"
#include "unit/rules/world_of.h"

using demarche::test::WorldOf;

namespace {

const char* const kStates = R"({"kind": "states", "entries": [
  {"id": "RUR", "name": "Ruritania", "names": ["Kingdom of Ruritania"], "adjectives": ["Ruritanian"], "person": ["Ruritanian"], "people": ["Ruritanians"],
   "capital": ["Strelsau"], "seats": ["Elphberg Palace"]},
  {"id": "MAY", "name": "May", "ambiguous": ["May"]},
  {"id": "OLD", "name": "Oldland", "from": "1900", "until": "1950-06"}]})";

}  // namespace

TEST_CASE("names of states: longest first, with their role and their letter case") {
    const WorldOf w = std::move(WorldOf().pack(kStates).compile());
    REQUIRE(w.faults.empty());
    struct Row { const char* words; const char* expected; };
    const Row rows[] = {
        {"Ruritania protested", "1 state:RUR"},
        {"RURITANIA PROTESTS", "1 state:RUR"},
        {"ruritania", ""},
        {"Kingdom of Ruritania", "3 state:RUR"},
        {"Ruritanian ships", "1 state:RUR demonym; 1 state:RUR people"},
        {"Ruritanians", "1 state:RUR people plural"},
        {"Strelsau", "1 state:RUR capital; 1 place:strelsau"},
        {"Elphberg Palace", "2 state:RUR capital"},
        {"May", "1 state:MAY ambiguous"},
        {"may", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.words);
        CHECK(w.match(row.words) == row.expected);
    }
}

TEST_CASE("names hold between their dates; without a date of the article they always do") {
    const WorldOf w = std::move(WorldOf().pack(kStates).compile());
    CHECK(w.match("Oldland", "1949-12-31") == "1 state:OLD");
    CHECK(w.match("Oldland", "1950-06-30") == "1 state:OLD");
    CHECK(w.match("Oldland", "1950-07-01").empty());
    CHECK(w.match("Oldland", "1899-12-31").empty());
    CHECK(w.match("Oldland") == "1 state:OLD");
}

TEST_CASE("marks may be left out, acronyms may not be lower case, later packs win") {
    WorldOf w;
    w.pack(R"({"kind": "organisations", "entries": [{"id": "elan", "name": "Élan Órgano"}, {"id": "who", "name": "World Club", "names": ["WHO"]}]})");
    w.pack(R"({"kind": "organisations", "entries": [{"id": "mine", "name": "World Club"}]})", "mine");
    w.compile();
    CHECK(w.match("Élan Órgano") == "2 org:elan");
    CHECK(w.match("Elan Organo") == "2 org:elan");
    CHECK(w.match("WHO") == "1 org:who");
    CHECK(w.match("Who").empty());
    CHECK(w.match("World Club") == "2 org:mine; 2 org:who");
}

TEST_CASE("members of unions, holders of offices, parts of names") {
    WorldOf w;
    w.pack(kStates);
    w.pack(R"({"kind": "organisations", "entries": [{"id": "union", "name": "Great Union", "members": ["RUR", "OLD"]}]})");
    w.pack(R"({"kind": "holders", "entries": [{"office": "president", "state": "RUR", "terms": ["2001-02-03/2005 Anna Berg|Berg", "2005/ Otto Marlin"]}]})");
    w.pack(R"({"kind": "person-names", "entries": [{"culture": "invented", "male": "otto", "female": "anna", "family": "berg ömer"}]})");
    w.compile();
    REQUIRE(w.faults.empty());
    CHECK(w.world->members("org:union").size() == 2);
    const auto holders = w.world->holders("office:president", "RUR");
    REQUIRE(holders.size() == 2);
    CHECK(holders[0].person == "person:anna-berg");
    CHECK(holders[0].until == "2005");
    CHECK(w.match("Berg") == "1 person:anna-berg");
    CHECK(w.world->name_part(w.lexicon->find("otto")) == 1);
    CHECK(w.world->name_part(w.lexicon->find("anna")) == 2);
    CHECK(w.world->name_part(w.lexicon->find("omer")) == 4);
    CHECK(w.world->name_part(demarche::extract::kNone) == 0);
    CHECK(w.world->state("RUR")->name == "Ruritania");
    CHECK(w.world->state("XXX") == nullptr);
}

TEST_CASE("a code that is no state's, a term without its dates") {
    WorldOf w;
    w.pack(R"({"kind": "organisations", "entries": [{"id": "a", "name": "A Club", "state": "NOP"}]})");
    w.pack(R"({"kind": "holders", "entries": [{"office": "president", "state": "NOP", "terms": ["Anna Berg"]}]})");
    w.compile();
    REQUIRE(w.faults.size() == 3);
    CHECK(w.faults[0].pointer == "/entries/0/terms");
    CHECK(w.faults[1].pointer == "/entries/0/state");
    CHECK(w.faults[1].message == "no state has the code 'NOP'");
    CHECK(w.faults[1].position.line == 1);
}
