#include <algorithm>

#include <doctest/doctest.h>

#include "query/functions/text.h"
#include "unit/functions/evaluate.h"

using namespace demarche;
using test::check_calls;
using test::evaluate_text;

TEST_CASE("the table of functions is in order and complete") {
    const auto names = query::function_names();
    CHECK(std::is_sorted(names.begin(), names.end()));
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
    for (const std::string_view name : names) {
        INFO(name);
        const query::FunctionInfo* f = query::find_function(name);
        REQUIRE(f);
        CHECK((f->call != nullptr) != (f->aggregate != nullptr));
        CHECK(f->min_arguments <= f->max_arguments);
    }
    CHECK(query::find_function("sizes") == nullptr);
    CHECK(query::find_function("") == nullptr);
}

TEST_CASE("functions on strings count code points") {
    check_calls({{R"(["@left", "Кремль", 2])", "'Кр'"}, {R"(["@right", "Кремль", 2])", "'ль'"}, {R"(["@right", "ab", 9])", "'ab'"}, {R"(["@substring", "Кремль", 1, 3])", "'рем'"},
           {R"(["@substring", "hello", 1])", "'ello'"}, {R"(["@substring", "hello", 9])", "''"}, {R"(["@left", "a", -1])", "NegativeIntegerArgument"},
           {R"(["@size", "Кремль"])", "6"}, {R"(["@reverse", "Кремль"])", "'ьлмерК'"}, {R"(["@toupper", "straße"])", "'STRASSE'"}, {R"(["@tolower", "ÅSA"])", "'åsa'"},
           {R"(["@trim", " \t\u00a0a b\u2003"])", "'a b'"}, {R"(["@ltrim", "xxaxx", "x"])", "'axx'"}, {R"(["@rtrim", "éaé", "é"])", "'éa'"},
           {R"(["@replace", "aaa", "a", "bb"])", "'bbbbbb'"}, {R"(["@replace", "aaa", "", "b"])", "'aaa'"}, {R"(["@split", "one1two", "1"])", "['one', 'two']"},
           {R"(["@split", "a,b;c", [",", ";"]])", "['a', 'b', 'c']"}, {R"(["@split", "", ","])", "['']"}, {R"(["@split", "añb", ""])", "['a', 'ñ', 'b']"},
           {R"(["@normalize", "e\u0301"])", "'é'"}, {R"(["@normalize", "é", "NFX"])", "InvalidArgumentValue"}, {R"(["@toupper", null])", "null"}});
}

TEST_CASE("conversions") {
    check_calls({{R"(["@tointeger", " 42 "])", "42"}, {R"(["@tointeger", "2.9"])", "2"}, {R"(["@tointeger", "foo"])", "null"}, {R"(["@tointeger", ""])", "null"},
           {R"(["@tointeger", -2.9])", "-2"}, {R"(["@tointeger", true])", "1"}, {R"(["@tointeger", []])", "InvalidArgumentValue"}, {R"(["@tointeger", "1e300"])", "null"},
           {R"(["@tointeger", "9223372036854775807"])", "9223372036854775807"}, {R"(["@tofloat", "5"])", "5.0"}, {R"(["@tofloat", "-1.5e3"])", "-1500.0"},
           {R"(["@tofloat", "inf"])", "null"}, {R"(["@tofloat", "--1"])", "null"}, {R"(["@toboolean", "TRUE"])", "true"}, {R"(["@toboolean", "tru"])", "null"},
           {R"(["@toboolean", 1.0])", "InvalidArgumentValue"}, {R"(["@tostring", 1.0])", "'1.0'"}, {R"(["@tostring", true])", "'true'"}, {R"(["@tostring", {}])", "InvalidArgumentValue"},
           {R"(["@tostringornull", []])", "null"}, {R"(["@tointegerlist", ["1", "x", 2.5, null]])", "[1, null, 2, null]"}});
    CHECK(query::double_to_text(1e10) == "1.0E10");
    CHECK(query::double_to_text(1234567.5) == "1234567.5");
    CHECK(query::double_to_text(0.001) == "0.001");
    CHECK(query::double_to_text(1.25e-7) == "1.25E-7");
    CHECK(query::double_to_text(-0.0) == "-0.0");
}

TEST_CASE("functions on lists") {
    check_calls({{R"(["@range", 1, 4])", "[1, 2, 3, 4]"}, {R"(["@range", 4, 1])", "[]"}, {R"(["@range", 10, 0, -4])", "[10, 6, 2]"}, {R"(["@range", 1, 4, 0])", "NumberOutOfRange"},
           {R"(["@range", 9223372036854775806, 9223372036854775807])", "[9223372036854775806, 9223372036854775807]"}, {R"(["@range", 0, 1000000000])", "NumberOutOfRange"},
           {R"(["@head", [1, 2]])", "1"}, {R"(["@last", []])", "null"}, {R"(["@tail", [1, 2, 3]])", "[2, 3]"}, {R"(["@tail", []])", "[]"}, {R"(["@reverse", [1, 2]])", "[2, 1]"},
           {R"(["@coalesce", null, null, 3])", "3"}, {R"(["@coalesce", null])", "null"}, {R"(["@size", [1, null]])", "2"}, {R"(["@isempty", {}])", "true"}, {R"(["@keys", {"b": 1, "a": 2}])", "['a', 'b']"}});
}

TEST_CASE("mathematics") {
    check_calls({{R"(["@abs", -3])", "3"}, {R"(["@abs", -3.5])", "3.5"}, {R"(["@abs", -9223372036854775808])", "NumberOutOfRange"}, {R"(["@sign", -0.5])", "-1"}, {R"(["@ceil", 0.1])", "1.0"},
           {R"(["@round", 2.5])", "3.0"}, {R"(["@round", -2.5])", "-2.0"}, {R"(["@round", 0.49999999999999994])", "0.0"}, {R"(["@round", 1.005, 2])", "1.01"},
           {R"(["@round", -1.25, 1])", "-1.3"}, {R"(["@round", 1.25, 1, "HALF_EVEN"])", "1.2"}, {R"(["@round", 1.21, 1, "UP"])", "1.3"}, {R"(["@round", 1.21, 1, "SIDEWAYS"])", "InvalidArgumentValue"},
           {R"(["@sqrt", 12.96])", "3.6"}, {R"(["@sqrt", -1])", "NaN"}, {R"(["@log10", 1000])", "3.0"}, {R"(["@atan2", 0, 1])", "0.0"}, {R"(["@degrees", ["@pi"]])", "180.0"}, {R"(["@isnan", ["@sqrt", -1]])", "true"}});
    CHECK(evaluate_text(R"(["@rand"])") == evaluate_text(R"(["@rand"])"));
}

TEST_CASE("aggregates leave nulls out") {
    check_calls({{R"(["@count", [1, null, 2]])", "2"}, {R"(["@sum", [1, null, 2]])", "3"}, {R"(["@sum", []])", "0"}, {R"(["@sum", [1, 2.5]])", "3.5"},
           {R"(["@sum", [9223372036854775807, 1]])", "NumberOutOfRange"}, {R"(["@sum", ["a"]])", "InvalidArgumentValue"}, {R"(["@avg", [1, 2, null]])", "1.5"}, {R"(["@avg", []])", "null"},
           {R"(["@avg", [9223372036854775807, 9223372036854775807]])", "9.223372036854776E18"}, {R"(["@sum", [["@duration", "PT1H"], ["@duration", "PT30M"]]])", "'PT1H30M'"},
           {R"(["@avg", [["@duration", "PT1H"], ["@duration", "PT30M"]]])", "'PT45M'"}, {R"(["@sum", [1, ["@duration", "PT1H"]]])", "InvalidArgumentType"},
           {R"(["@min", [1, "a", [1, 2], 0.2]])", "[1, 2]"}, {R"(["@max", [1, "a", null, [1, 2], 0.2]])", "1"}, {R"(["@max", []])", "null"}, {R"(["@collect", [1, null, 2]])", "[1, 2]"},
           {R"(["@stdev", [2, 4, 4, 4, 5, 5, 7, 9]])", "2.138089935299395"}, {R"(["@stdevp", [2, 4, 4, 4, 5, 5, 7, 9]])", "2.0"}, {R"(["@stdev", [1]])", "0.0"},
           {R"(["@percentilecont", [10.0, 20.0, 30.0], 0.25])", "15.0"}, {R"(["@percentiledisc", [10, 20, 30], 0.5])", "20"}, {R"(["@percentiledisc", [10, 20, 30], 0.0])", "10"},
           {R"(["@percentiledisc", [10, 20, 30], 1.0])", "30"}, {R"(["@percentiledisc", [10], 1.1])", "NumberOutOfRange"}, {R"(["@percentilecont", [], 0.5])", "null"}});
}
