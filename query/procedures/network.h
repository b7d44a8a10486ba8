// The part of a graph that an algorithm looks at: the relationships of some types in a span of time, in one direction or both, as a
// Boost.Graph model (VertexListGraph, EdgeListGraph, IncidenceGraph, AdjacencyGraph) made of the iterators of demarche/boost_graph.h.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "demarche/boost_graph.h"
#include "query/procedures/procedures.h"

namespace demarche::query {

// Null for one that is left out.
inline Value argument(std::span<const Value> all, std::size_t i) { return i < all.size() ? all[i] : Value(); }

enum class Orientation { out, in, both };

// The map of options: {since, until, direction, …}. Reads what it is asked for; unknown keys are errors.
class Options {
public:
    // known: all keys that this procedure takes.
    Options(std::string_view procedure, const Value& map, std::vector<std::string> known);
    // Text of a string or of a date; empty when left out.
    std::string text(std::string_view key) const;
    double number(std::string_view key, double otherwise, double least, double most) const;
    bool flag(std::string_view key) const;
    Orientation direction(Orientation otherwise) const;

private:
    [[noreturn]] void fail_option(std::string_view key, std::string_view expected, const Value& got) const;

    std::string procedure_;
    Value map_;
};

class Network {
public:
    // relation: a type or umbrella, a list of them, or null for all. A relationship is in the span when any of its days is: they run from
    // first_date to last_date, or are its date; with a span one without dates is left out. Both ends are ISO texts, perhaps of a year or
    // month, and included. O(nodes + relationships).
    Network(ProcedureContext& context, const Value& relation, const Options& options, Orientation direction);

    std::size_t node_count() const { return offsets_.size() - 1; }
    std::size_t arc_count() const { return targets_.size(); }
    bool touched(BoostVertex v) const { return touched_[v]; }
    Adjacency arcs(BoostVertex v) const {
        const std::size_t begin = offsets_[v], size = offsets_[v + 1] - begin;
        context_->step(size + 1);
        return {{targets_.data() + begin, size}, edges_.data() + begin, EdgeId{}};
    }
    // Without counting a step: for the degree alone.
    std::size_t degree(BoostVertex v) const { return offsets_[v + 1] - offsets_[v]; }
    ProcedureContext& context() const { return *context_; }

private:
    ProcedureContext* context_;
    std::vector<std::size_t> offsets_;
    std::vector<NodeId> targets_;
    std::vector<EdgeId> edges_;
    std::vector<bool> touched_;
};

// One row a node that any relationship touches, in order of the nodes.
template <class F>
ProcedureRows rows_of_nodes(const Network& network, F&& columns) {
    ProcedureRows rows;
    for (BoostVertex v = 0; v < network.node_count(); ++v) {
        if (!network.touched(v)) continue;
        std::vector<Value>& row = rows.emplace_back();
        row.emplace_back(NodeId{v});
        columns(v, row);
    }
    return rows;
}

// ---- the model
// Over all arcs, node by node.
class ArcListIterator : public boost::iterator_facade<ArcListIterator, BoostEdge, boost::forward_traversal_tag, BoostEdge> {
public:
    ArcListIterator() = default;
    ArcListIterator(const Network* network, BoostVertex node) : network_(network), node_(node) { skip(); }

private:
    friend class boost::iterator_core_access;
    void skip() {
        while (node_ < network_->node_count() && at_ == network_->degree(node_)) ++node_, at_ = 0;
    }
    BoostEdge dereference() const {
        const Adjacency arcs = network_->arcs(node_);
        return {arcs.edge(at_), node_, static_cast<BoostVertex>(arcs.nodes[at_])};
    }
    bool equal(const ArcListIterator& o) const { return node_ == o.node_ && at_ == o.at_; }
    void increment() { ++at_, skip(); }

    const Network* network_ = nullptr;
    BoostVertex node_ = 0;
    std::size_t at_ = 0;
};
using ArcIterator = boost_detail::IncidentIterator<true>;
using NeighbourIterator = boost_detail::AdjacencyIterator;

inline std::size_t num_vertices(const Network& n) { return n.node_count(); }
inline std::pair<boost::counting_iterator<BoostVertex>, boost::counting_iterator<BoostVertex>> vertices(const Network& n) {
    using Iterator = boost::counting_iterator<BoostVertex>;
    return {Iterator(0), Iterator(static_cast<BoostVertex>(n.node_count()))};
}
inline std::pair<ArcIterator, ArcIterator> out_edges(BoostVertex v, const Network& n) {
    const Adjacency arcs = n.arcs(v);
    return {ArcIterator(arcs, v, 0), ArcIterator(arcs, v, arcs.size())};
}
inline std::size_t out_degree(BoostVertex v, const Network& n) { return n.degree(v); }
inline std::pair<NeighbourIterator, NeighbourIterator> adjacent_vertices(BoostVertex v, const Network& n) {
    const Adjacency arcs = n.arcs(v);
    return {NeighbourIterator(arcs.nodes.data()), NeighbourIterator(arcs.nodes.data() + arcs.size())};
}
inline std::pair<ArcListIterator, ArcListIterator> edges(const Network& n) {
    return {ArcListIterator(&n, 0), ArcListIterator(&n, static_cast<BoostVertex>(n.node_count()))};
}
inline std::size_t num_edges(const Network& n) { return n.arc_count(); }
inline BoostVertex source(const BoostEdge& e, const Network&) { return e.source; }
inline BoostVertex target(const BoostEdge& e, const Network&) { return e.target; }
inline boost::typed_identity_property_map<BoostVertex> get(boost::vertex_index_t, const Network&) { return {}; }

}  // namespace demarche::query

namespace boost {

template <>
struct graph_traits<demarche::query::Network> : demarche::boost_detail::CommonTraits {
    struct traversal_category : vertex_list_graph_tag, edge_list_graph_tag, incidence_graph_tag, adjacency_graph_tag {};
    using directed_category = directed_tag;
    using edge_iterator = demarche::query::ArcListIterator;
    using out_edge_iterator = demarche::query::ArcIterator;
    using adjacency_iterator = demarche::query::NeighbourIterator;
};

template <>
struct graph_traits<const demarche::query::Network> : graph_traits<demarche::query::Network> {};

template <>
struct property_map<demarche::query::Network, vertex_index_t> {
    using type = typed_identity_property_map<demarche::BoostVertex>;
    using const_type = type;
};

}  // namespace boost
