#include "graph/dates.h"

#include <chrono>
#include <cstdio>

namespace demarche::graph {
namespace {

using namespace std::chrono;

// Reads exactly `digits` decimal digits.
std::optional<int> number(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size()) return std::nullopt;
    int n = 0;
    for (std::size_t i = at; i < at + digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        n = n * 10 + (text[i] - '0');
    }
    return n;
}

std::int64_t days(year_month_day date) { return sys_days(date).time_since_epoch().count(); }

std::optional<DayRange> one_date(std::string_view text) {
    const auto y = number(text, 0, 4);
    if (!y) return std::nullopt;
    if (text.size() == 4) return DayRange{days(year(*y) / 1 / 1), days(year(*y) / 12 / 31)};
    const auto m = number(text, 5, 2);
    if (text[4] != '-' || !m || *m < 1 || *m > 12) return std::nullopt;
    const year_month month = year(*y) / *m;
    if (text.size() == 7) return DayRange{days(month / 1), days(year_month_day(month / last))};
    const auto d = number(text, 8, 2);
    if (text.size() != 10 || text[7] != '-' || !d) return std::nullopt;
    const year_month_day date = month / *d;
    if (!date.ok()) return std::nullopt;
    return DayRange{days(date), days(date)};
}

}  // namespace

std::optional<DayRange> day_range(std::string_view iso) {
    const std::size_t slash = iso.find('/');
    if (slash == std::string_view::npos) return one_date(iso);
    const auto from = one_date(iso.substr(0, slash)), to = one_date(iso.substr(slash + 1));
    if (!from || !to || to->last < from->first) return std::nullopt;
    return DayRange{from->first, to->last};
}

std::string iso_day(std::int64_t day) {
    const year_month_day date{sys_days(std::chrono::days(day))};
    char text[32];
    const int size = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                   static_cast<unsigned>(date.day()));
    return std::string(text, static_cast<std::size_t>(size));
}

}  // namespace demarche::graph
