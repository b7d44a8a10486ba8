// The representation of a frozen graph: two compressed sparse row graphs, numbers of types and label sets, property columns.
//
// Invariants
// (1) Edges are numbered in the order (source, type, target, order of adding): the forward CSR's edge index is the EdgeId.
// (2) The reverse CSR's entries are in the order (target, type, source, edge); edges[i] is the edge of entry i.
// (3) Names are in byte order, and every name is used by some node or edge.
#pragma once

#include <atomic>
#include <mutex>

#include <boost/graph/compressed_sparse_row_graph.hpp>

#include "demarche/graph.h"
#include "graph/column.h"

namespace demarche::graph {

using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property, boost::no_property,
                                               std::uint32_t, std::uint32_t>;

// From a text to the nodes that have it under one key: as the property itself or as an item of a list.
class TextIndex {
public:
    TextIndex() = default;
    TextIndex(const Column& column, std::size_t node_count);
    // Of the folded forms (base/fold.h) of all texts of these columns.
    TextIndex(std::span<const Column* const> columns, std::size_t node_count);
    std::span<const NodeId> find(std::string_view text) const;

private:
    void take_texts(const Column& column, std::size_t node_count);
    using Uses = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // text, node
    void take_uses(Interner& texts, Uses uses);

    StringPool texts_;
    std::vector<std::uint32_t> first_;  // texts_.size() + 1 positions in nodes_
    std::vector<NodeId> nodes_;         // ascending for each text
};

// The edges seen from their targets.
struct Reverse {
    Csr csr;
    std::vector<EdgeId> edges;
    PackedInts types;  // entry → TypeId
};

// Made at the first use, by whichever thread comes first; the others wait. What `make` throws passes through, and the next one tries again.
template <class T>
class Lazy {
public:
    template <class Make>
    const T& get(Make make) const {
        if (!made_.load(std::memory_order_acquire)) {
            std::call_once(once_, [&] {
                value_ = make();
                made_.store(true, std::memory_order_release);
            });
        }
        return value_;
    }

private:
    mutable std::once_flag once_;
    mutable std::atomic<bool> made_{false};
    mutable T value_;
};

// Finds the nodes that have a text under one key. The first few searches of a column of single texts look through the column, which costs less
// than an index; then there is one.
class TextSearch {
public:
    std::vector<NodeId> find(const Column& column, std::string_view text) const;

private:
    mutable std::atomic<std::uint32_t> searches_{0};
    Lazy<TextIndex> index_;
};

}  // namespace demarche::graph

namespace demarche {

struct PropertyGraph::Data {
    std::vector<std::string> labels, types, node_keys, edge_keys;

    // Nodes.
    std::vector<std::vector<LabelId>> label_sets;  // each once, sorted
    graph::PackedInts label_set_of;                // node → label_sets
    std::vector<graph::Column> node_columns;       // by KeyId

    // Edges.
    graph::Csr forward;
    graph::PackedInts type_of;  // edge → TypeId
    std::vector<std::size_t> type_counts;
    std::vector<graph::Column> edge_columns;

    // For find_nodes on "id", "name" and "aliases"; by KeyId, null for other keys.
    std::vector<std::unique_ptr<graph::TextSearch>> searches;
    std::vector<std::unique_ptr<graph::Lazy<graph::PackedInts>>> in_columns;  // by KeyId of edges: in the order of the reverse CSR
    graph::Lazy<graph::TextIndex> folded_names;                               // of "id", "name" and "aliases"

    std::size_t node_count() const { return boost::num_vertices(forward); }
    std::size_t edge_count() const { return forward.m_forward.m_column.size(); }

    // Makes what follows from the rest and is always needed. O(edges).
    void derive();
    // What only some queries need.
    const std::vector<NodeId>& sources() const {  // edge → source: the CSR alone would need a binary search
        return sources_.get([this] { return make_sources(); });
    }
    const std::vector<std::vector<NodeId>>& nodes_with() const {  // label → nodes
        return nodes_with_.get([this] { return make_nodes_with(); });
    }
    const graph::Reverse& reverse() const {
        return reverse_.get([this] { return make_reverse(); });
    }

private:
    std::vector<NodeId> make_sources() const;
    std::vector<std::vector<NodeId>> make_nodes_with() const;
    graph::Reverse make_reverse() const;

    graph::Lazy<std::vector<NodeId>> sources_;
    graph::Lazy<std::vector<std::vector<NodeId>>> nodes_with_;
    graph::Lazy<graph::Reverse> reverse_;
};

}  // namespace demarche
