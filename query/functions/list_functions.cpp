// Functions on lists, and those that choose among values.
#include <algorithm>

#include "query/error.h"
#include "query/functions/library.h"
#include "query/functions/temporal.h"
#include "query/functions/text.h"
#include "query/functions/values.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;

const List& need_list(std::string_view function, const Value& value) {
    const List* list = value.as_list();
    if (!list) fail_argument(function, "a list", value);
    return *list;
}

Value coalesce(EvalContext&, Arguments a) {
    const auto found = std::find_if(a.begin(), a.end(), [](const Value& v) { return !v.is_null(); });
    return found == a.end() ? Value() : *found;
}

Value null_if(EvalContext&, Arguments a) {
    const Ternary same = equals(a[0], a[1]);
    return same && *same ? Value() : a[0];
}

Value exists(EvalContext&, Arguments a) { return !a[0].is_null(); }

Value size(EvalContext&, Arguments a) {
    if (const std::string* s = a[0].as_string()) return static_cast<std::int64_t>(code_points(*s));
    if (const List* list = a[0].as_list()) return static_cast<std::int64_t>(list->size());
    fail_argument("size", "a list or string", a[0]);
}

Value is_empty(EvalContext&, Arguments a) {
    if (const std::string* s = a[0].as_string()) return s->empty();
    if (const List* list = a[0].as_list()) return list->empty();
    if (const Map* map = a[0].as_map()) return map->empty();
    fail_argument("isEmpty", "a list, map or string", a[0]);
}

Value head(EvalContext&, Arguments a) {
    const List& list = need_list("head", a[0]);
    return list.empty() ? Value() : list.front();
}

Value last(EvalContext&, Arguments a) {
    const List& list = need_list("last", a[0]);
    return list.empty() ? Value() : list.back();
}

Value tail(EvalContext&, Arguments a) {
    const List& list = need_list("tail", a[0]);
    return list.empty() ? List{} : List(list.begin() + 1, list.end());
}

Value reverse(EvalContext&, Arguments a) {
    if (const std::string* s = a[0].as_string()) return reverse_text(*s);
    const List& list = need_list("reverse", a[0]);
    return List(list.rbegin(), list.rend());
}

// Both ends are included.
Value range(EvalContext&, Arguments a) {
    constexpr std::uint64_t kMaxItems = kMaxValueBytes / sizeof(Value);
    const std::int64_t first = need_integer("range", a[0]), end = need_integer("range", a[1]);
    const std::int64_t step = a.size() > 2 ? need_integer("range", a[2]) : 1;
    if (step == 0) fail(ErrorCode::argument, "NumberOutOfRange", "the step of range() must not be 0");
    List out;
    if (step > 0 ? first > end : first < end) return out;
    // Unsigned: the distance of two 64-bit integers fits.
    const std::uint64_t distance = step > 0 ? static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(first)
                                            : static_cast<std::uint64_t>(first) - static_cast<std::uint64_t>(end);
    const std::uint64_t stride = step > 0 ? static_cast<std::uint64_t>(step) : 0U - static_cast<std::uint64_t>(step);
    const std::uint64_t count = distance / stride;
    if (count >= kMaxItems) fail(ErrorCode::argument, "NumberOutOfRange", "range() would have more than " + std::to_string(kMaxItems) + " items");
    out.reserve(count + 1);
    for (std::uint64_t i = 0; i <= count; ++i)
        out.emplace_back(static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + i * static_cast<std::uint64_t>(step)));
    return out;
}

constexpr std::array<TypeSet, 1> kTakesListOrString = {kList | kString}, kTakesSized = {kList | kString | kMap};

constexpr std::array<FunctionInfo, 10> kFunctions = {{
    {"coalesce", 1, kAnyCount, {}, kAnyType, false, true, coalesce, nullptr},
    {"exists", 1, 1, {}, kBoolean, false, true, exists, nullptr},
    {"head", 1, 1, kTakesList, kAnyType, true, true, head, nullptr},
    {"isempty", 1, 1, kTakesSized, kBoolean, true, true, is_empty, nullptr},
    {"last", 1, 1, kTakesList, kAnyType, true, true, last, nullptr},
    {"nullif", 2, 2, {}, kAnyType, false, true, null_if, nullptr},
    {"range", 2, 3, kTakesInteger, kList, true, true, range, nullptr},
    {"reverse", 1, 1, kTakesListOrString, kList | kString, true, true, reverse, nullptr},
    {"size", 1, 1, kTakesListOrString, kInteger, true, true, size, nullptr},
    {"tail", 1, 1, kTakesList, kList, true, true, tail, nullptr},
}};

}  // namespace

std::span<const FunctionInfo> list_functions() { return kFunctions; }

}  // namespace demarche::query
