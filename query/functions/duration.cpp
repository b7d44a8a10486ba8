// Durations: normal form, text, arithmetic, and what they do to other temporal values.
#include <array>
#include <charconv>
#include <cmath>

#include "base/temporal.h"
#include "query/error.h"
#include "query/functions/temporal.h"

namespace demarche::query {
namespace {

constexpr long double kSecondsPerMonth = 2'629'746;  // of the mean Gregorian year, by 12
constexpr long double kSecondsPerDay = 86400;
constexpr long double kNanosPerSecond = 1e9L;
// Decimal fractions are a little off as doubles; what lacks less than this of a nanosecond counts as full.
constexpr long double kNanoSlack = 0.05L;
constexpr std::int64_t kMaxDays = 365'250'000'000;  // a billion years

std::int64_t whole(long double d) {
    if (!(std::fabs(d) < 9.2e18L)) fail(ErrorCode::argument, "NumberOutOfRange", "duration out of range");
    return static_cast<std::int64_t>(d);
}

std::int64_t add_months(std::int64_t days, std::int64_t months) {
    if (months == 0) return days;
    const base::CivilDate d = base::civil_from_days(days);
    const std::int64_t total = checked_add(checked_multiply(d.year, 12) + d.month - 1, months);
    const std::int64_t year = base::floor_div(total, 12);
    if (year > kMaxDays / 365 || year < -kMaxDays / 365) fail(ErrorCode::argument, "NumberOutOfRange", "date out of range");
    const int month = static_cast<int>(base::floor_mod(total, 12)) + 1;
    return base::days_from_civil(year, month, std::min(d.day, base::days_in_month(year, month)));
}

std::int64_t checked_days(std::int64_t days) {
    if (days > kMaxDays || days < -kMaxDays) fail(ErrorCode::argument, "NumberOutOfRange", "date out of range");
    return days;
}

std::int64_t shift_days(std::int64_t days, const Duration& by, int sign) {
    return checked_days(checked_add(add_months(days, checked_multiply(by.months, sign)), checked_multiply(by.days, sign)));
}

std::int64_t shift_time(std::int64_t nanos, const Duration& by, int sign) {
    const std::int64_t seconds = by.seconds % base::kSecondsPerDay;
    return base::floor_mod(nanos + sign * (seconds * base::kNanosPerSecond + by.nanos), base::kNanosPerDay);
}

// seconds + nanos moved by the duration's clock part.
void shift_clock(std::int64_t& seconds, std::int32_t& nanos, const Duration& by, int sign) {
    const std::int64_t n = nanos + static_cast<std::int64_t>(sign) * by.nanos;
    seconds = checked_add(checked_add(seconds, checked_multiply(by.seconds, sign)), base::floor_div(n, base::kNanosPerSecond));
    nanos = static_cast<std::int32_t>(base::floor_mod(n, base::kNanosPerSecond));
    checked_days(seconds / base::kSecondsPerDay);
}

LocalDateTime shift_local(LocalDateTime d, const Duration& by, int sign) {
    const std::int64_t day = base::floor_div(d.seconds, base::kSecondsPerDay);
    d.seconds = shift_days(day, by, sign) * base::kSecondsPerDay + (d.seconds - day * base::kSecondsPerDay);
    return d;
}

DateTime shift_datetime(const DateTime& d, const Duration& by, int sign) {
    const Zone zone = zone_of(d);
    DateTime out = d;
    if (by.months != 0 || by.days != 0) {
        const LocalDateTime local = shift_local(LocalDateTime{d.seconds + d.offset, d.nanos}, by, sign);
        out = at_local(local.seconds, local.nanos, zone);
    }
    shift_clock(out.seconds, out.nanos, by, sign);
    out.offset = offset_at(zone, out.seconds);
    return out;
}

// One number with its unit: "1.5D".
struct DurationPart {
    long double amount = 0;
    char unit = 0;
};

class DurationReader {
public:
    explicit DurationReader(std::string_view text) : text_(text), rest_(text) {}

    Duration read() {
        int sign = 1;
        if (take('-')) sign = -1;
        else take('+');
        if (!take('P') || rest_.empty()) bad();
        if (rest_.find_first_of("YMWDTHS") == std::string_view::npos || is_date_form()) return read_date_form(sign);
        long double months = 0, days = 0, seconds = 0;
        bool clock = false;
        std::size_t last = 0;
        while (!rest_.empty()) {
            if (!clock && take('T')) {
                if (rest_.empty()) bad();
                clock = true;
                last = 0;
                continue;
            }
            const DurationPart part = read_part();
            const std::size_t rank = std::string_view(clock ? "HMS" : "YMWD").find(part.unit);
            if (rank == std::string_view::npos || rank < last) bad();
            last = rank + 1;
            add(part, clock, months, days, seconds);
        }
        return approximate_duration(sign * months, sign * days, sign * seconds, 0);
    }

private:
    [[noreturn]] void bad() const { fail(ErrorCode::argument, "InvalidArgumentValue", "'" + std::string(text_) + "' is no duration"); }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool is_date_form() const { return rest_.size() >= 10 && rest_[4] == '-' && rest_[7] == '-'; }

    DurationPart read_part() {
        int sign = 1;
        if (take('-')) sign = -1;
        else take('+');
        const std::size_t size = rest_.find_first_not_of("0123456789.,");
        if (size == std::string_view::npos || size == 0) bad();
        std::string number(rest_.substr(0, size));
        for (char& c : number)
            if (c == ',') c = '.';
        double amount = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), amount);
        if (error != std::errc() || end != number.data() + number.size()) bad();
        // Whole numbers beyond 2^53 are exact only when read as integers.
        std::int64_t exact = 0;
        const auto integer = std::from_chars(number.data(), number.data() + number.size(), exact);
        const bool is_whole = integer.ec == std::errc() && integer.ptr == number.data() + number.size();
        DurationPart part{sign * (is_whole ? static_cast<long double>(exact) : static_cast<long double>(amount)), rest_[size]};
        rest_.remove_prefix(size + 1);
        return part;
    }

    static void add(const DurationPart& part, bool clock, long double& months, long double& days, long double& seconds) {
        if (clock) {
            seconds += part.amount * (part.unit == 'H' ? 3600 : part.unit == 'M' ? 60 : 1);
        } else if (part.unit == 'Y' || part.unit == 'M') {
            months += part.amount * (part.unit == 'Y' ? 12 : 1);
        } else {
            days += part.amount * (part.unit == 'W' ? 7 : 1);
        }
    }

    // PYYYY-MM-DDThh:mm:ss
    Duration read_date_form(int sign) {
        const std::size_t t = rest_.find('T');
        std::array<std::int64_t, 3> date{};
        std::size_t at = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const std::size_t width = i == 0 ? 4 : 2;
            if (i > 0 && (at >= rest_.size() || rest_[at++] != '-')) bad();
            if (at + width > rest_.size()) bad();
            const auto [end, error] = std::from_chars(rest_.data() + at, rest_.data() + at + width, date[i]);
            if (error != std::errc() || end != rest_.data() + at + width) bad();
            at += width;
        }
        if (at != rest_.size() && at != t) bad();
        std::int64_t nanos = 0;
        if (t != std::string_view::npos) nanos = parse_localtime(rest_.substr(t + 1)).nanos;
        if (date[1] > 12 || date[2] > 31) bad();
        return make_duration(sign * (date[0] * 12 + date[1]), sign * date[2], 0, sign * nanos);
    }

    std::string_view text_, rest_;
};

}  // namespace

Duration make_duration(std::int64_t months, std::int64_t days, std::int64_t seconds, std::int64_t nanos) {
    seconds = checked_add(seconds, nanos / base::kNanosPerSecond);
    nanos %= base::kNanosPerSecond;
    if (seconds > 0 && nanos < 0) {
        --seconds;
        nanos += base::kNanosPerSecond;
    } else if (seconds < 0 && nanos > 0) {
        ++seconds;
        nanos -= base::kNanosPerSecond;
    }
    return Duration{months, days, seconds, static_cast<std::int32_t>(nanos)};
}

Duration approximate_duration(long double months, long double days, long double seconds, long double nanos) {
    const std::int64_t whole_months = whole(months);
    days += (months - static_cast<long double>(whole_months)) * kSecondsPerMonth / kSecondsPerDay;
    const std::int64_t whole_days = whole(days);
    // Through nanoseconds, so that 0.7 of a day is not a nanosecond short of a full second.
    const long double rest = (days - static_cast<long double>(whole_days)) * kSecondsPerDay;
    const std::int64_t whole_seconds = whole(seconds);
    nanos += (rest + (seconds - static_cast<long double>(whole_seconds))) * kNanosPerSecond;
    nanos += nanos < 0 ? -kNanoSlack : kNanoSlack;
    return make_duration(whole_months, whole_days, whole_seconds, whole(nanos));
}

Duration add_durations(const Duration& a, const Duration& b, int sign) {
    return make_duration(checked_add(a.months, checked_multiply(b.months, sign)), checked_add(a.days, checked_multiply(b.days, sign)),
                         checked_add(a.seconds, checked_multiply(b.seconds, sign)), a.nanos + static_cast<std::int64_t>(sign) * b.nanos);
}

Duration scale_duration(const Duration& d, long double factor) {
    return approximate_duration(static_cast<long double>(d.months) * factor, static_cast<long double>(d.days) * factor,
                                static_cast<long double>(d.seconds) * factor, static_cast<long double>(d.nanos) * factor);
}

Value shift_temporal(const Value& value, const Duration& by, int sign) {
    if (const Date* d = value.get<Date>()) {
        const std::int64_t more = by.seconds / base::kSecondsPerDay;  // a date has no clock: only full days count
        return Date{checked_days(checked_add(shift_days(d->days, by, sign), checked_multiply(more, sign)))};
    }
    if (const LocalTime* t = value.get<LocalTime>()) return LocalTime{shift_time(t->nanos, by, sign)};
    if (const Time* t = value.get<Time>()) return Time{shift_time(t->nanos, by, sign), t->offset};
    if (const LocalDateTime* d = value.get<LocalDateTime>()) {
        LocalDateTime out = shift_local(*d, by, sign);
        shift_clock(out.seconds, out.nanos, by, sign);
        return out;
    }
    if (const DateTime* d = value.get<DateTime>()) return shift_datetime(*d, by, sign);
    fail(ErrorCode::type, "InvalidArgumentType", "a duration cannot be added to " + describe(value));
}

Duration parse_duration(std::string_view text) { return DurationReader(text).read(); }

}  // namespace demarche::query
