// Nodes by the value of a property: from the graph's index, or, where only an equality joins two patterns, from a table made for the run.
#include <algorithm>

#include "query/functions/values.h"
#include "query/run/hops_state.h"

namespace demarche::query {
namespace {

std::uint32_t short_hash(const Value& value) {
    const std::uint64_t h = std::uint64_t{hash(value)} * 0x9E3779B97F4A7C15U;
    return static_cast<std::uint32_t>(h >> 32U);
}

}  // namespace

// Strings are indexed. The value of a parameter may be anything else: then every node is compared, since 1 = 1.0.
void HopsCursor::start_lookup(Run& run, State& s) {
    run.current = &op_;
    const Value value = evaluate(run, s.level.lookup->value);
    const KeyId key = s.level.lookup->key;
    s.found.clear();
    if (s.level.lookup->hashed) {
        find_joined(run, s, value);
    } else if (value.as_string()) {
        for (const NodeId node : run.graph.find_nodes(key, value)) s.found.push_back(static_cast<std::uint32_t>(node));
    } else if (!value.is_null()) {
        for (std::uint32_t node = 0; node < run.graph.node_count(); ++node) {
            run.step(op_, 1);
            const Ternary same = equals(run.graph.property(NodeId{node}, key), value);
            if (same && *same) s.found.push_back(node);
        }
    }
    s.elements = {s.found.data(), nullptr, nullptr, false};
    s.list(static_cast<std::uint32_t>(s.found.size()));
}

// O(n log n) once a run, 8 bytes a node.
void HopsCursor::make_join(Run& run, const Level& level, Join& join) {
    const auto add = [&](NodeId node) {
        run.step(op_);
        if (const Value value = run.graph.property(node, level.lookup->key); !value.is_null()) join.nodes.emplace_back(short_hash(value), static_cast<std::uint32_t>(node));
    };
    const std::size_t most = level.label ? run.graph.nodes_with(*level.label).size() : run.graph.node_count();
    run.hold(op_, most * sizeof(join.nodes[0]));
    join.nodes.reserve(most);
    if (level.label)
        for (const NodeId node : run.graph.nodes_with(*level.label)) add(node);
    else
        for (std::uint32_t node = 0; node < most; ++node) add(NodeId{node});
    std::sort(join.nodes.begin(), join.nodes.end());
    join.made = true;
}

void HopsCursor::find_joined(Run& run, State& s, const Value& value) {
    if (!s.join.made) make_join(run, s.level, s.join);
    if (value.is_null()) return;
    const std::uint32_t wanted = short_hash(value);
    for (auto at = std::lower_bound(s.join.nodes.begin(), s.join.nodes.end(), std::pair(wanted, 0U)); at != s.join.nodes.end() && at->first == wanted; ++at) {
        run.step(op_);
        const Ternary same = equals(run.graph.property(NodeId{at->second}, s.level.lookup->key), value);
        if (same && *same) s.found.push_back(at->second);
    }
}

}  // namespace demarche::query
