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

// The edges seen from their targets. Built at the first use: many queries look forward only.
struct Reverse {
    Csr csr;
    std::vector<EdgeId> edges;
    PackedInts types;  // entry → TypeId
};

// Built at the first use.
struct LazyTextIndex {
    std::once_flag once;
    TextIndex index;
};

// An edge column in the order of the reverse CSR, made at the first use.
struct LazyInColumn {
    std::once_flag once;
    PackedInts values;
};

}  // namespace demarche::graph

namespace demarche {

struct PropertyGraph::Data {
    std::vector<std::string> labels, types, node_keys, edge_keys;

    // Nodes.
    std::vector<std::vector<LabelId>> label_sets;  // each once, sorted
    graph::PackedInts label_set_of;                // node → label_sets
    std::vector<std::vector<NodeId>> nodes_with;   // label → nodes
    std::vector<graph::Column> node_columns;       // by KeyId

    // Edges.
    graph::Csr forward;
    std::vector<NodeId> sources;        // edge → source: the CSR alone would need a binary search
    graph::PackedInts type_of;          // edge → TypeId
    std::vector<std::size_t> type_counts;
    std::vector<graph::Column> edge_columns;

    // For find_nodes on "id", "name" and "aliases"; by KeyId, null for other keys.
    std::vector<std::unique_ptr<graph::LazyTextIndex>> indexes;
    std::vector<std::unique_ptr<graph::LazyInColumn>> in_columns;  // by KeyId of edges

    std::size_t node_count() const { return boost::num_vertices(forward); }
    std::size_t edge_count() const { return sources.size(); }
    graph::LazyTextIndex folded_names;  // of "id", "name" and "aliases"

    // Builds what follows from the rest: sources, counts, lists by label. O(nodes + edges).
    void derive();
    const graph::Reverse& reverse() const {
        if (!reverse_made_.load(std::memory_order_acquire)) make_reverse();
        return reverse_;
    }

private:
    void make_reverse() const;

    mutable std::once_flag reverse_once_;
    mutable std::atomic<bool> reverse_made_{false};
    mutable graph::Reverse reverse_;
};

}  // namespace demarche
