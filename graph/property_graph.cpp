#include "graph/property_graph.h"

#include <algorithm>
#include <ranges>

#include "base/fold.h"

namespace demarche {
namespace {

template <class Id>
std::optional<Id> find_name(const std::vector<std::string>& names, std::string_view name) {
    const auto found = std::lower_bound(names.begin(), names.end(), name);
    if (found == names.end() || *found != name) return std::nullopt;
    return Id{static_cast<std::uint32_t>(found - names.begin())};
}

template <class Id>
std::size_t at(Id id) { return static_cast<std::size_t>(id); }

// NodeId is a name for the uint32_t that Boost's CSR stores; the arrays never change after freeze(), so no write can be
// reordered against a read through the other type.
std::span<const NodeId> as_nodes(const graph::Csr& csr, std::size_t begin, std::size_t end) {
    return {reinterpret_cast<const NodeId*>(csr.m_forward.m_column.data()) + begin, end - begin};
}

std::pair<std::size_t, std::size_t> row(const graph::Csr& csr, NodeId node) {
    return {csr.m_forward.m_rowstart[at(node)], csr.m_forward.m_rowstart[at(node) + 1]};
}

Map properties_of(const std::vector<std::string>& keys, const std::vector<graph::Column>& columns, std::size_t row) {
    Map map;
    for (std::size_t key = 0; key < keys.size(); ++key) {
        if (columns[key].contains(row)) map.emplace_back(keys[key], columns[key].at(row));
    }
    return map;
}

}  // namespace

PropertyGraph::PropertyGraph() : data_(std::make_unique<Data>()) { data_->derive(); }
PropertyGraph::PropertyGraph(std::unique_ptr<Data> data) : data_(std::move(data)) {}
PropertyGraph::~PropertyGraph() = default;
PropertyGraph::PropertyGraph(PropertyGraph&&) noexcept = default;
PropertyGraph& PropertyGraph::operator=(PropertyGraph&&) noexcept = default;

std::size_t PropertyGraph::node_count() const { return data_->node_count(); }
std::size_t PropertyGraph::edge_count() const { return data_->edge_count(); }
std::span<const std::string> PropertyGraph::labels() const { return data_->labels; }
std::span<const std::string> PropertyGraph::types() const { return data_->types; }
std::span<const std::string> PropertyGraph::node_keys() const { return data_->node_keys; }
std::span<const std::string> PropertyGraph::edge_keys() const { return data_->edge_keys; }
std::optional<LabelId> PropertyGraph::find_label(std::string_view name) const { return find_name<LabelId>(data_->labels, name); }
std::optional<TypeId> PropertyGraph::find_type(std::string_view name) const { return find_name<TypeId>(data_->types, name); }
std::optional<KeyId> PropertyGraph::find_node_key(std::string_view name) const { return find_name<KeyId>(data_->node_keys, name); }
std::optional<KeyId> PropertyGraph::find_edge_key(std::string_view name) const { return find_name<KeyId>(data_->edge_keys, name); }

std::span<const LabelId> PropertyGraph::labels_of(NodeId node) const {
    return data_->label_sets[static_cast<std::size_t>(data_->label_set_of.at(at(node)))];
}

bool PropertyGraph::has_label(NodeId node, LabelId label) const {
    const std::span<const LabelId> labels = labels_of(node);
    return std::binary_search(labels.begin(), labels.end(), label);
}

std::span<const NodeId> PropertyGraph::nodes_with(LabelId label) const { return data_->nodes_with()[at(label)]; }
Value PropertyGraph::property(NodeId node, KeyId key) const { return data_->node_columns[at(key)].at(at(node)); }
Map PropertyGraph::properties(NodeId node) const { return properties_of(data_->node_keys, data_->node_columns, at(node)); }

std::vector<NodeId> PropertyGraph::find_nodes(KeyId key, const Value& value) const {
    const std::string* text = value.as_string();
    if (const graph::TextSearch* search = data_->searches[at(key)].get(); search && text) return search->find(data_->node_columns[at(key)], *text);
    std::vector<NodeId> found;
    for (std::size_t node = 0; node < node_count() && !value.is_null(); ++node) {
        if (data_->node_columns[at(key)].at(node) == value) found.push_back(NodeId{static_cast<std::uint32_t>(node)});
    }
    return found;
}

std::vector<NodeId> PropertyGraph::find_named(std::string_view text) const {
    const graph::TextIndex& index = data_->folded_names.get([this] {
        std::vector<const graph::Column*> columns;
        for (std::size_t key = 0; key < data_->node_keys.size(); ++key) {
            if (data_->searches[key]) columns.push_back(&data_->node_columns[key]);
        }
        return graph::TextIndex(columns, node_count());
    });
    const std::span<const NodeId> found = index.find(base::fold(text));
    return {found.begin(), found.end()};
}

NodeId PropertyGraph::source(EdgeId edge) const { return data_->sources()[at(edge)]; }
NodeId PropertyGraph::target(EdgeId edge) const { return NodeId{data_->forward.m_forward.m_column[at(edge)]}; }
TypeId PropertyGraph::type(EdgeId edge) const { return TypeId{static_cast<std::uint32_t>(data_->type_of.at(at(edge)))}; }
Value PropertyGraph::property(EdgeId edge, KeyId key) const { return data_->edge_columns[at(key)].at(at(edge)); }
Map PropertyGraph::properties(EdgeId edge) const { return properties_of(data_->edge_keys, data_->edge_columns, at(edge)); }
std::size_t PropertyGraph::edge_count(TypeId type) const { return data_->type_counts[at(type)]; }

Adjacency PropertyGraph::out(NodeId node) const {
    const auto [begin, end] = row(data_->forward, node);
    return {as_nodes(data_->forward, begin, end), nullptr, EdgeId{static_cast<std::uint32_t>(begin)}};
}

Adjacency PropertyGraph::out(NodeId node, TypeId wanted) const {
    const auto [begin, end] = row(data_->forward, node);
    const auto edges = std::views::iota(begin, end);
    const auto of = [this](std::size_t edge) { return type(EdgeId{static_cast<std::uint32_t>(edge)}); };
    const std::size_t first = begin + static_cast<std::size_t>(std::ranges::lower_bound(edges, wanted, {}, of) - edges.begin());
    const std::size_t last = begin + static_cast<std::size_t>(std::ranges::upper_bound(edges, wanted, {}, of) - edges.begin());
    return {as_nodes(data_->forward, first, last), nullptr, EdgeId{static_cast<std::uint32_t>(first)}};
}

Adjacency PropertyGraph::in(NodeId node) const {
    const graph::Reverse& reverse = data_->reverse();
    const auto [begin, end] = row(reverse.csr, node);
    return {as_nodes(reverse.csr, begin, end), reverse.edges.data() + begin, {}};
}

Adjacency PropertyGraph::in(NodeId node, TypeId wanted) const {
    const graph::Reverse& reverse = data_->reverse();
    const auto [begin, end] = row(reverse.csr, node);
    const std::span<const EdgeId> edges(reverse.edges.data() + begin, end - begin);
    const auto of = [this](EdgeId edge) { return type(edge); };
    const std::size_t first = begin + static_cast<std::size_t>(std::ranges::lower_bound(edges, wanted, {}, of) - edges.begin());
    const std::size_t last = begin + static_cast<std::size_t>(std::ranges::upper_bound(edges, wanted, {}, of) - edges.begin());
    return {as_nodes(reverse.csr, first, last), reverse.edges.data() + first, {}};
}

}  // namespace demarche
