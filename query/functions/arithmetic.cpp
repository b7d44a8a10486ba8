// '+', '-', '*', '/', '%', '^' on values.
#include <cmath>
#include <limits>

#include "query/functions/temporal.h"
#include "query/functions/text.h"
#include "query/functions/values.h"

namespace demarche::query {
namespace {

[[noreturn]] void fail_operands(std::string_view sign, const Value& a, const Value& b) {
    fail(ErrorCode::type, "InvalidArgumentType", "'" + std::string(sign) + "' is not defined for " + describe(a) + " and " + describe(b));
}

[[noreturn]] void fail_overflow(std::string_view sign) {
    fail(ErrorCode::argument, "NumberOutOfRange", "integer overflow in '" + std::string(sign) + "'");
}

std::optional<double> as_number(const Value& v) {
    if (const std::int64_t* i = v.as_integer()) return static_cast<double>(*i);
    if (const double* d = v.as_double()) return *d;
    return std::nullopt;
}

// The parts of a text are joined with numbers and temporal values as toString() writes them.
std::optional<std::string> joinable(const Value& v) {
    if (v.as_list() || v.as_map() || v.as_node() || v.as_edge() || v.as_path() || v.as_bool()) return std::nullopt;
    return to_text(v);
}

Value concatenate(const Value& a, const Value& b) {
    const List* la = a.as_list();
    const List* lb = b.as_list();
    check_size(((la ? la->size() : 1) + (lb ? lb->size() : 1)) * sizeof(Value));
    List out;
    out.reserve((la ? la->size() : 1) + (lb ? lb->size() : 1));
    if (la) out = *la;
    else out.push_back(a);
    if (lb) out.insert(out.end(), lb->begin(), lb->end());
    else out.push_back(b);
    return out;
}

Value shift(const Value& a, const Value& b, int sign, std::string_view symbol) {
    const Duration* da = a.get<Duration>();
    const Duration* db = b.get<Duration>();
    if (da && db) return add_durations(*da, *db, sign);
    if (db && is_temporal(a)) return shift_temporal(a, *db, sign);
    if (da && is_temporal(b) && sign > 0) return shift_temporal(b, *da, sign);
    fail_operands(symbol, a, b);
}

struct Operands {
    const std::int64_t* left;
    const std::int64_t* right;
    bool both() const { return left && right; }
};

}  // namespace

std::int64_t checked_add(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) fail_overflow("+");
    return sum;
}

std::int64_t checked_multiply(std::int64_t a, std::int64_t b) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product)) fail_overflow("*");
    return product;
}

Value add(const Value& a, const Value& b) {
    const Operands i{a.as_integer(), b.as_integer()};
    if (i.both()) return checked_add(*i.left, *i.right);
    if (a.is_null() || b.is_null()) return {};
    const auto x = as_number(a), y = as_number(b);
    if (x && y) return *x + *y;
    if (a.as_list() || b.as_list()) return concatenate(a, b);
    if (a.as_string() || b.as_string()) {
        const auto left = joinable(a), right = joinable(b);
        if (left && right) {
            check_size(left->size() + right->size());
            return *left + *right;
        }
        fail_operands("+", a, b);
    }
    return shift(a, b, 1, "+");
}

Value subtract(const Value& a, const Value& b) {
    const Operands i{a.as_integer(), b.as_integer()};
    if (i.both()) {
        std::int64_t difference = 0;
        if (__builtin_sub_overflow(*i.left, *i.right, &difference)) fail_overflow("-");
        return difference;
    }
    if (a.is_null() || b.is_null()) return {};
    const auto x = as_number(a), y = as_number(b);
    if (x && y) return *x - *y;
    return shift(a, b, -1, "-");
}

Value multiply(const Value& a, const Value& b) {
    const Operands i{a.as_integer(), b.as_integer()};
    if (i.both()) return checked_multiply(*i.left, *i.right);
    if (a.is_null() || b.is_null()) return {};
    const auto x = as_number(a), y = as_number(b);
    if (x && y) return *x * *y;
    if (const Duration* d = a.get<Duration>(); d && y) return scale_duration(*d, *y);
    if (const Duration* d = b.get<Duration>(); d && x) return scale_duration(*d, *x);
    fail_operands("*", a, b);
}

Value divide(const Value& a, const Value& b) {
    const Operands i{a.as_integer(), b.as_integer()};
    if (i.both()) {
        if (*i.right == 0) fail(ErrorCode::argument, "DivisionByZero", "division by zero");
        if (*i.right == -1 && *i.left == std::numeric_limits<std::int64_t>::min()) fail_overflow("/");
        return *i.left / *i.right;
    }
    if (a.is_null() || b.is_null()) return {};
    const auto x = as_number(a), y = as_number(b);
    if (x && y) return *x / *y;
    if (const Duration* d = a.get<Duration>(); d && y) {
        if (*y == 0) fail(ErrorCode::argument, "DivisionByZero", "division by zero");
        return scale_duration(*d, 1.0L / static_cast<long double>(*y));
    }
    fail_operands("/", a, b);
}

Value modulo(const Value& a, const Value& b) {
    const Operands i{a.as_integer(), b.as_integer()};
    if (i.both()) {
        if (*i.right == 0) fail(ErrorCode::argument, "DivisionByZero", "division by zero");
        return *i.right == -1 ? Value(0) : Value(*i.left % *i.right);
    }
    if (a.is_null() || b.is_null()) return {};
    const auto x = as_number(a), y = as_number(b);
    if (x && y) return std::fmod(*x, *y);
    fail_operands("%", a, b);
}

Value power(const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) return {};
    const auto x = as_number(a), y = as_number(b);
    if (x && y) return std::pow(*x, *y);
    fail_operands("^", a, b);
}

Value negate(const Value& a) {
    if (a.is_null()) return {};
    if (const std::int64_t* i = a.as_integer()) {
        if (*i == std::numeric_limits<std::int64_t>::min()) fail_overflow("-");
        return -*i;
    }
    if (const double* d = a.as_double()) return -*d;
    if (const Duration* d = a.get<Duration>()) return add_durations(Duration{}, *d, -1);
    fail(ErrorCode::type, "InvalidArgumentType", "'-' is not defined for " + describe(a));
}

}  // namespace demarche::query
