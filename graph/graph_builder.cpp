#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

#include "graph/csr.h"
#include "graph/property_graph.h"
#include "graph/value_codec.h"

namespace demarche {
namespace {

// Numbers for names in order of first use; sorted() gives the byte order in the end.
class Names {
public:
    std::uint32_t add(std::string_view name) { return interner_.add(name); }
    std::size_t size() const { return interner_.size(); }
    std::string_view operator[](std::size_t i) const { return interner_[i]; }
    // Leaves no names.
    std::vector<std::string> sorted(std::vector<std::uint32_t>& renumber) {
        const graph::StringPool pool = interner_.freeze(renumber);
        std::vector<std::string> names;
        for (std::size_t i = 0; i < pool.size(); ++i) names.emplace_back(pool[i]);
        return names;
    }

private:
    graph::Interner interner_;
};

// The properties of all nodes, or of all edges.
class Table {
public:
    // False when a value cannot be stored.
    bool add(std::uint32_t row, const Map& properties) {
        for (const auto& [name, value] : properties) {
            if (!value.is_null() && !set(row, key(name), value)) return false;
        }
        return true;
    }
    std::uint32_t key(std::string_view name) {
        const std::uint32_t number = keys_.add(name);
        if (number == columns_.size()) columns_.emplace_back();
        return number;
    }
    bool set(std::uint32_t row, std::size_t key, const Value& value) {
        if (!graph::storable(value)) return false;
        columns_[key].add(row, value);
        return true;
    }
    std::vector<graph::Column> freeze(std::vector<std::string>& keys, std::size_t row_count, std::span<const std::uint32_t> order) {
        std::vector<std::uint32_t> renumber;
        const std::vector<std::string> names = keys_.sorted(renumber);
        std::vector<graph::Column> sorted(columns_.size()), frozen;
        for (std::size_t i = 0; i < columns_.size(); ++i) sorted[renumber[i]] = columns_[i].freeze(row_count, order);
        for (std::size_t i = 0; i < sorted.size(); ++i) {  // a key without any value is none
            if (sorted[i].size() == 0) continue;
            keys.push_back(names[i]);
            frozen.push_back(std::move(sorted[i]));
        }
        return frozen;
    }

private:
    Names keys_;
    std::vector<graph::ColumnBuilder> columns_;
};

bool sorted_and_unique(const Map& map) {
    return std::adjacent_find(map.begin(), map.end(), [](const auto& a, const auto& b) { return a.first >= b.first; }) == map.end();
}

constexpr std::size_t kMostElements = std::numeric_limits<std::uint32_t>::max() - 1;

}  // namespace

struct GraphBuilder::State {
    Names labels, types;
    std::map<std::vector<std::uint32_t>, std::uint32_t> label_sets;  // sorted label numbers → number of the set
    graph::Blocks<std::uint32_t> label_set_of;
    Table node_properties, edge_properties;
    graph::Blocks<std::uint32_t> sources, targets, edge_types;
    std::string fault;  // the first

    void add(Table& table, std::uint32_t row, Map properties, const char* what) {
        if (!sorted_and_unique(properties)) properties = make_map(std::move(properties));
        if (!table.add(row, properties)) refuse(row, what);
    }
    void refuse(std::size_t row, const char* what) {
        if (fault.empty()) fault = std::string("a property of ") + what + ' ' + std::to_string(row) + " is a node, an edge, a path or nested too deeply";
    }
    void freeze_labels(PropertyGraph::Data& data);
    std::vector<std::uint32_t> freeze_edges(PropertyGraph::Data& data);
};

void GraphBuilder::State::freeze_labels(PropertyGraph::Data& data) {
    std::vector<std::uint32_t> renumber;
    data.labels = labels.sorted(renumber);
    std::map<std::vector<LabelId>, std::uint32_t> sets;  // in the order of the frozen numbers, so that the graph alone decides
    for (const auto& [set, number] : label_sets) {
        std::vector<LabelId> ids;
        for (const std::uint32_t label : set) ids.push_back(LabelId{renumber[label]});
        std::sort(ids.begin(), ids.end());
        sets.emplace(std::move(ids), number);
    }
    std::vector<std::uint32_t> new_number(label_sets.size());
    for (const auto& [set, number] : sets) {
        new_number[number] = static_cast<std::uint32_t>(data.label_sets.size());
        data.label_sets.push_back(set);
    }
    data.label_set_of = graph::PackedInts(label_set_of.size(), [&](std::size_t node) { return std::int64_t{new_number[label_set_of[node]]}; });
}

// Returns the edges in their order: EdgeId → order of adding. Counting puts them in the order of their sources, then each source's are sorted.
std::vector<std::uint32_t> GraphBuilder::State::freeze_edges(PropertyGraph::Data& data) {
    std::vector<std::uint32_t> renumber;
    data.types = types.sorted(renumber);
    const std::size_t nodes = label_set_of.size(), edges = sources.size();
    std::vector<std::uint32_t> rows(nodes + 1), order(edges), columns(edges);
    for (std::size_t edge = 0; edge < edges; ++edge) ++rows[sources[edge] + 1];
    std::partial_sum(rows.begin(), rows.end(), rows.begin());
    std::vector<std::uint32_t> next(rows.begin(), rows.end() - 1);
    for (std::uint32_t edge = 0; edge < edges; ++edge) order[next[sources[edge]]++] = edge;
    sources = {};
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> of_one;  // type, target, order of adding
    for (std::size_t node = 0; node < nodes; ++node) {
        of_one.clear();
        for (std::uint32_t i = rows[node]; i < rows[node + 1]; ++i) of_one.emplace_back(renumber[edge_types[order[i]]], targets[order[i]], order[i]);
        std::sort(of_one.begin(), of_one.end());
        for (std::uint32_t i = 0; i < of_one.size(); ++i) std::tie(std::ignore, columns[rows[node] + i], order[rows[node] + i]) = of_one[i];
    }
    targets = {};
    data.type_of = graph::PackedInts(edges, [&](std::size_t edge) { return std::int64_t{renumber[edge_types[order[edge]]]}; });
    edge_types = {};
    data.forward = graph::make_csr(std::move(rows), std::move(columns));
    return order;
}

GraphBuilder::GraphBuilder() : state_(std::make_unique<State>()) {}
GraphBuilder::~GraphBuilder() = default;
GraphBuilder::GraphBuilder(GraphBuilder&&) noexcept = default;
GraphBuilder& GraphBuilder::operator=(GraphBuilder&&) noexcept = default;
std::size_t GraphBuilder::node_count() const { return state_->label_set_of.size(); }
std::size_t GraphBuilder::edge_count() const { return state_->sources.size(); }

NodeId GraphBuilder::add_node(std::span<const std::string_view> labels, Map properties) {
    const auto node = static_cast<std::uint32_t>(node_count());
    std::vector<std::uint32_t> set;
    for (const std::string_view label : labels) set.push_back(state_->labels.add(label));
    std::sort(set.begin(), set.end());
    set.erase(std::unique(set.begin(), set.end()), set.end());
    const auto [entry, fresh] = state_->label_sets.try_emplace(std::move(set), static_cast<std::uint32_t>(state_->label_sets.size()));
    state_->label_set_of.push_back(entry->second);
    state_->add(state_->node_properties, node, std::move(properties), "node");
    return NodeId{node};
}

NodeId GraphBuilder::add_node(std::string_view label, Map properties) {
    return add_node(std::span<const std::string_view>(&label, 1), std::move(properties));
}

std::size_t GraphBuilder::add_edge(NodeId source, std::string_view type, NodeId target, Map properties) {
    const std::size_t edge = edge_count();
    assert(static_cast<std::size_t>(source) < node_count() && static_cast<std::size_t>(target) < node_count());
    state_->sources.push_back(static_cast<std::uint32_t>(source));
    state_->targets.push_back(static_cast<std::uint32_t>(target));
    state_->edge_types.push_back(state_->types.add(type));
    state_->add(state_->edge_properties, static_cast<std::uint32_t>(edge), std::move(properties), "edge");
    return edge;
}

std::size_t GraphBuilder::node_key(std::string_view key) { return state_->node_properties.key(key); }
std::size_t GraphBuilder::edge_key(std::string_view key) { return state_->edge_properties.key(key); }

void GraphBuilder::set(NodeId node, std::size_t key, const Value& value) {
    if (!state_->node_properties.set(static_cast<std::uint32_t>(node), key, value)) state_->refuse(static_cast<std::size_t>(node), "node");
}

void GraphBuilder::set_edge(std::size_t edge, std::size_t key, const Value& value) {
    if (!state_->edge_properties.set(static_cast<std::uint32_t>(edge), key, value)) state_->refuse(edge, "edge");
}

Result<PropertyGraph> GraphBuilder::freeze() {
    const std::unique_ptr<State> state = std::exchange(state_, std::make_unique<State>());
    const std::size_t nodes = state->label_set_of.size(), edges = state->sources.size();
    if (nodes > kMostElements || edges > kMostElements) return Error(ErrorCode::argument, "more than 4,294,967,294 nodes or edges");
    if (!state->fault.empty()) return Error(ErrorCode::argument, state->fault);
    auto data = std::make_unique<PropertyGraph::Data>();
    state->freeze_labels(*data);
    data->node_columns = state->node_properties.freeze(data->node_keys, nodes, {});
    const std::vector<std::uint32_t> order = state->freeze_edges(*data);
    data->edge_columns = state->edge_properties.freeze(data->edge_keys, edges, order);
    data->derive();
    return PropertyGraph(std::move(data));
}

}  // namespace demarche
