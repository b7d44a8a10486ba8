// What the importers share: properties with keys that repeat, ends of edges by name, and the words other programs use.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/formats/format.h"
#include "graph/packed.h"

namespace demarche::graph {

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

// The properties of one element after another. A key has a slot, found once.
class PropertyRow {
public:
    std::size_t slot(std::string_view key);
    void set(std::size_t slot, Value value) { values_[slot] = std::move(value); }
    bool has(std::size_t slot) const { return !values_[slot].is_null(); }
    // In order of the keys; leaves the row empty.
    Map take();
    // The same into an edge of a builder, which is the same one at every call.
    void give(GraphBuilder& builder, std::size_t edge);

private:
    static constexpr std::size_t kUnknown = SIZE_MAX;
    std::vector<std::string> keys_;
    std::vector<Value> values_;
    std::vector<std::size_t> order_;    // slots by key
    std::vector<std::size_t> columns_;  // the builder's numbers of the keys, kUnknown before the first use
    TextMap<std::size_t> slots_;
};

// The attributes that an XML file declares for its nodes, or for its edges, and what the element that is being read has of them.
class AttributeTable {
public:
    struct Attribute {
        std::string id, name;
        TextKind kind = TextKind::text;
        bool own = false;      // of our own writer: values are exactly of the kind
        bool ignored = false;  // nothing of the graph
        std::optional<Value> default_value;
    };
    // own_type: how the id begins of the attribute in which our own writer keeps labels or type. rank: see label_rank below.
    AttributeTable(std::string_view own_type, std::optional<std::size_t> (*rank)(std::string_view)) : own_type_(own_type), rank_(rank) {}

    void add(Attribute attribute);
    bool has(std::string_view name) const;
    // After the last add: finds the attribute that tells labels or type. rename_label: "label" is called "name" if nothing else is.
    void settle(bool own_file, bool rename_label);
    // Ids that were not declared are texts. What is wrong; empty: nothing.
    std::string set(std::string_view id, std::string_view text);
    void set_property(std::string_view key, Value value) { row_.set(row_.slot(key), std::move(value)); }
    // Text of the labels or type, if the element has one. Leaves none.
    std::optional<std::string> take_type() { return std::exchange(type_, std::nullopt); }
    // The properties, with defaults where there is no value: to be taken.
    PropertyRow& filled();
    Map take() { return filled().take(); }

private:
    struct Entry {
        Attribute attribute;
        std::size_t slot = 0;
        bool tells_type = false;
    };
    std::string_view own_type_;
    std::optional<std::size_t> (*rank_)(std::string_view);
    std::vector<Entry> entries_;
    TextMap<std::size_t> numbers_;  // by id
    std::vector<std::size_t> defaults_;
    PropertyRow row_;
    std::optional<std::string> type_;
};

// Nodes by the names that a file gives them, and edges that may stand before their nodes.
class NamedGraph {
public:
    // False: there is a node of this name already.
    bool add_node(std::string_view name, std::span<const std::string> labels, Map properties);
    // Makes the node without labels unless it is there.
    void ensure_node(std::string_view name, const std::function<Map()>& properties);
    // `line` is kept for the message when a node never comes (0: unknown).
    void add_edge(std::string_view source, std::string_view type, std::string_view target, Map properties, std::size_t line);
    // Takes the properties out of the row, which must be the same one at every call. Faster.
    void add_edge(std::string_view source, std::string_view type, std::string_view target, PropertyRow& properties, std::size_t line);
    // Adds the edges that waited. What is wrong, and in which line; nothing: all is well.
    std::optional<std::pair<std::string, std::size_t>> settle();
    Result<PropertyGraph> freeze() { return builder_.freeze(); }

private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
    struct Waiting {
        std::uint32_t source = 0, target = 0;  // numbers of names
        std::string type;
        Map properties;
        std::size_t line = 0;
    };
    std::uint32_t number(std::string_view name);

    GraphBuilder builder_;
    Interner names_;
    std::vector<std::uint32_t> nodes_;  // by the number of the name; kNone: not yet seen
    std::vector<Waiting> waiting_;
};

// Which of an element's text attributes tells what it is: the rank of such a name (0 is the best), or nothing. Of several in one
// file the best counts and the others are properties.
std::optional<std::size_t> label_rank(std::string_view attribute);     // of nodes: "labels", "entity_type", "kind" …
std::optional<std::size_t> relation_rank(std::string_view attribute);  // of edges: "relation", "type" …
// ":Person:Minister" as Neo4j writes it, or "Minister;Person".
std::vector<std::string> labels_of_text(std::string_view text);
// A value as other programs write it: "True", " 5". Nothing when it is not of the kind.
std::optional<Value> parse_foreign(TextKind kind, std::string_view text);
// The name without the byte order mark, spaces and capitals.
std::string folded(std::string_view text);
std::string trimmed(std::string_view text);

}  // namespace demarche::graph
