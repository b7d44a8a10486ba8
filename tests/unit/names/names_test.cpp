#include <string>

#include <doctest/doctest.h>

#include "extract/names/date_value.h"
#include "support/cases.h"
#include "support/stages.h"

using namespace demarche;
using namespace demarche::extract;

namespace {

// One line a sentence: what find_names finds. The article's date is 2024-10-16, a Wednesday.
std::string names_of(const std::string& text) {
    const test::Stages in = test::run_stages(text, "2024-10-16");
    std::string out;
    for (std::uint32_t s = 0; s < in.text.sentences.size(); ++s) out += to_line(in.document, in.text, in.mentions, static_cast<SentenceId>(s)) + "\n";
    return out;
}

}  // namespace

TEST_CASE("names: what is found in a sentence") { demarche::test::check_cases("names", names_of); }

TEST_CASE("names: mentions are ordered and nested ones lie inside their parents") {
    const test::Stages in = test::run_stages("The Ruritanian ambassador to France, Anna Berg, met the Ministry of Trade of Kenya on 14 October.");
    const Mentions& mentions = in.mentions;
    REQUIRE(!mentions.items.empty());
    for (std::size_t i = 0; i < mentions.items.size(); ++i) {
        const Mention& m = mentions.items[i];
        CHECK(m.tokens.begin < m.tokens.end);
        if (i > 0) CHECK(mentions.items[i - 1].tokens.begin <= m.tokens.begin);
        if (!is_none(m.parent)) CHECK(mentions[m.parent].tokens.contains(m.tokens));
    }
}

TEST_CASE("names: dates against a day") {
    const CalendarDay today{2024, 10, 16};
    CHECK(iso_day(nearest(today, 10, 14, false)) == "2024-10-14");
    CHECK(iso_day(nearest(today, 11, 2, false)) == "2023-11-02");
    CHECK(iso_day(nearest(today, 3, 0, true)) == "2025-03");
    CHECK(iso_day(nearest_weekday(today, 0, false, false)) == "2024-10-14");
    CHECK(iso_day(nearest_weekday(today, 2, false, true)) == "2024-10-09");
    CHECK(season_interval(2024, 2) == "2024-09/2024-11");
    CHECK(season_interval(2023, 3) == "2023-12/2024-02");
    CHECK(week_of(today) == "2024-10-14/2024-10-20");
    CHECK(iso_day(add_months({2024, 1, 31}, 1)) == "2024-02-29");
    CHECK(!parse_day("2024-02-30"));
    CHECK(!parse_day("2024-2-3"));
}
