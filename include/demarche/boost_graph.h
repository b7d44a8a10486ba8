// A PropertyGraph as a Boost.Graph model, so that Boost's algorithms run on it unchanged. Opt-in: this header includes Boost.
//
//   #include <boost/graph/breadth_first_search.hpp>
//   #include "demarche/boost_graph.h"
//   boost::breadth_first_search(graph, source, boost::visitor(…).vertex_index_map(get(boost::vertex_index, graph)).color_map(…));
//
// Concepts: VertexListGraph, EdgeListGraph, IncidenceGraph, BidirectionalGraph, AdjacencyGraph; property maps vertex_index and
// edge_index, and for each key node_property_map and edge_property_map; boost_view() has some of the edges only. Vertices are NodeIds as numbers, edges carry their EdgeId
// and their ends. Everything is O(1) but edge iteration, which is O(1) a step. The graph must outlive what is made of it.
// The functions are found by argument-dependent lookup: name them without `demarche::`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

#include "demarche/graph.h"

namespace demarche {

using BoostVertex = std::uint32_t;

struct BoostEdge {
    EdgeId id{};
    BoostVertex source = 0, target = 0;
    bool operator==(const BoostEdge& o) const { return id == o.id; }
    bool operator!=(const BoostEdge& o) const { return id != o.id; }
    bool operator<(const BoostEdge& o) const { return id < o.id; }
};

namespace boost_detail {

// What the traits of every graph over NodeIds have in common.
struct CommonTraits {
    using vertex_descriptor = BoostVertex;
    using edge_descriptor = BoostEdge;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    using vertex_iterator = boost::counting_iterator<BoostVertex>;
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    static vertex_descriptor null_vertex() { return 0xFFFFFFFFU; }
};

struct GraphCategory : boost::vertex_list_graph_tag, boost::edge_list_graph_tag, boost::bidirectional_graph_tag, boost::adjacency_graph_tag {};

inline BoostEdge make_edge(const PropertyGraph& graph, EdgeId id) {
    return {id, static_cast<BoostVertex>(graph.source(id)), static_cast<BoostVertex>(graph.target(id))};
}

// Over all edges, in order of their ids.
class EdgeIterator : public boost::iterator_facade<EdgeIterator, BoostEdge, boost::random_access_traversal_tag, BoostEdge, std::ptrdiff_t> {
public:
    EdgeIterator() = default;
    EdgeIterator(const PropertyGraph* graph, std::size_t at) : graph_(graph), at_(at) {}

private:
    friend class boost::iterator_core_access;
    BoostEdge dereference() const { return make_edge(*graph_, EdgeId{static_cast<std::uint32_t>(at_)}); }
    bool equal(const EdgeIterator& o) const { return at_ == o.at_; }
    void increment() { ++at_; }
    void decrement() { --at_; }
    void advance(std::ptrdiff_t n) { at_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at_) + n); }
    std::ptrdiff_t distance_to(const EdgeIterator& o) const { return static_cast<std::ptrdiff_t>(o.at_) - static_cast<std::ptrdiff_t>(at_); }

    const PropertyGraph* graph_ = nullptr;
    std::size_t at_ = 0;
};

// Over the edges out of a vertex, or into it.
template <bool kOut>
class IncidentIterator : public boost::iterator_facade<IncidentIterator<kOut>, BoostEdge, boost::random_access_traversal_tag, BoostEdge, std::ptrdiff_t> {
public:
    IncidentIterator() = default;
    IncidentIterator(Adjacency adjacency, BoostVertex vertex, std::size_t at) : adjacency_(adjacency), vertex_(vertex), at_(at) {}

private:
    friend class boost::iterator_core_access;
    BoostEdge dereference() const {
        const auto other = static_cast<BoostVertex>(adjacency_.nodes[at_]);
        return kOut ? BoostEdge{adjacency_.edge(at_), vertex_, other} : BoostEdge{adjacency_.edge(at_), other, vertex_};
    }
    bool equal(const IncidentIterator& o) const { return at_ == o.at_; }
    void increment() { ++at_; }
    void decrement() { --at_; }
    void advance(std::ptrdiff_t n) { at_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at_) + n); }
    std::ptrdiff_t distance_to(const IncidentIterator& o) const { return static_cast<std::ptrdiff_t>(o.at_) - static_cast<std::ptrdiff_t>(at_); }

    Adjacency adjacency_;
    BoostVertex vertex_ = 0;
    std::size_t at_ = 0;
};

// Over the targets of the edges out of a vertex; one that several edges lead to comes several times.
class AdjacencyIterator : public boost::iterator_facade<AdjacencyIterator, BoostVertex, boost::random_access_traversal_tag, BoostVertex, std::ptrdiff_t> {
public:
    AdjacencyIterator() = default;
    explicit AdjacencyIterator(const NodeId* at) : at_(at) {}

private:
    friend class boost::iterator_core_access;
    BoostVertex dereference() const { return static_cast<BoostVertex>(*at_); }
    bool equal(const AdjacencyIterator& o) const { return at_ == o.at_; }
    void increment() { ++at_; }
    void decrement() { --at_; }
    void advance(std::ptrdiff_t n) { at_ += n; }
    std::ptrdiff_t distance_to(const AdjacencyIterator& o) const { return o.at_ - at_; }

    const NodeId* at_ = nullptr;
};

struct EdgeIndexMap {
    using key_type = BoostEdge;
    using value_type = std::uint32_t;
    using reference = std::uint32_t;
    using category = boost::readable_property_map_tag;
    friend std::uint32_t get(const EdgeIndexMap&, const BoostEdge& edge) { return static_cast<std::uint32_t>(edge.id); }
};

}  // namespace boost_detail
}  // namespace demarche

namespace boost {

template <>
struct graph_traits<demarche::PropertyGraph> : demarche::boost_detail::CommonTraits {
    using directed_category = bidirectional_tag;
    using traversal_category = demarche::boost_detail::GraphCategory;
    using edge_iterator = demarche::boost_detail::EdgeIterator;
    using out_edge_iterator = demarche::boost_detail::IncidentIterator<true>;
    using in_edge_iterator = demarche::boost_detail::IncidentIterator<false>;
    using adjacency_iterator = demarche::boost_detail::AdjacencyIterator;
};

template <>
struct graph_traits<const demarche::PropertyGraph> : graph_traits<demarche::PropertyGraph> {};  // some algorithms ask for the constant type

template <>
struct property_map<demarche::PropertyGraph, vertex_index_t> {
    using type = typed_identity_property_map<demarche::BoostVertex>;
    using const_type = type;
};

template <>
struct property_map<demarche::PropertyGraph, edge_index_t> {
    using type = demarche::boost_detail::EdgeIndexMap;
    using const_type = type;
};

}  // namespace boost

namespace demarche {

using BoostTraits = boost::graph_traits<PropertyGraph>;

inline std::size_t num_vertices(const PropertyGraph& graph) { return graph.node_count(); }
inline std::size_t num_edges(const PropertyGraph& graph) { return graph.edge_count(); }
inline std::pair<BoostTraits::vertex_iterator, BoostTraits::vertex_iterator> vertices(const PropertyGraph& graph) {
    return {BoostTraits::vertex_iterator(0), BoostTraits::vertex_iterator(static_cast<BoostVertex>(graph.node_count()))};
}
inline std::pair<BoostTraits::edge_iterator, BoostTraits::edge_iterator> edges(const PropertyGraph& graph) {
    return {BoostTraits::edge_iterator(&graph, 0), BoostTraits::edge_iterator(&graph, graph.edge_count())};
}
inline BoostVertex source(const BoostEdge& edge, const PropertyGraph&) { return edge.source; }
inline BoostVertex target(const BoostEdge& edge, const PropertyGraph&) { return edge.target; }
inline std::size_t out_degree(BoostVertex v, const PropertyGraph& graph) { return graph.out(NodeId{v}).size(); }
inline std::size_t in_degree(BoostVertex v, const PropertyGraph& graph) { return graph.in(NodeId{v}).size(); }
inline std::size_t degree(BoostVertex v, const PropertyGraph& graph) { return out_degree(v, graph) + in_degree(v, graph); }
inline std::pair<BoostTraits::out_edge_iterator, BoostTraits::out_edge_iterator> out_edges(BoostVertex v, const PropertyGraph& graph) {
    const Adjacency out = graph.out(NodeId{v});
    return {BoostTraits::out_edge_iterator(out, v, 0), BoostTraits::out_edge_iterator(out, v, out.size())};
}
inline std::pair<BoostTraits::in_edge_iterator, BoostTraits::in_edge_iterator> in_edges(BoostVertex v, const PropertyGraph& graph) {
    const Adjacency in = graph.in(NodeId{v});
    return {BoostTraits::in_edge_iterator(in, v, 0), BoostTraits::in_edge_iterator(in, v, in.size())};
}
inline std::pair<BoostTraits::adjacency_iterator, BoostTraits::adjacency_iterator> adjacent_vertices(BoostVertex v, const PropertyGraph& graph) {
    const Adjacency out = graph.out(NodeId{v});
    return {BoostTraits::adjacency_iterator(out.nodes.data()), BoostTraits::adjacency_iterator(out.nodes.data() + out.size())};
}

inline boost::typed_identity_property_map<BoostVertex> get(boost::vertex_index_t, const PropertyGraph&) { return {}; }
inline BoostVertex get(boost::vertex_index_t, const PropertyGraph&, BoostVertex v) { return v; }
inline boost_detail::EdgeIndexMap get(boost::edge_index_t, const PropertyGraph&) { return {}; }
inline std::uint32_t get(boost::edge_index_t, const PropertyGraph&, const BoostEdge& edge) { return static_cast<std::uint32_t>(edge.id); }

// A property as a readable map of T (std::int64_t, double, bool or std::string; double also takes integers); `otherwise` where
// a node or edge has none of that type.
template <class T, class Key>
class BoostPropertyMap {
public:
    using key_type = Key;
    using value_type = T;
    using reference = T;
    using category = boost::readable_property_map_tag;
    BoostPropertyMap(const PropertyGraph& graph, std::optional<KeyId> key, T otherwise) : graph_(&graph), key_(key), otherwise_(std::move(otherwise)) {}
    friend T get(const BoostPropertyMap& map, const Key& of) { return map.at(of); }
    T operator[](const Key& of) const { return at(of); }

private:
    T at(const Key& of) const {
        if (!key_) return otherwise_;
        Value value;
        if constexpr (std::is_same_v<Key, BoostEdge>) value = graph_->property(of.id, *key_);
        else value = graph_->property(NodeId{of}, *key_);
        if (const T* v = value.get<T>()) return *v;
        if constexpr (std::is_same_v<T, double>) {
            if (const std::int64_t* i = value.as_integer()) return static_cast<double>(*i);
        }
        return otherwise_;
    }

    const PropertyGraph* graph_;
    std::optional<KeyId> key_;
    T otherwise_;
};

template <class T>
BoostPropertyMap<T, BoostVertex> node_property_map(const PropertyGraph& graph, std::string_view key, T otherwise = {}) {
    return {graph, graph.find_node_key(key), std::move(otherwise)};
}
template <class T>
BoostPropertyMap<T, BoostEdge> edge_property_map(const PropertyGraph& graph, std::string_view key, T otherwise = {}) {
    return {graph, graph.find_edge_key(key), std::move(otherwise)};
}

// Which edges a view has. What is left out does not matter: Views are boost::filtered_graph, so that every algorithm takes them.
//
//   const BoostView view = boost_view(graph, EdgeFilter(graph).types({"demanded", "threatened"}).since("2024-06").confidence(0.7));
class EdgeFilter {
public:
    EdgeFilter() = default;
    explicit EdgeFilter(const PropertyGraph& graph) : graph_(&graph) {}

    // Relations by name; those that the graph lacks have no edges.
    EdgeFilter& types(std::initializer_list<std::string_view> names) {
        types_.assign(graph_->types().size(), false);
        for (const std::string_view name : names) {
            if (const auto type = graph_->find_type(name)) types_[static_cast<std::size_t>(*type)] = true;
        }
        return *this;
    }
    // ISO dates, perhaps reduced (2024, 2024-06): an edge's "date" must begin with that or later, or with that or earlier. Edges without a date have none.
    EdgeFilter& since(std::string date) { return date_ = graph_->find_edge_key("date"), since_ = std::move(date), *this; }
    EdgeFilter& until(std::string date) { return date_ = graph_->find_edge_key("date"), until_ = std::move(date), *this; }
    // At least so sure. Edges without a confidence are not.
    EdgeFilter& confidence(double least) { return confidence_ = graph_->find_edge_key("confidence"), least_ = least, *this; }

    bool operator()(const BoostEdge& edge) const {
        if (!types_.empty() && !types_[static_cast<std::size_t>(graph_->type(edge.id))]) return false;
        return (since_.empty() && until_.empty()) || dated(edge) ? !least_ || sure(edge) : false;
    }

private:
    bool dated(const BoostEdge& edge) const {
        const Value value = date_ ? graph_->property(edge.id, *date_) : Value();
        const std::string* date = value.as_string();
        return date && (since_.empty() || *date >= since_) && (until_.empty() || date->substr(0, until_.size()) <= until_);
    }
    bool sure(const BoostEdge& edge) const {
        const Value value = confidence_ ? graph_->property(edge.id, *confidence_) : Value();
        return value.as_double() && *value.as_double() >= *least_;
    }

    const PropertyGraph* graph_ = nullptr;
    std::vector<bool> types_;
    std::string since_, until_;
    std::optional<double> least_;
    std::optional<KeyId> date_, confidence_;
};

using BoostView = boost::filtered_graph<PropertyGraph, EdgeFilter>;
inline BoostView boost_view(const PropertyGraph& graph, EdgeFilter filter) { return {graph, std::move(filter)}; }

}  // namespace demarche
