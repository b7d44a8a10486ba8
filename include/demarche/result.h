// Errors as values: every fallible public function returns Result<T>.
//
// A Result holds either a T or an Error; an Error is a non-empty list of Diagnostics, so that a rule pack or a folder of
// articles can report all of its faults at once. No exception crosses the public interface (std::bad_alloc excepted).
//
//   Result<PropertyGraph> graph = import_graph("g.graphml");
//   if (!graph) { std::cerr << graph.error().to_string(); return 4; }
//   use(*graph);
//
// The interface is a subset of std::expected's. std::expected itself needs C++23.
#pragma once

#include <cassert>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace demarche {

// What kind of failure it is. The command line maps each to one exit code; programs may switch on it.
enum class ErrorCode {
    usage,          // the call itself is wrong (unknown option, relation, format)
    syntax,         // a query, rule or article file does not follow its grammar
    semantic,       // well-formed, but means nothing (unknown variable, cyclic ontology)
    type,           // a value of the wrong type
    argument,       // a value of the right type but out of range
    parameter,      // a query parameter is missing
    not_found,      // a file, node, edge, article or rule that does not exist
    bad_input,      // an input file that is not what it should be (binary, truncated, damaged, wrong version)
    io,             // the system refused to read or write
    locked,         // another process is writing the store
    limit_time,     // a time limit was reached
    limit_memory,   // a memory limit was reached
    limit_rows,     // a row limit was reached
    cancelled,      // the caller set the cancel flag
    unsupported,    // known to the standard, not offered here
    internal        // a fault in demarche; please report it
};

// A place in a text. line and column are 1-based (0: unknown); column and length count Unicode code points.
struct SourcePosition {
    std::size_t line = 0;
    std::size_t column = 0;
    std::size_t length = 0;
};

// One thing that is wrong: what (message), where (file, pointer, position) and how to mend it (hint).
struct Diagnostic {
    ErrorCode code = ErrorCode::internal;
    std::string message;   // one sentence, lower case, no full stop
    std::string file;      // path, "-" for standard input, "query" for a query text; empty: none
    std::string pointer;   // JSON pointer inside the file; empty: none
    SourcePosition position;
    std::string hint;      // how to mend it, e.g. "did you mean 'signed'?"; empty: none
    std::string excerpt;   // the source line, for the caret; empty: none
    std::string detail;    // machine-readable sub-kind, e.g. openCypher's "UndefinedVariable"; empty: none

    // "file:line:column: message" + excerpt and caret + "hint: …"; several lines, no trailing newline.
    std::string to_string() const;
};

// A non-empty list of diagnostics, in the order found.
class Error {
public:
    explicit Error(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }
    Error(ErrorCode code, std::string message, std::string hint = {});
    // Precondition: diagnostics is not empty.
    explicit Error(std::vector<Diagnostic> diagnostics) : diagnostics_(std::move(diagnostics)) { assert(!diagnostics_.empty()); }

    ErrorCode code() const { return diagnostics_.front().code; }
    const std::string& message() const { return diagnostics_.front().message; }
    const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
    std::vector<Diagnostic>& diagnostics() { return diagnostics_; }
    // All diagnostics, one after another, separated by newlines.
    std::string to_string() const;

private:
    std::vector<Diagnostic> diagnostics_;
};

// Either a T or an Error. Not thread-safe for writing; const members may run concurrently.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }
    // Precondition of the next five: has_value().
    T& value() & { assert(has_value()); return *std::get_if<0>(&state_); }
    const T& value() const& { assert(has_value()); return *std::get_if<0>(&state_); }
    T&& value() && { assert(has_value()); return std::move(*std::get_if<0>(&state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    // Precondition: !has_value().
    const Error& error() const& { assert(!has_value()); return *std::get_if<1>(&state_); }
    Error&& error() && { assert(!has_value()); return std::move(*std::get_if<1>(&state_)); }

private:
    std::variant<T, Error> state_;
};

// Success without a value.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::in_place_index<1>, std::move(error)) {}
    bool has_value() const { return error_.index() == 0; }
    explicit operator bool() const { return has_value(); }
    const Error& error() const& { assert(!has_value()); return *std::get_if<1>(&error_); }
    Error&& error() && { assert(!has_value()); return std::move(*std::get_if<1>(&error_)); }

private:
    std::variant<std::monostate, Error> error_;
};

}  // namespace demarche
