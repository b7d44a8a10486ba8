// The function library: every function that a query may call by name, with what the binder must know of it to check a call
// without running it.
//
// Threads: the tables are constant; an EvalContext belongs to one running query.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "demarche/graph.h"
#include "demarche/value.h"
#include "query/error.h"

namespace demarche::query {

class Regex;

// What functions may look at besides their arguments. statement_time is the same for the whole query.
struct EvalContext {
    const PropertyGraph* graph = nullptr;
    const Map* parameters = nullptr;
    DateTime statement_time;
    std::unordered_map<std::string, std::shared_ptr<const Regex>> regexes;  // of '=~', compiled once a pattern
    std::uint64_t random_state = 0x9E3779B97F4A7C15U;  // of rand(): fixed, so that a query gives the same rows every time
};

// Sets of value types, one bit for each of Value's alternatives (1 << storage().index()). kAnyType: nothing is known. A bound
// expression carries the set of types it can have; null is always allowed and not noted.
using TypeSet = std::uint32_t;
inline constexpr TypeSet kBoolean = 1U << 1, kInteger = 1U << 2, kFloat = 1U << 3, kString = 1U << 4, kList = 1U << 5, kMap = 1U << 6,
                         kNode = 1U << 7, kRelationship = 1U << 8, kPath = 1U << 9, kDate = 1U << 10, kLocalTime = 1U << 11, kTime = 1U << 12,
                         kLocalDateTime = 1U << 13, kDateTime = 1U << 14, kDuration = 1U << 15;
inline constexpr TypeSet kNumber = kInteger | kFloat, kTemporal = kDate | kLocalTime | kTime | kLocalDateTime | kDateTime | kDuration,
                         kAnyType = 0xFFFEU;

using Function = Value (*)(EvalContext&, std::span<const Value>);

// The running state of one aggregate over one group. add() gets the arguments of one row; nulls come too (count(*) has none).
// DISTINCT is done by the executor, which leaves repeated first arguments out.
class Aggregator {
public:
    Aggregator() = default;
    Aggregator(const Aggregator&) = delete;
    Aggregator& operator=(const Aggregator&) = delete;
    virtual ~Aggregator() = default;
    virtual void add(EvalContext& context, std::span<const Value> arguments) = 0;
    virtual Value result(EvalContext& context) = 0;
};
using MakeAggregator = std::unique_ptr<Aggregator> (*)();

inline constexpr std::size_t kMaxArguments = 6, kAnyCount = static_cast<std::size_t>(-1);

// call XOR aggregate is set. Arguments beyond argument_types' end have the last type named there; an empty list: anything.
struct FunctionInfo {
    std::string_view name;  // lower case, namespaces by dots: "date.truncate"
    std::size_t min_arguments = 0, max_arguments = 0;
    std::span<const TypeSet> argument_types;  // the types that the binder accepts; others are InvalidArgumentType before running
    TypeSet result = kAnyType;
    bool null_propagates = true;  // one null argument: the result is null and call is not called
    bool deterministic = true;    // rand() and clocks: not folded, refused inside aggregates as openCypher demands
    Function call = nullptr;
    MakeAggregator aggregate = nullptr;
};

// Names are compared in lower case. nullptr when there is none. count() is found too: count(*) is count with no argument.
const FunctionInfo* find_function(std::string_view lower_name);
// All names in byte order, for "did you mean".
std::span<const std::string_view> function_names();

}  // namespace demarche::query
