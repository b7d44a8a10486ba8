// Values: what a property holds and what a query returns.
//
// The types are openCypher's: null, boolean, 64-bit integer, double, string (UTF-8), list, map, node, relationship, path and
// the temporal types. A Value is a plain value: copying is cheap (lists, maps and paths are shared and never change).
// Threads: a Value may be read from many threads; writing needs the caller's own lock.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace demarche {

// Handles into one PropertyGraph: dense, starting at 0. Meaningless in another graph.
enum class NodeId : std::uint32_t {};
enum class EdgeId : std::uint32_t {};

// Temporal values (openCypher 9, proleptic Gregorian calendar).
struct Date { std::int64_t days = 0; auto operator<=>(const Date&) const = default; };             // since 1970-01-01
struct LocalTime { std::int64_t nanos = 0; auto operator<=>(const LocalTime&) const = default; };  // since midnight
struct Time { std::int64_t nanos = 0; std::int32_t offset = 0; bool operator==(const Time&) const = default; };  // local nanos; offset in seconds east of UTC
struct LocalDateTime { std::int64_t seconds = 0; std::int32_t nanos = 0; auto operator<=>(const LocalDateTime&) const = default; };  // since 1970-01-01T00:00 of the local clock
struct DateTime {  // an instant with the offset (and perhaps the zone) that it is written in
    std::int64_t seconds = 0;  // since 1970-01-01T00:00Z
    std::int32_t nanos = 0;    // 0 … 999,999,999
    std::int32_t offset = 0;   // seconds east of UTC
    std::string zone;          // IANA name or empty
    bool operator==(const DateTime&) const = default;
};
struct Duration {  // the four parts are kept apart, as openCypher demands; nanos has the sign of the second part's rest
    std::int64_t months = 0, days = 0, seconds = 0;
    std::int32_t nanos = 0;
    bool operator==(const Duration&) const = default;
};

class Value;
using List = std::vector<Value>;
// Sorted by key, keys unique.
using Map = std::vector<std::pair<std::string, Value>>;
// Alternating: nodes.size() == edges.size() + 1.
struct Path {
    std::vector<NodeId> nodes;
    std::vector<EdgeId> edges;
    bool operator==(const Path&) const = default;
};

class Value {
public:
    using Storage = std::variant<std::monostate, bool, std::int64_t, double, std::string, std::shared_ptr<const List>,
                                 std::shared_ptr<const Map>, NodeId, EdgeId, std::shared_ptr<const Path>, Date, LocalTime,
                                 Time, LocalDateTime, DateTime, Duration>;

    Value() = default;  // null
    Value(bool b) : storage_(b) {}
    Value(int i) : storage_(static_cast<std::int64_t>(i)) {}
    Value(std::int64_t i) : storage_(i) {}
    Value(double d) : storage_(d) {}
    Value(const char* s) : storage_(std::string(s)) {}
    Value(std::string_view s) : storage_(std::string(s)) {}
    Value(std::string s) : storage_(std::move(s)) {}
    Value(NodeId n) : storage_(n) {}
    Value(EdgeId e) : storage_(e) {}
    Value(Date v) : storage_(v) {}
    Value(LocalTime v) : storage_(v) {}
    Value(Time v) : storage_(v) {}
    Value(LocalDateTime v) : storage_(v) {}
    Value(DateTime v) : storage_(std::move(v)) {}
    Value(Duration v) : storage_(v) {}
    Value(List list) : storage_(std::make_shared<const List>(std::move(list))) {}
    // Precondition: sorted by key, keys unique (see make_map).
    Value(Map map) : storage_(std::make_shared<const Map>(std::move(map))) {}
    Value(Path path) : storage_(std::make_shared<const Path>(std::move(path))) {}
    template <class T>
    Value(T*) = delete;  // a pointer would silently become a boolean

    bool is_null() const { return storage_.index() == 0; }
    template <class T>
    const T* get() const { return std::get_if<T>(&storage_); }
    const bool* as_bool() const { return get<bool>(); }
    const std::int64_t* as_integer() const { return get<std::int64_t>(); }
    const double* as_double() const { return get<double>(); }
    const std::string* as_string() const { return get<std::string>(); }
    const List* as_list() const { auto p = get<std::shared_ptr<const List>>(); return p ? p->get() : nullptr; }
    const Map* as_map() const { auto p = get<std::shared_ptr<const Map>>(); return p ? p->get() : nullptr; }
    const Path* as_path() const { auto p = get<std::shared_ptr<const Path>>(); return p ? p->get() : nullptr; }
    const NodeId* as_node() const { return get<NodeId>(); }
    const EdgeId* as_edge() const { return get<EdgeId>(); }
    // The entry of a map, or nullptr when this is no map or has no such key. O(log size).
    const Value* find(std::string_view key) const;
    const Storage& storage() const { return storage_; }

    // "Integer", "String", "List", …: openCypher's type names.
    std::string_view type_name() const;
    // Structural identity (1 and 1.0 differ, null equals null, NaN equals NaN): for tests, sets and round trips. Cypher's
    // three-valued '=' is in the query engine.
    bool operator==(const Value& other) const;

private:
    Storage storage_;
};

// Sorts by key; of two entries with one key the later wins.
Map make_map(Map entries);
// JSON text of a value (UTF-8, keys sorted, non-ASCII kept, temporal values as ISO 8601 strings, NaN and infinities as
// strings). Nodes, edges and paths are written by their numbers; the query result writer writes them in full.
std::string to_json(const Value& value);
// Reads one JSON text. Integers that fit in 64 bits become Integer, other numbers Double. Refuses duplicate keys, depth over
// 64, trailing text: ErrorCode::syntax with line and column.
template <class T> class Result;
Result<Value> parse_json(std::string_view text);

}  // namespace demarche
