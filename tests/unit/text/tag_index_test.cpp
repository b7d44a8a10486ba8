#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "extract/text/lexicon.h"
#include "extract/text/tag_index.h"
#include "extract/text/tag_rules.h"

using namespace demarche;
using namespace demarche::extract;

namespace {

struct Compiled {
    std::unique_ptr<Lexicon> lexicon;
    TagRules rules;
    TagRuleIndex index;
};

Compiled compile(const std::string& entries) {
    Compiled out;
    std::vector<Diagnostic> faults;
    out.lexicon = Lexicon::compile({}, faults);
    const Result<base::JsonDocument> json = base::read_json("{\"kind\": \"tags\", \"entries\": [" + entries + "]}", "tags.json");
    REQUIRE(json);
    compile_tag_rules(*json, *out.lexicon, out.rules, faults);
    REQUIRE(faults.empty());
    out.index = TagRuleIndex(out.rules.rules);
    return out;
}

constexpr TagSet kNoun = bit(Tag::noun), kBase = bit(Tag::verb_base), kAdjective = bit(Tag::adjective);
constexpr std::uint8_t number(Tag tag) { return kTagIndex[static_cast<unsigned char>(tag)]; }

TagRuleIndex::Context context(TagSet readings, std::uint8_t before = TagRuleIndex::kOpen, std::uint32_t word = 0) {
    return {readings, word, {TagRuleIndex::kOpen, before, TagRuleIndex::kOpen, TagRuleIndex::kOpen}};
}

}  // namespace

TEST_CASE("a rule is a candidate where readings, words and settled neighbours allow it") {
    const Compiled made = compile(R"({"id": "0", "remove": "base", "if": ["-1 is determiner"]},
                                     {"id": "1", "select": "noun", "words": "work", "if": []},
                                     {"id": "2", "remove": "adjective", "if": ["0 may noun", "-1 not determiner"]},
                                     {"id": "3", "force": "adverb", "if": []})");
    REQUIRE(made.index.blocks() == 1);
    const std::uint32_t work = made.lexicon->find("work");
    const auto of = [&](const TagRuleIndex::Context& c) { return made.index.candidates(0, c); };
    CHECK(of(context(kNoun | kBase)) == 0b1001);
    CHECK(of(context(kNoun | kBase, TagRuleIndex::kOpen, work)) == 0b1011);
    CHECK(of(context(kNoun | kBase, number(Tag::determiner))) == 0b1001);
    CHECK(of(context(kNoun | kBase, number(Tag::comma))) == 0b1000);
    CHECK(of(context(kNoun | kBase, TagRuleIndex::kAbsent)) == 0b1000);
    CHECK(of(context(kNoun | kAdjective)) == 0b1100);
    CHECK(of(context(kBase | kAdjective)) == 0b1001);
    CHECK(of(context(kNoun | kAdjective, number(Tag::determiner))) == 0b1000);
    CHECK(of(context(kNoun | kAdjective, TagRuleIndex::kAbsent)) == 0b1100);
}

TEST_CASE("more rules than fit into one block") {
    std::string entries;
    for (int i = 0; i < 130; ++i) entries += std::string(i == 0 ? "" : ",") + R"({"id": "r)" + std::to_string(i) + R"(", "remove": ")" + (i % 2 == 0 ? "noun" : "base") + R"(", "if": []})";
    const Compiled made = compile(entries);
    REQUIRE(made.index.blocks() == 3);
    CHECK(made.index.candidates(0, context(kNoun)) == 0x5555555555555555ULL);
    CHECK(made.index.candidates(1, context(kBase)) == 0xAAAAAAAAAAAAAAAAULL);
    CHECK(made.index.candidates(2, context(kNoun | kBase)) == 0b11);
}
