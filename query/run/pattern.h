// The operators that match patterns: scans, expansions, searches, paths.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "query/run/run.h"

namespace demarche::query {

// Nodes into a column: all, those with a label, or those with a property value.
class NodeScan : public Operator {
public:
    struct Lookup {
        KeyId key;
        bound::ExprId value;
    };
    NodeScan(std::unique_ptr<Operator> input, bound::Slot node, std::optional<LabelId> label, std::optional<Lookup> lookup)
        : Operator(std::move(input)), node_(node), label_(label), lookup_(lookup) {}
    std::string name() const override { return lookup_ ? "NodeLookup" : label_ ? "LabelScan" : "NodeScan"; }
    std::string details(const bound::Query& query) const override;
    void reads(SlotSet& slots) const override {
        if (lookup_) slots.add(lookup_->value);
    }
    std::unique_ptr<Cursor> open(Run& run) const override;
    bound::Slot node() const { return node_; }
    std::optional<LabelId> label() const { return label_; }
    std::optional<Lookup> lookup() const { return lookup_; }

private:
    bound::Slot node_;
    std::optional<LabelId> label_;
    std::optional<Lookup> lookup_;
};

// What expansions and searches share: relationships that the same MATCH has used already.
struct ExpandSpec {
    bound::Slot from, to, relationship;
    ast::Direction direction = ast::Direction::out;
    bound::Types types;
    bool into = false;                    // `to` is bound: only relationships to it
    bool relationship_bound = false;      // … and then both ends are written unless from_bound / into
    bool from_bound = true;
    std::vector<bound::Slot> different;   // columns with relationships or paths that must not be repeated
};

class Expand : public Operator {
public:
    Expand(std::unique_ptr<Operator> input, ExpandSpec spec) : Operator(std::move(input)), spec_(std::move(spec)) {}
    std::string name() const override { return spec_.relationship_bound ? "RelationshipEnds" : spec_.into ? "ExpandInto" : "Expand"; }
    std::string details(const bound::Query& query) const override;
    void reads(SlotSet& slots) const override;
    std::unique_ptr<Cursor> open(Run& run) const override;
    const ExpandSpec& spec() const { return spec_; }

private:
    ExpandSpec spec_;
};

struct SearchSpec {
    bound::Slot from, to;
    bool into = false;
    bool reversed = false;  // runs from the pattern's end: only for one repeated hop
    bound::Search search;
    bound::Slot path;
    std::vector<bound::Slot> different;
    bool fold = false;       // only the number of paths is wanted: one row for each start (and known end), with Run::weight
    bool ends_only = false;  // only which ends there are is wanted: each once
};

// Paths along segments, depth first or, with a selector, breadth first.
class PathSearch : public Operator {
public:
    PathSearch(std::unique_ptr<Operator> input, SearchSpec spec) : Operator(std::move(input)), spec_(std::move(spec)) {}
    std::string name() const override;
    std::string details(const bound::Query& query) const override;
    void reads(SlotSet& slots) const override;
    std::unique_ptr<Cursor> open(Run& run) const override;
    const SearchSpec& spec() const { return spec_; }
    // Before the first open().
    void fold() { spec_.fold = true; }
    void ends_only() { spec_.ends_only = true; }

private:
    SearchSpec spec_;
};

// p = …
class BuildPath : public Operator {
public:
    BuildPath(std::unique_ptr<Operator> input, bound::PathVariable path) : Operator(std::move(input)), path_(std::move(path)) {}
    std::string name() const override { return "BuildPath"; }
    void reads(SlotSet& slots) const override;
    std::unique_ptr<Cursor> open(Run& run) const override;
    const bound::PathVariable& path() const { return path_; }

private:
    bound::PathVariable path_;
};

// Is the relationship in one of these columns (alone, or in a path)?
bool used_already(Run& run, const std::vector<bound::Slot>& columns, EdgeId edge);

// The relationships of a node in one direction with certain types, one after another.
class Neighbours {
public:
    void start(const PropertyGraph& graph, NodeId node, ast::Direction direction, const bound::Types& types);
    // False at the end. A loop is given once when both directions are asked for.
    bool next(EdgeId& edge, NodeId& node);

private:
    bool load();

    const PropertyGraph* graph_ = nullptr;
    const bound::Types* types_ = nullptr;
    NodeId node_{};
    ast::Direction direction_ = ast::Direction::out;
    bool outgoing_ = true, done_ = true;
    std::size_t type_ = 0, at_ = 0;
    Adjacency list_;
};

}  // namespace demarche::query
