#include "query/functions/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <re2/re2.h>

#include "base/temporal.h"
#include "query/functions/temporal.h"
#include "query/functions/values.h"

namespace demarche::query {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// "d.ddd" × 10^exponent, as Java prints doubles.
std::string scientific(std::string_view digits, int exponent) {
    std::string out(1, digits.front());
    out += '.';
    out += digits.size() > 1 ? digits.substr(1) : "0";
    return out + 'E' + std::to_string(exponent);
}

std::string decimal(const std::string& digits, int exponent) {
    if (exponent < 0) return "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole) return digits + std::string(whole - digits.size(), '0') + ".0";
    return digits.substr(0, whole) + '.' + digits.substr(whole);
}

template <class Test>
Ternary test_strings(const Value& a, const Value& b, Test test) {
    const std::string* text = a.as_string();
    const std::string* part = b.as_string();
    if (!text || !part) return std::nullopt;
    return test(std::string_view(*text), std::string_view(*part));
}

}  // namespace

std::string double_to_text(double d) {
    if (std::isnan(d)) return "NaN";
    if (std::isinf(d)) return d < 0 ? "-Infinity" : "Infinity";
    const std::string sign = std::signbit(d) ? "-" : "";
    if (d == 0) return sign + "0.0";
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(d), std::chars_format::scientific).ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const std::size_t e = text.find('e');
    std::string digits(text.substr(0, e));
    digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
    int exponent = 0;
    const std::size_t first = text[e + 1] == '+' ? e + 2 : e + 1;
    std::from_chars(text.data() + first, text.data() + text.size(), exponent);
    return sign + (exponent < -3 || exponent >= 7 ? scientific(digits, exponent) : decimal(digits, exponent));
}

std::optional<std::string> to_text(const Value& value) {
    if (const std::string* s = value.as_string()) return *s;
    if (const std::int64_t* i = value.as_integer()) return std::to_string(*i);
    if (const double* d = value.as_double()) return double_to_text(*d);
    if (const bool* b = value.as_bool()) return *b ? "true" : "false";
    if (const Date* v = value.get<Date>()) return base::to_iso(*v);
    if (const LocalTime* v = value.get<LocalTime>()) return base::to_iso(*v);
    if (const Time* v = value.get<Time>()) return base::to_iso(*v);
    if (const LocalDateTime* v = value.get<LocalDateTime>()) return base::to_iso(*v);
    if (const DateTime* v = value.get<DateTime>()) return base::to_iso(*v);
    if (const Duration* v = value.get<Duration>()) return base::to_iso(*v);
    return std::nullopt;
}

std::string describe(const Value& value) {
    std::string out(value.type_name());
    if (const std::string* s = value.as_string()) {
        constexpr std::size_t kShown = 40;
        const std::size_t cut = byte_of(*s, kShown);
        out += " '" + s->substr(0, cut) + (cut < s->size() ? "…'" : "'");
    } else if (const auto text = to_text(value)) {
        out += ' ' + *text;
    }
    return out;
}

std::size_t code_points(std::string_view text) {
    return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

std::size_t byte_of(std::string_view text, std::size_t n) {
    std::size_t i = 0;
    while (i < text.size()) {
        if (!is_continuation(text[i])) {
            if (n == 0) return i;
            --n;
        }
        ++i;
    }
    return i;
}

std::string_view trim_space(std::string_view text) {
    while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    return text;
}

std::optional<double> text_to_double(std::string_view text) {
    text = trim_space(text);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    if (text == "NaN" || text == "Infinity") return text == "NaN" ? std::nan("") : HUGE_VAL;
    if (text == "-Infinity") return -HUGE_VAL;
    const std::size_t first = text.find_first_not_of('-');  // from_chars would take "inf" and "nan" too
    if (first == std::string_view::npos || first > 1 || (text[first] != '.' && (text[first] < '0' || text[first] > '9'))) return std::nullopt;
    double d = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), d);
    if (end != text.data() + text.size()) return std::nullopt;
    if (error == std::errc::result_out_of_range) return text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos ? 0.0 : HUGE_VAL;
    return error == std::errc() ? std::optional(d) : std::nullopt;
}

std::optional<std::int64_t> text_to_integer(std::string_view text) {
    text = trim_space(text);
    std::string_view digits = text;
    if (!digits.empty() && digits.front() == '+') digits.remove_prefix(1);
    std::int64_t i = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), i);
    if (error == std::errc() && end == digits.data() + digits.size() && (digits.data() == text.data() || digits.front() != '-')) return i;
    const std::optional<double> d = text_to_double(text);
    if (!d || !(std::abs(*d) < 9223372036854775808.0)) return std::nullopt;
    return static_cast<std::int64_t>(*d);
}

Ternary starts_with(const Value& text, const Value& part) {
    return test_strings(text, part, [](std::string_view t, std::string_view p) { return t.substr(0, p.size()) == p; });
}

Ternary ends_with(const Value& text, const Value& part) {
    return test_strings(text, part, [](std::string_view t, std::string_view p) { return t.size() >= p.size() && t.substr(t.size() - p.size()) == p; });
}

Ternary contains(const Value& text, const Value& part) {
    return test_strings(text, part, [](std::string_view t, std::string_view p) { return t.find(p) != std::string_view::npos; });
}

Regex::Regex(std::string_view pattern) {
    RE2::Options options;
    options.set_log_errors(false);
    compiled_ = std::make_shared<const RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
    if (!compiled_->ok())
        fail(ErrorCode::argument, "InvalidRegularExpression", "invalid regular expression '" + std::string(pattern) + "': " + compiled_->error());
}

bool Regex::matches(std::string_view text) const { return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *compiled_); }

Ternary matches(EvalContext& context, const Value& text, const Value& pattern) {
    constexpr std::size_t kMaxKept = 64;  // patterns that differ from row to row are not hoarded
    const std::string* p = pattern.as_string();
    if (!p || !text.as_string()) return std::nullopt;
    const auto known = context.regexes.find(*p);
    if (known != context.regexes.end()) return known->second->matches(*text.as_string());
    if (context.regexes.size() >= kMaxKept) context.regexes.clear();
    return context.regexes.emplace(*p, std::make_shared<const Regex>(*p)).first->second->matches(*text.as_string());
}

}  // namespace demarche::query
