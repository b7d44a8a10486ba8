// Conditions on the elements of a batch: what can be decided by an integer comparison on a column is, without a Value.
//
// A batch is a list of positions of one adjacency (or one list of nodes). A condition keeps those that satisfy it. Its bound, an expression
// over what is known before, is looked at once for each batch list, not for each element.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "query/run/adjacency.h"
#include "query/run/run.h"

namespace demarche::query {

// The elements that a level of a pattern makes: positions, and what each stands for.
struct Elements {
    const std::uint32_t* nodes = nullptr;  // by position; nullptr: the position is the node
    const std::uint32_t* edges = nullptr;  // likewise
    const std::uint32_t* froms = nullptr;  // of an edge scan: the other end
    bool in_order = false;                 // positions are those of incoming adjacencies (for in_column)

    std::uint32_t node(std::uint32_t position) const { return nodes ? nodes[position] : position; }
    std::uint32_t edge(std::uint32_t position) const { return edges ? edges[position] : position; }
};

struct Condition {
    enum class Kind : std::uint8_t {
        labels,     // of the node (or `from`) by its label set
        property,   // column of the node, edge or `from` against a bound
        different,  // the edge is none of these
        in_table,   // the node is in the table of another level
        general,    // any expression
    };
    enum class Of : std::uint8_t { node, edge, from };

    Kind kind = Kind::general;
    Of of = Of::node;
    std::optional<bound::ExprId> expression;  // the whole of it, for printing and for what only it can decide
    std::vector<bool> label_sets;             // labels: by number
    KeyId key{};
    ast::CompareOp op = ast::CompareOp::equal;
    bound::ExprId bound{};                    // what the property is compared with
    bool fixed = false;                       // the bound reads no slot
    // The bound is a property of a node that the same pattern has bound.
    struct Other { bound::Slot slot; KeyId key; };
    std::optional<Other> other;
    std::vector<bound::Slot> different;         // relationships of the same pattern …
    std::vector<bound::Slot> different_before;  // … and relationships and paths from before
    std::size_t level = 0;                    // in_table
    double selectivity = 0.3;
};

// What a bound means for a column, found once.
struct Bounds {
    enum class Verdict : std::uint8_t { none, present, range, general };
    Verdict verdict = Verdict::none;
    bool outside = false;                // not in the range
    std::int64_t low = 0, high = 0;      // inclusive
    double low_real = 0, high_real = 0;  // of a floating column
};

// Which numbers of a column compare so with another number of the same kind.
Bounds bounds_of_number(ast::CompareOp op, std::int64_t number);
// Which numbers of a column compare so with a value. text_bounds gives the ranks of a string in a column of texts.
Bounds bounds_of(const ColumnView& column, ast::CompareOp op, const Value& value,
                 const std::function<std::pair<std::size_t, std::size_t>(std::string_view)>& text_bounds);

// Keeps the positions whose number is in the range. by[position] is the row of the column (by == nullptr: the position). Returns how many.
std::uint32_t keep_in_range(const ColumnView& column, const Bounds& bounds, const std::uint32_t* by, std::uint32_t* positions, std::uint32_t count);
std::uint32_t keep_labelled(const ColumnView& label_set_of, const std::vector<std::uint8_t>& wanted, const std::uint32_t* by, std::uint32_t* positions,
                            std::uint32_t count);

}  // namespace demarche::query
