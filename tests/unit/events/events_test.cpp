#include <doctest/doctest.h>

#include <string>

#include "base/embedded.h"
#include "base/json.h"
#include "extract/events/explain_events.h"
#include "extract/events/frame.h"
#include "extract/events/test_frames.h"
#include "extract/stages.h"
#include "extract/text/lexicon.h"
#include "support/cases.h"
#include "support/stages.h"

using namespace demarche;
using namespace demarche::extract;

namespace {

// The events of a text, a line each, as the stage prints them.
std::string events_of(const std::string& input) {
    const test::Stages in = test::run_stages(input);
    const RuleSet& set = test::built_in_rules().data();
    std::string out;
    for (std::uint32_t s = 0; s < in.text.sentences.size(); ++s) out += to_lines(set, in.document, in.text, in.mentions, in.clauses, in.events, static_cast<SentenceId>(s));
    return out;
}

std::vector<Diagnostic> faults_of(const std::string& frame) {
    const std::string json = R"({"kind": "frames", "version": "1", "licence": "none", "entries": [)" + frame + "]}";
    PackFiles files;
    files.push_back({"test", "frames", base::read_json(json, "test.json").value()});
    std::vector<Diagnostic> faults;
    const std::unique_ptr<Lexicon> lexicon = Lexicon::compile({}, faults);
    faults.clear();
    FrameSet::compile(files, Ontology::built_in(), *lexicon, faults);
    return faults;
}

}  // namespace

TEST_CASE("events: sentences to events") { test::check_cases("events", events_of); }

TEST_CASE("events: the frames' own examples hold") {
    const Rules::TestReport report = test_frames(test::built_in_rules());
    for (const Diagnostic& d : report.failures) MESSAGE(d.to_string());
    CHECK(report.failures.empty());
    CHECK(report.built_in.ran > 100);
    CHECK(report.built_in.passed == report.built_in.ran);
    CHECK(report.user.ran == 0);
}

TEST_CASE("events: built-in files keep to their schemas") {
    for (const PackFile& file : test::built_in_rules().data().files) {
        if (file.kind != "frames" && file.kind != "composition" && file.kind != "word_sets") continue;
        const std::string schema = file.kind + ".schema.json";
        const std::string text(base::embedded_file(file.json.file));
        const auto json = base::read_json(text, file.json.file, {.comments = true, .positions = true, .schema = schema});
        CHECK_MESSAGE(json.has_value(), (json ? "" : json.error().to_string()));
    }
}

TEST_CASE("events: faults of a frame are all told, each at its place") {
    struct Row { std::string frame, message, pointer; };
    const Row rows[] = {
        {R"({"id": "a", "relation": "askd", "verbs": ["ask"], "source": ["subject"]})", "unknown relation 'askd'", "/entries/0/relation"},
        {R"({"id": "a", "relation": "pressured", "verbs": ["ask"], "source": ["subject"]})", "'pressured' is an umbrella: no edge may carry it", "/entries/0/relation"},
        {R"({"id": "a", "relation": "requested", "verbs": ["ask"], "source": ["subjct"]})", "unknown role 'subjct'", "/entries/0/source/0"},
        {R"({"id": "a", "relation": "requested", "source": ["subject"]})", "nothing can trigger the frame 'a'", "/entries/0"},
        {R"({"id": "a", "relation": "requested", "verbs": ["ask + @no_such"], "source": ["subject"]})", "there is no word set 'no_such'", "/entries/0/verbs/0"},
        {R"({"id": "a", "relation": "requested", "verbs": ["ask"], "source": ["subject"], "where": {"object": ["Lawn"]}})", "unknown node type 'Lawn'", "/entries/0/where/object/0"},
    };
    for (const Row& row : rows) {
        const std::vector<Diagnostic> faults = faults_of(row.frame);
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].message == row.message);
        CHECK(faults[0].pointer == row.pointer);
        CHECK(faults[0].position.line == 1);
    }
    CHECK(faults_of(R"({"id": "a", "relation": "askd", "verbs": ["ask"], "source": ["subject"]}, {"id": "b", "relation": "requested", "source": ["objct"]})").size() == 3);
}

TEST_CASE("events: what can never count in a frame of a user's pack") {
    const auto frame = [](const std::string& id, const std::string& rest) { return R"({"id": ")" + id + R"(", "relation": "requested", "source": ["subject"], "target": ["object"], )" + rest + "}"; };
    struct Row { std::string frames; std::vector<std::string> faults; };
    const Row rows[] = {
        {frame("a", R"("verbs": ["beseech", "implore"])") + "," + frame("b", R"("verbs": ["implore"], "where": {"object": ["State"]})"),
         {"/entries/1: the frame 'b' can never count: 'a' comes before it with the same words, roles and conditions and says the same"}},
        {frame("a", R"("verbs": ["implore"], "where": {"object": ["State"]})") + "," + frame("b", R"("verbs": ["implore"])"), {}},
        {frame("a", R"("verbs": ["beseech"])") + R"(,{"id": "b", "relation": "demanded", "source": ["subject"], "target": ["object"], "verbs": ["beseech", "implore"]})",
         {"/entries/1/verbs/0: 'beseech' never calls the frame 'b': 'a' comes before it with the same roles and conditions and says another relation"}},
        {frame("a", R"("verbs": ["beseech", "implore|beseech"])"), {"/entries/0/verbs/1: 'beseech' calls the frame 'a' already"}},
        {frame("a", R"("verbs": ["asked"])"), {"/entries/0/verbs/0: nothing can call the frame by 'asked': verbs are named by their base form"}},
        {frame("a", R"("nouns": ["requests"])"), {"/entries/0/nouns/0: nothing can call the frame by 'requests': nouns are named in the singular"}},
        {frame("a", R"("verbs": ["Ask"])"), {"/entries/0/verbs/0: nothing can call the frame by 'Ask': words are written without capitals"}},
        {frame("a", R"("nouns": ["peace plea"])"), {"/entries/0/nouns/0: nothing can call the frame by 'peace plea': a noun or adjective is one word"}},
        {frame("a", R"("verbs": ["ask"], "where": {"object": ["State"]}, "unless": {"object": ["actor"]})"),
         {"/entries/0: the frame 'a' can never match: object must be State and object must not be actor"}},
        {frame("a", R"("verbs": ["ask"], "target_types": ["Law"])"), {"/entries/0/target_types: nothing of these types may stand at this end of 'requested'"}},
    };
    for (const Row& row : rows) {
        std::vector<std::string> told;
        for (const Diagnostic& fault : faults_of(row.frames)) {
            told.push_back(fault.pointer + ": " + fault.message);
            CHECK_FALSE(fault.hint.empty());
        }
        CAPTURE(row.frames);
        CHECK(told == row.faults);
    }
}
