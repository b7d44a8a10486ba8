// What follows from a graph's own columns: the reverse CSR, lists of nodes by label, counts, indexes.
#include <algorithm>
#include <numeric>

#include "graph/csr.h"
#include "graph/property_graph.h"

namespace demarche {
namespace graph {

std::vector<std::uint32_t> counting_sort(std::span<const std::uint32_t> order, std::size_t key_count,
                                         const std::function<std::uint32_t(std::uint32_t)>& key) {
    std::vector<std::uint32_t> next(key_count + 1);
    for (const std::uint32_t item : order) ++next[key(item) + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::vector<std::uint32_t> sorted(order.size());
    for (const std::uint32_t item : order) sorted[next[key(item)]++] = item;
    return sorted;
}

TextIndex::TextIndex(const Column& column, std::size_t node_count) {
    Interner texts;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> uses;  // text, node
    for (std::uint32_t node = 0; node < node_count; ++node) {
        const Value value = column.at(node);
        if (const std::string* text = value.as_string()) uses.emplace_back(texts.add(*text), node);
        if (const List* list = value.as_list()) {
            for (const Value& item : *list) {
                if (const std::string* text = item.as_string()) uses.emplace_back(texts.add(*text), node);
            }
        }
    }
    std::vector<std::uint32_t> renumber;
    texts_ = texts.freeze(renumber);
    for (auto& [text, node] : uses) text = renumber[text];
    std::sort(uses.begin(), uses.end());
    uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
    first_.assign(texts_.size() + 1, 0);
    for (const auto& [text, node] : uses) {
        ++first_[text + 1];
        nodes_.push_back(NodeId{node});
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
}

std::span<const NodeId> TextIndex::find(std::string_view text) const {
    const std::size_t i = texts_.find(text);
    if (i == texts_.size()) return {};
    return {nodes_.data() + first_[i], static_cast<std::size_t>(first_[i + 1] - first_[i])};
}

}  // namespace graph

namespace {

bool indexed(std::string_view key) { return key == "id" || key == "name" || key == "aliases"; }

std::vector<NodeId> sources_of(const graph::Csr& csr, std::size_t nodes, std::size_t edges) {
    std::vector<NodeId> sources(edges);
    for (std::uint32_t node = 0; node < nodes; ++node) {
        std::fill(sources.begin() + csr.m_forward.m_rowstart[node], sources.begin() + csr.m_forward.m_rowstart[node + 1], NodeId{node});
    }
    return sources;
}

}  // namespace

void PropertyGraph::Data::derive() {
    const std::size_t nodes = node_count(), edges = boost::num_edges(forward);
    sources = sources_of(forward, nodes, edges);
    type_counts.assign(types.size(), 0);
    for (std::size_t edge = 0; edge < edges; ++edge) ++type_counts[static_cast<std::size_t>(type_of.at(edge))];

    std::vector<std::uint32_t> order(edges);
    std::iota(order.begin(), order.end(), 0U);
    order = graph::counting_sort(order, types.size(), [&](std::uint32_t edge) { return static_cast<std::uint32_t>(type_of.at(edge)); });
    order = graph::counting_sort(order, nodes, [&](std::uint32_t edge) { return forward.m_forward.m_column[edge]; });
    reverse = graph::make_csr(nodes, edges, [&](std::size_t i) {
        return std::pair(forward.m_forward.m_column[order[i]], static_cast<std::uint32_t>(sources[order[i]]));
    });
    reverse_edges.resize(edges);
    std::transform(order.begin(), order.end(), reverse_edges.begin(), [](std::uint32_t edge) { return EdgeId{edge}; });
    std::vector<std::uint32_t> kinds(edges);
    std::transform(order.begin(), order.end(), kinds.begin(), [&](std::uint32_t edge) { return static_cast<std::uint32_t>(type_of.at(edge)); });
    reverse_types = graph::PackedInts(std::span<const std::uint32_t>(kinds));

    nodes_with.assign(labels.size(), {});
    for (std::uint32_t node = 0; node < nodes; ++node) {
        for (const LabelId label : label_sets[static_cast<std::size_t>(label_set_of.at(node))]) {
            nodes_with[static_cast<std::size_t>(label)].push_back(NodeId{node});
        }
    }
    indexes.clear();
    for (const std::string& key : node_keys) indexes.push_back(indexed(key) ? std::make_unique<graph::LazyTextIndex>() : nullptr);
    in_columns.clear();
    for (std::size_t key = 0; key < edge_keys.size(); ++key) in_columns.push_back(std::make_unique<graph::LazyInColumn>());
}

}  // namespace demarche
