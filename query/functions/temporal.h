// Temporal values inside the query engine: zones, texts, components, arithmetic. All fail() with ErrorCode::argument on texts and
// numbers that mean no time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "demarche/value.h"
#include "query/functions/functions.h"

namespace demarche::query {

// "Integer 1", "String 'abc'": for messages; long strings are cut.
std::string describe(const Value& value);

// A fixed offset (name empty) or an IANA zone.
struct Zone {
    std::string name;
    std::int32_t offset = 0;  // seconds east of UTC; of a named zone: without meaning
};
// "Europe/Stockholm", "+01:00", "+0100", "-02", "Z".
Zone parse_zone(std::string_view text);
// The offset of a zone at an instant (seconds since 1970-01-01T00:00Z). Historic offsets come from ICU's copy of the IANA data.
std::int32_t offset_at(const Zone& zone, std::int64_t utc_seconds);
// An instant as that zone writes it.
DateTime in_zone(std::int64_t utc_seconds, std::int32_t nanos, const Zone& zone);
// What a clock of the zone shows. A time that a change of clocks skips is moved on by the gap; of a time that comes twice the earlier is taken.
DateTime at_local(std::int64_t local_seconds, std::int32_t nanos, const Zone& zone);
inline Zone zone_of(const DateTime& d) { return Zone{d.zone, d.offset}; }

// ISO 8601, all forms that openCypher names: calendar, week, quarter and ordinal dates, basic and extended.
Date parse_date(std::string_view text);
LocalTime parse_localtime(std::string_view text);
Time parse_time(std::string_view text);
LocalDateTime parse_localdatetime(std::string_view text);
DateTime parse_datetime(std::string_view text);
Duration parse_duration(std::string_view text);

bool is_temporal(const Value& value);
// Of two values of one temporal type: a total order. Zoned values by instant first; durations by their average length.
int compare_temporal(const Value& a, const Value& b);
std::size_t hash_temporal(const Value& value);
// d.year, t.hour, p.minutesOfHour …: nullopt when the type has no such component.
std::optional<Value> temporal_component(const Value& value, std::string_view key);

// What a temporal value holds, whatever its type.
struct TemporalParts {
    std::optional<std::int64_t> days;   // the date
    std::optional<std::int64_t> nanos;  // the time of day
    std::optional<Zone> zone;
    std::int32_t offset = 0;            // at that instant, when there is a zone
};
// nullopt: no temporal value, or a duration.
std::optional<TemporalParts> parts_of(const Value& value);

// Seconds and nanoseconds brought to one sign and |nanos| < 10^9. Errors: NumberOutOfRange.
Duration make_duration(std::int64_t months, std::int64_t days, std::int64_t seconds, std::int64_t nanos);
// Fractions flow down to the smaller units: a month is 2,629,746 seconds, a day 86,400.
Duration approximate_duration(long double months, long double days, long double seconds, long double nanos);
Duration add_durations(const Duration& a, const Duration& b, int sign);
Duration scale_duration(const Duration& d, long double factor);
// months, then days, then seconds. Errors: type when the value is no temporal one.
Value shift_temporal(const Value& value, const Duration& by, int sign);

// Integer arithmetic that fails (argument, NumberOutOfRange) instead of wrapping.
std::int64_t checked_add(std::int64_t a, std::int64_t b);
std::int64_t checked_multiply(std::int64_t a, std::int64_t b);

}  // namespace demarche::query
