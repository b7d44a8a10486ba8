#include "query/functions/temporal_build.h"

#include <algorithm>
#include <array>

#include "base/temporal.h"
#include "query/error.h"

namespace demarche::query {
namespace {

constexpr std::array<std::string_view, 20> kFieldNames = {
    "date", "datetime", "day", "dayOfQuarter", "dayOfWeek", "epochMillis", "epochSeconds", "hour", "microsecond", "millisecond",
    "minute", "month", "nanosecond", "ordinalDay", "quarter", "second", "time", "timezone", "week", "year"};
constexpr std::int64_t kMaxYear = 999'999'999;

[[noreturn]] void fail_value(std::string message) { fail(ErrorCode::argument, "InvalidArgumentValue", std::move(message)); }

// Typed reads of a map's entries.
class Fields {
public:
    explicit Fields(const Map& map) : map_(map) {
        for (const auto& [key, value] : map)
            if (std::find(kFieldNames.begin(), kFieldNames.end(), key) == kFieldNames.end()) fail_value("no such field of a temporal value: '" + key + "'");
    }
    const Value* find(std::string_view key) const {
        for (const auto& [name, value] : map_)
            if (name == key) return &value;
        return nullptr;
    }
    bool has(std::string_view key) const { return find(key) != nullptr; }
    bool any(std::initializer_list<std::string_view> keys) const {
        return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return has(key); });
    }
    std::optional<std::int64_t> integer(std::string_view key, std::int64_t low, std::int64_t high) const {
        const Value* value = find(key);
        if (!value) return std::nullopt;
        const std::int64_t* i = value->as_integer();
        if (!i) fail(ErrorCode::type, "InvalidArgumentType", "field '" + std::string(key) + "' must be an integer, got " + describe(*value));
        if (*i < low || *i > high) fail_value("field '" + std::string(key) + "' is out of range: " + std::to_string(*i));
        return *i;
    }
    std::optional<TemporalParts> parts(std::string_view key) const {
        const Value* value = find(key);
        if (!value) return std::nullopt;
        auto parts = parts_of(*value);
        if (!parts) fail(ErrorCode::type, "InvalidArgumentType", "field '" + std::string(key) + "' must be a temporal value, got " + describe(*value));
        return parts;
    }

private:
    const Map& map_;
};

std::int64_t days_of_week_date(const Fields& f, std::optional<std::int64_t> base) {
    const base::WeekDate w = base ? base::week_from_days(*base) : base::WeekDate{};
    const std::int64_t year = f.integer("year", -kMaxYear, kMaxYear).value_or(w.year);
    if (!base && !f.has("week")) fail_value("'week' must be given with 'dayOfWeek'");
    const std::int64_t week = f.integer("week", 1, 53).value_or(w.week);
    if (week > base::weeks_in_year(year)) fail_value("the year " + std::to_string(year) + " has no week 53");
    const std::int64_t day = f.integer("dayOfWeek", 1, 7).value_or(base ? w.day : 1);
    return base::days_from_week(year, static_cast<int>(week), static_cast<int>(day));
}

std::int64_t days_of_civil(std::int64_t year, std::int64_t month, std::int64_t day, bool clamp) {
    const int last = base::days_in_month(year, static_cast<int>(month));
    if (day > last && !clamp) fail_value("there is no day " + std::to_string(day) + " in month " + std::to_string(month) + " of " + std::to_string(year));
    return base::days_from_civil(year, static_cast<int>(month), static_cast<int>(std::min<std::int64_t>(day, last)));
}

std::int64_t days_of_quarter_date(const Fields& f, std::optional<std::int64_t> base) {
    const base::CivilDate d = base::civil_from_days(base.value_or(0));
    const std::int64_t year = f.integer("year", -kMaxYear, kMaxYear).value_or(d.year);
    if (!base && !f.has("quarter")) fail_value("'quarter' must be given with 'dayOfQuarter'");
    const std::int64_t quarter = f.integer("quarter", 1, 4).value_or((d.month + 2) / 3);
    const std::int64_t first_month = quarter * 3 - 2;
    const auto day = f.integer("dayOfQuarter", 1, 92);
    if (!day && base) return days_of_civil(year, first_month + (d.month - 1) % 3, d.day, true);
    std::int64_t length = 0;
    for (int i = 0; i < 3; ++i) length += base::days_in_month(year, static_cast<int>(first_month) + i);
    if (day.value_or(1) > length) fail_value("the quarter has no day " + std::to_string(*day));
    return base::days_from_civil(year, static_cast<int>(first_month), 1) + day.value_or(1) - 1;
}

std::int64_t days_of(const Fields& f, std::optional<std::int64_t> base) {
    if (!base && !f.has("year")) fail_value("'year' must be given");
    if (f.any({"week", "dayOfWeek"})) return days_of_week_date(f, base);
    if (f.any({"quarter", "dayOfQuarter"})) return days_of_quarter_date(f, base);
    const base::CivilDate d = base ? base::civil_from_days(*base) : base::CivilDate{};
    const std::int64_t year = f.integer("year", -kMaxYear, kMaxYear).value_or(d.year);
    if (const auto day = f.integer("ordinalDay", 1, 366)) {
        if (*day == 366 && !base::is_leap_year(year)) fail_value("the year " + std::to_string(year) + " has no day 366");
        return base::days_from_civil(year, 1, 1) + *day - 1;
    }
    if (!base && f.has("day") && !f.has("month")) fail_value("'month' must be given with 'day'");
    return days_of_civil(year, f.integer("month", 1, 12).value_or(base ? d.month : 1), f.integer("day", 1, 31).value_or(base ? d.day : 1), !f.has("day"));
}

// millisecond, microsecond and nanosecond; the finer ones count from the coarser when both are there.
std::optional<std::int64_t> fraction_of(const Fields& f) {
    if (!f.any({"millisecond", "microsecond", "nanosecond"})) return std::nullopt;
    const bool milli = f.has("millisecond"), micro = f.has("microsecond");
    return f.integer("millisecond", 0, 999).value_or(0) * 1'000'000 + f.integer("microsecond", 0, milli ? 999 : 999'999).value_or(0) * 1000 +
           f.integer("nanosecond", 0, micro ? 999 : milli ? 999'999 : 999'999'999).value_or(0);
}

std::int64_t nanos_of(const Fields& f, std::optional<std::int64_t> base, bool need_hour) {
    if (!base) {
        if (!f.has("hour") && (need_hour || f.any({"minute", "second", "millisecond", "microsecond", "nanosecond"}))) fail_value("'hour' must be given");
        if (f.has("second") && !f.has("minute")) fail_value("'minute' must be given with 'second'");
        if (f.any({"millisecond", "microsecond", "nanosecond"}) && !f.has("second")) fail_value("'second' must be given with its fractions");
    }
    const std::int64_t seconds = base.value_or(0) / base::kNanosPerSecond;
    const std::int64_t hour = f.integer("hour", 0, 23).value_or(seconds / 3600);
    const std::int64_t minute = f.integer("minute", 0, 59).value_or(seconds / 60 % 60);
    const std::int64_t second = f.integer("second", 0, 59).value_or(seconds % 60);
    return (hour * 3600 + minute * 60 + second) * base::kNanosPerSecond + fraction_of(f).value_or(base.value_or(0) % base::kNanosPerSecond);
}

std::optional<Zone> timezone_of(const Fields& f) {
    const Value* value = f.find("timezone");
    if (!value) return std::nullopt;
    if (!value->as_string()) fail(ErrorCode::type, "InvalidArgumentType", "field 'timezone' must be a string, got " + describe(*value));
    return parse_zone(*value->as_string());
}

Value build_from_epoch(const Fields& f, const Zone& zone) {
    const std::int64_t limit = kMaxYear * 31'556'952;
    std::int64_t seconds = 0, nanos = 0;
    if (f.has("epochSeconds")) {
        seconds = *f.integer("epochSeconds", -limit, limit);
    } else {
        const std::int64_t millis = *f.integer("epochMillis", INT64_MIN, INT64_MAX);
        seconds = base::floor_div(millis, 1000);
        nanos = base::floor_mod(millis, 1000) * 1'000'000;
    }
    nanos += fraction_of(f).value_or(0);
    return in_zone(seconds + nanos / base::kNanosPerSecond, static_cast<std::int32_t>(nanos % base::kNanosPerSecond), zone);
}

// A zoned value read in another zone keeps its instant.
Value shift_zone(const Value& value, const Zone& to, const DateTime& now) {
    if (const DateTime* d = value.get<DateTime>()) return in_zone(d->seconds, d->nanos, to);
    const Time* t = value.get<Time>();
    const std::int32_t offset = offset_at(to, now.seconds);
    return Time{base::floor_mod(t->nanos + (offset - t->offset) * base::kNanosPerSecond, base::kNanosPerDay), offset};
}

}  // namespace

Value assemble(TemporalKind kind, std::int64_t days, std::int64_t nanos, const Zone& zone, const DateTime& now) {
    const std::int64_t seconds = days * base::kSecondsPerDay + nanos / base::kNanosPerSecond;
    const auto fraction = static_cast<std::int32_t>(nanos % base::kNanosPerSecond);
    switch (kind) {
        case TemporalKind::date: return Date{days};
        case TemporalKind::localtime: return LocalTime{nanos};
        case TemporalKind::time: return Time{nanos, offset_at(zone, now.seconds)};
        case TemporalKind::localdatetime: return LocalDateTime{seconds, fraction};
        case TemporalKind::datetime: return at_local(seconds, fraction, zone);
    }
    return {};
}

Value build_temporal(TemporalKind kind, const Map& fields, const DateTime& now) {
    for (const auto& entry : fields)
        if (entry.second.is_null()) return {};
    const Fields f(fields);
    const bool has_date = kind != TemporalKind::localtime && kind != TemporalKind::time;
    const bool has_time = kind != TemporalKind::date;
    const std::optional<TemporalParts> both = f.parts("datetime");
    const std::optional<TemporalParts> date = both ? both : f.parts("date"), time = both ? both : f.parts("time");
    const std::optional<Zone> wanted = timezone_of(f);
    if (has_date && has_time && f.any({"epochSeconds", "epochMillis"})) return build_from_epoch(f, wanted.value_or(Zone{}));

    if (has_date && date && !date->days) fail_value("a date cannot be taken from a time");
    if (has_time && time && !time->nanos && !both) fail_value("a time cannot be taken from a date");
    const std::int64_t days = has_date ? days_of(f, date ? date->days : std::nullopt) : 0;
    const std::int64_t nanos = has_time ? nanos_of(f, time ? std::optional(time->nanos.value_or(0)) : std::nullopt, !has_date && !time) : 0;

    const bool zoned = kind == TemporalKind::time || kind == TemporalKind::datetime;
    if (!zoned || !time || !time->zone) return assemble(kind, days, nanos, wanted.value_or(Zone{}), now);
    // A time of a datetime in a named zone has that moment's offset.
    const Zone zone = kind == TemporalKind::time ? Zone{"", time->offset} : *time->zone;
    const Value value = assemble(kind, days, nanos, zone, now);
    return wanted ? shift_zone(value, *wanted, now) : value;
}

Value convert_temporal(TemporalKind kind, const Value& from) {
    const auto parts = parts_of(from);
    if (!parts) fail(ErrorCode::type, "InvalidArgumentType", "expected a string, map or temporal value, got " + describe(from));
    const bool needs_date = kind != TemporalKind::localtime && kind != TemporalKind::time;
    if (needs_date ? !parts->days : !parts->nanos) fail(ErrorCode::type, "InvalidArgumentType", describe(from) + " lacks the parts that are needed");
    const Zone zone = !parts->zone ? Zone{} : kind == TemporalKind::time ? Zone{"", parts->offset} : *parts->zone;
    if (kind == TemporalKind::datetime && from.get<DateTime>()) return from;  // keeps which reading of a repeated hour it is
    return assemble(kind, parts->days.value_or(0), parts->nanos.value_or(0), zone, DateTime{});
}

Duration build_duration(const Map& fields) {
    struct Unit {
        std::string_view name;
        int group;  // 0 months, 1 days, 2 seconds, 3 nanoseconds
        std::int64_t size;
    };
    static constexpr std::array<Unit, 11> kUnits = {{{"years", 0, 12}, {"quarters", 0, 3}, {"months", 0, 1}, {"weeks", 1, 7}, {"days", 1, 1}, {"hours", 2, 3600},
                                                     {"minutes", 2, 60}, {"seconds", 2, 1}, {"milliseconds", 3, 1'000'000}, {"microseconds", 3, 1000}, {"nanoseconds", 3, 1}}};
    std::array<long double, 4> parts{};
    for (const auto& [key, value] : fields) {
        const auto unit = std::find_if(kUnits.begin(), kUnits.end(), [&, name = std::string_view(key)](const Unit& u) { return u.name == name; });
        if (unit == kUnits.end()) fail_value("no such field of a duration: '" + key + "'");
        long double amount = 0;
        if (const std::int64_t* i = value.as_integer()) amount = static_cast<long double>(*i);
        else if (const double* d = value.as_double()) amount = *d;
        else fail(ErrorCode::type, "InvalidArgumentType", "field '" + key + "' must be a number, got " + describe(value));
        parts.at(static_cast<std::size_t>(unit->group)) += amount * static_cast<long double>(unit->size);
    }
    return approximate_duration(parts[0], parts[1], parts[2], parts[3]);
}

}  // namespace demarche::query
