#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

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
    std::vector<std::string> sorted(std::vector<std::uint32_t>& renumber) const {
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
        for (const auto& [key, value] : properties) {
            if (value.is_null()) continue;
            if (!graph::storable(value)) return false;
            const std::uint32_t number = keys_.add(key);
            if (number == columns_.size()) columns_.emplace_back();
            columns_[number].add(row, value);
        }
        return true;
    }
    std::vector<graph::Column> freeze(std::vector<std::string>& keys, std::size_t row_count, std::span<const std::uint32_t> new_row) {
        std::vector<std::uint32_t> renumber;
        keys = keys_.sorted(renumber);
        std::vector<graph::Column> frozen(columns_.size());
        for (std::size_t i = 0; i < columns_.size(); ++i) frozen[renumber[i]] = columns_[i].freeze(row_count, new_row);
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
    std::vector<std::uint32_t> label_set_of;
    Table node_properties, edge_properties;
    std::vector<std::uint32_t> sources, targets, edge_types;
    std::string fault;  // the first

    void add(Table& table, std::uint32_t row, Map properties, const char* what) {
        if (!sorted_and_unique(properties)) properties = make_map(std::move(properties));
        if (!table.add(row, properties) && fault.empty()) {
            fault = std::string("a property of ") + what + ' ' + std::to_string(row) + " is a node, an edge, a path or nested too deeply";
        }
    }
    void freeze_labels(PropertyGraph::Data& data) const;
    std::vector<std::uint32_t> freeze_edges(PropertyGraph::Data& data);
};

void GraphBuilder::State::freeze_labels(PropertyGraph::Data& data) const {
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
    std::vector<std::uint32_t> set_of(label_set_of);
    for (std::uint32_t& set : set_of) set = new_number[set];
    data.label_set_of = graph::PackedInts(std::span<const std::uint32_t>(set_of));
}

// Returns where each edge goes: order of adding → EdgeId.
std::vector<std::uint32_t> GraphBuilder::State::freeze_edges(PropertyGraph::Data& data) {
    std::vector<std::uint32_t> renumber;
    data.types = types.sorted(renumber);
    for (std::uint32_t& type : edge_types) type = renumber[type];
    const std::size_t nodes = label_set_of.size(), edges = sources.size();
    std::vector<std::uint32_t> order(edges);
    std::iota(order.begin(), order.end(), 0U);
    order = graph::counting_sort(order, nodes, [&](std::uint32_t edge) { return targets[edge]; });
    order = graph::counting_sort(order, data.types.size(), [&](std::uint32_t edge) { return edge_types[edge]; });
    order = graph::counting_sort(order, nodes, [&](std::uint32_t edge) { return sources[edge]; });
    data.forward = graph::make_csr(nodes, edges, [&](std::size_t i) { return std::pair(sources[order[i]], targets[order[i]]); });
    std::vector<std::uint32_t> type_of(edges), position(edges);
    for (std::uint32_t i = 0; i < edges; ++i) {
        type_of[i] = edge_types[order[i]];
        position[order[i]] = i;
    }
    data.type_of = graph::PackedInts(std::span<const std::uint32_t>(type_of));
    sources = targets = edge_types = {};
    return position;
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

Result<PropertyGraph> GraphBuilder::freeze() {
    const std::unique_ptr<State> state = std::exchange(state_, std::make_unique<State>());
    const std::size_t nodes = state->label_set_of.size(), edges = state->sources.size();
    if (nodes > kMostElements || edges > kMostElements) return Error(ErrorCode::argument, "more than 4,294,967,294 nodes or edges");
    if (!state->fault.empty()) return Error(ErrorCode::argument, state->fault);
    auto data = std::make_unique<PropertyGraph::Data>();
    state->freeze_labels(*data);
    data->node_columns = state->node_properties.freeze(data->node_keys, nodes, {});
    const std::vector<std::uint32_t> position = state->freeze_edges(*data);
    data->edge_columns = state->edge_properties.freeze(data->edge_keys, edges, position);
    data->derive();
    return PropertyGraph(std::move(data));
}

}  // namespace demarche
