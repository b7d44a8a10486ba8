// What one level of Hops keeps while it runs.
#pragma once

#include "query/run/hops.h"

namespace demarche::query {

// The relationships of one node by their other ends.
struct HopsCursor::Table {
    explicit Table(Pool<NodeTable>& pool) : index(pool) {}
    Lease<NodeTable> index;  // node → its last entry
    std::vector<std::uint32_t> edges, next;
    std::uint32_t key = 0;
    bool valid = false;
};

struct HopsCursor::State {
    explicit State(const Level& l) : level(l), known(l.conditions.size()), columns(l.conditions.size()), in_columns(l.conditions.size()), bounds(l.conditions.size()) {}

    const Level& level;
    Elements elements;
    std::optional<Adjacent> adjacent, back;  // seen from `from`, and from `node`
    std::uint32_t start = 0;                 // the node that is expanded
    std::size_t sides = 0;                   // begun so far
    std::vector<Range> ranges;               // positions that are to come: from `position` of range number `range` on
    std::size_t range = 0;
    std::uint32_t position = 0;
    const ColumnView* filter = nullptr;      // the types by position, where the ranges have other types too
    std::unique_ptr<std::uint32_t[]> positions = std::make_unique_for_overwrite<std::uint32_t[]>(kBatch);
    std::uint32_t count = 0, at = 0;         // the batch, and how much of it was taken

    std::vector<std::uint32_t> found;        // of a lookup, or of relationships between two nodes
    std::unique_ptr<Table> table;
    std::vector<std::uint8_t> wanted_types;  // of an edge scan
    std::vector<bound::Slot> written;        // slots that the pattern's own expressions read

    // By condition.
    std::vector<std::uint8_t> known;         // are the bounds found?
    std::vector<ColumnView> columns;
    std::vector<std::optional<ColumnView>> in_columns;
    std::vector<Bounds> bounds;
    std::vector<std::vector<std::uint8_t>> wanted_labels;

    void list(std::uint32_t size) {
        ranges.assign(size > 0 ? 1 : 0, Range{0, size});
        range = 0;
        position = 0;
        filter = nullptr;
    }
    void expand(const Adjacent& lists, const Side& side, std::uint32_t node) {
        ranges.clear();
        filter = lists.short_ranges(side, node, ranges) ? side.types : nullptr;
        range = 0;
        if (!ranges.empty()) position = ranges[0].begin;
    }
};

// Conditions that a level's table has already taken care of.
inline bool tabled(const Level& level, const Condition& c) {
    return level.table && c.kind == Condition::Kind::property && c.of == Condition::Of::edge && c.fixed;
}

}  // namespace demarche::query
