// Users' packs as the program takes them: several, laid over one another, with what they change in the edges.
#include <doctest/doctest.h>

#include "run_program.h"

using demarche::test::Folder;
using demarche::test::Outcome;
using demarche::test::contains;
using demarche::test::run_program;

namespace {

std::string make_pack(const Folder& folder, const std::string& name, const std::string& frames) {
    folder.write(name + "/pack.json", R"({"kind": "pack", "name": ")" + name + R"(", "version": "1", "licence": "Apache-2.0"})");
    folder.write(name + "/frames.json", R"({"kind": "frames", "entries": [)" + frames + "]}");
    return folder.path(name);
}

std::string edges_of(const std::string& text, const std::string& options) {
    const Outcome outcome = run_program("@ explain - " + options, text);
    CHECK(outcome.err.empty());
    const std::size_t edges = outcome.out.find(" edges\n");
    return edges == std::string::npos ? std::string() : outcome.out.substr(edges + 7);
}

const char* const kText = "Kazakhstan serenaded Uzbekistan.";

}  // namespace

TEST_CASE("a pack adds a verb to a built-in frame; a later one overrides, takes it out, or forbids the frame") {
    const Folder folder;
    CHECK_FALSE(contains(edges_of(kText, ""), "->"));
    const std::string first = make_pack(folder, "first", R"({"id": "my.serenade", "relation": "supported", "verbs": ["serenade"], "source": ["subject"], "target": ["object"],
        "examples": [{"text": "Kazakhstan serenaded Uzbekistan.", "edges": ["Kazakhstan -supported-> Uzbekistan"]},
                     {"text": "Uzbekistan was serenaded by Kazakhstan.", "edges": ["Kazakhstan -supported-> Uzbekistan"]}], "counterexamples": ["The rain serenaded."]})");
    const std::string added = make_pack(folder, "added", R"({"id": "my.serenade", "add": true, "verbs": ["flummox"], "counterexamples": ["The rain flummoxed."]})");
    const std::string changed = make_pack(folder, "changed", R"({"id": "my.serenade", "override": true, "relation": "accused", "verbs": ["serenade"], "source": ["subject"], "target": ["object"],
        "examples": [{"text": "Kazakhstan serenaded Uzbekistan.", "edges": ["Kazakhstan -accused-> Uzbekistan"]},
                     {"text": "Uzbekistan was serenaded by Kazakhstan.", "edges": ["Kazakhstan -accused-> Uzbekistan"]}], "counterexamples": ["The rain serenaded."]})");
    const std::string without = make_pack(folder, "without", R"({"id": "my.serenade", "remove": true, "verbs": ["serenade"]})");
    const std::string gone = make_pack(folder, "gone", R"({"id": "my.serenade", "remove": true})");
    const std::string one = "--rules " + first, two = one + " --rules " + added;
    CHECK(contains(edges_of(kText, one), "Kazakhstan -supported-> Uzbekistan"));
    CHECK(contains(edges_of("Kazakhstan flummoxed Uzbekistan.", two), "Kazakhstan -supported-> Uzbekistan  (my.serenade)"));
    CHECK(contains(edges_of(kText, one + " --rules " + changed), "Kazakhstan -accused-> Uzbekistan"));
    CHECK_FALSE(contains(edges_of(kText, two + " --rules " + without), "->"));
    CHECK(contains(edges_of("Kazakhstan flummoxed Uzbekistan.", two + " --rules " + without), "-supported->"));
    CHECK_FALSE(contains(edges_of(kText, one + " --rules " + gone), "->"));
    CHECK(run_program("@ rules test " + first + " " + added).status == 0);
}

TEST_CASE("a user's frame is tried before the built-in ones of the same verb") {
    const Folder folder;
    const char* const text = "Kazakhstan accused Uzbekistan.";
    REQUIRE(contains(edges_of(text, ""), "Kazakhstan -accused-> Uzbekistan"));
    const std::string pack = make_pack(folder, "mine", R"({"id": "my.accuse", "relation": "rejected", "verbs": ["accuse"], "source": ["subject"], "target": ["object"],
        "examples": [{"text": "Kazakhstan accused Uzbekistan.", "edges": ["Kazakhstan -rejected-> Uzbekistan"]},
                     {"text": "Uzbekistan was accused by Kazakhstan.", "edges": ["Kazakhstan -rejected-> Uzbekistan"]}], "counterexamples": ["The rain accused."]})");
    const std::string edges = edges_of(text, "--rules " + pack);
    CHECK(contains(edges, "Kazakhstan -rejected-> Uzbekistan  (my.accuse)"));
    CHECK_FALSE(contains(edges, "-accused->"));
}

TEST_CASE("rules check tells all faults of all packs at once, each with its place and how to mend it") {
    const Folder folder;
    const std::string first = make_pack(folder, "first", "{\"id\": \"my.a\", \"relation\": \"requestd\", \"verbs\": [\"serenade\"], \"source\": [\"subject\"],\n \"examples\": [{\"text\": \"x\", \"edges\": [\"x\"]}, {\"text\": \"x\", \"edges\": [\"x\"]}], \"counterexamples\": [\"x\"]},\n{\"id\": \"request.askd\", \"add\": true, \"verbs\": [\"serenade\"]}");
    const std::string second = make_pack(folder, "second", "\n{\"id\": \"my.b\", \"relation\": \"requested\", \"verb\": [\"serenade\"], \"targt\": [\"object\"], \"source\": [\"subject\"],\n \"examples\": [{\"text\": \"x\", \"edges\": [\"x\"]}, {\"text\": \"x\", \"edges\": [\"x\"]}], \"counterexamples\": [\"x\"]},\n{\"id\": \"my.c\", \"relation\": \"requested\", \"verbs\": [\"serenade\"]}");
    const std::string actors = folder.write("actors.csv", "name,type,state,from,until\nAnna,Persn,RUR,,\n");
    const Outcome outcome = run_program("@ rules check " + first + " " + second + " " + actors);
    CAPTURE(outcome.err);
    CHECK(outcome.status == 3);
    CHECK(outcome.out.empty());
    for (const char* part : {"first/frames.json:1:59: at /entries/0/relation: unknown relation 'requestd'", "did you mean 'requested'?", "first/frames.json:3:", "there is no 'request.askd' to add to",
                             "second/frames.json:2:", "a key is not known here: 'verb'", "did you mean 'verbs'?", "a key is not known here: 'targt'", "did you mean 'target'?",
                             "second/frames.json:4:", "a required key is missing: 'source', 'examples' and 'counterexamples'", "actors.csv:2:6: unknown type 'Persn'"})
        CHECK_MESSAGE(contains(outcome.err, part), part);
}

TEST_CASE("of an actors file and a folder the one that is given later counts; a pack given twice is a fault") {
    const Folder folder;
    folder.write("pack/pack.json", R"({"kind": "pack", "name": "p", "version": "1", "licence": "Apache-2.0"})");
    folder.write("pack/places.json", R"({"kind": "organisations", "entries": [{"id": "the-patrol", "name": "Zubrowka Patrol", "state": "KAZ"}]})");
    const std::string pack = "--rules " + folder.path("pack"), actors = "--rules " + folder.write("a.csv", "name,type,state\nZubrowka Patrol,Group,UZB\n");
    const std::string text = "The Zubrowka Patrol accused Uzbekistan of piracy.";
    CHECK(contains(run_program("@ extract - " + pack + " " + actors, text).out, "group:zubrowka-patrol"));
    CHECK(contains(run_program("@ extract - " + actors + " " + pack, text).out, "org:the-patrol"));
    CHECK(contains(run_program("@ extract - " + pack + " " + pack, text).err, "the pack is given twice"));
}

TEST_CASE("a frame may name a verb that no lexicon has: its regular forms are learnt") {
    const Folder folder;
    const std::string pack = make_pack(folder, "mine", R"({"id": "my.zimple", "relation": "supported", "verbs": ["zimple|zorify", "zim"], "source": ["subject"], "target": ["object"],
        "examples": [{"text": "Kazakhstan zimples Uzbekistan.", "edges": ["Kazakhstan -supported-> Uzbekistan"]},
                     {"text": "Uzbekistan was zorified by Kazakhstan.", "edges": ["Kazakhstan -supported-> Uzbekistan"]},
                     {"text": "Kazakhstan zimmed Uzbekistan.", "edges": ["Kazakhstan -supported-> Uzbekistan"]},
                     {"text": "Kazakhstan is zimpling Uzbekistan.", "edges": ["Kazakhstan -supported-> Uzbekistan"]}], "counterexamples": ["The rain zimpled."]})");
    const Outcome outcome = run_program("@ rules test " + pack);
    CAPTURE(outcome.out);
    CHECK(contains(outcome.out, "5 of 5 examples of these packs passed"));
}
