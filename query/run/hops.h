// Hops: the part of a MATCH that is scans and single relationships, as one operator of nested levels.
//
// A level makes elements in batches of at most kBatch from what the levels above have bound: nodes of a label, a node looked up, the
// relationships of a node, those between two nodes. Ids lie in registers, one for each slot of the query; conditions run over whole batches
// (run/condition.h). The outer levels advance one element at a time, so the memory does not grow with the rows, and LIMIT is lazy. The
// last level's batches are given to counting and grouping operators as they are (run/hops_tables.cpp), or row by row to all others.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "query/run/condition.h"
#include "query/run/pattern.h"

namespace demarche::query {

struct Level {
    enum class Kind : std::uint8_t { nodes, lookup, edges, expand, into };
    Kind kind = Kind::nodes;
    bound::Slot node{}, edge{}, from{};  // nodes, lookup: only node. edges: all three are new. expand: from is known. into: from and node are
    std::optional<LabelId> label;
    std::optional<Lookup> lookup;
    ast::Direction direction = ast::Direction::out;  // seen from `from`
    bound::Types types;
    std::vector<Condition> conditions;
    // into: the relationships of `node` lie in a table by their other end while `node` stays the same; the level that binds `from` leaves
    // out what is not in it (Condition::in_table).
    bool table = false;
    double rows = 1, unfiltered = 1;  // estimates, the second without the conditions
    std::size_t id = 0;  // for counters

    bool binds(bound::Slot slot) const {
        if (kind == Kind::into) return slot == edge;
        return slot == node || (kind != Kind::nodes && kind != Kind::lookup && slot == edge) || (kind == Kind::edges && slot == from);
    }
};

class Hops : public Operator {
public:
    Hops(std::unique_ptr<Operator> input, std::vector<Level> all) : Operator(std::move(input)), levels(std::move(all)) {}
    std::string name() const override { return "Hops"; }
    std::vector<Line> lines(const bound::Query& query) const override;
    std::unique_ptr<Cursor> open(Run& run) const override;
    void reads(SlotSet& slots) const override;
    const Level* binder(bound::Slot slot) const;
    bool is_edge(bound::Slot slot) const;
    std::unique_ptr<Cursor> open_input(Run& run) const { return input_->open(run); }

    std::vector<Level> levels;
    std::vector<bound::Slot> known;   // nodes that are known before
    std::vector<bound::Slot> outputs;  // what others read of it
    std::vector<bound::Slot> inner;    // what its own expressions read of it
    // Properties (or the type: no key) of the last level's elements that others read: fetched some rows before.
    struct Ahead {
        bound::Slot slot;
        std::optional<KeyId> key;
    };
    std::vector<Ahead> ahead;
};

// The levels' state in one run.
class HopsCursor : public Cursor {
public:
    static constexpr std::uint32_t kBatch = 1000;
    HopsCursor(const Hops& op, std::unique_ptr<Cursor> input, Run& run);
    ~HopsCursor() override;
    void reset(Run& run) override;

    // The next elements of the last level; what the others have bound is in registers. False at the end.
    bool next_batch(Run& run);
    // For who only counts: size() is then how many there are, positions are not made and may be more than kBatch. Before the first batch.
    void count_only() { count_only_ = true; }
    std::uint64_t size() const { return size_; }
    // Which elements: of a slot that the last level binds, else nullptr and the register is the value of all.
    const std::uint32_t* positions() const;
    bool in_last(bound::Slot slot) const;
    std::uint32_t element(bound::Slot slot, std::uint32_t position) const { return mapping(slot) ? mapping(slot)[position] : position; }
    // From positions to elements; nullptr: they are the same.
    const std::uint32_t* mapping(bound::Slot slot) const;
    std::uint32_t reg(bound::Slot slot) const { return registers_[static_cast<std::size_t>(slot)]; }
    bool is_node(bound::Slot slot) const;

protected:
    bool advance(Run& run) override;

private:
    struct State;
    struct Table;
    struct Join;
    bool more(Run& run);
    bool read_inputs(Run& run);
    void start(Run& run, std::size_t level);
    bool fill(Run& run, std::size_t level);
    bool next_side(Run& run, State& s);
    void sift(Run& run, State& s, const Elements& elements);
    bool take(Run& run, State& s, std::uint32_t& count);
    bool counts(const State& s) const;
    std::uint64_t count_ranges(Run& run, const State& s) const;
    void start_into(Run& run, State& s);
    void start_lookup(Run& run, State& s);
    void make_join(Run& run, const Level& level, Join& join);
    void find_joined(Run& run, State& s, const Value& value);
    void between(Run& run, State& s, const Adjacent& adjacent, std::uint32_t from, std::uint32_t to);
    void bind(Run& run, State& s, std::uint32_t position);
    void table_for(Run& run, std::size_t level);
    // Keep those of the positions that satisfy the level's condition number `index`.
    std::uint32_t apply(Run& run, State& s, const Elements& elements, std::size_t index, std::uint32_t* positions, std::uint32_t count);
    std::uint32_t apply_general(Run& run, const State& s, const Elements& elements, bound::ExprId expression, std::uint32_t* positions, std::uint32_t count);
    std::uint32_t apply_property(Run& run, State& s, const Elements& elements, std::size_t index, std::uint32_t* positions, std::uint32_t count);
    std::uint32_t apply_different(Run& run, const Condition& c, const Elements& elements, std::uint32_t* positions, std::uint32_t count);
    void find_bounds(Run& run, State& s, std::size_t index);
    const ColumnView& in_order(Run& run, State& s, const Elements& elements, std::size_t index) const;
    ColumnView column(Run& run, const Condition& c) const;
    void write(Run& run, bound::Slot slot, std::uint32_t id);
    void fetch() const;

    const Hops& self_;
    std::unique_ptr<Cursor> input_;
    GraphArrays arrays_;
    std::vector<std::uint32_t> registers_;
    std::vector<std::uint8_t> nodes_;  // by slot: is it a node?
    std::vector<std::unique_ptr<State>> states_;
    std::vector<std::pair<bound::Slot, ColumnView>> ahead_;
    std::size_t depth_ = 0;
    std::uint32_t row_ = 0;  // of the last batch, for advance()
    std::uint64_t size_ = 0;
    bool inside_ = false, count_only_ = false, countable_ = false;
};

}  // namespace demarche::query
