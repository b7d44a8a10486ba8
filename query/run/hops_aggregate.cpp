#include <algorithm>
#include <cmath>
#include <cstring>

#include "query/run/hops_tables.h"

namespace demarche::query {
namespace {

using bound::Slot;

constexpr std::int64_t kNull = INT64_MIN;  // as a group's key

// A grouping key that is a number: an id, the type of a relationship, or a property, perhaps divided by a constant.
struct Key {
    enum class Kind : std::uint8_t { id, type, property };
    Kind kind = Kind::id;
    Slot slot{};
    ColumnView column;
    bool node = true;
    std::int64_t divisor = 1;
};

// Small enough that a double holds it exactly: then the quotient of doubles, cut off, is the quotient of integers.
bool exact(const ColumnView& column) {
    constexpr std::int64_t kLimit = std::int64_t{1} << 51U;
    return column.kind == ColumnView::Kind::integer && column.width <= 4 && column.base > -kLimit && column.base < kLimit;
}

bool make_key(Key& key, const bound::Query& query, const Hops& input, const PropertyGraph& graph, bound::ExprId id) {
    const auto& node = query.at(id).node;
    const auto known = [&](bound::ExprId of) {
        const auto* ref = std::get_if<bound::SlotRef>(&query.at(of).node);
        if (!ref || !input.binder(ref->slot)) return false;
        key.slot = ref->slot;
        key.node = !input.is_edge(ref->slot);
        return true;
    };
    if (std::holds_alternative<bound::SlotRef>(node)) return known(id);
    if (const auto* call = std::get_if<bound::Call>(&node)) {
        if (call->function->name != "type" || !known(call->arguments[0]) || key.node) return false;
        key.kind = Key::Kind::type;
        key.column = graph.arrays().types;
        return true;
    }
    if (const auto* property = std::get_if<bound::Property>(&node)) {
        if (!known(property->of)) return false;
        const std::optional<KeyId> column = key.node ? property->node_key : property->edge_key;
        if (!column) return false;
        key.kind = Key::Kind::property;
        key.column = key.node ? graph.column(*column) : graph.edge_column(*column);
        const ColumnView::Kind kind = key.column.kind;
        return kind != ColumnView::Kind::encoded && kind != ColumnView::Kind::floating && key.column.base != kNull;
    }
    const auto* chain = std::get_if<bound::Chain>(&node);
    if (!chain || chain->ops.size() != 1 || chain->ops[0] != ast::ChainOp::divide) return false;
    const auto* constant = std::get_if<bound::Constant>(&query.at(chain->operands[1]).node);
    const std::int64_t* divisor = constant ? constant->value.as_integer() : nullptr;
    if (!divisor || *divisor < 1 || *divisor > INT32_MAX) return false;
    if (!make_key(key, query, input, graph, chain->operands[0]) || key.kind != Key::Kind::property || key.divisor != 1 || !exact(key.column)) return false;
    key.divisor = *divisor;
    return true;
}

template <class T>
void gather(const ColumnView& column, const std::uint32_t* rows, std::uint32_t count, std::int64_t* out) {
    for (std::uint32_t i = 0; i < count; ++i) {
        T v{};
        std::memcpy(&v, column.bytes + std::size_t{rows[i]} * sizeof v, sizeof v);
        out[i] = column.base + v;
    }
}

void read_column(const ColumnView& column, const std::uint32_t* rows, std::uint32_t count, std::int64_t* out) {
    if (column.full && !column.present && column.width == 1) return gather<std::uint8_t>(column, rows, count, out);
    if (column.full && !column.present && column.width == 2) return gather<std::uint16_t>(column, rows, count, out);
    if (column.full && !column.present && column.width == 4) return gather<std::uint32_t>(column, rows, count, out);
    for (std::uint32_t i = 0; i < count; ++i) out[i] = column.contains(rows[i]) ? column.number(rows[i]) : kNull;
}

struct Count {
    std::optional<Slot> distinct;  // count(DISTINCT slot)
};

class HopsAggregateCursor : public Cursor {
public:
    HopsAggregateCursor(const Aggregate& op, const Hops& input, std::vector<Key> keys, std::vector<Count> counts, Run& run)
        : Cursor(op), self_(op), what_(op.what()), keys_(std::move(keys)), counts_(std::move(counts)), hops_(input, input.open_input(run), run), index_(64, 0) {
        once_ = std::none_of(keys_.begin(), keys_.end(), [&](const Key& key) { return hops_.in_last(key.slot); });
        for (const Count& c : counts_) {
            if (!c.distinct) continue;
            once_ = once_ && !hops_.in_last(*c.distinct);
            if (keys_.empty()) sets_.emplace_back(hops_.is_node(*c.distinct) ? run.scratch.node_sets : run.scratch.edge_sets);
            else pairs_.emplace_back();
        }
        if (once_) hops_.count_only();
        if (keys_.size() == 1 && keys_[0].kind == Key::Kind::id && keys_[0].node) table_.emplace(run.scratch.tables);
        numbers_.resize(keys_.size(), std::vector<std::int64_t>(HopsCursor::kBatch));
        rows_.resize(HopsCursor::kBatch);
        groups_of_.resize(HopsCursor::kBatch);
    }

    void reset(Run& run) override {
        hops_.reset(run);
        group_keys_.clear();
        samples_.clear();
        sums_.clear();
        std::fill(index_.begin(), index_.end(), 0);
        for (auto& set : sets_) set->clear();
        for (auto& set : pairs_) set.clear();
        if (table_) (*table_)->clear();
        run.release(std::exchange(held_, 0));
        groups_ = 0;
        ready_ = false;
        at_ = 0;
    }

protected:
    bool advance(Run& run) override {
        if (!ready_) collect(run);
        while (at_ < groups_ && left_out(at_)) ++at_;
        if (at_ >= groups_) return false;
        const std::size_t group = at_++;
        for (std::size_t k = 0; k < keys_.size(); ++k) {
            // The key's value is that of an element of the group.
            const std::uint32_t sample = samples_[group * keys_.size() + k];
            run.at(keys_[k].slot) = keys_[k].node ? Value(NodeId{sample}) : Value(EdgeId{sample});
            run.current = &op_;
            run.at(what_.keys[k].slot) = evaluate(run, what_.keys[k].expression);
        }
        for (std::size_t i = 0; i < counts_.size(); ++i) run.at(what_.aggregates[i].slot) = sums_[group * counts_.size() + i];
        return true;
    }

private:
    void collect(Run& run) {
        ready_ = true;
        if (keys_.empty()) add_group();
        while (hops_.next_batch(run)) {
            if (keys_.empty()) count_all();
            else count_groups(run);
        }
        find_top(run);
    }

    void add_group() {
        ++groups_;
        sums_.resize(groups_ * counts_.size());
    }

    // ---- without keys
    void count_all() {
        const std::uint64_t size = hops_.size();
        std::size_t set = 0;
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            if (!counts_[i].distinct) {
                sums_[i] += static_cast<std::int64_t>(size);
                continue;
            }
            const Slot slot = *counts_[i].distinct;
            IdSet& seen = *sets_[set++];
            std::int64_t fresh = 0;
            if (hops_.in_last(slot)) {
                ids(slot, static_cast<std::uint32_t>(size));
                for (std::uint32_t n = 0; n < size; ++n) fresh += seen.insert(rows_[n]) ? 1 : 0;
            } else {
                fresh = seen.insert(hops_.reg(slot)) ? 1 : 0;
            }
            sums_[i] += fresh;
        }
    }

    // The ids of a slot of the last level, into rows_.
    void ids(Slot slot, std::uint32_t size) {
        const std::uint32_t* const positions = hops_.positions();
        const std::uint32_t* const by = hops_.mapping(slot);
        if (by)
            for (std::uint32_t n = 0; n < size; ++n) rows_[n] = by[positions[n]];
        else std::copy(positions, positions + size, rows_.begin());
    }

    // ---- with keys
    void count_groups(Run& run) {
        // Where the last level has neither key nor argument, all its elements are of one group.
        const auto size = once_ ? 1 : static_cast<std::uint32_t>(hops_.size());
        const std::int64_t each = once_ ? static_cast<std::int64_t>(hops_.size()) : 1;
        const std::size_t before = groups_;
        if (table_) group_by_node(size);
        else group_by_numbers(size);
        std::size_t set = 0;
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            std::int64_t* const sums = sums_.data() + i;
            const std::size_t step = counts_.size();
            if (!counts_[i].distinct) {
                for (std::uint32_t n = 0; n < size; ++n) sums[groups_of_[n] * step] += each;
                continue;
            }
            const Slot slot = *counts_[i].distinct;
            if (hops_.in_last(slot)) ids(slot, size);
            else std::fill(rows_.begin(), rows_.begin() + size, hops_.reg(slot));
            PairSet& pairs = pairs_[set++];
            for (std::uint32_t n = 0; n < size; ++n)
                if (pairs.insert(std::uint64_t{groups_of_[n]} << 32U | rows_[n])) ++sums[groups_of_[n] * step];
        }
        if (before != groups_ || set > 0) hold(run);
    }

    void hold(Run& run) {
        std::size_t bytes = 2 * (groups_ * (keys_.size() * 12 + counts_.size() * 8) + index_.size() * sizeof(std::uint32_t));
        for (const PairSet& set : pairs_) bytes += set.memory(HopsCursor::kBatch);
        if (bytes > held_) run.hold(op_, bytes - std::exchange(held_, bytes));
    }

    void group_by_node(std::uint32_t size) {
        NodeTable& table = **table_;
        const Slot slot = keys_[0].slot;
        if (hops_.in_last(slot)) ids(slot, size);
        else std::fill(rows_.begin(), rows_.begin() + size, hops_.reg(slot));
        for (std::uint32_t n = 0; n < size; ++n) {
            if (!table.contains(rows_[n])) {
                table.set(rows_[n], static_cast<std::uint32_t>(groups_));
                samples_.push_back(rows_[n]);
                add_group();
            }
            groups_of_[n] = table.at(rows_[n]);
        }
    }

    void group_by_numbers(std::uint32_t size) {
        for (std::size_t k = 0; k < keys_.size(); ++k) read_key(keys_[k], size, numbers_[k].data());
        const std::size_t width = keys_.size();
        for (std::uint32_t n = 0; n < size; ++n) {
            if (2 * (groups_ + 1) > index_.size()) grow();
            std::uint64_t hash = 0;
            for (std::size_t k = 0; k < width; ++k) hash = (hash ^ static_cast<std::uint64_t>(numbers_[k][n])) * 0x9E3779B97F4A7C15U;
            std::size_t i = (hash ^ (hash >> 32U)) & (index_.size() - 1);
            for (; index_[i] != 0 && !same(index_[i] - 1, n); i = (i + 1) & (index_.size() - 1)) {}
            if (index_[i] == 0) {
                index_[i] = static_cast<std::uint32_t>(groups_ + 1);
                for (std::size_t k = 0; k < width; ++k) {
                    group_keys_.push_back(numbers_[k][n]);
                    samples_.push_back(id(keys_[k].slot, n));
                }
                add_group();
            }
            groups_of_[n] = index_[i] - 1;
        }
    }
    bool same(std::size_t group, std::uint32_t n) const {
        for (std::size_t k = 0; k < keys_.size(); ++k)
            if (group_keys_[group * keys_.size() + k] != numbers_[k][n]) return false;
        return true;
    }
    std::uint32_t id(Slot slot, std::uint32_t n) const { return hops_.in_last(slot) ? hops_.element(slot, hops_.positions()[n]) : hops_.reg(slot); }

    void grow() {
        index_.assign(index_.size() * 4, 0);
        for (std::size_t g = 0; g < groups_; ++g) {
            std::uint64_t hash = 0;
            for (std::size_t k = 0; k < keys_.size(); ++k) hash = (hash ^ static_cast<std::uint64_t>(group_keys_[g * keys_.size() + k])) * 0x9E3779B97F4A7C15U;
            std::size_t i = (hash ^ (hash >> 32U)) & (index_.size() - 1);
            while (index_[i] != 0) i = (i + 1) & (index_.size() - 1);
            index_[i] = static_cast<std::uint32_t>(g + 1);
        }
    }

    void read_key(const Key& key, std::uint32_t size, std::int64_t* out) {
        if (!hops_.in_last(key.slot)) {
            const std::uint32_t row = hops_.reg(key.slot);
            std::int64_t v = row;
            if (key.kind != Key::Kind::id) read_column(key.column, &row, 1, &v);
            std::fill(out, out + size, v == kNull ? v : v / key.divisor);
            return;
        }
        ids(key.slot, size);
        if (key.kind == Key::Kind::id) {
            std::copy(rows_.begin(), rows_.begin() + size, out);
            return;
        }
        read_column(key.column, rows_.data(), size, out);
        if (key.divisor == 1) return;
        const auto divisor = static_cast<double>(key.divisor);
        for (std::uint32_t n = 0; n < size; ++n)
            if (out[n] != kNull) out[n] = static_cast<std::int64_t>(static_cast<double>(out[n]) / divisor);
    }

    // ---- only the groups that a sort by a count may keep
    void find_top(Run& run) {
        limited_ = false;
        const auto& top = self_.top();
        if (!top || keys_.empty()) return;
        const std::uint64_t skip = top->skip ? row_count(run, *top->skip, "SKIP") : 0, limit = row_count(run, top->limit, "LIMIT");
        if (limit >= groups_ || skip >= groups_ - limit || limit + skip == 0) return;
        std::vector<std::int64_t> sums(groups_);
        for (std::size_t g = 0; g < groups_; ++g) sums[g] = sums_[g * counts_.size() + top->aggregate];
        const auto nth = sums.begin() + static_cast<std::ptrdiff_t>(limit + skip - 1);
        if (top->descending) std::nth_element(sums.begin(), nth, sums.end(), std::greater<>());
        else std::nth_element(sums.begin(), nth, sums.end());
        limited_ = true;
        threshold_ = *nth;
    }
    bool left_out(std::size_t group) const {
        if (!limited_) return false;
        const std::int64_t sum = sums_[group * counts_.size() + self_.top()->aggregate];
        return self_.top()->descending ? sum < threshold_ : sum > threshold_;
    }

    const Aggregate& self_;
    const bound::Aggregation& what_;
    std::vector<Key> keys_;
    std::vector<Count> counts_;
    HopsCursor hops_;
    std::vector<Lease<IdSet>> sets_;          // of DISTINCT counts without keys
    std::vector<PairSet> pairs_;              // … with keys: group and id
    std::optional<Lease<NodeTable>> table_;   // the groups of a node alone
    std::vector<std::uint32_t> index_;        // else: hash → group + 1
    std::vector<std::int64_t> group_keys_, sums_;
    std::vector<std::uint32_t> samples_;      // an element for each key of each group
    std::vector<std::vector<std::int64_t>> numbers_;
    std::vector<std::uint32_t> rows_, groups_of_;
    std::size_t groups_ = 0, at_ = 0, held_ = 0;
    std::int64_t threshold_ = 0;
    bool ready_ = false, limited_ = false;
    bool once_ = false;  // the last level's elements are only counted
};

}  // namespace

std::unique_ptr<Cursor> open_hops_aggregate(const Aggregate& op, const Hops& input, Run& run) {
    const bound::Aggregation& what = op.what();
    std::vector<Key> keys;
    for (const bound::Assignment& each : what.keys)
        if (!make_key(keys.emplace_back(), run.query, input, run.graph, each.expression)) return nullptr;
    std::vector<Count> counts;
    for (const bound::Aggregate& each : what.aggregates) {
        if (each.function->name != "count" || each.arguments.size() > 1) return nullptr;
        Count& count = counts.emplace_back();
        if (each.arguments.empty()) continue;
        const auto* ref = std::get_if<bound::SlotRef>(&run.query.at(each.arguments[0]).node);
        if (!ref || !input.binder(ref->slot)) return nullptr;
        if (each.distinct) count.distinct = ref->slot;
    }
    return std::make_unique<HopsAggregateCursor>(op, input, std::move(keys), std::move(counts), run);
}

}  // namespace demarche::query
