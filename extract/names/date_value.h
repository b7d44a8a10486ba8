// Calendar arithmetic for date expressions: ISO 8601 values with their precision (year, month, day) and intervals.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace demarche::extract {

struct CalendarDay { int year = 0; int month = 0; int day = 0; };  // month, day: 1-based; 0 = not known

std::optional<CalendarDay> parse_day(std::string_view iso);         // "2024-10-14"; none when it is no such date
std::string iso_day(const CalendarDay& d);                           // "2024-10-14", "2024-10" or "2024" by what is known
CalendarDay add_days(const CalendarDay& d, int days);
CalendarDay add_months(const CalendarDay& d, int months);            // day kept, at most the month's last
int weekday(const CalendarDay& d);                                   // 0 = Monday
bool valid_day(const CalendarDay& d);

// The latest such day or month that does not lie after `from` (ahead = false), or the next one after it.
CalendarDay nearest(const CalendarDay& from, int month, int day, bool ahead);
CalendarDay nearest_weekday(const CalendarDay& from, int weekday, bool ahead, bool strictly);
// "2024-06/2024-08": 0 spring, 1 summer, 2 autumn, 3 winter (December to February of the next year).
std::string season_interval(int year, int season);
std::string week_of(const CalendarDay& day);  // "2024-10-07/2024-10-13"

}  // namespace demarche::extract
