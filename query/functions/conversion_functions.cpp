// toInteger, toFloat, toString, toBoolean; their OrNull and List forms.
#include <cmath>

#include "query/error.h"
#include "query/functions/library.h"
#include "query/functions/temporal.h"
#include "query/functions/text.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;
// nullopt: a value of a type that cannot be converted; null: a text that means nothing.
using Convert = std::optional<Value> (*)(const Value&);

template <class T>
Value or_null(const std::optional<T>& v) { return v ? Value(*v) : Value(); }

std::optional<Value> integer_of(const Value& v) {
    if (v.as_integer()) return v;
    if (const bool* b = v.as_bool()) return Value(*b ? 1 : 0);
    if (const std::string* s = v.as_string()) return or_null(text_to_integer(*s));
    const double* d = v.as_double();
    if (!d) return std::nullopt;
    if (!(std::abs(*d) < 9223372036854775808.0)) return Value();
    return Value(static_cast<std::int64_t>(*d));
}

std::optional<Value> float_of(const Value& v) {
    if (v.as_double()) return v;
    if (const std::int64_t* i = v.as_integer()) return Value(static_cast<double>(*i));
    if (const std::string* s = v.as_string()) return or_null(text_to_double(*s));
    return std::nullopt;
}

std::optional<Value> boolean_of(const Value& v) {
    if (v.as_bool()) return v;
    if (const std::int64_t* i = v.as_integer()) return Value(*i != 0);
    const std::string* s = v.as_string();
    if (!s) return std::nullopt;
    const std::string word = to_lower(trim_space(*s));
    return word == "true" ? Value(true) : word == "false" ? Value(false) : Value();
}

std::optional<Value> string_of(const Value& v) {
    const auto text = to_text(v);
    return text ? std::optional(Value(*text)) : std::nullopt;
}

struct IntegerName { static constexpr std::string_view kName = "toInteger", kTypes = "a number, string or boolean"; };
struct FloatName { static constexpr std::string_view kName = "toFloat", kTypes = "a number or string"; };
struct BooleanName { static constexpr std::string_view kName = "toBoolean", kTypes = "a boolean, string or integer"; };
struct StringName { static constexpr std::string_view kName = "toString", kTypes = "a string, number, boolean or temporal value"; };

template <Convert convert, class Name>
Value strict(EvalContext&, Arguments a) {
    auto out = convert(a[0]);
    if (!out) fail_argument(Name::kName, Name::kTypes, a[0]);
    return std::move(*out);
}

template <Convert convert>
Value lenient(EvalContext&, Arguments a) { return convert(a[0]).value_or(Value()); }

template <Convert convert, class Name>
Value list_of(EvalContext&, Arguments a) {
    const List* list = a[0].as_list();
    if (!list) fail_argument(std::string(Name::kName) + "List", "a list", a[0]);
    List out;
    for (const Value& item : *list) out.push_back(item.is_null() ? Value() : convert(item).value_or(Value()));
    return out;
}

constexpr std::array<TypeSet, 1> kToInteger = {kNumber | kString | kBoolean}, kToFloat = {kNumber | kString}, kToBoolean = {kBoolean | kString | kInteger},
                                 kToString = {kBoolean | kNumber | kString | kTemporal};

constexpr std::array<FunctionInfo, 12> kFunctions = {{
    {"toboolean", 1, 1, kToBoolean, kBoolean, true, true, strict<boolean_of, BooleanName>, nullptr},
    {"tobooleanlist", 1, 1, kTakesList, kList, true, true, list_of<boolean_of, BooleanName>, nullptr},
    {"tobooleanornull", 1, 1, {}, kBoolean, true, true, lenient<boolean_of>, nullptr},
    {"tofloat", 1, 1, kToFloat, kFloat, true, true, strict<float_of, FloatName>, nullptr},
    {"tofloatlist", 1, 1, kTakesList, kList, true, true, list_of<float_of, FloatName>, nullptr},
    {"tofloatornull", 1, 1, {}, kFloat, true, true, lenient<float_of>, nullptr},
    {"tointeger", 1, 1, kToInteger, kInteger, true, true, strict<integer_of, IntegerName>, nullptr},
    {"tointegerlist", 1, 1, kTakesList, kList, true, true, list_of<integer_of, IntegerName>, nullptr},
    {"tointegerornull", 1, 1, {}, kInteger, true, true, lenient<integer_of>, nullptr},
    {"tostring", 1, 1, kToString, kString, true, true, strict<string_of, StringName>, nullptr},
    {"tostringlist", 1, 1, kTakesList, kList, true, true, list_of<string_of, StringName>, nullptr},
    {"tostringornull", 1, 1, {}, kString, true, true, lenient<string_of>, nullptr},
}};

}  // namespace

std::span<const FunctionInfo> conversion_functions() { return kFunctions; }

}  // namespace demarche::query
