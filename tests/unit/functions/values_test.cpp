#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "query/functions/values.h"
#include "unit/functions/evaluate.h"

using namespace demarche;
using namespace demarche::query;
using test::evaluate;
using test::failure;

namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max(), kMin = std::numeric_limits<std::int64_t>::min();
const double kNaN = std::nan("");

}  // namespace

TEST_CASE("equality has three values") {
    struct Row {
        const char *a, *b;
        Ternary equal;
    };
    const Row rows[] = {{"1", "1.0", true}, {"1", "\"1\"", false}, {"null", "null", {}}, {"[1, null]", "[1, 2]", {}}, {"[1, null]", "[2, null]", false},
                        {"[1]", "[1, 2]", false}, {"{\"a\": null}", "{\"a\": 1}", {}}, {"{\"a\": 1}", "{\"b\": 1}", false}, {"[]", "{}", false},
                        {"[[1, 2], 3.0]", "[[1.0, 2], 3]", true}, {"true", "1", false}, {"[null]", "[null]", {}}, {"9007199254740993", "9007199254740992.0", false}};
    for (const Row& row : rows) {
        INFO(row.a, " = ", row.b);
        CHECK(equals(evaluate(row.a), evaluate(row.b)) == row.equal);
        CHECK(equals(evaluate(row.b), evaluate(row.a)) == row.equal);
    }
    CHECK(equals(kNaN, kNaN) == false);
}

TEST_CASE("comparison is null between types") {
    struct Row {
        const char *a, *b;
        Ternary is_less, is_less_equal;
    };
    const Row rows[] = {{"1", "2.5", true, true}, {"1", "\"a\"", {}, {}}, {"false", "true", true, true}, {"[1, 2]", "[1, 3]", true, true}, {"[1]", "[1, 0]", true, true},
                        {"[1, null]", "[2]", true, true}, {"[1, null]", "[1, 2]", {}, {}}, {"{}", "{}", {}, {}}, {"null", "1", {}, {}}, {"\"a\"", "\"a\"", false, true}};
    for (const Row& row : rows) {
        INFO(row.a, " < ", row.b);
        CHECK(less(evaluate(row.a), evaluate(row.b)) == row.is_less);
        CHECK(less_equal(evaluate(row.a), evaluate(row.b)) == row.is_less_equal);
    }
    CHECK(less(kNaN, 1) == false);
    CHECK(less_equal(kNaN, kNaN) == false);
    CHECK(less(kNaN, "a") == std::nullopt);
    CHECK(less(kMax, 9223372036854775808.0) == true);
}

TEST_CASE("order is total over all types") {
    const Value ascending[] = {evaluate("{}"), NodeId{0}, NodeId{1}, EdgeId{0}, evaluate("[]"), evaluate("[1]"), evaluate("[1, null]"), evaluate("[null]"),
                               Path{{NodeId{0}}, {}}, DateTime{}, LocalDateTime{}, Date{}, Time{}, LocalTime{}, Duration{}, "", "a", "b", false, true,
                               -HUGE_VAL, kMin, -1.5, 0, 0.5, 1, kMax, HUGE_VAL, kNaN, Value()};
    for (std::size_t i = 0; i < std::size(ascending); ++i)
        for (std::size_t j = 0; j < std::size(ascending); ++j) {
            INFO(i, " and ", j, ": ", ascending[i].type_name(), " ", ascending[j].type_name());
            const int o = order(ascending[i], ascending[j]);
            CHECK((o < 0) == (i < j));
            CHECK((o == 0) == (i == j));
            CHECK(equivalent(ascending[i], ascending[j]) == (i == j));
        }
}

TEST_CASE("equal values are equivalent and hash alike") {
    const std::pair<Value, Value> pairs[] = {{1, 1.0}, {0.0, -0.0}, {kNaN, kNaN}, {Value(), Value()}, {evaluate("[1, {\"a\": 2}]"), evaluate("[1.0, {\"a\": 2.0}]")}};
    for (const auto& [a, b] : pairs) {
        CHECK(equivalent(a, b));
        CHECK(hash(a) == hash(b));
    }
    CHECK_FALSE(equivalent(1, "1"));
    CHECK_FALSE(equivalent(0.5, 0));
}

TEST_CASE("arithmetic") {
    CHECK(add(1, 2) == Value(3));
    CHECK(add(1, 2.5) == Value(3.5));
    CHECK(add("a", "b") == Value("ab"));
    CHECK(add("a", 1) == Value("a1"));
    CHECK(add(1.0, "a") == Value("1.0a"));
    CHECK(add(evaluate("[1]"), evaluate("[2, 3]")) == evaluate("[1, 2, 3]"));
    CHECK(add(evaluate("[1]"), 2) == evaluate("[1, 2]"));
    CHECK(add(0, evaluate("[1]")) == evaluate("[0, 1]"));
    CHECK(add(Value(), 1).is_null());
    CHECK(divide(7, 2) == Value(3));
    CHECK(divide(-7, 2) == Value(-3));
    CHECK(divide(7, 2.0) == Value(3.5));
    CHECK(divide(1.0, 0) == Value(HUGE_VAL));
    CHECK(modulo(-7, 3) == Value(-1));
    CHECK(modulo(kMin, -1) == Value(0));
    CHECK(power(2, 3) == Value(8.0));
    CHECK(negate(2) == Value(-2));
    CHECK(failure([] { return add(kMax, 1); }) == "NumberOutOfRange");
    CHECK(failure([] { return subtract(kMin, 1); }) == "NumberOutOfRange");
    CHECK(failure([] { return multiply(kMax, 2); }) == "NumberOutOfRange");
    CHECK(failure([] { return divide(kMin, -1); }) == "NumberOutOfRange");
    CHECK(failure([] { return negate(kMin); }) == "NumberOutOfRange");
    CHECK(failure([] { return divide(1, 0); }) == "DivisionByZero");
    CHECK(failure([] { return modulo(1, 0); }) == "DivisionByZero");
    CHECK(failure([] { return add(true, 1); }) == "InvalidArgumentType");
    CHECK(failure([] { return subtract("a", 1); }) == "InvalidArgumentType");
}

TEST_CASE("membership, indexing, slicing") {
    const PropertyGraph graph;
    EvalContext context;
    context.graph = &graph;
    const Value list = evaluate("[1, 2, 3, null]");
    CHECK(in(2, list) == true);
    CHECK(in(5, list) == std::nullopt);
    CHECK(in(5, evaluate("[1]")) == false);
    CHECK(in(Value(), evaluate("[]")) == false);
    CHECK(in(1, Value()) == std::nullopt);
    CHECK(failure([] { return in(1, 2); }) == "InvalidArgumentType");
    CHECK(index(context, list, 0) == Value(1));
    CHECK(index(context, list, -2) == Value(3));
    CHECK(index(context, list, 9).is_null());
    CHECK(index(context, list, kMin).is_null());
    CHECK(index(context, evaluate("{\"a\": 7}"), "a") == Value(7));
    CHECK(failure([&] { return index(context, list, "a"); }) == "InvalidArgumentType");
    CHECK(failure([&] { return index(context, evaluate("{}"), 1); }) == "MapElementAccessByNonString");
    CHECK(slice(list, Value(1), Value(3)) == evaluate("[2, 3]"));
    CHECK(slice(list, Value(-2), std::nullopt) == evaluate("[3, null]"));
    CHECK(slice(list, std::nullopt, Value(kMin)) == evaluate("[]"));
    CHECK(slice(list, Value(3), Value(1)) == evaluate("[]"));
    CHECK(slice(list, Value(), Value(1)).is_null());
    CHECK(property(context, evaluate("{\"a\": 7}"), "b").is_null());
    CHECK(property(context, evaluate(R"(["@date", "1984-10-11"])"), "year") == Value(1984));
    CHECK(failure([&] { return property(context, 1, "a"); }) == "InvalidArgumentType");
}

TEST_CASE("string predicates and regular expressions") {
    EvalContext context;
    CHECK(starts_with("abc", "ab") == true);
    CHECK(ends_with("abc", "bc") == true);
    CHECK(contains("abc", "d") == false);
    CHECK(contains("abc", 1) == std::nullopt);
    CHECK(matches(context, "Kremlin", "(?i)krem.*") == true);
    CHECK(matches(context, "the Kremlin", "Krem.*") == false);
    CHECK(matches(context, "Кремль", "Кр.{4}") == true);
    CHECK(matches(context, Value(), "a") == std::nullopt);
    CHECK(failure([&] { return matches(context, "a", "("); }) == "InvalidRegularExpression");
    CHECK(to_ternary(true) == true);
    CHECK(failure([] { return to_ternary(1); }) == "InvalidArgumentType");
}

TEST_CASE("values have a size and a depth that they do not exceed") {
    Value deep = List{};
    for (std::size_t i = 1; i < kMaxNesting; ++i) deep = List{deep};
    CHECK(failure([&] { return check_nesting(deep), 0; }).empty());
    CHECK(failure([&] { return check_nesting(Map{{"a", deep}}), 0; }) == "NestingTooDeep");
    const std::string big(kMaxValueBytes / 2 + 1, 'x');
    CHECK(failure([&] { return add(big, big); }) == "ValueTooLarge");
    CHECK(failure([] { return check_size(kMaxValueBytes), 0; }).empty());
}
