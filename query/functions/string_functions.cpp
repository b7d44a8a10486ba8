// Functions on strings. Positions and lengths count code points.
#include <algorithm>

#include "query/error.h"
#include "query/functions/library.h"
#include "query/functions/temporal.h"
#include "query/functions/text.h"
#include "query/functions/values.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;

std::size_t need_count(std::string_view function, const Value& value) {
    const std::int64_t n = need_integer(function, value);
    if (n < 0) fail(ErrorCode::argument, "NegativeIntegerArgument", std::string(function) + "() needs a length or position that is not negative, got " + std::to_string(n));
    return static_cast<std::size_t>(n);
}

Value left(EvalContext&, Arguments a) {
    const std::string& s = need_string("left", a[0]);
    return s.substr(0, byte_of(s, need_count("left", a[1])));
}

Value right(EvalContext&, Arguments a) {
    const std::string& s = need_string("right", a[0]);
    const std::size_t size = code_points(s), count = need_count("right", a[1]);
    return count >= size ? s : s.substr(byte_of(s, size - count));
}

Value substring(EvalContext&, Arguments a) {
    const std::string& s = need_string("substring", a[0]);
    const std::size_t begin = byte_of(s, need_count("substring", a[1]));
    const std::string_view rest = std::string_view(s).substr(begin);
    return a.size() == 2 ? rest : rest.substr(0, byte_of(rest, need_count("substring", a[2])));
}

Value replace(EvalContext&, Arguments a) {
    const std::string& s = need_string("replace", a[0]);
    const std::string& search = need_string("replace", a[1]);
    const std::string& by = need_string("replace", a[2]);
    if (search.empty()) return s;
    std::string out;
    std::size_t at = 0;
    for (std::size_t found = s.find(search); found != std::string::npos; found = s.find(search, at)) {
        out.append(s, at, found - at);
        out += by;
        check_size(out.size());
        at = found + search.size();
    }
    return out.append(s, at);
}

List split_characters(std::string_view s) {
    List out;
    while (!s.empty()) {
        const std::size_t size = byte_of(s, 1);
        out.emplace_back(s.substr(0, size));
        s.remove_prefix(size);
    }
    return out;
}

// The delimiter is a string or a list of strings; of two that match at one place the first in the list wins.
Value split(EvalContext&, Arguments a) {
    const std::string_view s = need_string("split", a[0]);
    std::vector<std::string_view> delimiters;
    if (const List* list = a[1].as_list())
        for (const Value& item : *list) delimiters.emplace_back(need_string("split", item));
    else delimiters.emplace_back(need_string("split", a[1]));
    if (std::find(delimiters.begin(), delimiters.end(), std::string_view()) != delimiters.end()) return split_characters(s);
    List out;
    std::size_t begin = 0, at = 0;
    while (at < s.size()) {
        const auto hit = std::find_if(delimiters.begin(), delimiters.end(), [&](std::string_view d) { return s.substr(at, d.size()) == d; });
        if (hit == delimiters.end()) {
            ++at;
            continue;
        }
        out.emplace_back(s.substr(begin, at - begin));
        begin = at += hit->size();
    }
    out.emplace_back(s.substr(begin));
    return out;
}

std::optional<std::string_view> trim_set(std::string_view function, Arguments a) {
    return a.size() > 1 ? std::optional<std::string_view>(need_string(function, a[1])) : std::nullopt;
}
Value trim(EvalContext&, Arguments a) {
    const auto set = trim_set("trim", a);
    return trim_end(trim_start(need_string("trim", a[0]), set), set);
}
Value ltrim(EvalContext&, Arguments a) { return trim_start(need_string("ltrim", a[0]), trim_set("ltrim", a)); }
Value rtrim(EvalContext&, Arguments a) { return trim_end(need_string("rtrim", a[0]), trim_set("rtrim", a)); }

Value upper(EvalContext&, Arguments a) { return to_upper(need_string("toUpper", a[0])); }
Value lower(EvalContext&, Arguments a) { return to_lower(need_string("toLower", a[0])); }
Value normalized(EvalContext&, Arguments a) {
    return normalize(need_string("normalize", a[0]), a.size() > 1 ? std::string_view(need_string("normalize", a[1])) : "NFC");
}
Value char_length(EvalContext&, Arguments a) { return static_cast<std::int64_t>(code_points(need_string("char_length", a[0]))); }

constexpr std::array<TypeSet, 2> kStringInteger = {kString, kInteger}, kStringDelimiter = {kString, kString | kList};

constexpr std::array<FunctionInfo, 16> kFunctions = {{
    {"btrim", 1, 2, kTakesString, kString, true, true, trim, nullptr},
    {"char_length", 1, 1, kTakesString, kInteger, true, true, char_length, nullptr},
    {"character_length", 1, 1, kTakesString, kInteger, true, true, char_length, nullptr},
    {"left", 2, 2, kStringInteger, kString, true, true, left, nullptr},
    {"lower", 1, 1, kTakesString, kString, true, true, lower, nullptr},
    {"ltrim", 1, 2, kTakesString, kString, true, true, ltrim, nullptr},
    {"normalize", 1, 2, kTakesString, kString, true, true, normalized, nullptr},
    {"replace", 3, 3, kTakesString, kString, true, true, replace, nullptr},
    {"right", 2, 2, kStringInteger, kString, true, true, right, nullptr},
    {"rtrim", 1, 2, kTakesString, kString, true, true, rtrim, nullptr},
    {"split", 2, 2, kStringDelimiter, kList, true, true, split, nullptr},
    {"substring", 2, 3, kStringInteger, kString, true, true, substring, nullptr},
    {"tolower", 1, 1, kTakesString, kString, true, true, lower, nullptr},
    {"toupper", 1, 1, kTakesString, kString, true, true, upper, nullptr},
    {"trim", 1, 2, kTakesString, kString, true, true, trim, nullptr},
    {"upper", 1, 1, kTakesString, kString, true, true, upper, nullptr},
}};

}  // namespace

std::span<const FunctionInfo> string_functions() { return kFunctions; }

}  // namespace demarche::query
