// A set of rows: DISTINCT. The rows lie one after another, an open hash table has their numbers.
#pragma once

#include <cstdint>
#include <vector>

#include "query/run/chunks.h"
#include "query/run/run.h"

namespace demarche::query {

class RowTable {
public:
    explicit RowTable(const std::vector<bound::Slot>& columns) : columns_(columns) {}
    // Keeps the columns of the run's row unless a row like it is there. Was it new? Counts the memory for `op`; looks at the limits too.
    bool insert(Run& run, const Operator& op);
    void clear(Run& run);

private:
    struct Cell {
        std::uint32_t tag = 0, row = 0;  // row + 1; 0: free
    };
    bool same(Run& run, std::uint32_t row) const;
    void grow(Run& run, const Operator& op);
    void hold(Run& run, const Operator& op, std::size_t bytes);

    const std::vector<bound::Slot>& columns_;
    std::vector<Cell> cells_;
    Chunks<Value, 64> values_;
    std::size_t rows_ = 0, held_ = 0;
};

}  // namespace demarche::query
