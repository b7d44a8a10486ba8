// Strings inside the query engine: UTF-8, positions counted in code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "demarche/value.h"

namespace re2 {
class RE2;
}

namespace demarche::query {

// A compiled regular expression (RE2 syntax, inline flags such as (?i)). Thread-safe; copying shares. '=~' with a constant pattern keeps one.
class Regex {
public:
    explicit Regex(std::string_view pattern);  // errors: argument, InvalidRegularExpression
    bool matches(std::string_view text) const;  // the whole text

private:
    std::shared_ptr<const re2::RE2> compiled_;
};

// toString(): of a boolean, number, string or temporal value; of others nullopt.
std::optional<std::string> to_text(const Value& value);
// "1.0", "1.0E10", "NaN": the shortest digits that read back as the same double.
std::string double_to_text(double d);

std::size_t code_points(std::string_view text);
// Byte offset of the code point number `n`, at most text.size().
std::size_t byte_of(std::string_view text, std::size_t n);

// toInteger(), toFloat() of a string: nullopt when it is no number. White space around is allowed.
std::optional<std::int64_t> text_to_integer(std::string_view text);
std::optional<double> text_to_double(std::string_view text);
std::string_view trim_space(std::string_view text);

// Unicode (unicode.cpp). form: NFC, NFD, NFKC or NFKD. Errors: argument.
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);
std::string normalize(std::string_view text, std::string_view form);
std::string reverse_text(std::string_view text);
// Positions of the first and one past the last byte that is neither white space nor, when `set` is given, one of its characters.
std::string_view trim_start(std::string_view text, std::optional<std::string_view> set);
std::string_view trim_end(std::string_view text, std::optional<std::string_view> set);

}  // namespace demarche::query
