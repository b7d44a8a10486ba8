// Distinct and Aggregate: operators with a hash table of rows.
#include <deque>
#include <unordered_map>
#include <unordered_set>

#include "query/functions/values.h"
#include "query/run/hops_tables.h"
#include "query/run/operators.h"
#include "query/run/row_table.h"

namespace demarche::query {
namespace {

struct RowHash {
    std::size_t operator()(const std::vector<Value>& row) const {
        std::size_t h = row.size();
        for (const Value& v : row) h = h * 0x9E3779B97F4A7C15U + hash(v);
        return h;
    }
};

struct RowSame {
    bool operator()(const std::vector<Value>& a, const std::vector<Value>& b) const {
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!equivalent(a[i], b[i])) return false;
        return true;
    }
};

using RowSet = std::unordered_set<std::vector<Value>, RowHash, RowSame>;

constexpr std::size_t kRowBytes = 96;  // of a row in a RowSet, without its values

std::size_t bytes_of(const std::vector<Value>& row) {
    std::size_t bytes = kRowBytes;
    for (const Value& v : row) bytes += sizeof(Value) + memory_of(v);
    return bytes;
}

class DistinctCursor : public Cursor {
public:
    DistinctCursor(const Distinct& op, std::unique_ptr<Cursor> input) : Cursor(op), input_(std::move(input)), seen_(op.columns()) {}
    void reset(Run& run) override {
        input_->reset(run);
        seen_.clear(run);
    }

protected:
    bool advance(Run& run) override {
        while (input_->next(run))
            if (seen_.insert(run, op_)) return true;
        return false;
    }

private:
    std::unique_ptr<Cursor> input_;
    RowTable seen_;
};

struct Group {
    std::vector<Value> keys;
    std::vector<std::unique_ptr<Aggregator>> states;
    std::vector<RowSet> seen;  // of DISTINCT aggregates
    std::vector<std::int64_t> counts;
};

class AggregateCursor : public Cursor {
public:
    AggregateCursor(const Aggregate& op, std::unique_ptr<Cursor> input) : Cursor(op), what_(op.what()), input_(std::move(input)), weighted_(op.weighted()) {
        for (const bound::Aggregate& a : what_.aggregates) {
            counts_.push_back(is_count(a));
            keeps_.push_back(a.function->name == "collect" || a.function->name.starts_with("percentile"));
        }
    }
    void reset(Run& run) override {
        input_->reset(run);
        index_.clear();
        groups_.clear();
        run.release(std::exchange(held_, 0));
        ready_ = false;
        at_ = 0;
    }

protected:
    bool advance(Run& run) override {
        if (!ready_) collect(run);
        if (at_ >= groups_.size()) return false;
        Group& group = groups_[at_++];
        for (std::size_t i = 0; i < what_.keys.size(); ++i) run.at(what_.keys[i].slot) = group.keys[i];
        for (std::size_t i = 0; i < what_.aggregates.size(); ++i) run.at(what_.aggregates[i].slot) = counts_[i] ? Value(group.counts[i]) : group.states[i]->result(run.context);
        return true;
    }

private:
    void collect(Run& run) {
        ready_ = true;
        std::vector<Value> keys, arguments;
        while (input_->next(run)) {
            run.current = &op_;
            keys.clear();
            for (const bound::Assignment& key : what_.keys) keys.push_back(evaluate(run, key.expression));
            Group& group = group_of(run, keys);
            for (std::size_t i = 0; i < what_.aggregates.size(); ++i) {
                const bound::Aggregate& a = what_.aggregates[i];
                if (counts_[i]) {
                    count(run, group.counts[i], a);
                    continue;
                }
                arguments.clear();
                for (const bound::ExprId argument : a.arguments) arguments.push_back(evaluate(run, argument));
                if (a.distinct && !arguments.empty() && !group.seen[i].insert({arguments[0]}).second) continue;
                if (!arguments.empty()) hold(run, kept_bytes(a, keeps_[i], arguments[0]));
                group.states[i]->add(run.context, arguments);
            }
        }
        if (groups_.empty() && what_.keys.empty()) group_of(run, {});
    }

    void count(Run& run, std::int64_t& count, const bound::Aggregate& a) const {
        if (weighted_) {
            const std::uint64_t sum = static_cast<std::uint64_t>(count) + run.weight;  // each at most 2⁶⁴ − 1: a sum that wraps is less
            count = sum < run.weight || sum > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(sum);
        } else if (a.arguments.empty() || !evaluate(run, a.arguments[0]).is_null()) {
            ++count;
        }
    }

    // Of one argument: its copy in the set, and in a list, whose old and new place are there together while it grows.
    static std::size_t kept_bytes(const bound::Aggregate& a, bool keeps, const Value& argument) {
        if (!a.distinct && !keeps) return 0;
        return memory_of(argument) + (a.distinct ? kRowBytes + 2 * sizeof(Value) : 0) + (keeps ? 3 * sizeof(Value) : 0);
    }

    void hold(Run& run, std::size_t bytes) {
        if (bytes == 0) return;
        held_ += bytes;
        run.hold(op_, bytes);
    }

    Group& group_of(Run& run, const std::vector<Value>& keys) {
        if (what_.keys.empty() && !groups_.empty()) return groups_[0];
        const auto [found, added] = index_.try_emplace(keys, groups_.size());
        if (!added) return groups_[found->second];
        hold(run, 2 * bytes_of(keys) + 64 * what_.aggregates.size());
        Group& group = groups_.emplace_back();
        group.keys = keys;
        for (const bound::Aggregate& a : what_.aggregates) group.states.push_back(is_count(a) ? nullptr : a.function->aggregate());
        group.counts.resize(what_.aggregates.size());
        group.seen.resize(what_.aggregates.size());
        return group;
    }

    const bound::Aggregation& what_;
    std::unique_ptr<Cursor> input_;
    std::unordered_map<std::vector<Value>, std::size_t, RowHash, RowSame> index_;
    std::deque<Group> groups_;  // in the order of their first rows
    std::vector<bool> counts_, keeps_;  // which aggregates are plain counts, which keep all arguments
    std::size_t held_ = 0, at_ = 0;
    bool ready_ = false, weighted_;
};

}  // namespace

bool is_count(const bound::Aggregate& a) { return a.function->name == "count" && !a.distinct; }

void Aggregate::reads(SlotSet& slots) const {
    for (const bound::Assignment& key : what_.keys) slots.add(key.expression);
    for (const bound::Aggregate& a : what_.aggregates)
        if (!weighted_ || !is_count(a)) slots.add(a.arguments);
}

std::unique_ptr<Cursor> Distinct::open(Run& run) const {
    if (const auto* hops = dynamic_cast<const Hops*>(input_.get()))
        if (auto cursor = open_hops_distinct(*this, *hops, run)) return cursor;
    return std::make_unique<DistinctCursor>(*this, input_->open(run));
}

std::unique_ptr<Cursor> Aggregate::open(Run& run) const {
    if (const auto* hops = dynamic_cast<const Hops*>(input_.get()))
        if (auto cursor = open_hops_aggregate(*this, *hops, run)) return cursor;
    return std::make_unique<AggregateCursor>(*this, input_->open(run));
}

std::string Aggregate::details(const bound::Query& query) const {
    std::string out;
    for (const bound::Assignment& key : what_.keys) out += (out.empty() ? "by " : ", ") + query.slot_names[static_cast<std::size_t>(key.slot)];
    for (const bound::Aggregate& a : what_.aggregates) out += (out.empty() ? "" : " ") + std::string(a.function->name) + "()";
    return out;
}

}  // namespace demarche::query
