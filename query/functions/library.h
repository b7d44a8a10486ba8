// The parts of the function library: each theme's table is in its own file; registry.cpp joins them.
#pragma once

#include <array>
#include <span>
#include <string>

#include "query/functions/functions.h"

namespace demarche::query {

std::span<const FunctionInfo> graph_functions();
std::span<const FunctionInfo> list_functions();
std::span<const FunctionInfo> conversion_functions();
std::span<const FunctionInfo> string_functions();
std::span<const FunctionInfo> math_functions();
std::span<const FunctionInfo> temporal_functions();
std::span<const FunctionInfo> aggregate_functions();

// A value that only running could show to be of the wrong type: TypeError InvalidArgumentValue.
[[noreturn]] void fail_argument(std::string_view function, std::string_view expected, const Value& got);
const std::string& need_string(std::string_view function, const Value& value);
std::int64_t need_integer(std::string_view function, const Value& value);
double need_number(std::string_view function, const Value& value);

// Rows of the tables. Types are those that the binder accepts.
inline constexpr std::array<TypeSet, 1> kTakesNumber = {kNumber}, kTakesString = {kString}, kTakesInteger = {kInteger}, kTakesNode = {kNode},
                                        kTakesRelationship = {kRelationship}, kTakesPath = {kPath}, kTakesList = {kList};

}  // namespace demarche::query
