// The property graph: any labels, types and properties. GraphBuilder collects, freeze() gives an immutable PropertyGraph.
//
// A node has a set of labels and properties; an edge has one type, a source, a target and properties. Nothing here knows of
// articles or of the ontology. NodeIds follow the order of add_node; EdgeIds are given by freeze(): edges are sorted by
// (source, type, target, order of adding), so the edges of one source and one type are one contiguous range of ids.
// Threads: a PropertyGraph may be read from any number of threads. A GraphBuilder belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demarche/result.h"
#include "demarche/value.h"

namespace demarche {

// Numbers of the label, relationship type and property key names of one graph; dense, in byte order of the names.
enum class LabelId : std::uint32_t {};
enum class TypeId : std::uint32_t {};
enum class KeyId : std::uint32_t {};

// The neighbours over edges of one node (and perhaps one type), sorted by (type, neighbour, edge). Views into the graph.
struct Adjacency {
    std::span<const NodeId> nodes;  // the other end of each edge
    const EdgeId* edges = nullptr;  // the edge of each entry; nullptr: consecutive from `first`
    EdgeId first{};

    std::size_t size() const { return nodes.size(); }
    bool empty() const { return nodes.empty(); }
    EdgeId edge(std::size_t i) const {
        return edges ? edges[i] : EdgeId{static_cast<std::uint32_t>(first) + static_cast<std::uint32_t>(i)};
    }
};

// A property column, or another list of one value a row, as it lies in memory: for loops that cannot afford a Value a row. A view into
// the graph.
struct ColumnView {
    enum class Kind : std::uint8_t { boolean, integer, floating, date, text, encoded };
    Kind kind = Kind::integer;  // floating: the bits of a double; date: days since 1970-01-01; text: the rank of a string among the column's
    std::uint8_t width = 0;     // bytes a value: 0 (all the same), 1, 2, 4 or 8
    std::int64_t base = 0;      // what is added to every stored number
    const std::uint8_t* bytes = nullptr;
    const std::uint64_t* present = nullptr;  // one bit a row; nullptr: `full` says whether all rows have a value or none has
    const std::uint32_t* ranks = nullptr;    // values before each group of 8 words of `present`
    bool full = false;
    std::size_t size = 0;  // rows with a value

    bool contains(std::size_t row) const { return present ? ((present[row / 64] >> (row % 64)) & 1U) != 0 : full; }
    // Precondition: contains(row).
    std::int64_t number(std::size_t row) const;
};

// The graph's arrays. An adjacency is the range [begin[node], begin[node + 1]) of positions, sorted by (type, neighbour, edge). Outgoing:
// the position is the EdgeId itself.
struct GraphArrays {
    const std::uint32_t* out_begin = nullptr;  // nodes + 1 of them
    const NodeId* targets = nullptr;           // by EdgeId
    ColumnView types;                          // by EdgeId
    ColumnView label_set_of;                   // node → number of its label set
};
// The same edges seen from their targets; everything by position.
struct InArrays {
    const std::uint32_t* begin = nullptr;
    const NodeId* nodes = nullptr;  // the source of each entry
    const EdgeId* edges = nullptr;
    ColumnView types;
};

// Which columns of a stored graph are needed (see Store::graph and PreparedQuery::reads).
struct GraphParts {
    bool all = true;
    std::vector<std::string> node_keys, edge_keys;  // when not all; sorted, each once
};

class PropertyGraph {
public:
    PropertyGraph();  // the empty graph
    ~PropertyGraph();
    PropertyGraph(PropertyGraph&&) noexcept;
    PropertyGraph& operator=(PropertyGraph&&) noexcept;
    PropertyGraph(const PropertyGraph&) = delete;  // large; share it by shared_ptr or reference instead
    PropertyGraph& operator=(const PropertyGraph&) = delete;

    std::size_t node_count() const;
    std::size_t edge_count() const;

    // Names, each list in byte order; the ids are the positions.
    std::span<const std::string> labels() const;
    std::span<const std::string> types() const;
    std::span<const std::string> node_keys() const;  // KeyIds of nodes and of edges are separate
    std::span<const std::string> edge_keys() const;
    std::optional<LabelId> find_label(std::string_view name) const;
    std::optional<TypeId> find_type(std::string_view name) const;
    std::optional<KeyId> find_node_key(std::string_view name) const;
    std::optional<KeyId> find_edge_key(std::string_view name) const;

    // Nodes. label sets are sorted.
    std::span<const LabelId> labels_of(NodeId node) const;
    bool has_label(NodeId node, LabelId label) const;
    std::span<const NodeId> nodes_with(LabelId label) const;  // ascending
    // Null when absent. O(1) but for lists and maps, which are decoded.
    Value property(NodeId node, KeyId key) const;
    // All properties that are not null, in order of the key names.
    Map properties(NodeId node) const;
    // Nodes whose property `key` equals `value`, ascending; O(log n) for strings on the keys "id", "name" and "aliases"
    // (a list: any of its items), else a scan.
    std::vector<NodeId> find_nodes(KeyId key, const Value& value) const;

    // Nodes whose id, name or alias is this text, ascending; capitals, accents and compatibility forms do not count ("zoe" finds "Zoë").
    // The first call makes an index, O(n log n); then O(log n).
    std::vector<NodeId> find_named(std::string_view text) const;

    // Edges.
    NodeId source(EdgeId edge) const;
    NodeId target(EdgeId edge) const;
    TypeId type(EdgeId edge) const;
    Value property(EdgeId edge, KeyId key) const;
    Map properties(EdgeId edge) const;
    std::size_t edge_count(TypeId type) const;

    // Adjacency: all edges of a node, or those of one type; O(log degree) for the typed ones.
    Adjacency out(NodeId node) const;
    Adjacency out(NodeId node, TypeId type) const;
    Adjacency in(NodeId node) const;
    Adjacency in(NodeId node, TypeId type) const;

    // Raw access, in constant time.
    GraphArrays arrays() const;
    // These two are made at the first call of either's owner (in, in_arrays; source, sources), O(edges); a graph that is only followed forward
    // never holds them.
    InArrays in_arrays() const;
    std::span<const NodeId> sources() const;  // by EdgeId
    std::size_t label_set_count() const;
    std::span<const LabelId> label_set(std::size_t number) const;
    ColumnView column(KeyId node_key) const;
    ColumnView edge_column(KeyId edge_key) const;
    // An edge column in the order of incoming adjacencies; nothing for columns of text or with gaps. Made at the first call, O(edges):
    // `tick` is called every 65,536 edges and may throw, and then nothing is kept.
    std::optional<ColumnView> in_column(KeyId edge_key, const std::function<void()>& tick) const;
    // Kind text: how many strings of the column are less than `text`, and how many are not greater. O(log size).
    std::pair<std::size_t, std::size_t> text_bounds(KeyId node_key, std::string_view text) const;
    std::pair<std::size_t, std::size_t> edge_text_bounds(KeyId edge_key, std::string_view text) const;

    struct Data;  // the representation; defined in graph/property_graph.h
    const Data& data() const { return *data_; }
    explicit PropertyGraph(std::unique_ptr<Data> data);

private:
    std::unique_ptr<Data> data_;
};

class GraphBuilder {
public:
    GraphBuilder();
    ~GraphBuilder();
    GraphBuilder(GraphBuilder&&) noexcept;
    GraphBuilder& operator=(GraphBuilder&&) noexcept;

    // Labels may be empty; duplicates count once. Null properties are dropped. Node, edge and path values are refused by freeze().
    NodeId add_node(std::span<const std::string_view> labels, Map properties = {});
    NodeId add_node(std::string_view label, Map properties = {});
    // Returns the running number of the edge (not its EdgeId). Preconditions: both nodes exist in this builder.
    std::size_t add_edge(NodeId source, std::string_view type, NodeId target, Map properties = {});
    // For many nodes or edges with the same keys, faster than maps: the number of a key once, then the value of each. Preconditions: the value is
    // not null; the values of one key are set in the order of the nodes (or edges), each at most once.
    std::size_t node_key(std::string_view key);
    std::size_t edge_key(std::string_view key);
    void set(NodeId node, std::size_t key, const Value& value);
    void set_edge(std::size_t edge, std::size_t key, const Value& value);
    std::size_t node_count() const;
    std::size_t edge_count() const;

    // Leaves the builder empty. Errors: argument (more than 2^32 - 2 nodes or edges; a property value of a kind that cannot be stored).
    // Same calls, same graph, byte for byte.
    Result<PropertyGraph> freeze();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace demarche
