#include "query/run/row_table.h"

#include "query/functions/values.h"

namespace demarche::query {

bool RowTable::insert(Run& run, const Operator& op) {
    if (2 * (rows_ + 1) > cells_.size()) grow(run, op);
    std::uint64_t h = columns_.size();
    for (const bound::Slot slot : columns_) h = (h ^ hash(run.at(slot))) * 0x9E3779B97F4A7C15U;
    const auto tag = static_cast<std::uint32_t>(h >> 32U);
    std::size_t i = tag & (cells_.size() - 1);
    for (; cells_[i].row != 0; i = (i + 1) & (cells_.size() - 1))
        if (cells_[i].tag == tag && same(run, cells_[i].row - 1)) return false;
    std::size_t bytes = columns_.size() * sizeof(Value);
    for (const bound::Slot slot : columns_) {
        bytes += memory_of(run.at(slot));
        values_.push_back(run.at(slot));
    }
    cells_[i] = {tag, static_cast<std::uint32_t>(++rows_)};
    hold(run, op, bytes);
    return true;
}

bool RowTable::same(Run& run, std::uint32_t row) const {
    std::size_t at = std::size_t{row} * columns_.size();
    for (const bound::Slot slot : columns_)
        if (!equivalent(values_[at++], run.at(slot))) return false;
    return true;
}

void RowTable::grow(Run& run, const Operator& op) {
    const std::size_t before = cells_.size() * sizeof(Cell);
    std::vector<Cell> old(std::max<std::size_t>(16, 2 * cells_.size()));
    hold(run, op, old.size() * sizeof(Cell));  // both are there while it moves
    old.swap(cells_);
    std::uint32_t moved = 0;
    for (const Cell& cell : old) {
        if (cell.row == 0) continue;
        if ((++moved & 1023U) == 0) run.step(op, 1024);
        std::size_t i = cell.tag & (cells_.size() - 1);
        while (cells_[i].row != 0) i = (i + 1) & (cells_.size() - 1);
        cells_[i] = cell;
    }
    run.release(before);
    held_ -= before;
}

void RowTable::hold(Run& run, const Operator& op, std::size_t bytes) {
    run.hold(op, bytes);
    held_ += bytes;
}

void RowTable::clear(Run& run) {
    cells_ = {};
    values_ = {};
    run.release(held_);
    rows_ = held_ = 0;
}

}  // namespace demarche::query
