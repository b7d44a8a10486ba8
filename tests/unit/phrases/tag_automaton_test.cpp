#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <re2/re2.h>

#include "extract/phrases/tag_automaton.h"

using namespace demarche::extract;

namespace {

std::size_t longest(const std::string& expression, const std::string& tags) {
    TagAutomaton automaton;
    REQUIRE(automaton.compile(expression) == "");
    return automaton.longest(tags);
}

}  // namespace

TEST_CASE("the longest match at the start") {
    const struct { const char* expression; const char* tags; std::size_t length; } rows[] = {
        {"a", "aa", 1},          {"a*", "aab", 2},        {"a+b", "aaab", 4},       {"a+b", "aaac", 0},    {"(?:ab|a)c?", "abc", 3},
        {"(ab)*", "ababa", 4},   {"[ab]+c", "abbac", 5},  {"[^a]", "a", 0},         {"[^a]", "b", 1},      {"[a-c]+", "abcd", 3},
        {"a{2}", "aaa", 2},      {"a{2,}", "aaaa", 4},    {"a{1,3}", "aaaa", 3},    {"(a|b){2,3}c", "abc", 3}, {"(a?b){2}", "bab", 3},
        {"a{0,1}b", "b", 1},     {".x", "?x", 2},         {"\\.", ".", 1},          {"[$9]", "$", 1},      {"", "a", 0},
        {"a|", "a", 1},          {"(a*)*b", "aaab", 4},   {"(a|ab)(c|bcd)", "abcd", 4}, {"a*?", "aa", 2},  {"[]a]+", "]a", 2}};
    for (const auto& row : rows) {
        CAPTURE(row.expression);
        CHECK(longest(row.expression, row.tags) == row.length);
    }
}

TEST_CASE("what is wrong with an expression is said with its place") {
    const struct { const char* expression; const char* part; } rows[] = {
        {"[a", "'[' without ']'"}, {"(a", "'(' without ')'"}, {"a)", "')' without '('"}, {"*a", "nothing to repeat"}, {"a{3,2}", "a repetition is"},
        {"a{", "a repetition is"}, {"a{1000}", "a repetition is"}, {"(?i)a", "groups"}, {"^a", "no anchors"}, {"a\\", "at the end"},
        {"((((a{100}){100}){100}){100})", "too large"}};
    for (const auto& row : rows) {
        CAPTURE(row.expression);
        TagAutomaton automaton;
        CHECK(automaton.compile(row.expression).find(row.part) != std::string::npos);
        CHECK(automaton.longest("aaa") == 0);
    }
    CHECK(TagAutomaton().compile(std::string(500, '(') + "a" + std::string(500, ')')).find("too deep") != std::string::npos);
}

// RE2 as the oracle: expressions put together at random from parts, over a small alphabet.
TEST_CASE("an automaton finds what RE2 finds") {
    const std::vector<std::string> parts = {"a", "b", "c", "[ab]", "[^c]", "(?:ab|c)", "(?:a|bc)*", "b?", "c+", "a{1,2}", "(?:a?b){2}", "[bc]*", "|"};
    std::uint32_t state = 12345;
    const auto random = [&](std::size_t n) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % n;
    };
    for (int round = 0; round < 300; ++round) {
        std::string expression;
        for (std::size_t n = 1 + random(5); n > 0; --n) expression += parts[random(parts.size())];
        re2::RE2::Options options;
        options.set_longest_match(true);
        const re2::RE2 oracle(expression, options);
        TagAutomaton automaton;
        REQUIRE(automaton.compile(expression) == "");
        for (int k = 0; k < 20; ++k) {
            std::string tags;
            for (std::size_t n = random(9); n > 0; --n) tags += static_cast<char>('a' + random(3));
            re2::StringPiece match;
            const bool found = oracle.Match(tags, 0, tags.size(), re2::RE2::ANCHOR_START, &match, 1);
            CAPTURE(expression);
            CAPTURE(tags);
            CHECK(automaton.longest(tags) == (found ? match.size() : 0));
        }
    }
}
