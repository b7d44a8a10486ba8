#include <algorithm>

#include "query/functions/values.h"
#include "query/run/operators.h"

namespace demarche::query {
namespace {

constexpr std::size_t kBlock = 16;  // what the allocator adds to a piece of memory

struct SortRow {
    std::vector<Value> keys, live;
    std::uint64_t number = 0;  // keeps equal rows in order
};

class SortCursor : public Cursor {
public:
    SortCursor(const Sort& op, std::unique_ptr<Cursor> input) : Cursor(op), self_(op), input_(std::move(input)) {}
    void reset(Run& run) override {
        input_->reset(run);
        rows_ = {};
        run.release(std::exchange(held_, 0));
        ready_ = false;
        at_ = 0;
    }

protected:
    bool advance(Run& run) override {
        if (!ready_) collect(run);
        if (at_ >= rows_.size()) return false;
        SortRow& row = rows_[at_++];
        for (std::size_t i = 0; i < self_.live().size(); ++i) run.at(self_.live()[i]) = std::move(row.live[i]);
        return true;
    }

private:
    bool before(const SortRow& a, const SortRow& b) const {
        for (std::size_t i = 0; i < a.keys.size(); ++i) {
            const int c = order(a.keys[i], b.keys[i]);
            if (c != 0) return self_.keys()[i].descending ? c > 0 : c < 0;
        }
        return a.number < b.number;
    }

    // Room for one more row: counted while the old rows and their new place are there.
    void grow(Run& run) {
        if (rows_.size() < rows_.capacity()) return;
        const std::size_t before = rows_.capacity() * sizeof(SortRow), rows = std::max<std::size_t>(16, 2 * rows_.capacity());
        run.hold(op_, rows * sizeof(SortRow));
        rows_.reserve(rows);
        run.release(before);
        held_ += rows * sizeof(SortRow) - before;
    }

    void collect(Run& run) {
        ready_ = true;
        std::uint64_t most = UINT64_MAX, number = 0;
        if (self_.limit()) {
            most = row_count(run, *self_.limit(), "LIMIT");
            const std::uint64_t skip = self_.skip() ? row_count(run, *self_.skip(), "SKIP") : 0;
            most = most > UINT64_MAX - skip ? UINT64_MAX : most + skip;
        }
        const auto less = [this](const SortRow& a, const SortRow& b) { return before(a, b); };
        while (most > 0 && input_->next(run)) {
            run.current = &op_;
            SortRow row;
            row.number = number++;
            row.keys.reserve(self_.keys().size());
            for (const bound::SortKey& key : self_.keys()) row.keys.push_back(evaluate(run, key.expression));
            const bool full = rows_.size() >= most;
            if (full && !before(row, rows_.front())) continue;
            std::size_t bytes = 3 * kBlock + sizeof(SortRow);  // with what growing left in pieces
            row.live.reserve(self_.live().size());
            for (const bound::Slot slot : self_.live()) {
                row.live.push_back(run.at(slot));
                bytes += sizeof(Value) + memory_of(row.live.back());
            }
            if (full) {  // a heap with the last row on top
                std::pop_heap(rows_.begin(), rows_.end(), less);
                rows_.back() = std::move(row);
                std::push_heap(rows_.begin(), rows_.end(), less);
                continue;
            }
            bytes += self_.keys().size() * sizeof(Value);
            grow(run);
            held_ += bytes;
            run.hold(op_, bytes);
            rows_.push_back(std::move(row));
            if (most != UINT64_MAX) std::push_heap(rows_.begin(), rows_.end(), less);
        }
        std::sort(rows_.begin(), rows_.end(), less);
    }

    const Sort& self_;
    std::unique_ptr<Cursor> input_;
    std::vector<SortRow> rows_;
    std::size_t held_ = 0, at_ = 0;
    bool ready_ = false;
};

}  // namespace

std::unique_ptr<Cursor> Sort::open(Run& run) const { return std::make_unique<SortCursor>(*this, input_->open(run)); }

}  // namespace demarche::query
