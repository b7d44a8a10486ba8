#include <doctest/doctest.h>

#include "query/functions/temporal.h"
#include "query/functions/values.h"
#include "unit/functions/evaluate.h"

using namespace demarche;
using test::evaluate;
using test::check_calls;

TEST_CASE("texts of dates in every ISO form") {
    check_calls({{R"(["@date", "2015-07-21"])", "'2015-07-21'"}, {R"(["@date", "20150721"])", "'2015-07-21'"},
           {R"(["@date", "2015-07"])", "'2015-07-01'"},    {R"(["@date", "201507"])", "'2015-07-01'"},
           {R"(["@date", "2015-W30-2"])", "'2015-07-21'"}, {R"(["@date", "2015W302"])", "'2015-07-21'"},
           {R"(["@date", "2015-W30"])", "'2015-07-20'"},   {R"(["@date", "2015W30"])", "'2015-07-20'"},
           {R"(["@date", "2015-202"])", "'2015-07-21'"},   {R"(["@date", "2015202"])", "'2015-07-21'"},
           {R"(["@date", "2015-Q2-60"])", "'2015-05-30'"}, {R"(["@date", "2015Q260"])", "'2015-05-30'"},
           {R"(["@date", "2015-Q2"])", "'2015-04-01'"},    {R"(["@date", "2015"])", "'2015-01-01'"},
           {R"(["@date", "-0044-03-15"])", "'-0044-03-15'"}, {R"(["@date", "+12015-07-21"])", "'+12015-07-21'"},
           {R"(["@date", "2015-13-01"])", "InvalidArgumentValue"}, {R"(["@date", "2015-02-29"])", "InvalidArgumentValue"},
           {R"(["@date", "2016-02-29"])", "'2016-02-29'"}, {R"(["@date", "2015-W54"])", "InvalidArgumentValue"},
           {R"(["@date", "2015-07-21x"])", "InvalidArgumentValue"}, {R"(["@date", ""])", "InvalidArgumentValue"}, {R"(["@date", "-"])", "InvalidArgumentValue"}});
}

TEST_CASE("texts of times, with offsets and zones") {
    check_calls({{R"(["@localtime", "214032.142"])", "'21:40:32.142'"}, {R"(["@localtime", "21"])", "'21:00'"},
           {R"(["@localtime", "24:00"])", "InvalidArgumentValue"}, {R"(["@localtime", "21:4"])", "InvalidArgumentValue"},
           {R"(["@time", "2140-02"])", "'21:40-02:00'"}, {R"(["@time", "22+18:00"])", "'22:00+18:00'"}, {R"(["@time", "2140-00:00"])", "'21:40Z'"},
           {R"(["@localdatetime", "2015T214032"])", "'2015-01-01T21:40:32'"}, {R"(["@localdatetime", "2015-W30T2140"])", "'2015-07-20T21:40'"},
           {R"(["@datetime", "2015-07-21T21:40:32.142+0845[Australia/Eucla]"])", "'2015-07-21T21:40:32.142+08:45[Australia/Eucla]'"},
           {R"(["@datetime", "2015-07-21T21:40:32.142[Europe/London]"])", "'2015-07-21T21:40:32.142+01:00[Europe/London]'"},
           {R"(["@datetime", "2015-07-21T21:40[Europe/Nowhere]"])", "InvalidArgumentValue"},
           {R"(["@datetime", "2015-07-21T21:40+05:00[Europe/London]"])", "InvalidArgumentValue"}});
}

TEST_CASE("clocks that are set on and back") {
    // Europe/Vienna: 2021-03-28 02:00 does not exist; 2021-10-31 02:30 comes twice.
    check_calls({{R"(["@datetime", {"year": 2021, "month": 3, "day": 28, "hour": 2, "minute": 30, "timezone": "Europe/Vienna"}])", "'2021-03-28T03:30+02:00[Europe/Vienna]'"},
           {R"(["@datetime", {"year": 2021, "month": 10, "day": 31, "hour": 2, "minute": 30, "timezone": "Europe/Vienna"}])", "'2021-10-31T02:30+02:00[Europe/Vienna]'"},
           {R"(["@datetime", "2021-10-31T02:30+01:00[Europe/Vienna]"])", "'2021-10-31T02:30+01:00[Europe/Vienna]'"},
           {R"(["@duration.inseconds", ["@datetime", "2021-10-30T12:00[Europe/Vienna]"], ["@datetime", "2021-10-31T12:00[Europe/Vienna]"]])", "'PT25H'"},
           {R"(["@duration.between", ["@datetime", "2021-10-30T12:00[Europe/Vienna]"], ["@datetime", "2021-10-31T12:00[Europe/Vienna]"]])", "'P1D'"}});
}

TEST_CASE("temporal values from maps") {
    check_calls({{R"(["@date", {"year": 1984, "week": 10, "dayOfWeek": 3}])", "'1984-03-07'"}, {R"(["@date", {"year": 1984, "ordinalDay": 202}])", "'1984-07-20'"},
           {R"(["@date", {"year": 1984, "quarter": 3, "dayOfQuarter": 45}])", "'1984-08-14'"}, {R"(["@date", {"month": 2}])", "InvalidArgumentValue"},
           {R"(["@date", {"year": 1984, "day": 2}])", "InvalidArgumentValue"}, {R"(["@date", {"year": 1984, "month": "May"}])", "InvalidArgumentType"},
           {R"(["@date", {"date": ["@date", "1984-11-11"], "quarter": 3}])", "'1984-08-11'"}, {R"(["@date", {"date": ["@date", "2000-02-29"], "year": 2001}])", "'2001-02-28'"},
           {R"(["@localtime", {"hour": 12, "minute": 31, "millisecond": 1}])", "InvalidArgumentValue"}, {R"(["@localtime", {"hour": 25}])", "InvalidArgumentValue"},
           {R"(["@localtime", {"hour": 12, "minute": 31, "second": 14, "millisecond": 123, "microsecond": 456, "nanosecond": 789}])", "'12:31:14.123456789'"},
           {R"(["@time", {"time": ["@time", "12:31:14+01:00"], "timezone": "+05:00"}])", "'16:31:14+05:00'"},
           {R"(["@datetime", {"year": 1984, "month": 10, "day": 11, "time": ["@time", "12:31+01:00"], "timezone": "Pacific/Honolulu"}])", "'1984-10-11T01:31-10:00[Pacific/Honolulu]'"},
           {R"(["@datetime", {"epochMillis": 1500}])", "'1970-01-01T00:00:01.500Z'"}, {R"(["@datetime.fromepoch", 416779, 999999999])", "'1970-01-05T19:46:19.999999999Z'"},
           {R"(["@date", {"year": null}])", "null"}, {R"(["@date", null])", "null"}, {R"(["@date", {"yaer": 1984}])", "InvalidArgumentValue"},
           {R"(["@date"])", "'2023-11-14'"}, {R"(["@localtime", {"timezone": "+01:00"}])", "'23:13:20'"}});
}

TEST_CASE("truncation") {
    check_calls({{R"(["@date.truncate", "millennium", ["@date", "2017-10-11"]])", "'2000-01-01'"}, {R"(["@date.truncate", "weekYear", ["@date", "1984-01-01"]])", "'1983-01-03'"},
           {R"(["@date.truncate", "week", ["@date", "1984-10-11"], {"dayOfWeek": 2}])", "'1984-10-09'"}, {R"(["@date.truncate", "hour", ["@date", "1984-10-11"]])", "InvalidArgumentValue"},
           {R"(["@localdatetime.truncate", "millisecond", ["@localdatetime", "1984-10-11T12:31:14.645876123"], {"nanosecond": 2}])", "'1984-10-11T12:31:14.645000002'"},
           {R"(["@time.truncate", "hour", ["@time", "12:31:14-01:00"], {"timezone": "+01:00"}])", "'12:00+01:00'"},
           {R"(["@datetime.truncate", "day", ["@datetime", "2017-07-11T12:31[Europe/Oslo]"], {"timezone": "Asia/Tokyo"}])", "'2017-07-11T00:00+09:00[Asia/Tokyo]'"},
           {R"(["@date.truncate", "fortnight", ["@date", "1984-10-11"]])", "InvalidArgumentValue"}});
}

TEST_CASE("durations") {
    check_calls({{R"(["@duration", "P0.75M"])", "'P22DT19H51M49.5S'"}, {R"(["@duration", "P2.5W"])", "'P17DT12H'"}, {R"(["@duration", "PT0.75M"])", "'PT45S'"},
           {R"(["@duration", "P12Y5M14DT16H12M70S"])", "'P12Y5M14DT16H13M10S'"}, {R"(["@duration", "P2012-02-02T14:37:21.545"])", "'P2012Y2M2DT14H37M21.545S'"},
           {R"(["@duration", "-PT1.5S"])", "'PT-1.5S'"}, {R"(["@duration", "PT-0.5S"])", "'PT-0.5S'"}, {R"(["@duration", "P"])", "InvalidArgumentValue"},
           {R"(["@duration", "P1M1Y"])", "InvalidArgumentValue"}, {R"(["@duration", "PT"])", "InvalidArgumentValue"}, {R"(["@duration", {"minutes": 1.5, "seconds": 1}])", "'PT1M31S'"},
           {R"(["@duration", {"days": 0.7}])", "'PT16H48M'"}, {R"(["@duration", {}])", "'PT0S'"}, {R"(["@duration", {"hour": 1}])", "InvalidArgumentValue"},
           {R"(["@duration.between", ["@date", "1984-10-11"], ["@date", "2015-06-24"]])", "'P30Y8M13D'"},
           {R"(["@duration.between", ["@localdatetime", "2015-07-21T21:40:32.142"], ["@date", "2015-06-24"]])", "'P-27DT-21H-40M-32.142S'"},
           {R"(["@duration.indays", ["@localtime", "14:30"], ["@date", "2015-06-24"]])", "'PT0S'"},
           {R"(["@duration.inmonths", ["@date", "2018-07-21"], ["@datetime", "2016-07-21T21:40:32.142+0100"]])", "'P-1Y-11M'"},
           {R"(["@duration.inseconds", ["@localdatetime", "-999999999-01-01"], ["@localdatetime", "+999999999-12-31T23:59:59"]])", "'PT17531639991215H59M59S'"}});
}

TEST_CASE("arithmetic of temporal values") {
    const Value start = evaluate(R"(["@date", "1984-10-11"])");
    const Value long_duration = evaluate(R"(["@duration", {"years": 12.5, "months": 5.5, "days": 14.5, "hours": 16.5, "minutes": 12.5, "seconds": 70.5}])");
    CHECK(query::add(start, long_duration) == evaluate(R"(["@date", "1997-10-11"])"));
    CHECK(query::subtract(start, long_duration) == evaluate(R"(["@date", "1971-10-12"])"));
    CHECK(query::add(evaluate(R"(["@localtime", "23:30"])"), evaluate(R"(["@duration", "PT1H"])")) == evaluate(R"(["@localtime", "00:30"])"));
    CHECK(query::add(evaluate(R"(["@date", "2024-01-31"])"), evaluate(R"(["@duration", "P1M"])")) == evaluate(R"(["@date", "2024-02-29"])"));
    CHECK(query::multiply(evaluate(R"(["@duration", "P1DT10.000000001S"])"), Value(0.5)) == evaluate(R"(["@duration", "PT12H5S"])"));
    CHECK(test::failure([&] { return query::add(start, Value(1)); }) == "InvalidArgumentType");
    CHECK(test::failure([&] { return query::add(start, Value(Duration{INT64_MAX, 0, 0, 0})); }) == "NumberOutOfRange");
    CHECK(test::failure([&] { return query::add(start, Value(Duration{0, INT64_MAX, 0, 0})); }) == "NumberOutOfRange");
}

TEST_CASE("components") {
    const auto component = [](const char* call, const char* key) { return query::temporal_component(evaluate(call), key); };
    CHECK(component(R"(["@date", "1984-01-01"])", "weekYear") == Value(1983));
    CHECK(component(R"(["@date", "1984-01-01"])", "week") == Value(52));
    CHECK(component(R"(["@date", "1984-11-11"])", "dayOfQuarter") == Value(42));
    CHECK(component(R"(["@date", "1984-11-11"])", "hour") == std::nullopt);
    CHECK(component(R"(["@datetime", "1984-11-11T12:31:14.645876123[Europe/Stockholm]"])", "timezone") == Value("Europe/Stockholm"));
    CHECK(component(R"(["@datetime", "1984-11-11T12:31:14.645876123[Europe/Stockholm]"])", "offset") == Value("+01:00"));
    CHECK(component(R"(["@datetime", "1984-11-11T12:31:14.645876123[Europe/Stockholm]"])", "epochMillis") == Value(std::int64_t{469020674645}));
    CHECK(component(R"(["@duration", "P1Y4M10DT1H1M1.111111111S"])", "monthsOfQuarter") == Value(1));
    CHECK(component(R"(["@duration", "P1Y4M10DT1H1M1.111111111S"])", "milliseconds") == Value(3661111));
}

TEST_CASE("zoned values are ordered by their instants") {
    CHECK(query::less(evaluate(R"(["@time", "12:00+02:00"])"), evaluate(R"(["@time", "11:30Z"])")) == true);
    CHECK(query::less(evaluate(R"(["@datetime", "2020-01-01T12:00+02:00"])"), evaluate(R"(["@datetime", "2020-01-01T11:30Z"])")) == true);
    CHECK(query::less(evaluate(R"(["@date", "2020-01-01"])"), evaluate(R"(["@datetime", "2020-01-02"])")) == std::nullopt);
    CHECK(query::less(evaluate(R"(["@duration", "P1D"])"), evaluate(R"(["@duration", "P2D"])")) == std::nullopt);
    CHECK(query::order(evaluate(R"(["@duration", "P1D"])"), evaluate(R"(["@duration", "P2D"])")) < 0);
}
