// Order, hash and components of temporal values.
#include <array>

#include "base/temporal.h"
#include "query/functions/temporal.h"

namespace demarche::query {
namespace {

template <class T>
int compare(const T& a, const T& b) { return a < b ? -1 : b < a ? 1 : 0; }

int compare_datetimes(const DateTime& a, const DateTime& b) {
    if (const int o = compare(a.seconds, b.seconds)) return o;
    if (const int o = compare(a.nanos, b.nanos)) return o;
    if (const int o = compare(a.offset, b.offset)) return o;
    return a.zone.compare(b.zone);
}

int compare_times(const Time& a, const Time& b) {
    const auto instant = [](const Time& t) { return t.nanos - t.offset * base::kNanosPerSecond; };
    if (const int o = compare(instant(a), instant(b))) return o;
    return compare(a.offset, b.offset);
}

int compare_durations(const Duration& a, const Duration& b) {
    // Average seconds; long double keeps 64 bits, and equal sums are told apart by their parts.
    const auto length = [](const Duration& d) {
        return static_cast<long double>(d.months) * 2629746.0L + static_cast<long double>(d.days) * 86400.0L + static_cast<long double>(d.seconds) +
               static_cast<long double>(d.nanos) * 1e-9L;
    };
    if (const int o = compare(length(a), length(b))) return o;
    if (const int o = compare(a.months, b.months)) return o;
    if (const int o = compare(a.days, b.days)) return o;
    if (const int o = compare(a.seconds, b.seconds)) return o;
    return compare(a.nanos, b.nanos);
}

std::optional<Value> date_component(std::int64_t days, std::string_view key) {
    const base::CivilDate d = base::civil_from_days(days);
    const int quarter = (d.month + 2) / 3;
    if (key == "year") return Value(d.year);
    if (key == "quarter") return Value(quarter);
    if (key == "month") return Value(d.month);
    if (key == "day") return Value(d.day);
    if (key == "ordinalDay") return Value(days - base::days_from_civil(d.year, 1, 1) + 1);
    if (key == "dayOfQuarter") return Value(days - base::days_from_civil(d.year, quarter * 3 - 2, 1) + 1);
    if (key == "weekYear") return Value(base::week_from_days(days).year);
    if (key == "week") return Value(base::week_from_days(days).week);
    if (key == "weekDay" || key == "dayOfWeek") return Value(base::week_from_days(days).day);
    return std::nullopt;
}

std::optional<Value> time_component(std::int64_t nanos, std::string_view key) {
    const std::int64_t fraction = nanos % base::kNanosPerSecond, second = nanos / base::kNanosPerSecond;
    if (key == "hour") return Value(second / 3600);
    if (key == "minute") return Value(second / 60 % 60);
    if (key == "second") return Value(second % 60);
    if (key == "millisecond") return Value(fraction / 1'000'000);
    if (key == "microsecond") return Value(fraction / 1000);
    if (key == "nanosecond") return Value(fraction);
    return std::nullopt;
}

std::optional<Value> zone_component(const TemporalParts& parts, std::string_view key) {
    const auto offset_text = [&] {
        const std::string text = base::to_iso(Time{0, parts.offset});
        return text.substr(5);  // after "00:00"
    };
    if (key == "timezone") return Value(parts.zone->name.empty() ? offset_text() : parts.zone->name);
    if (key == "offset") return Value(offset_text());
    if (key == "offsetMinutes") return Value(parts.offset / 60);
    if (key == "offsetSeconds") return Value(parts.offset);
    return std::nullopt;
}

// Total seconds and the fraction, with the fraction not negative, so that the smaller units are counted down from the same floor.
std::optional<Value> duration_clock_component(const Duration& d, std::string_view key) {
    const std::int64_t seconds = d.nanos < 0 ? d.seconds - 1 : d.seconds;
    const std::int64_t nanos = d.nanos < 0 ? d.nanos + base::kNanosPerSecond : d.nanos;
    const auto sub = [&](std::int64_t per_second) { return checked_add(checked_multiply(seconds, per_second), nanos / (base::kNanosPerSecond / per_second)); };
    if (key == "hours") return Value(seconds / 3600);
    if (key == "minutes") return Value(seconds / 60);
    if (key == "seconds") return Value(seconds);
    if (key == "milliseconds") return Value(sub(1000));
    if (key == "microseconds") return Value(sub(1'000'000));
    if (key == "nanoseconds") return Value(sub(base::kNanosPerSecond));
    if (key == "minutesOfHour") return Value(seconds / 60 % 60);
    if (key == "secondsOfMinute") return Value(seconds % 60);
    if (key == "millisecondsOfSecond") return Value(nanos / 1'000'000);
    if (key == "microsecondsOfSecond") return Value(nanos / 1000);
    if (key == "nanosecondsOfSecond") return Value(nanos);
    return std::nullopt;
}

std::optional<Value> duration_component(const Duration& d, std::string_view key) {
    if (key == "years") return Value(d.months / 12);
    if (key == "quarters") return Value(d.months / 3);
    if (key == "months") return Value(d.months);
    if (key == "weeks") return Value(d.days / 7);
    if (key == "days") return Value(d.days);
    if (key == "quartersOfYear") return Value(d.months / 3 % 4);
    if (key == "monthsOfQuarter") return Value(d.months % 3);
    if (key == "monthsOfYear") return Value(d.months % 12);
    if (key == "daysOfWeek") return Value(d.days % 7);
    return duration_clock_component(d, key);
}

std::size_t mix(std::size_t seed, std::int64_t n) { return (seed ^ static_cast<std::size_t>(n)) * 0x9E3779B97F4A7C15U + (seed >> 29U); }

}  // namespace

bool is_temporal(const Value& value) { return ((1U << value.storage().index()) & kTemporal) != 0; }

int compare_temporal(const Value& a, const Value& b) {
    if (const Date* d = a.get<Date>()) return compare(d->days, b.get<Date>()->days);
    if (const LocalTime* t = a.get<LocalTime>()) return compare(t->nanos, b.get<LocalTime>()->nanos);
    if (const Time* t = a.get<Time>()) return compare_times(*t, *b.get<Time>());
    if (const LocalDateTime* d = a.get<LocalDateTime>()) return compare(*d, *b.get<LocalDateTime>());
    if (const DateTime* d = a.get<DateTime>()) return compare_datetimes(*d, *b.get<DateTime>());
    return compare_durations(*a.get<Duration>(), *b.get<Duration>());
}

std::size_t hash_temporal(const Value& value) {
    if (const Duration* d = value.get<Duration>()) return mix(mix(mix(mix(1, d->months), d->days), d->seconds), d->nanos);
    const std::optional<TemporalParts> parts = parts_of(value);
    return mix(mix(mix(2, parts->days.value_or(0)), parts->nanos.value_or(0)), parts->offset);
}

std::optional<TemporalParts> parts_of(const Value& value) {
    TemporalParts parts;
    const auto set_local = [&](std::int64_t seconds, std::int32_t nanos) {
        parts.days = base::floor_div(seconds, base::kSecondsPerDay);
        parts.nanos = base::floor_mod(seconds, base::kSecondsPerDay) * base::kNanosPerSecond + nanos;
    };
    if (const Date* d = value.get<Date>()) {
        parts.days = d->days;
    } else if (const LocalTime* local = value.get<LocalTime>()) {
        parts.nanos = local->nanos;
    } else if (const Time* t = value.get<Time>()) {
        parts.nanos = t->nanos;
        parts.zone = Zone{"", t->offset};
        parts.offset = t->offset;
    } else if (const LocalDateTime* l = value.get<LocalDateTime>()) {
        set_local(l->seconds, l->nanos);
    } else if (const DateTime* z = value.get<DateTime>()) {
        set_local(z->seconds + z->offset, z->nanos);
        parts.zone = zone_of(*z);
        parts.offset = z->offset;
    } else {
        return std::nullopt;
    }
    return parts;
}

std::optional<Value> temporal_component(const Value& value, std::string_view key) {
    if (const Duration* d = value.get<Duration>()) return duration_component(*d, key);
    if (const DateTime* d = value.get<DateTime>()) {
        if (key == "epochSeconds") return Value(d->seconds);
        if (key == "epochMillis") return Value(checked_add(checked_multiply(d->seconds, 1000), d->nanos / 1'000'000));
    }
    const std::optional<TemporalParts> parts = parts_of(value);
    if (!parts) return std::nullopt;
    std::optional<Value> out;
    if (parts->days) out = date_component(*parts->days, key);
    if (!out && parts->nanos) out = time_component(*parts->nanos, key);
    if (!out && parts->zone) out = zone_component(*parts, key);
    return out;
}

}  // namespace demarche::query
