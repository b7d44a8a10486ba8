#include "extract/names/date_value.h"

#include <algorithm>
#include <chrono>

namespace demarche::extract {
namespace {

namespace ch = std::chrono;

ch::sys_days to_days(const CalendarDay& d) {
    return ch::sys_days(ch::year(d.year) / ch::month(static_cast<unsigned>(std::max(d.month, 1))) / ch::day(static_cast<unsigned>(std::max(d.day, 1))));
}

CalendarDay from_days(ch::sys_days days) {
    const ch::year_month_day ymd(days);
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())), static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

void append_number(std::string& out, int n, std::size_t width) {
    const std::string s = std::to_string(n);
    out.append(width > s.size() ? width - s.size() : 0, '0');
    out += s;
}

int digits(std::string_view s) {
    int n = 0;
    for (const char c : s) {
        if (c < '0' || c > '9') return -1;
        n = n * 10 + (c - '0');
    }
    return n;
}

}  // namespace

std::optional<CalendarDay> parse_day(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
    const CalendarDay d{digits(iso.substr(0, 4)), digits(iso.substr(5, 2)), digits(iso.substr(8, 2))};
    return valid_day(d) ? std::optional(d) : std::nullopt;
}

bool valid_day(const CalendarDay& d) {
    if (d.year < 1 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1) return false;
    return (ch::year(d.year) / ch::month(static_cast<unsigned>(d.month)) / ch::day(static_cast<unsigned>(d.day))).ok();
}

std::string iso_day(const CalendarDay& d) {
    std::string out;
    append_number(out, d.year, 4);
    if (d.month > 0) {
        out += '-';
        append_number(out, d.month, 2);
        if (d.day > 0) {
            out += '-';
            append_number(out, d.day, 2);
        }
    }
    return out;
}

CalendarDay add_days(const CalendarDay& d, int days) { return from_days(to_days(d) + ch::days(days)); }

CalendarDay add_months(const CalendarDay& d, int months) {
    const int total = d.year * 12 + (d.month - 1) + months;
    CalendarDay out{total / 12, total % 12 + 1, d.day};
    while (out.day > 28 && !valid_day(out)) --out.day;
    return out;
}

int weekday(const CalendarDay& d) { return static_cast<int>(ch::weekday(to_days(d)).iso_encoding()) - 1; }

CalendarDay nearest(const CalendarDay& from, int month, int day, bool ahead) {
    CalendarDay d{from.year, month, day};
    const bool later = month > from.month || (month == from.month && day > 0 && day > from.day);
    const bool earlier = month < from.month || (month == from.month && day > 0 && day < from.day);
    if (!ahead && later) --d.year;
    if (ahead && earlier) ++d.year;
    return d;
}

CalendarDay nearest_weekday(const CalendarDay& from, int wanted, bool ahead, bool strictly) {
    const int today = weekday(from);
    int back = (today - wanted + 7) % 7;
    if (ahead) {
        int forward = (wanted - today + 7) % 7;
        if (forward == 0 && strictly) forward = 7;
        return add_days(from, forward);
    }
    if (back == 0 && strictly) back = 7;
    return add_days(from, -back);
}

std::string season_interval(int year, int season) {
    const int first = 3 + season * 3;
    const int last = season == 3 ? 2 : first + 2;
    return iso_day({year, first, 0}) + "/" + iso_day({season == 3 ? year + 1 : year, last, 0});
}

std::string week_of(const CalendarDay& day) {
    const CalendarDay monday = add_days(day, -weekday(day));
    return iso_day(monday) + "/" + iso_day(add_days(monday, 6));
}

}  // namespace demarche::extract
