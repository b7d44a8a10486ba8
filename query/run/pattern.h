// The operators that match patterns: scans, expansions, searches, paths.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "query/run/run.h"

namespace demarche::query {

// n.key = value, to be looked up: in the graph's index, or in a table made for the run.
struct Lookup {
    KeyId key;
    bound::ExprId value;
    bool hashed = false;
};

// A relationship from before and the nodes at its ends.
struct ExpandSpec {
    bound::Slot from, to, relationship;
    ast::Direction direction = ast::Direction::out;
    bound::Types types;
    bool from_bound = true, into = false;  // is `from`, is `to` known before? Else it is written
    std::vector<bound::Slot> different;    // columns with relationships or paths that must not be repeated
};

class RelationshipEnds : public Operator {
public:
    RelationshipEnds(std::unique_ptr<Operator> input, ExpandSpec spec) : Operator(std::move(input)), spec_(std::move(spec)) {}
    std::string name() const override { return "RelationshipEnds"; }
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
