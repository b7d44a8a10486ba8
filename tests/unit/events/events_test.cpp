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
    std::size_t checked = 0;
    const std::vector<Diagnostic> failed = test_frames(test::built_in_rules(), &checked);
    for (const Diagnostic& d : failed) MESSAGE(d.to_string());
    CHECK(failed.empty());
    CHECK(checked > 100);
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
