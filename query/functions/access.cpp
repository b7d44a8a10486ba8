// Membership, indexing, slicing and property access.
#include <algorithm>

#include "query/functions/temporal.h"
#include "query/functions/values.h"

namespace demarche::query {
namespace {

[[noreturn]] void fail_type(const std::string& what, const Value& got) {
    fail(ErrorCode::type, "InvalidArgumentType", what + ", got " + describe(got));
}

// A position in a list, counted from the end when negative, clamped to [0, size].
std::size_t bound(const Value& at, std::size_t size) {
    const std::int64_t* i = at.as_integer();
    if (!i) fail_type("a slice needs integers", at);
    const auto n = static_cast<std::int64_t>(size);
    return static_cast<std::size_t>(*i < 0 ? std::max<std::int64_t>(0, *i < -n ? 0 : n + *i) : std::min(*i, n));
}

Value item(const List& list, const Value& at) {
    const std::int64_t* i = at.as_integer();
    if (!i) fail_type("a list is indexed by integers", at);
    const auto n = static_cast<std::int64_t>(list.size());
    if (*i >= n || *i < -n) return {};
    return list[static_cast<std::size_t>(*i < 0 ? n + *i : *i)];
}

Value property_of(const PropertyGraph& graph, const Value& of, std::string_view key) {
    if (const NodeId* node = of.as_node()) {
        const auto id = graph.find_node_key(key);
        return id ? graph.property(*node, *id) : Value();
    }
    const auto id = graph.find_edge_key(key);
    return id ? graph.property(*of.as_edge(), *id) : Value();
}

bool nests_deeper(const Value& value, std::size_t limit) {
    const List* list = value.as_list();
    const Map* map = value.as_map();
    if (!list && !map) return false;
    if (limit == 0) return true;
    if (list) return std::any_of(list->begin(), list->end(), [&](const Value& item) { return nests_deeper(item, limit - 1); });
    return std::any_of(map->begin(), map->end(), [&](const auto& entry) { return nests_deeper(entry.second, limit - 1); });
}

}  // namespace

Ternary in(const Value& item, const Value& list) {
    if (list.is_null()) return std::nullopt;
    const List* items = list.as_list();
    if (!items) fail_type("IN needs a list", list);
    bool unknown = false;
    for (const Value& candidate : *items) {
        const Ternary t = equals(item, candidate);
        if (t && *t) return true;
        unknown = unknown || !t;
    }
    return unknown ? Ternary() : Ternary(false);
}

Value property(EvalContext& context, const Value& of, std::string_view key) {
    if (of.is_null()) return {};
    if (of.as_node() || of.as_edge()) return property_of(*context.graph, of, key);
    if (of.as_map()) {
        const Value* found = of.find(key);
        return found ? *found : Value();
    }
    if (is_temporal(of)) return temporal_component(of, key).value_or(Value());
    fail_type("property access needs a node, relationship, map or temporal value", of);
}

Value index(EvalContext& context, const Value& of, const Value& at) {
    if (of.is_null() || at.is_null()) return {};
    if (const List* list = of.as_list()) return item(*list, at);
    if (of.as_map() || of.as_node() || of.as_edge()) {
        const std::string* key = at.as_string();
        if (!key) {
            if (of.as_map()) fail(ErrorCode::type, "MapElementAccessByNonString", "a map is indexed by strings, got " + describe(at));
            fail_type("a property name must be a string", at);
        }
        return property(context, of, *key);
    }
    fail_type("only lists, maps, nodes and relationships can be indexed", of);
}

Value slice(const Value& of, const std::optional<Value>& from, const std::optional<Value>& to) {
    if (of.is_null() || (from && from->is_null()) || (to && to->is_null())) return {};
    const List* list = of.as_list();
    if (!list) fail_type("only lists can be sliced", of);
    const std::size_t begin = from ? bound(*from, list->size()) : 0;
    const std::size_t end = to ? bound(*to, list->size()) : list->size();
    if (begin >= end) return List{};
    return List(list->begin() + static_cast<std::ptrdiff_t>(begin), list->begin() + static_cast<std::ptrdiff_t>(end));
}

void check_nesting(const Value& value) {
    if (nests_deeper(value, kMaxNesting)) fail(ErrorCode::argument, "NestingTooDeep", "lists and maps nest deeper than " + std::to_string(kMaxNesting) + " levels");
}

void check_size(std::size_t bytes) {
    if (bytes > kMaxValueBytes) fail(ErrorCode::limit_memory, "ValueTooLarge", "a value would take more than 256 MiB");
}

std::size_t memory_of(const Value& value) {
    constexpr std::size_t kInPlace = 15;  // a string this short needs no heap
    if (const std::string* s = value.as_string()) return s->size() > kInPlace ? s->size() + 1 : 0;
    if (const List* list = value.as_list()) return sizeof(List) + list->size() * sizeof(Value);
    if (const Map* map = value.as_map()) return sizeof(Map) + map->size() * sizeof(Map::value_type);
    if (const Path* path = value.as_path()) return sizeof(Path) + path->nodes.size() * sizeof(NodeId) + path->edges.size() * sizeof(EdgeId);
    return 0;
}

}  // namespace demarche::query
