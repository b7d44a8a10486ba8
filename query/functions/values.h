// What openCypher's operators do to values. All are total over the types they name and fail() otherwise: ErrorCode::type with detail
// "InvalidArgumentType" for a value of the wrong type, ErrorCode::argument ("NumberOutOfRange", …) for the rest.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "query/functions/functions.h"

namespace demarche::query {

// Three-valued logic: nullopt is null.
using Ternary = std::optional<bool>;
inline Value to_value(Ternary t) { return t ? Value(*t) : Value(); }
// Of a boolean or null. Errors: anything else (TypeError InvalidArgumentType).
Ternary to_ternary(const Value& value);

// '=': null when either is null or holds a null that matters; lists and maps item by item; 1 = 1.0.
Ternary equals(const Value& a, const Value& b);
// '<' and so on: null for types that are not comparable. less_equal is its own because of NaN and nulls.
Ternary less(const Value& a, const Value& b);
Ternary less_equal(const Value& a, const Value& b);
// ORDER BY, min, max: a total order over all values (map < node < relationship < list < path < temporal < string < boolean < number < NaN < null).
// Negative, 0, positive.
int order(const Value& a, const Value& b);
// DISTINCT and grouping: null is equivalent to null, NaN to NaN, 1 to 1.0. hash agrees with equivalent.
bool equivalent(const Value& a, const Value& b);
std::size_t hash(const Value& value);

// '+': numbers, strings (with numbers), lists (with items), temporal values with durations, durations. Null in, null out for all.
Value add(const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);
Value multiply(const Value& a, const Value& b);
Value divide(const Value& a, const Value& b);   // integers: ArithmeticError (argument, detail "DivisionByZero") by zero
Value modulo(const Value& a, const Value& b);
Value power(const Value& a, const Value& b);    // always a float
Value negate(const Value& a);

Ternary in(const Value& item, const Value& list);
Ternary starts_with(const Value& text, const Value& part);
Ternary ends_with(const Value& text, const Value& part);
Ternary contains(const Value& text, const Value& part);
Ternary matches(EvalContext& context, const Value& text, const Value& pattern);  // '=~': the whole text; RE2 syntax

// x.key: of nodes, relationships (absent: null), maps, and the components of temporal values (d.year, t.epochMillis …).
Value property(EvalContext& context, const Value& of, std::string_view key);
// x[i]: of lists by integers (negative from the end), of maps, nodes and relationships by strings.
Value index(EvalContext& context, const Value& of, const Value& at);
// x[from..to]; an end that is absent is nullopt, a null end gives null.
Value slice(const Value& of, const std::optional<Value>& from, const std::optional<Value>& to);

// Lists and maps nest at most this deep: values are freed and compared by recursion.
inline constexpr std::size_t kMaxNesting = 512;
// Fails (argument, "NestingTooDeep") beyond it. Only what a query can repeat without bound (reduce) needs the check: the rest nests as
// deep as its text. Linear in the value, 0 for what is no list or map.
void check_nesting(const Value& value);
// No string or list that one operation makes may take more bytes than this; fails with limit_memory ("ValueTooLarge").
inline constexpr std::size_t kMaxValueBytes = std::size_t{256} << 20U;
void check_size(std::size_t bytes);

// Rough bytes on the heap, for memory limits. O(1) for lists that are shared: counts items, not their insides.
std::size_t memory_of(const Value& value);

}  // namespace demarche::query
