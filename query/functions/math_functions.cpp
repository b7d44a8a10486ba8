// Mathematical functions.
#include <cmath>
#include <limits>

#include "query/error.h"
#include "query/functions/library.h"
#include "query/functions/temporal.h"
#include "query/functions/values.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;
constexpr double kPi = 3.14159265358979323846, kE = 2.71828182845904523536;

template <double (*f)(double)>
Value apply(EvalContext&, Arguments a) { return f(need_number("a mathematical function", a[0])); }

double cot(double x) { return 1 / std::tan(x); }
double coth(double x) { return 1 / std::tanh(x); }
double haversin(double x) { return (1 - std::cos(x)) / 2; }
double degrees(double x) { return x * 180 / kPi; }
double radians(double x) { return x * kPi / 180; }

Value abs(EvalContext&, Arguments a) {
    const std::int64_t* i = a[0].as_integer();
    if (!i) return std::abs(need_number("abs", a[0]));
    return *i < 0 ? negate(a[0]) : a[0];
}

Value sign(EvalContext&, Arguments a) {
    const double d = need_number("sign", a[0]);
    return d > 0 ? 1 : d < 0 ? -1 : 0;
}

Value is_nan(EvalContext&, Arguments a) { return std::isnan(need_number("isNaN", a[0])); }

// Half up, as Java's Math.round; with a precision: half away from zero, or as the mode says.
double round_as(double x, const std::string& mode) {
    if (mode == "UP") return x < 0 ? std::floor(x) : std::ceil(x);
    if (mode == "DOWN") return std::trunc(x);
    if (mode == "CEILING") return std::ceil(x);
    if (mode == "FLOOR") return std::floor(x);
    if (mode != "HALF_UP" && mode != "HALF_DOWN" && mode != "HALF_EVEN")
        fail(ErrorCode::argument, "InvalidArgumentValue", "unknown rounding mode '" + mode + "'", "UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN or HALF_EVEN");
    const double down = std::trunc(x), rest = std::abs(x - down);
    const double away = x < 0 ? down - 1 : down + 1;
    if (rest != 0.5) return rest < 0.5 ? down : away;
    if (mode == "HALF_UP") return away;
    return mode == "HALF_DOWN" || std::fmod(down, 2) == 0 ? down : away;
}

Value round(EvalContext&, Arguments a) {
    const double x = need_number("round", a[0]);
    if (!std::isfinite(x)) return x;
    if (a.size() == 1) {
        const double down = std::floor(x);
        return x - down >= 0.5 ? down + 1 : down;
    }
    const std::int64_t precision = need_integer("round", a[1]);
    if (precision < 0) fail(ErrorCode::argument, "NumberOutOfRange", "the precision of round() must not be negative");
    constexpr std::int64_t kMostDigits = 15;
    if (precision > kMostDigits) return x;
    const double scale = std::pow(10.0, static_cast<double>(precision));
    const double scaled = x * scale;
    if (!std::isfinite(scaled)) return x;
    const double nearest = std::round(scaled * 1e3) / 1e3;  // 1.005 is meant to be a half, though its double is a little less
    const bool is_half = std::abs(nearest - scaled) < 1e-9 * std::max(1.0, std::abs(scaled));
    return round_as(is_half ? nearest : scaled, a.size() > 2 ? need_string("round", a[2]) : "HALF_UP") / scale;
}

Value e(EvalContext&, Arguments) { return kE; }
Value pi(EvalContext&, Arguments) { return kPi; }

Value atan2(EvalContext&, Arguments a) { return std::atan2(need_number("atan2", a[0]), need_number("atan2", a[1])); }

// SplitMix64 (Steele, Lea, Flood 2014) from a fixed seed: a query gives the same rows every time.
Value rand(EvalContext& context, Arguments) {
    std::uint64_t z = context.random_state += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    z ^= z >> 31U;
    return static_cast<double>(z >> 11U) * 0x1.0p-53;
}

constexpr std::array<TypeSet, 3> kRound = {kNumber, kInteger, kString};

constexpr FunctionInfo unary(std::string_view name, Function f) { return {name, 1, 1, kTakesNumber, kFloat, true, true, f, nullptr}; }

constexpr std::array<FunctionInfo, 30> kFunctions = {{
    {"abs", 1, 1, kTakesNumber, kNumber, true, true, abs, nullptr},
    unary("acos", apply<std::acos>),
    unary("asin", apply<std::asin>),
    unary("atan", apply<std::atan>),
    {"atan2", 2, 2, kTakesNumber, kFloat, true, true, atan2, nullptr},
    unary("ceil", apply<std::ceil>),
    unary("ceiling", apply<std::ceil>),
    unary("cos", apply<std::cos>),
    unary("cosh", apply<std::cosh>),
    unary("cot", apply<cot>),
    unary("coth", apply<coth>),
    unary("degrees", apply<degrees>),
    {"e", 0, 0, {}, kFloat, true, true, e, nullptr},
    unary("exp", apply<std::exp>),
    unary("floor", apply<std::floor>),
    unary("haversin", apply<haversin>),
    {"isnan", 1, 1, kTakesNumber, kBoolean, true, true, is_nan, nullptr},
    unary("ln", apply<std::log>),
    unary("log", apply<std::log>),
    unary("log10", apply<std::log10>),
    {"pi", 0, 0, {}, kFloat, true, true, pi, nullptr},
    unary("radians", apply<radians>),
    {"rand", 0, 0, {}, kFloat, true, false, rand, nullptr},
    {"round", 1, 3, kRound, kFloat, true, true, round, nullptr},
    {"sign", 1, 1, kTakesNumber, kInteger, true, true, sign, nullptr},
    unary("sin", apply<std::sin>),
    unary("sinh", apply<std::sinh>),
    unary("sqrt", apply<std::sqrt>),
    unary("tan", apply<std::tan>),
    unary("tanh", apply<std::tanh>),
}};

}  // namespace

std::span<const FunctionInfo> math_functions() { return kFunctions; }

}  // namespace demarche::query
