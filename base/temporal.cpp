#include "base/temporal.h"

#include <cstdio>
#include <cstdlib>

namespace demarche::base {
namespace {

void append_padded(std::string& out, std::int64_t n, std::size_t width) {
    const std::string digits = std::to_string(n);
    if (digits.size() < width) out.append(width - digits.size(), '0');
    out += digits;
}

void append_date(std::string& out, std::int64_t days) {
    const CivilDate d = civil_from_days(days);
    if (d.year < 0) out += '-';
    else if (d.year > 9999) out += '+';
    append_padded(out, d.year < 0 ? -d.year : d.year, 4);
    out += '-';
    append_padded(out, d.month, 2);
    out += '-';
    append_padded(out, d.day, 2);
}

void append_time(std::string& out, std::int64_t second_of_day, std::int64_t nanos) {
    append_padded(out, second_of_day / 3600, 2);
    out += ':';
    append_padded(out, second_of_day / 60 % 60, 2);
    if (second_of_day % 60 == 0 && nanos == 0) return;
    out += ':';
    append_padded(out, second_of_day % 60, 2);
    if (nanos == 0) return;
    out += '.';
    if (nanos % 1'000'000 == 0) append_padded(out, nanos / 1'000'000, 3);
    else if (nanos % 1000 == 0) append_padded(out, nanos / 1000, 6);
    else append_padded(out, nanos, 9);
}

void append_offset(std::string& out, std::int32_t offset) {
    if (offset == 0) {
        out += 'Z';
        return;
    }
    const std::int32_t size = std::abs(offset);
    out += offset < 0 ? '-' : '+';
    append_padded(out, size / 3600, 2);
    out += ':';
    append_padded(out, size / 60 % 60, 2);
    if (size % 60 == 0) return;
    out += ':';
    append_padded(out, size % 60, 2);
}

void append_datetime(std::string& out, std::int64_t local_seconds, std::int32_t nanos) {
    const std::int64_t days = floor_div(local_seconds, kSecondsPerDay);
    append_date(out, days);
    out += 'T';
    append_time(out, local_seconds - days * kSecondsPerDay, nanos);
}

void append_part(std::string& out, std::int64_t n, char unit) {
    if (n == 0) return;
    out += std::to_string(n);
    out += unit;
}

}  // namespace

std::int64_t days_from_civil(std::int64_t year, int month, int day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = floor_div(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

CivilDate civil_from_days(std::int64_t days) {
    days += 719468;
    const std::int64_t era = floor_div(days, 146097);
    const std::int64_t day_of_era = days - era * 146097;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    CivilDate d;
    d.day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    d.month = static_cast<int>(shifted_month + (shifted_month < 10 ? 3 : -9));
    d.year = year_of_era + era * 400 + (d.month <= 2 ? 1 : 0);
    return d;
}

std::int64_t days_from_week(std::int64_t year, int week, int day) {
    const std::int64_t january_4 = days_from_civil(year, 1, 4);
    return january_4 - floor_mod(january_4 + 3, 7) + (std::int64_t{week} - 1) * 7 + day - 1;
}

WeekDate week_from_days(std::int64_t days) {
    WeekDate w;
    w.day = static_cast<int>(floor_mod(days + 3, 7)) + 1;
    const std::int64_t thursday = days + 4 - w.day;  // lies in the week's year
    w.year = civil_from_days(thursday).year;
    w.week = static_cast<int>((thursday - days_from_civil(w.year, 1, 1)) / 7) + 1;
    return w;
}

bool is_leap_year(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(std::int64_t year, int month) {
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

int weeks_in_year(std::int64_t year) { return week_from_days(days_from_civil(year, 12, 28)).week; }

std::string to_iso(const Date& date) {
    std::string out;
    append_date(out, date.days);
    return out;
}

std::string to_iso(const LocalTime& time) {
    std::string out;
    append_time(out, time.nanos / kNanosPerSecond, time.nanos % kNanosPerSecond);
    return out;
}

std::string to_iso(const Time& time) {
    std::string out = to_iso(LocalTime{time.nanos});
    append_offset(out, time.offset);
    return out;
}

std::string to_iso(const LocalDateTime& datetime) {
    std::string out;
    append_datetime(out, datetime.seconds, datetime.nanos);
    return out;
}

std::string to_iso(const DateTime& datetime) {
    std::string out;
    append_datetime(out, datetime.seconds + datetime.offset, datetime.nanos);
    append_offset(out, datetime.offset);
    if (!datetime.zone.empty()) out += '[' + datetime.zone + ']';
    return out;
}

std::string to_iso(const Duration& d) {
    std::string out = "P";
    append_part(out, d.months / 12, 'Y');
    append_part(out, d.months % 12, 'M');
    append_part(out, d.days, 'D');
    if (d.seconds != 0 || d.nanos != 0) {
        out += 'T';
        append_part(out, d.seconds / 3600, 'H');
        append_part(out, d.seconds / 60 % 60, 'M');
        const std::int64_t rest = d.seconds % 60;
        if (rest != 0 || d.nanos != 0) {
            if (rest < 0 || d.nanos < 0) out += '-';
            out += std::to_string(std::abs(rest));
            if (d.nanos != 0) {
                out += '.';
                append_padded(out, std::abs(d.nanos), 9);
                while (out.back() == '0') out.pop_back();
            }
            out += 'S';
        }
    }
    if (out.size() == 1) out += "T0S";
    return out;
}

}  // namespace demarche::base
