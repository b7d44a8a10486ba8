// Raw access to a graph's arrays.
#include <bit>

#include "graph/property_graph.h"

namespace demarche {
namespace {

ColumnView view_of(const graph::PackedInts& values) {
    ColumnView v;
    v.width = values.width();
    v.base = values.base();
    v.bytes = values.data();
    v.size = values.size();
    v.full = true;
    return v;
}

template <class Id>
const Id* as_ids(const graph::Csr& csr) {
    // An id is a name for the uint32_t that Boost's CSR stores, and the arrays never change after freeze().
    return reinterpret_cast<const Id*>(csr.m_forward.m_column.data());
}

std::pair<std::size_t, std::size_t> bounds(const graph::StringPool& pool, std::string_view text) {
    const std::size_t below = pool.below(text);
    return {below, below + (below < pool.size() && pool[below] == text ? 1 : 0)};
}

}  // namespace

std::int64_t ColumnView::number(std::size_t row) const {
    std::size_t i = row;
    if (present) {
        const std::size_t word = row / 64;
        i = ranks[word / 8];
        for (std::size_t w = word / 8 * 8; w < word; ++w) i += static_cast<std::size_t>(std::popcount(present[w]));
        i += static_cast<std::size_t>(std::popcount(present[word] & ((std::uint64_t{1} << (row % 64)) - 1)));
    }
    std::uint64_t offset = 0;
    if (width) std::memcpy(&offset, bytes + i * width, width);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(base) + offset);
}

GraphArrays PropertyGraph::arrays() const {
    GraphArrays a;
    a.out_begin = data_->forward.m_forward.m_rowstart.data();
    a.targets = as_ids<NodeId>(data_->forward);
    a.types = view_of(data_->type_of);
    a.label_set_of = view_of(data_->label_set_of);
    return a;
}

InArrays PropertyGraph::in_arrays() const {
    const graph::Reverse& reverse = data_->reverse();
    InArrays a;
    a.begin = reverse.csr.m_forward.m_rowstart.data();
    a.nodes = as_ids<NodeId>(reverse.csr);
    a.edges = reverse.edges.data();
    a.types = view_of(reverse.types);
    return a;
}

std::span<const NodeId> PropertyGraph::sources() const { return data_->sources(); }

std::size_t PropertyGraph::label_set_count() const { return data_->label_sets.size(); }
std::span<const LabelId> PropertyGraph::label_set(std::size_t number) const { return data_->label_sets[number]; }
ColumnView PropertyGraph::column(KeyId key) const { return data_->node_columns[static_cast<std::size_t>(key)].view(); }
ColumnView PropertyGraph::edge_column(KeyId key) const { return data_->edge_columns[static_cast<std::size_t>(key)].view(); }

std::optional<ColumnView> PropertyGraph::in_column(KeyId key, const std::function<void()>& tick) const {
    const ColumnView forward = edge_column(key);
    if (!forward.full || forward.kind == ColumnView::Kind::text || forward.kind == ColumnView::Kind::encoded) return std::nullopt;
    const graph::Reverse& reverse = data_->reverse();
    const graph::PackedInts& in_order = data_->in_columns[static_cast<std::size_t>(key)]->get([&] {
        std::vector<std::int64_t> values(edge_count());
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i % 65536 == 0) tick();
            values[i] = forward.number(static_cast<std::size_t>(reverse.edges[i]));
        }
        return graph::PackedInts(std::span<const std::int64_t>(values));
    });
    ColumnView v = view_of(in_order);
    v.kind = forward.kind;
    return v;
}

std::pair<std::size_t, std::size_t> PropertyGraph::text_bounds(KeyId key, std::string_view text) const {
    return bounds(data_->node_columns[static_cast<std::size_t>(key)].pool(), text);
}
std::pair<std::size_t, std::size_t> PropertyGraph::edge_text_bounds(KeyId key, std::string_view text) const {
    return bounds(data_->edge_columns[static_cast<std::size_t>(key)].pool(), text);
}

}  // namespace demarche
