#include <chrono>

#include <doctest/doctest.h>

#include "extract/rules/rules.h"
#include "support/cases.h"
#include "unit/clauses/tagged.h"

using namespace demarche;
using namespace demarche::extract;

namespace {

std::string lines_of(const test::Tagged& in) {
    const RuleSet& rules = test::built_in_rules().data();
    const Phrases phrases = find_phrases(rules, in.document, in.text, in.mentions);
    const Clauses clauses = find_clauses(rules, in.document, in.text, in.mentions, phrases);
    std::string out;
    for (std::uint32_t s = 0; s < in.text.sentences.size(); ++s) {
        if (s > 0) out += "\n--\n";
        out += to_lines(in.document, in.text, phrases, clauses, SentenceId{s});
    }
    return out;
}

// References must stay inside the document whatever comes in.
void check_sound(const Phrases& phrases, const Clauses& clauses) {
    for (const NounPhrase& noun : clauses.phrases) {
        CHECK(index(noun.group) < phrases.items.size());
        for (const NounPhrase::Link& link : noun.links) CHECK(link.phrase < clauses.phrases.size());
        for (const std::uint32_t other : noun.conjuncts) CHECK(other < clauses.phrases.size());
    }
    TokenId last{};
    for (const Clause& clause : clauses.items) {
        CHECK(last <= clause.head);
        last = clause.head;
        CHECK((is_none(clause.parent) || index(clause.parent) < clauses.items.size()));
        for (const Argument& argument : clause.arguments) {
            CHECK((argument.phrase == kNone || argument.phrase < clauses.phrases.size()));
            CHECK((is_none(argument.clause) || index(argument.clause) < clauses.items.size()));
        }
    }
}

}  // namespace

TEST_CASE("clauses of tagged sentences") {
    test::check_cases("clauses", [](const std::string& input) { return lines_of(test::read_tagged(input)); });
}

TEST_CASE("any order of tags gives sound clauses") {
    const std::string tags = "nsNPHvzdegBVDMTXarA9SIRCUtWE,:-.<>()$";
    std::uint32_t seed = 12345;
    for (int round = 0; round < 3000; ++round) {
        std::string line;
        for (int i = 0; i < 30; ++i) {
            seed = seed * 1664525U + 1013904223U;
            line.append(i % 3 ? "asked/" : "that/").append(1, tags[(seed >> 16U) % tags.size()]).append(" ");
        }
        const test::Tagged in = test::read_tagged(line);
        const RuleSet& rules = test::built_in_rules().data();
        const Phrases phrases = find_phrases(rules, in.document, in.text, in.mentions);
        const Clauses clauses = find_clauses(rules, in.document, in.text, in.mentions, phrases);
        check_sound(phrases, clauses);
    }
}

TEST_CASE("a sentence of a hundred times the length costs about a hundred times as much") {
    const RuleSet& rules = test::built_in_rules().data();
    const std::string part = "Berg/N:person ,/, who/W asked/d Kim/N:person for/I help/n and/C met/d Rao/N:person ,/, ";
    const auto cost = [&](int repeats) {
        std::string line;
        for (int i = 0; i < repeats; ++i) line += part;
        const test::Tagged in = test::read_tagged(line);
        const auto begin = std::chrono::steady_clock::now();
        const Phrases phrases = find_phrases(rules, in.document, in.text, in.mentions);
        const Clauses clauses = find_clauses(rules, in.document, in.text, in.mentions, phrases);
        CHECK(!clauses.items.empty());
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    cost(20);
    const double one = cost(100) + 0.001, many = cost(10000);
    CHECK(many < one * 400);
}
