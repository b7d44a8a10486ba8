// The positions of a node's relationships of certain types, as ranges of the graph's arrays.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "demarche/graph.h"
#include "query/bind/bound.h"

namespace demarche::query {

// One direction of a graph: begin[node] … begin[node + 1] are the positions of a node.
struct Side {
    const std::uint32_t* begin = nullptr;
    const std::uint32_t* nodes = nullptr;  // the other end, by position
    const std::uint32_t* edges = nullptr;  // by position; nullptr: the position is the edge
    const ColumnView* types = nullptr;     // by position
    bool out = true;

    std::uint32_t edge(std::uint32_t position) const { return edges ? edges[position] : position; }
};

struct Range {
    std::uint32_t begin, end;
};

// The sides that a direction asks for, with a filter by type.
class Adjacent {
public:
    Adjacent(const PropertyGraph& graph, ast::Direction direction, const bound::Types& types);
    Adjacent(const Adjacent&) = delete;
    Adjacent& operator=(const Adjacent&) = delete;

    std::span<const Side> sides() const { return {sides_, count_}; }
    bool both() const { return count_ == 2; }
    // Appends the ranges of `node`, ascending. O(degree) for small degrees, else O(types · log degree).
    void ranges(const Side& side, std::uint32_t node, std::vector<Range>& out) const;
    // The same, but a short list comes whole: true, and the caller keeps the positions whose type is wanted().
    bool short_ranges(const Side& side, std::uint32_t node, std::vector<Range>& out) const;
    const std::vector<std::uint8_t>& wanted() const { return wanted_; }  // by type
    std::uint32_t degree(std::uint32_t node) const;
    bool any() const { return any_; }
    const std::vector<std::uint32_t>& types() const { return types_; }

private:
    void long_ranges(const Side& side, std::uint32_t node, std::vector<Range>& out) const;

    GraphArrays arrays_;
    InArrays in_arrays_;  // when the direction needs them
    Side sides_[2];
    std::size_t count_ = 0;
    bool any_;
    std::vector<std::uint32_t> types_;  // sorted
    std::vector<std::uint8_t> wanted_;  // by type
};

// The first position of [begin, end) whose type is not less than `type`.
std::uint32_t first_of_type(const ColumnView& types, std::uint32_t begin, std::uint32_t end, std::uint32_t type);

ast::Direction reversed(ast::Direction direction);

}  // namespace demarche::query
