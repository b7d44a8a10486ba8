// `explain`: how a sentence became an edge, which condition of a frame failed, and what no rule knows.
#include <doctest/doctest.h>

#include "run_program.h"

using demarche::test::Folder;
using demarche::test::Outcome;
using demarche::test::contains;
using demarche::test::run_program;

namespace {

const char* const kFrame = R"({ "kind": "frames", "version": "1", "licence": "Apache-2.0", "entries": [
  { "id": "my.serenade", "relation": "supported", "verbs": ["serenade"], "source": ["subject"], "target": ["object"], "where": { "with": ["song", "Event"] },
    "examples": [ { "text": "Kazakhstan serenaded Uzbekistan with a song.", "edges": ["Kazakhstan -supported-> Uzbekistan"] },
                  { "text": "Uzbekistan was serenaded by Kazakhstan with a song.", "edges": ["Kazakhstan -supported-> Uzbekistan"] } ],
    "counterexamples": ["Kazakhstan serenaded Uzbekistan with a drum."] } ] })";

std::string pack_with_frame(const Folder& folder) {
    folder.write("pack/pack.json", R"({"kind": "pack", "name": "test", "version": "1", "licence": "Apache-2.0"})");
    folder.write("pack/frames.json", kFrame);
    return folder.path("pack");
}

}  // namespace

TEST_CASE("explain tells the condition, or the roles, that a frame lacked") {
    const Folder folder;
    const std::string pack = pack_with_frame(folder);
    struct Row { const char* text; const char* line; };
    const Row rows[] = {
        {"Kazakhstan serenaded Uzbekistan with a song.", "frame my.serenade at \"serenaded\": matched\n"},
        {"Kazakhstan serenaded Uzbekistan with a drum.", "frame my.serenade at \"serenaded\": with must be song Event\n"},
        {"The wind serenaded Uzbekistan with a song.", "frame my.serenade at \"serenaded\": no source: nobody that may be one at subject\n"},
        {"Kazakhstan serenaded the hills with a song.", "frame my.serenade at \"serenaded\": no target: nobody that may be one at object\n"},
    };
    for (const Row& row : rows) {
        const Outcome outcome = run_program("@ explain - --rules " + pack, row.text);
        CAPTURE(outcome.out);
        CHECK(outcome.status == 0);
        CHECK(contains(outcome.out, row.line));
        CHECK(outcome.out.find(row.line) == outcome.out.rfind(row.line));
    }
}

TEST_CASE("explain --missing lists names and verbs that no rule knows, the most frequent first") {
    const Folder folder;
    folder.write("texts/a.txt", "Kazakhstan asked Uzbekistan to open the border. The Zumblat Institute yodelled at Uzbekistan.\n");
    folder.write("texts/b.txt", "On Monday the Zumblat Institute yodelled and Otto Quandt yodelled. Kazakhstan rejected a request of Uzbekistan.\n");
    const Outcome outcome = run_program("@ explain --missing " + folder.path("texts"));
    CAPTURE(outcome.out);
    CHECK(outcome.status == 0);
    CHECK(outcome.out.rfind("3\tverb\tyodel\n2\tname\tZumblat Institute\n", 0) == 0);
    CHECK(contains(outcome.out, "1\tname\tOtto Quandt\n"));
    CHECK_FALSE(contains(outcome.out, "Kazakhstan"));
    CHECK_FALSE(contains(outcome.out, "\task\n"));
    const std::string actors = folder.write("actors.csv", "name,type,state,from,until\nZumblat Institute,Organisation,KAZ,,\n");
    CHECK_FALSE(contains(run_program("@ explain --missing " + folder.path("texts") + " --rules " + actors).out, "Zumblat"));
}
