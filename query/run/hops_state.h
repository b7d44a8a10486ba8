// What one level of Hops keeps while it runs.
#pragma once

#include <array>

#include "query/run/hops.h"
#include "query/run/sieve.h"

namespace demarche::query {

// The relationships of one node by their other ends.
struct HopsCursor::Table {
    explicit Table(Pool<NodeTable>& pool) : index(pool) {}
    Lease<NodeTable> index;  // node → its last entry
    std::vector<std::uint32_t> edges, next;
    std::uint32_t key = 0;
    bool valid = false;
};

// The nodes of a level by the hash of a property: a hash join. Sorted by hash, then node.
struct HopsCursor::Join {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> nodes;
    bool made = false;
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
    // Where the ranges have other types too: what the sieve leaves out, or else the types by position and those that are wanted.
    const ColumnView* filter = nullptr;
    const std::vector<std::uint8_t>* accepted = nullptr;
    Sieve sieve;
    std::size_t sieved = 0;                  // so many of the first conditions are decided by the sieve
    struct Sifted {
        bool ready = false;
        std::size_t conditions = 0;
        Window window;
    };
    std::array<Sifted, 2> sifted;            // of positions that are edges, and of incoming lists
    std::unique_ptr<std::uint32_t[]> positions = std::make_unique_for_overwrite<std::uint32_t[]>(kBatch);
    std::uint32_t count = 0, at = 0;         // the batch, and how much of it was taken

    std::vector<std::uint32_t> found;        // of a lookup, or of relationships between two nodes
    std::unique_ptr<Table> table;
    Join join;
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
        sieve = {};
        sieved = 0;
    }
    void expand(const Adjacent& lists, const Side& side, std::uint32_t node) {
        ranges.clear();
        filter = nullptr;
        sieve.types = nullptr;
        if (lists.short_ranges(side, node, ranges)) only(*side.types, lists.wanted());
        range = 0;
        if (!ranges.empty()) position = ranges[0].begin;
    }
    void only(const ColumnView& types, const std::vector<std::uint8_t>& wanted) {
        if (types.width == 1) {
            sieve.types = types.bytes;
            sieve.accept = wanted.data() + types.base;
        } else {
            filter = &types;
            accepted = &wanted;
        }
    }
};

// A condition on the relationship alone, the same for the whole run.
inline bool fixed_on_edge(const Condition& c) { return c.kind == Condition::Kind::property && c.of == Condition::Of::edge && c.fixed; }
// Conditions that a level's table has already taken care of.
inline bool tabled(const Level& level, const Condition& c) { return level.table && fixed_on_edge(c); }

}  // namespace demarche::query
