// The proleptic Gregorian calendar, and the text of temporal values (ISO 8601 as openCypher writes it).
#pragma once

#include <cstdint>
#include <string>

#include "demarche/value.h"

namespace demarche::base {

inline constexpr std::int64_t kSecondsPerDay = 86400, kNanosPerSecond = 1'000'000'000, kNanosPerDay = kSecondsPerDay * kNanosPerSecond;

struct CivilDate {
    std::int64_t year = 1970;  // 0 is 1 BC
    int month = 1, day = 1;    // 1-based
};
// ISO 8601 week date: week 1 holds the year's first Thursday; Monday is day 1.
struct WeekDate {
    std::int64_t year = 1970;
    int week = 1, day = 1;
};

// Days since 1970-01-01. Exact for |year| <= 10^15 (H. Hinnant, "chrono-compatible low-level date algorithms").
std::int64_t days_from_civil(std::int64_t year, int month, int day);
CivilDate civil_from_days(std::int64_t days);
std::int64_t days_from_week(std::int64_t year, int week, int day);
WeekDate week_from_days(std::int64_t days);
bool is_leap_year(std::int64_t year);
int days_in_month(std::int64_t year, int month);
int weeks_in_year(std::int64_t year);

// Division towards minus infinity, and its rest (0 <= rest < b for b > 0).
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0); }
constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) { return a - floor_div(a, b) * b; }

// "1984-10-11", "12:31:14.645", "12:31+01:00", "1984-10-11T12:31", "1984-10-11T12:31+01:00[Europe/Stockholm]",
// "P12Y5M14DT16H13M10S". Seconds that are zero are left out; fractions have 3, 6 or 9 digits (of durations: as many as needed).
std::string to_iso(const Date& date);
std::string to_iso(const LocalTime& time);
std::string to_iso(const Time& time);
std::string to_iso(const LocalDateTime& datetime);
std::string to_iso(const DateTime& datetime);
std::string to_iso(const Duration& duration);

}  // namespace demarche::base
