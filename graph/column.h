// A property column: one key, all nodes or all edges of a graph. A column holds one kind of value in packed form; where values
// of different kinds meet under one key, and for lists, maps and the larger temporal types, it holds them encoded, each once.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "demarche/graph.h"
#include "graph/packed.h"

namespace demarche::graph {

class Column {
public:
    // Written to disk: never renumber.
    using Kind = ColumnView::Kind;

    Kind kind() const { return kind_; }
    // Null when the row has none. O(1); lists and maps are decoded, strings copied.
    Value at(std::size_t row) const;
    // Rows with a value.
    std::size_t size() const { return rows_.size(); }
    std::size_t row_count() const { return rows_.row_count(); }
    bool contains(std::size_t row) const { return rows_.contains(row); }
    // Kinds text and encoded only. Precondition: contains(row).
    std::string_view text(std::size_t row) const { return pool_[static_cast<std::size_t>(ints_.at(rows_.rank(row)))]; }
    ColumnView view() const;
    // Kinds text and encoded only: the different ones in byte order, and the number among them of a row that has one.
    const StringPool& pool() const { return pool_; }
    std::uint32_t pool_number(std::size_t row) const { return static_cast<std::uint32_t>(ints_.at(rows_.rank(row))); }
    // Other kinds: the number, the days, or the bits of a double. Precondition: contains(row).
    std::int64_t bits(std::size_t row) const { return ints_.at(rows_.rank(row)); }
    // f(row) for each row whose number in the pool (or whose bits) are these, ascending.
    template <class F>
    void for_each_with(std::int64_t bits, F f) const {
        ints_.for_each_with(bits, [&](std::size_t rank) { f(rows_.row_of(rank)); });
    }
    std::size_t memory() const { return rows_.memory() + ints_.memory() + pool_.memory(); }

    void write(Writer& out) const;
    static Column read(Reader& in);

private:
    friend class ColumnBuilder;
    Kind kind_ = Kind::integer;
    RowSet rows_;
    PackedInts ints_;   // the values themselves, the bits of doubles, or numbers in pool_
    StringPool pool_;   // strings or encoded values
};

// Collects a column row by row.
class ColumnBuilder {
public:
    // Preconditions: rows ascend, each at most once; value is not null and storable.
    void add(std::uint32_t row, const Value& value);
    // The value of `from` in its row `its_row`, without unpacking it. Precondition as for add(); from.contains(its_row).
    void add_from(std::uint32_t row, const Column& from, std::size_t its_row);
    std::size_t size() const { return ints_.size() + codes_.size(); }
    // order[row of the column] is the row as added; empty: rows stay. Leaves the builder empty.
    Column freeze(std::size_t row_count, std::span<const std::uint32_t> order);

private:
    void add_row(std::uint32_t row);
    void become_encoded();
    std::vector<std::uint32_t> places_of(std::size_t row_count, std::span<const std::uint32_t> order) const;

    Column::Kind kind_ = Column::Kind::integer;
    bool gaps_ = false;             // rows_ is filled; else the rows are 0, 1, 2 …
    Blocks<std::uint32_t> rows_;
    Blocks<std::int64_t> ints_;     // boolean, integer, floating, date
    Blocks<std::uint32_t> codes_;   // text, encoded: numbers in interner_
    Interner interner_;
};

}  // namespace demarche::graph
