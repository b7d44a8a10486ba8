#include <doctest/doctest.h>

#include "extract/phrases/phrase_rules.h"
#include "extract/rules/rules.h"
#include "extract/text/lexicon.h"
#include "support/cases.h"
#include "unit/clauses/tagged.h"

using namespace demarche;
using namespace demarche::extract;

TEST_CASE("phrases of tagged sentences") {
    test::check_cases("phrases", [](const std::string& input) {
        const test::Tagged in = test::read_tagged(input);
        const Phrases phrases = find_phrases(test::built_in_rules().data(), in.document, in.text, in.mentions);
        std::string out;
        for (std::uint32_t s = 0; s < in.text.sentences.size(); ++s) out += to_line(in.document, in.text, phrases, SentenceId{s}) + '\n';
        return out;
    });
}

TEST_CASE("every token is in exactly one top-level phrase") {
    const test::Tagged in = test::read_tagged("Ruritania/N:state 's/S new/a minister/n has/V n't/X signed/e (/( yet/r )/) more/a than/I 20/9 laws/s ./.");
    const Phrases phrases = find_phrases(test::built_in_rules().data(), in.document, in.text, in.mentions);
    TokenId at{};
    for (const Phrase& phrase : phrases.items) {
        if (phrase.nested) continue;
        CHECK(phrase.tokens.begin == at);
        CHECK(!phrase.tokens.empty());
        at = phrase.tokens.end;
    }
    CHECK(index(at) == in.text.tokens.size());
}

TEST_CASE("a bad regular expression in a pack is a fault with its place") {
    const auto document = base::read_json(R"({"kind": "phrases", "entries": [{"id": "x", "group": "noun", "pattern": "[a"}]})", "bad.json");
    REQUIRE(document);
    PackFiles files;
    files.push_back({"mine", "phrases", *document});
    std::vector<Diagnostic> faults;
    const std::unique_ptr<Lexicon> lexicon = Lexicon::compile({}, faults);
    faults.clear();
    PhraseRules::compile(files, *lexicon, faults);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].file == "bad.json");
}
