#include "base/json.h"
#include "demarche/extraction.h"
#include "doctest/doctest.h"

using namespace demarche;

namespace {

// "Zoë 😀 met \xFF Bo": a sequence of two bytes, one of four, and a byte that is no UTF-8.
const std::string kBytes = "Zo\xC3\xAB \xF0\x9F\x98\x80 met \xFF" "Bo";

Extraction sample() {
    Extraction x;
    x.id = "a1";
    x.nodes = {{"person:bo", "Person", "Bo", {}, "", {}}, {"person:zoe", "Person", "Zo\xC3\xAB", {"Z."}, "RUR", {{"title", "Minister"}}}};
    x.mentions = {{{0, 4}, 1, MentionKind::name}, {{15, 17}, 0, MentionKind::pronoun}};
    ExtractedEdge e;
    e.source = 1;
    e.target = 0;
    e.relation = "consulted";
    e.plover = "consult";
    e.cameo = "04";
    e.confidence = 0.8;
    e.rule = "consult.meet";
    e.evidence = {0, 17};
    e.trigger = {10, 13};
    e.sentence = "not written";
    x.edges = {e};
    x.skipped = {{{16, 17}, "furniture"}};
    return x;
}

std::string expected(const char* m2, const char* end, const char* trigger, const char* skipped) {
    return std::string(R"({"id":"a1","date":null,"nodes":[{"id":"person:bo","type":"Person","name":"Bo","aliases":[],"state":null},)") +
           R"({"id":"person:zoe","type":"Person","name":"Zoë","aliases":["Z."],"state":"RUR","title":"Minister"}],"mentions":[{"start":0,"end":)" +
           m2 + R"("node":"person:bo","kind":"pronoun"}],"edges":[{"source":"person:zoe","relation":"consulted","target":"person:bo",)" +
           R"("plover":"consult","cameo":"04","topic":null,"date":null,"polarity":"asserted","modality":"actual","attributed_to":null,)" +
           R"("confidence":0.8,"rule":"consult.meet","start":0,"end":)" + end + R"(,"trigger":{)" + trigger + R"(}}],"skipped":[{)" + skipped +
           R"(,"why":"furniture"}]})";
}

}  // namespace

TEST_CASE("an extraction as a line of JSON, offsets in each unit") {
    const Extraction x = sample();
    CHECK(to_json(x, kBytes, OffsetUnit::bytes) ==
          expected(R"(4,"node":"person:zoe","kind":"name"},{"start":15,"end":17,)", "17", R"("start":10,"end":13)", R"("start":16,"end":17)"));
    CHECK(to_json(x, kBytes, OffsetUnit::codepoints) ==
          expected(R"(3,"node":"person:zoe","kind":"name"},{"start":11,"end":13,)", "13", R"("start":6,"end":9)", R"("start":12,"end":13)"));
    CHECK(to_json(x, kBytes, OffsetUnit::utf16) ==
          expected(R"(3,"node":"person:zoe","kind":"name"},{"start":12,"end":14,)", "14", R"("start":7,"end":10)", R"("start":13,"end":14)"));
}

TEST_CASE("the line follows its schema") {
    base::JsonOptions options;
    options.schema = "extraction.schema.json";
    Extraction x = sample();
    x.date = "2024-10-14";
    x.edges[0].date = "2024-06/2024-08";
    x.edges[0].topic = "a \"border\"\n";
    const auto read = base::read_json(to_json(x, kBytes, OffsetUnit::codepoints), "line", options);
    if (!read) FAIL(read.error().to_string());
    x.edges[0].date = "last year";
    CHECK(!base::read_json(to_json(x, kBytes, OffsetUnit::codepoints), "line", options));
}

TEST_CASE("offsets beyond the end and inside a sequence stay in range") {
    Extraction x;
    x.skipped = {{{3, 99}, "w"}};
    CHECK(to_json(x, "Zo\xC3\xAB", OffsetUnit::codepoints).find(R"("start":3,"end":3)") != std::string::npos);
}
