#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "extract/reader/document.h"
#include "extract/text/lexicon.h"
#include "support/cases.h"
#include "support/packs.h"

using namespace demarche;
using namespace demarche::extract;

namespace {

const Lexicon& lexicon() {
    static const std::unique_ptr<Lexicon> instance = [] {
        std::vector<Diagnostic> faults;
        std::unique_ptr<Lexicon> made = Lexicon::compile(test::built_in_files(), faults);
        for (const Diagnostic& fault : faults) FAIL_CHECK(fault.to_string());
        return made;
    }();
    return *instance;
}

// Each line of the input is one paragraph; "# " makes it a heading.
Document document_of(const std::string& input) {
    Document document;
    document.text = input;
    std::size_t at = 0;
    while (at < input.size()) {
        const std::size_t end = std::min(input.find('\n', at), input.size());
        Block block;
        block.range = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
        if (input.compare(at, 2, "# ") == 0) {
            block.kind = BlockKind::heading;
            block.range.begin += 2;
        }
        if (!block.range.empty()) document.blocks.push_back(block);
        at = end + 1;
    }
    return document;
}

std::string tagged(const std::string& input) {
    const Document document = document_of(input);
    const Text text = analyse_text(lexicon(), document);
    std::string out;
    for (std::uint32_t s = 0; s < text.sentences.size(); ++s) out += to_line(document, text, static_cast<SentenceId>(s)) + '\n';
    return out;
}

}  // namespace

TEST_CASE("sentences, tokens and tags of the case files") { test::check_cases("text", tagged); }

TEST_CASE("lemmas") {
    const struct { const char* form; const char* noun; const char* verb; } rows[] = {
        {"demands", "demand", "demand"}, {"took", "", "take"}, {"taken", "", "take"}, {"children", "child", ""}, {"policies", "policy", ""},
        {"planned", "", "plan"}, {"visiting", "visiting", "visit"}, {"criticised", "", "criticise"}, {"men", "man", ""}, {"found", "", "find"}, {"said", "", "say"},
    };
    for (const auto& row : rows) {
        INFO(row.form);
        const std::uint32_t noun = lexicon().noun_lemma(row.form), verb = lexicon().verb_lemma(row.form);
        if (*row.noun) CHECK(lexicon().word(noun) == row.noun);
        if (*row.verb) CHECK(lexicon().word(verb) == row.verb);
    }
}

TEST_CASE("words keep their numbers") {
    CHECK(lexicon().find("ambassador") != kNone);
    CHECK(lexicon().word(lexicon().find("ambassador")) == "ambassador");
    CHECK(lexicon().find("qwrtzpsdf") == kNone);
    CHECK((lexicon().analyse(lexicon().find("ambassador")).semantic & kPersonNoun) != 0);
}

TEST_CASE("names are cut as the text is") {
    CHECK(split_words("U.S. State Department") == std::vector<std::string>{"u.s.", "state", "department"});
    CHECK(split_words("Côte d’Ivoire") == std::vector<std::string>{"côte", "d'ivoire"});
    CHECK(split_words("Russia's") == std::vector<std::string>{"russia", "'s"});
}

TEST_CASE("what has no full stop is cut at a mark of punctuation, and where there is none at the bound") {
    for (const bool commas : {true, false}) {
        Document document;
        for (int i = 0; i < 2000; ++i) document.text += commas ? "Anna Berg met Otto Marlin, " : "Anna Berg met Otto Marlin and ";
        document.blocks.emplace_back().range = {0, static_cast<std::uint32_t>(document.text.size() - 1)};
        const Text text = analyse_text(lexicon(), document);
        REQUIRE(text.sentences.size() == (commas ? 13 : 12));
        TokenId at{0};
        for (const Sentence& sentence : text.sentences) {
            CHECK(sentence.tokens.begin == at);
            CHECK(sentence.tokens.size() <= 1000);
            at = sentence.tokens.end;
        }
        CHECK(index(at) == text.tokens.size());
    }
}

