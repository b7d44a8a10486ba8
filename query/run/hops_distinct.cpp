#include <algorithm>

#include "query/run/hops_tables.h"

namespace demarche::query {

using bound::Slot;

void PairSet::clear() {
    std::fill(cells_.begin(), cells_.end(), kFree);
    size_ = 0;
}

bool PairSet::insert(std::uint64_t pair) {
    if (grows(size_ + 1)) {
        std::vector<std::uint64_t> old(cells_.size() * 2, kFree);
        old.swap(cells_);
        size_ = 0;
        for (const std::uint64_t each : old)
            if (each != kFree) insert(each);
    }
    const std::uint64_t hash = pair * 0x9E3779B97F4A7C15U;
    for (std::size_t i = (hash ^ (hash >> 29U)) & (cells_.size() - 1);; i = (i + 1) & (cells_.size() - 1)) {
        if (cells_[i] == pair) return false;
        if (cells_[i] != kFree) continue;
        cells_[i] = pair;
        ++size_;
        return true;
    }
}

namespace {

class HopsDistinctCursor : public Cursor {
public:
    HopsDistinctCursor(const Distinct& op, const Hops& input, Run& run)
        : Cursor(op), columns_(op.columns()), hops_(input, input.open_input(run), run), set_(hops_.is_node(columns_[0]) ? run.scratch.node_sets : run.scratch.edge_sets) {}

    void reset(Run& run) override {
        hops_.reset(run);
        set_->clear();
        pairs_.clear();
        run.release(std::exchange(held_, 0));
        at_ = size_ = 0;
    }

protected:
    bool advance(Run& run) override {
        while (true) {
            for (; at_ < size_; ++at_) {
                const std::uint32_t p = hops_.positions()[at_], first = id(columns_[0], p);
                if (columns_.size() == 1 ? !set_->insert(first) : !pairs_.insert(std::uint64_t{first} << 32U | id(columns_[1], p))) continue;
                for (const Slot slot : columns_) run.at(slot) = hops_.is_node(slot) ? Value(NodeId{id(slot, p)}) : Value(EdgeId{id(slot, p)});
                ++at_;
                return true;
            }
            hold(run);
            if (!hops_.next_batch(run)) return false;
            at_ = 0;
            size_ = static_cast<std::uint32_t>(hops_.size());
        }
    }

private:
    std::uint32_t id(Slot slot, std::uint32_t position) const { return hops_.in_last(slot) ? hops_.element(slot, position) : hops_.reg(slot); }
    void hold(Run& run) {
        const std::size_t bytes = pairs_.memory(HopsCursor::kBatch);
        if (bytes > held_) run.hold(op_, bytes - std::exchange(held_, bytes));
    }

    const std::vector<Slot>& columns_;
    HopsCursor hops_;
    Lease<IdSet> set_;
    PairSet pairs_;
    std::uint32_t at_ = 0, size_ = 0;
    std::size_t held_ = 0;
};

}  // namespace

std::unique_ptr<Cursor> open_hops_distinct(const Distinct& op, const Hops& input, Run& run) {
    const std::vector<Slot>& columns = op.columns();
    if (columns.empty() || columns.size() > 2 || !std::all_of(columns.begin(), columns.end(), [&](Slot s) { return input.binder(s) != nullptr; })) return nullptr;
    return std::make_unique<HopsDistinctCursor>(op, input, run);
}

}  // namespace demarche::query
