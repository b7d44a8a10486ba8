// Aggregation and DISTINCT that read the batches of Hops instead of rows. The results are those of the general operators (run/tables.cpp).
#pragma once

#include <memory>

#include "query/run/hops.h"
#include "query/run/operators.h"

namespace demarche::query {

// A set of pairs of ids.
class PairSet {
public:
    PairSet() : cells_(64, kFree) {}
    void clear();
    // Was it new?
    bool insert(std::uint64_t pair);
    // With what the next `pairs` may need, and the old place beside the new one.
    std::size_t memory(std::size_t pairs) const { return cells_.size() * sizeof(std::uint64_t) * (grows(size_ + pairs) ? 3 : 1); }

private:
    bool grows(std::size_t size) const { return 2 * size > cells_.size(); }
    static constexpr std::uint64_t kFree = UINT64_MAX;  // no pair: ids are less than 2³² − 1
    std::vector<std::uint64_t> cells_;
    std::size_t size_ = 0;
};

// nullptr where keys or aggregates need more than ids and numbers of columns.
std::unique_ptr<Cursor> open_hops_aggregate(const Aggregate& op, const Hops& input, Run& run);
// nullptr where the columns are not one or two of what Hops binds.
std::unique_ptr<Cursor> open_hops_distinct(const Distinct& op, const Hops& input, Run& run);

}  // namespace demarche::query
