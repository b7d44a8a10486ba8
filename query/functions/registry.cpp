#include <algorithm>
#include <vector>

#include "query/error.h"
#include "query/functions/library.h"
#include "query/functions/temporal.h"

namespace demarche::query {
namespace {

struct Registry {
    std::vector<FunctionInfo> functions;  // in byte order of the names
    std::vector<std::string_view> names;

    Registry() {
        for (const auto part : {graph_functions(), list_functions(), conversion_functions(), string_functions(), math_functions(), temporal_functions(),
                                aggregate_functions()})
            functions.insert(functions.end(), part.begin(), part.end());
        std::sort(functions.begin(), functions.end(), [](const FunctionInfo& a, const FunctionInfo& b) { return a.name < b.name; });
        for (const FunctionInfo& f : functions) names.push_back(f.name);
    }
};

const Registry& registry() {
    static const Registry kRegistry;
    return kRegistry;
}

}  // namespace

const FunctionInfo* find_function(std::string_view lower_name) {
    const auto& names = registry().names;
    const auto found = std::lower_bound(names.begin(), names.end(), lower_name);
    if (found == names.end() || *found != lower_name) return nullptr;
    return &registry().functions[static_cast<std::size_t>(found - names.begin())];
}

std::span<const std::string_view> function_names() { return registry().names; }

void fail_argument(std::string_view function, std::string_view expected, const Value& got) {
    fail(ErrorCode::type, "InvalidArgumentValue", std::string(function) + " needs " + std::string(expected) + ", got " + describe(got));
}

const std::string& need_string(std::string_view function, const Value& value) {
    if (const std::string* s = value.as_string()) return *s;
    fail_argument(function, "a string", value);
}

std::int64_t need_integer(std::string_view function, const Value& value) {
    if (const std::int64_t* i = value.as_integer()) return *i;
    fail_argument(function, "an integer", value);
}

double need_number(std::string_view function, const Value& value) {
    if (const double* d = value.as_double()) return *d;
    if (const std::int64_t* i = value.as_integer()) return static_cast<double>(*i);
    fail_argument(function, "a number", value);
}

}  // namespace demarche::query
