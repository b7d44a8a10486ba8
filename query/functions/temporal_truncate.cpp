#include <algorithm>
#include <array>

#include "base/temporal.h"
#include "query/error.h"
#include "query/functions/temporal_build.h"
#include "query/functions/text.h"

namespace demarche::query {
namespace {

// From coarse to fine; those before "day" cut dates, the rest clocks.
constexpr std::array<std::string_view, 14> kUnits = {"millennium", "century", "decade", "year", "weekyear", "quarter", "month",
                                                     "week", "day", "hour", "minute", "second", "millisecond", "microsecond"};
constexpr std::size_t kDay = 8;

std::int64_t cut_days(std::int64_t days, std::string_view unit) {
    const base::CivilDate d = base::civil_from_days(days);
    const auto year_of = [&](std::int64_t size) { return base::days_from_civil(base::floor_div(d.year, size) * size, 1, 1); };
    if (unit == "millennium") return year_of(1000);
    if (unit == "century") return year_of(100);
    if (unit == "decade") return year_of(10);
    if (unit == "year") return year_of(1);
    if (unit == "weekyear") return base::days_from_week(base::week_from_days(days).year, 1, 1);
    if (unit == "quarter") return base::days_from_civil(d.year, (d.month - 1) / 3 * 3 + 1, 1);
    if (unit == "month") return base::days_from_civil(d.year, d.month, 1);
    if (unit == "week") return days - base::floor_mod(days + 3, 7);
    return days;
}

std::int64_t cut_nanos(std::int64_t nanos, std::string_view unit) {
    const std::int64_t size = unit == "hour" ? 3600 * base::kNanosPerSecond
                              : unit == "minute" ? 60 * base::kNanosPerSecond
                              : unit == "second" ? base::kNanosPerSecond
                              : unit == "millisecond" ? 1'000'000
                                                      : 1000;
    return nanos - nanos % size;
}

// Fields finer than the unit are added to the fraction that was kept: "millisecond" with {nanosecond: 2} gives .645000002.
std::int64_t take_finer_fields(Map& fields, std::string_view unit) {
    if (unit != "millisecond" && unit != "microsecond") return 0;
    std::int64_t more = 0;
    const auto take = [&](std::string_view key, std::int64_t size, std::int64_t limit) {
        const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& entry) { return entry.first == key; });
        if (found == fields.end() || !found->second.as_integer()) return;
        const std::int64_t n = *found->second.as_integer();
        if (n < 0 || n >= limit) fail(ErrorCode::argument, "InvalidArgumentValue", "field '" + std::string(key) + "' is out of range: " + std::to_string(n));
        more += n * size;
        fields.erase(found);
    };
    if (unit == "millisecond") take("microsecond", 1000, 1000);
    take("nanosecond", 1, unit == "millisecond" ? 1'000'000 : 1000);
    return more;
}

std::size_t unit_rank(const std::string& unit) {
    const auto found = std::find(kUnits.begin(), kUnits.end(), unit);
    if (found == kUnits.end())
        fail(ErrorCode::argument, "InvalidArgumentValue", "unknown unit '" + unit + "'", "millennium, century, decade, year, weekYear, quarter, month, week, day, hour, minute, second, millisecond or microsecond");
    return static_cast<std::size_t>(found - kUnits.begin());
}

}  // namespace

Value truncate_temporal(TemporalKind kind, std::string_view unit_text, const Value& from, const Map& fields, const DateTime& now) {
    const std::string unit = to_lower(unit_text);
    const std::size_t rank = unit_rank(unit);
    const auto parts = parts_of(from);
    if (!parts) fail(ErrorCode::type, "InvalidArgumentType", "expected a temporal value, got " + describe(from));
    const bool has_date = kind != TemporalKind::localtime && kind != TemporalKind::time;
    const bool has_time = kind != TemporalKind::date;
    const auto refuse = [&] { fail(ErrorCode::argument, "InvalidArgumentValue", describe(from) + " cannot be truncated to '" + unit + "' here"); };
    if ((has_date && !parts->days) || (!has_date && !parts->nanos) || (!has_date && rank < kDay) || (!has_time && rank > kDay) || (rank > kDay && !parts->nanos)) refuse();

    Map rest = fields;
    const std::int64_t days = has_date ? cut_days(*parts->days, unit) : 0;
    std::int64_t nanos = has_time && rank > kDay ? cut_nanos(*parts->nanos, unit) : 0;
    nanos += take_finer_fields(rest, unit);

    Zone zone = !parts->zone ? Zone{} : kind == TemporalKind::time ? Zone{"", parts->offset} : *parts->zone;
    const auto timezone = std::find_if(rest.begin(), rest.end(), [](const auto& entry) { return entry.first == "timezone"; });
    if (timezone != rest.end() && timezone->second.as_string()) {  // the clock stays, unlike in a map with `datetime`
        zone = parse_zone(*timezone->second.as_string());
        rest.erase(timezone);
    }
    Value cut = assemble(kind, days, nanos, zone, now);
    if (rest.empty()) return cut;
    rest.emplace_back(has_date && has_time ? "datetime" : has_date ? "date" : "time", cut);
    return build_temporal(kind, make_map(std::move(rest)), now);
}

}  // namespace demarche::query
