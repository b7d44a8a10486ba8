#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "extract/reader/block_patterns.h"
#include "extract/reader/common_words.h"
#include "extract/reader/required_words.h"

using namespace demarche::extract;

TEST_CASE("atoms are found wherever they stand, each once") {
    const AtomFinder finder({"news", "newsletter", "ews", "xyz", "no"});
    const auto find = [&](std::string_view text) {
        std::vector<std::uint16_t> found;
        finder.find(text, found);
        std::sort(found.begin(), found.end());
        return found;
    };
    CHECK(find("our newsletter, our news") == std::vector<std::uint16_t>{0, 1, 2});
    CHECK(find("ews") == std::vector<std::uint16_t>{2});
    CHECK(find("no") == std::vector<std::uint16_t>{});  // too short to be an atom
    CHECK(find("") == std::vector<std::uint16_t>{});
    CHECK(find("wxyz") == std::vector<std::uint16_t>{3});
}

TEST_CASE("only patterns whose words are there are candidates, and none that matches is missed") {
    BlockPatterns patterns;
    for (const char* expression : {"\\b(sign up|subscribe)\\b.{0,20}\\bnewsletters?\\b", "^\\W*share\\W*$", "^(\\s*#\\w+)+$", "été"}) CHECK(patterns.add(expression).fault() == "");
    patterns.finish();
    const auto matching = [&](std::string_view text) {
        std::vector<std::uint16_t> candidates, out;
        patterns.candidates(text, candidates);
        for (const std::uint16_t n : candidates)
            if (patterns[n].matches(text)) out.push_back(n);
        return out;
    };
    CHECK(matching("Please SUBSCRIBE to our Newsletter!") == std::vector<std::uint16_t>{0});
    CHECK(matching("*** Share ***") == std::vector<std::uint16_t>{1});
    CHECK(matching("#one #two") == std::vector<std::uint16_t>{2});
    CHECK(matching("L'ÉTÉ DERNIER") == std::vector<std::uint16_t>{3});
    CHECK(matching("Ruritania closed its border.") == std::vector<std::uint16_t>{});
    std::vector<std::uint16_t> candidates;
    patterns.candidates("Ruritania closed its border.", candidates);
    CHECK(std::find(candidates.begin(), candidates.end(), 0) == candidates.end());
}

TEST_CASE("a bad expression says so when it is asked") { CHECK(LazyPattern("(a").fault() != ""); }

TEST_CASE("words that an expression cannot match without") {
    using Words = std::vector<std::string>;
    const struct { const char* expression; Words words; } rows[] = {
        {"abc", {"abc"}}, {"ABCd", {"abcd"}}, {"ab", {}}, {"abcd?", {"abc"}}, {"abcd*e", {"abc"}}, {"abc+d", {"abc"}}, {"abc{2}de", {"abc"}}, {"abc{0,2}def", {"def"}},
        {"abc|defg", {"abc", "defg"}}, {"abc|de", {}}, {"(abc|def)?gh", {}}, {"(abc|def)+gh", {"abc", "def"}}, {"\\b(?:abc|defg)\\b.{0,9}hijkl", {"hijkl"}},
        {"a[bc]defg", {"defg"}}, {"[]abc]defg", {"defg"}}, {"[[:alpha:]x]abcd", {"abcd"}}, {"a\\.bc", {"a.bc"}}, {"abc\\d+efgh", {"efgh"}}, {"\\p{Lu}abc\\pLdefg", {"defg"}},
        {"(?-i:By|by) abc", {" abc"}}, {"(?i)abc", {"abc"}}, {"(?P<x>abc)", {"abc"}}, {"^abc$", {"abc"}}, {"caf\xC3\xA9 noir", {" noir"}}, {"\\Qabc\\E", {}}, {"abc\\x41", {}},
        {"(abc", {}}, {"a{x}bcd", {}}, {"", {}}, {"abc(d|e)fgh", {"abc"}}};
    for (const auto& row : rows) {
        CAPTURE(row.expression);
        CHECK(required_words(row.expression, 3) == row.words);
    }
}

TEST_CASE("common words by language") {
    CommonWords words;
    const auto find = [&](std::string_view word) {
        std::uint64_t hash = CommonWords::kHashStart;
        for (const char c : word) hash = CommonWords::hash_next(hash, c);
        return words.find(hash);
    };
    CHECK(find("the") == CommonWords::Language::unknown);
    for (int i = 0; i < 1000; ++i) words.add("w" + std::to_string(i), CommonWords::Language::foreign);
    words.add("die", CommonWords::Language::foreign);
    words.add("die", CommonWords::Language::english);
    words.add("the", CommonWords::Language::english);
    words.add("the", CommonWords::Language::foreign);
    CHECK(find("die") == CommonWords::Language::english);
    CHECK(find("the") == CommonWords::Language::english);
    CHECK(find("w999") == CommonWords::Language::foreign);
    CHECK(find("w1000") == CommonWords::Language::unknown);
}
