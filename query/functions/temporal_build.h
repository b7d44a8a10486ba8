// Temporal values from maps, from other temporal values, by truncation, and durations between two.
#pragma once

#include <string_view>

#include "query/functions/temporal.h"

namespace demarche::query {

enum class TemporalKind { date, localtime, time, localdatetime, datetime };

// From a map of fields: year, month, day, week, dayOfWeek, quarter, dayOfQuarter, ordinalDay, hour … nanosecond, timezone, epochSeconds,
// epochMillis, and date, time, datetime (values whose parts are taken unless a field says otherwise). `now` gives the offset of a
// named zone where no date tells it. Errors: argument (unknown or missing field, value out of range), type.
Value build_temporal(TemporalKind kind, const Map& fields, const DateTime& now);
// The parts of another value, e.g. the date of a datetime. Missing clock parts are zero, a missing zone is UTC; a missing date is an error.
Value convert_temporal(TemporalKind kind, const Value& from);
Value assemble(TemporalKind kind, std::int64_t days, std::int64_t nanos, const Zone& zone, const DateTime& now);
Duration build_duration(const Map& fields);

// Cuts everything below `unit` ("millennium" … "microsecond"), then sets `fields`.
Value truncate_temporal(TemporalKind kind, std::string_view unit, const Value& from, const Map& fields, const DateTime& now);

enum class DurationUnit { all, months, days, seconds };
// From a to b; a part that only one of them has is taken from it (a time meets a datetime on its date).
Duration duration_between(DurationUnit unit, const Value& a, const Value& b);

}  // namespace demarche::query
