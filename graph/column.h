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
    // Kind text only. Precondition: contains(row).
    std::string_view text(std::size_t row) const { return pool_[static_cast<std::size_t>(ints_.at(rows_.rank(row)))]; }
    ColumnView view() const;
    const StringPool& pool() const { return pool_; }
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
    // new_row[row] is where each row goes; empty: rows stay. Leaves the builder empty.
    Column freeze(std::size_t row_count, std::span<const std::uint32_t> new_row);

private:
    void become_encoded();

    Column::Kind kind_ = Column::Kind::integer;
    std::vector<std::uint32_t> rows_;
    std::vector<std::int64_t> ints_;    // boolean, integer, floating, date
    std::vector<std::uint32_t> codes_;  // text, encoded: numbers in interner_
    Interner interner_;
};

}  // namespace demarche::graph
