#include <algorithm>

#include "base/temporal.h"
#include "query/error.h"
#include "query/functions/temporal_build.h"

namespace demarche::query {
namespace {

// A local moment and, when zones matter, the zone that turns it into an instant.
struct Moment {
    std::int64_t days = 0, nanos = 0;
    DateTime instant;
};

void place(Moment& m, const TemporalParts& parts, const std::optional<Zone>& zone, std::int64_t fallback_days) {
    m.days = parts.days.value_or(fallback_days);
    m.nanos = parts.nanos.value_or(0);
    const std::int64_t local = m.days * base::kSecondsPerDay + m.nanos / base::kNanosPerSecond;
    m.instant = at_local(local, static_cast<std::int32_t>(m.nanos % base::kNanosPerSecond), zone.value_or(Zone{}));
}

void read_in_zone(Moment& m, const Zone& zone) {
    m.instant = in_zone(m.instant.seconds, m.instant.nanos, zone);
    const std::int64_t local = m.instant.seconds + m.instant.offset;
    m.days = base::floor_div(local, base::kSecondsPerDay);
    m.nanos = base::floor_mod(local, base::kSecondsPerDay) * base::kNanosPerSecond + m.instant.nanos;
}

// Full days from a to b: a started day does not count.
std::int64_t full_days(const Moment& a, const Moment& b) {
    const std::int64_t days = b.days - a.days;
    if (days > 0 && b.nanos < a.nanos) return days - 1;
    if (days < 0 && b.nanos > a.nanos) return days + 1;
    return days;
}

std::int64_t full_months(const Moment& a, const Moment& b) {
    const base::CivilDate from = base::civil_from_days(a.days);
    const base::CivilDate to = base::civil_from_days(a.days + full_days(a, b));
    const std::int64_t months = (to.year - from.year) * 12 + to.month - from.month;
    if (months > 0 && to.day < from.day) return months - 1;
    if (months < 0 && to.day > from.day) return months + 1;
    return months;
}

Duration clock_between(const Moment& a, const Moment& b) {
    return make_duration(0, 0, b.instant.seconds - a.instant.seconds, static_cast<std::int64_t>(b.instant.nanos) - a.instant.nanos);
}

Moment moved(const Moment& m, std::int64_t months, std::int64_t days) {
    const Value shifted = shift_temporal(m.instant, Duration{months, days, 0, 0}, 1);
    Moment out;
    out.instant = *shifted.get<DateTime>();
    read_in_zone(out, zone_of(out.instant));
    return out;
}

}  // namespace

Duration duration_between(DurationUnit unit, const Value& a, const Value& b) {
    const auto from = parts_of(a), to = parts_of(b);
    if (!from || !to) fail(ErrorCode::type, "InvalidArgumentType", "expected temporal values, got " + describe(a) + " and " + describe(b));
    const bool dated = from->days && to->days;
    const std::optional<Zone> zone_a = from->zone ? from->zone : to->zone, zone_b = to->zone ? to->zone : from->zone;
    Moment x, y;
    place(x, *from, zone_a, to->days.value_or(0));
    place(y, *to, zone_b, from->days.value_or(0));
    if (unit == DurationUnit::seconds) return clock_between(x, y);
    if (!dated) return unit == DurationUnit::all ? clock_between(x, y) : Duration{};
    read_in_zone(y, zone_a.value_or(Zone{}));  // calendar units are counted on one clock, the first one's
    if (unit == DurationUnit::days) return Duration{0, full_days(x, y), 0, 0};
    const std::int64_t months = full_months(x, y);
    if (unit == DurationUnit::months) return Duration{months, 0, 0, 0};
    const Moment after_months = moved(x, months, 0);
    const std::int64_t days = full_days(after_months, y);
    Duration out = clock_between(moved(after_months, 0, days), y);
    out.months = months;
    out.days = days;
    return out;
}

}  // namespace demarche::query
