// Constructors of temporal values, truncation, and durations between two.
#include "base/temporal.h"
#include "query/error.h"
#include "query/functions/library.h"
#include "query/functions/temporal_build.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;

template <TemporalKind kind>
Value parse(std::string_view text) {
    switch (kind) {
        case TemporalKind::date: return parse_date(text);
        case TemporalKind::localtime: return parse_localtime(text);
        case TemporalKind::time: return parse_time(text);
        case TemporalKind::localdatetime: return parse_localdatetime(text);
        case TemporalKind::datetime: return parse_datetime(text);
    }
    return {};
}

template <TemporalKind kind>
Value make(EvalContext& context, Arguments a) {
    if (a.empty()) return convert_temporal(kind, context.statement_time);
    if (const std::string* s = a[0].as_string()) return parse<kind>(*s);
    if (const Map* map = a[0].as_map()) {
        // {timezone: …} alone asks for the present moment there.
        const bool only_zone = map->size() == 1 && map->front().first == "timezone" && map->front().second.as_string();
        if (!only_zone) return build_temporal(kind, *map, context.statement_time);
        const DateTime& now = context.statement_time;
        return convert_temporal(kind, in_zone(now.seconds, now.nanos, parse_zone(*map->front().second.as_string())));
    }
    return convert_temporal(kind, a[0]);
}

// .transaction(), .statement() and .realtime() are one clock here, so that a query is one moment; the argument is a time zone.
template <TemporalKind kind>
Value clock(EvalContext& context, Arguments a) {
    const DateTime& now = context.statement_time;
    if (a.empty()) return convert_temporal(kind, now);
    return convert_temporal(kind, in_zone(now.seconds, now.nanos, parse_zone(need_string("a clock", a[0]))));
}

template <TemporalKind kind>
Value truncate(EvalContext& context, Arguments a) {
    static const Map kNoFields;
    const Map* fields = a.size() > 2 ? a[2].as_map() : &kNoFields;
    if (!fields) fail_argument("truncate", "a map", a[2]);
    const Value from = a.size() > 1 ? a[1] : Value(context.statement_time);
    return truncate_temporal(kind, need_string("truncate", a[0]), from, *fields, context.statement_time);
}

Value from_epoch(EvalContext&, Arguments a) {
    const std::int64_t nanos = need_integer("datetime.fromEpoch", a[1]);
    const std::int64_t seconds = checked_add(need_integer("datetime.fromEpoch", a[0]), base::floor_div(nanos, base::kNanosPerSecond));
    return in_zone(seconds, static_cast<std::int32_t>(base::floor_mod(nanos, base::kNanosPerSecond)), Zone{});
}

Value from_epoch_millis(EvalContext&, Arguments a) {
    const std::int64_t millis = need_integer("datetime.fromEpochMillis", a[0]);
    return in_zone(base::floor_div(millis, 1000), static_cast<std::int32_t>(base::floor_mod(millis, 1000) * 1'000'000), Zone{});
}

Value duration(EvalContext&, Arguments a) {
    if (const std::string* s = a[0].as_string()) return parse_duration(*s);
    if (a[0].get<Duration>()) return a[0];
    const Map* map = a[0].as_map();
    if (!map) fail_argument("duration", "a string or map", a[0]);
    for (const auto& entry : *map)
        if (entry.second.is_null()) return {};
    return build_duration(*map);
}

template <DurationUnit unit>
Value between(EvalContext&, Arguments a) { return duration_between(unit, a[0], a[1]); }

constexpr TypeSet kInstant = kTemporal & ~kDuration;
constexpr std::array<TypeSet, 1> kMake = {kString | kMap | kInstant}, kMakeDuration = {kString | kMap | kDuration}, kInstants = {kInstant};
constexpr std::array<TypeSet, 3> kTruncate = {kString, kInstant, kMap};

constexpr FunctionInfo maker(std::string_view name, TypeSet result, Function f) { return {name, 0, 1, kMake, result, true, true, f, nullptr}; }
constexpr FunctionInfo now(std::string_view name, TypeSet result, Function f) { return {name, 0, 1, kTakesString, result, true, false, f, nullptr}; }
constexpr FunctionInfo cutter(std::string_view name, TypeSet result, Function f) { return {name, 1, 3, kTruncate, result, true, true, f, nullptr}; }
constexpr FunctionInfo distance(std::string_view name, Function f) { return {name, 2, 2, kInstants, kDuration, true, true, f, nullptr}; }

using enum TemporalKind;

constexpr std::array<FunctionInfo, 32> kFunctions = {{
    maker("date", kDate, make<date>),
    now("date.realtime", kDate, clock<date>),
    now("date.statement", kDate, clock<date>),
    now("date.transaction", kDate, clock<date>),
    cutter("date.truncate", kDate, truncate<date>),
    maker("datetime", kDateTime, make<datetime>),
    {"datetime.fromepoch", 2, 2, kTakesInteger, kDateTime, true, true, from_epoch, nullptr},
    {"datetime.fromepochmillis", 1, 1, kTakesInteger, kDateTime, true, true, from_epoch_millis, nullptr},
    now("datetime.realtime", kDateTime, clock<datetime>),
    now("datetime.statement", kDateTime, clock<datetime>),
    now("datetime.transaction", kDateTime, clock<datetime>),
    cutter("datetime.truncate", kDateTime, truncate<datetime>),
    {"duration", 1, 1, kMakeDuration, kDuration, true, true, duration, nullptr},
    distance("duration.between", between<DurationUnit::all>),
    distance("duration.indays", between<DurationUnit::days>),
    distance("duration.inmonths", between<DurationUnit::months>),
    distance("duration.inseconds", between<DurationUnit::seconds>),
    maker("localdatetime", kLocalDateTime, make<localdatetime>),
    now("localdatetime.realtime", kLocalDateTime, clock<localdatetime>),
    now("localdatetime.statement", kLocalDateTime, clock<localdatetime>),
    now("localdatetime.transaction", kLocalDateTime, clock<localdatetime>),
    cutter("localdatetime.truncate", kLocalDateTime, truncate<localdatetime>),
    maker("localtime", kLocalTime, make<localtime>),
    now("localtime.realtime", kLocalTime, clock<localtime>),
    now("localtime.statement", kLocalTime, clock<localtime>),
    now("localtime.transaction", kLocalTime, clock<localtime>),
    cutter("localtime.truncate", kLocalTime, truncate<localtime>),
    maker("time", kTime, make<time>),
    now("time.realtime", kTime, clock<time>),
    now("time.statement", kTime, clock<time>),
    now("time.transaction", kTime, clock<time>),
    cutter("time.truncate", kTime, truncate<time>),
}};

}  // namespace

std::span<const FunctionInfo> temporal_functions() { return kFunctions; }

}  // namespace demarche::query
