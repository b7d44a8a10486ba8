#include "query/run/hops_state.h"

#include <algorithm>
#include <numeric>

#include "query/functions/values.h"

namespace demarche::query {

using bound::Slot;
using Kind = Level::Kind;

namespace {

const std::uint32_t* raw(const NodeId* ids) { return reinterpret_cast<const std::uint32_t*>(ids); }

}  // namespace

HopsCursor::HopsCursor(const Hops& op, std::unique_ptr<Cursor> input, Run& run)
    : Cursor(op), self_(op), input_(std::move(input)), arrays_(run.graph.arrays()), registers_(run.query.slots), nodes_(run.query.slots) {
    for (const Slot slot : op.known) nodes_[static_cast<std::size_t>(slot)] = 1;
    for (const Level& level : op.levels) {
        State& s = *states_.emplace_back(std::make_unique<State>(level));
        nodes_[static_cast<std::size_t>(level.node)] = 1;
        if (level.kind == Kind::edges) nodes_[static_cast<std::size_t>(level.from)] = 1;
        if (level.kind == Kind::expand || level.kind == Kind::into) s.adjacent.emplace(run.graph, level.direction, level.types);
        if (level.kind == Kind::into) s.back.emplace(run.graph, reversed(level.direction), level.types);
        if (level.table) s.table = std::make_unique<Table>(run.scratch.tables);
        if (level.kind == Kind::edges && !level.types.any) {
            s.wanted_types.resize(run.graph.types().size());
            for (const TypeId type : level.types.ids) s.wanted_types[static_cast<std::size_t>(type)] = 1;
        }
        for (const Slot slot : op.inner)
            if (level.binds(slot)) s.written.push_back(slot);
        s.wanted_labels.resize(level.conditions.size());
        for (std::size_t i = 0; i < level.conditions.size(); ++i) {
            const Condition& c = level.conditions[i];
            s.wanted_labels[i].assign(c.label_sets.begin(), c.label_sets.end());
            if (c.kind == Condition::Kind::property) s.columns[i] = column(run, c);
        }
    }
    const Level& last = op.levels.back();
    const auto harmless = [](const Condition& c) { return c.kind == Condition::Kind::different && c.different_before.empty(); };
    countable_ = std::all_of(last.conditions.begin(), last.conditions.end(), harmless) &&
                 (last.kind == Kind::nodes || (last.kind == Kind::expand && last.direction != ast::Direction::both));
}

HopsCursor::~HopsCursor() = default;

void HopsCursor::reset(Run& run) {
    input_->reset(run);
    inside_ = false;
    row_ = 0;
    states_.back()->count = 0;
}

std::uint64_t HopsCursor::size() const { return count_only_ && countable_ ? counted_ : states_.back()->count; }
const std::uint32_t* HopsCursor::positions() const { return states_.back()->positions.get(); }
bool HopsCursor::in_last(Slot slot) const { return self_.levels.back().binds(slot); }
bool HopsCursor::is_node(Slot slot) const { return nodes_[static_cast<std::size_t>(slot)] != 0; }

const std::uint32_t* HopsCursor::mapping(Slot slot) const {
    const State& s = *states_.back();
    if (s.level.kind != Kind::into && slot == s.level.node) return s.elements.nodes;
    return slot == s.level.edge ? s.elements.edges : s.elements.froms;
}

bool HopsCursor::read_inputs(Run& run) {
    for (const Slot slot : self_.known) {
        // A null from an OPTIONAL MATCH has no relationships.
        const NodeId* node = run.at(slot).as_node();
        if (!node) return false;
        registers_[static_cast<std::size_t>(slot)] = static_cast<std::uint32_t>(*node);
    }
    return true;
}

bool HopsCursor::next_batch(Run& run) {
    if (!run.profiling) return more(run);
    const auto begin = std::chrono::steady_clock::now();
    const bool found = more(run);
    run.counters[op_.id].time += std::chrono::steady_clock::now() - begin;
    return found;
}

bool HopsCursor::more(Run& run) {
    const std::size_t last = states_.size() - 1;
    while (true) {
        if (!inside_) {
            if (!input_->next(run)) return false;
            run.current = &op_;
            if (!read_inputs(run)) continue;
            inside_ = true;
            depth_ = 0;
            start(run, 0);
        }
        State& s = *states_[depth_];
        const bool found = depth_ == last || s.at == s.count ? fill(run, depth_) : true;
        if (!found) {
            if (depth_ == 0) inside_ = false;
            else --depth_;
            continue;
        }
        if (depth_ == last) return true;
        bind(run, s, s.positions[s.at++]);
        start(run, ++depth_);
    }
}

bool HopsCursor::advance(Run& run) {
    State& last = *states_.back();
    while (row_ >= last.count) {
        if (!more(run)) {
            last.count = 0;
            return false;
        }
        row_ = 0;
        for (const Slot slot : self_.outputs)
            if (!last.level.binds(slot)) write(run, slot, reg(slot));
    }
    const std::uint32_t position = last.positions[row_++];
    for (const Slot slot : self_.outputs)
        if (last.level.binds(slot)) write(run, slot, element(slot, position));
    return true;
}

void HopsCursor::write(Run& run, Slot slot, std::uint32_t id) {
    if (is_node(slot)) run.at(slot) = NodeId{id};
    else run.at(slot) = EdgeId{id};
}

// The element becomes the value of the level's slots.
void HopsCursor::bind(Run& run, State& s, std::uint32_t position) {
    const Level& level = s.level;
    if (level.kind != Kind::into) registers_[static_cast<std::size_t>(level.node)] = s.elements.node(position);
    if (level.kind != Kind::nodes && level.kind != Kind::lookup) registers_[static_cast<std::size_t>(level.edge)] = s.elements.edge(position);
    if (level.kind == Kind::edges) registers_[static_cast<std::size_t>(level.from)] = s.elements.froms[position];
    for (const Slot slot : s.written) write(run, slot, reg(slot));
}

void HopsCursor::start(Run& run, std::size_t number) {
    State& s = *states_[number];
    const Level& level = s.level;
    s.count = s.at = 0;
    s.sides = SIZE_MAX;
    for (std::size_t i = 0; i < level.conditions.size(); ++i)
        if (!level.conditions[i].fixed) s.known[i] = 0;
    switch (level.kind) {
        case Kind::nodes:
            s.elements.nodes = level.label ? raw(run.graph.nodes_with(*level.label).data()) : nullptr;
            s.list(static_cast<std::uint32_t>(level.label ? run.graph.nodes_with(*level.label).size() : run.graph.node_count()));
            break;
        case Kind::lookup: start_lookup(run, s); break;
        case Kind::edges:
            s.elements = {raw(arrays_.targets), nullptr, raw(arrays_.sources), false};
            if (level.direction == ast::Direction::in) std::swap(s.elements.nodes, s.elements.froms);
            s.list(static_cast<std::uint32_t>(run.graph.edge_count()));
            break;
        case Kind::expand:
            s.start = reg(level.from);
            s.sides = 0;
            s.ranges.clear();
            s.range = 0;
            break;
        case Kind::into: start_into(run, s); break;
    }
}

// Strings are indexed. The value of a parameter may be anything else: then every node is compared, since 1 = 1.0.
void HopsCursor::start_lookup(Run& run, State& s) {
    run.current = &op_;
    const Value value = evaluate(run, s.level.lookup->value);
    const KeyId key = s.level.lookup->key;
    s.found.clear();
    if (value.as_string()) {
        for (const NodeId node : run.graph.find_nodes(key, value)) s.found.push_back(static_cast<std::uint32_t>(node));
    } else if (!value.is_null()) {
        for (std::uint32_t node = 0; node < run.graph.node_count(); ++node) {
            run.step(op_, 1);
            const Ternary same = equals(run.graph.property(NodeId{node}, key), value);
            if (same && *same) s.found.push_back(node);
        }
    }
    s.elements = {s.found.data(), nullptr, nullptr, false};
    s.list(static_cast<std::uint32_t>(s.found.size()));
}

// The relationships between two known nodes: from the table, or from the shorter of their lists.
void HopsCursor::start_into(Run& run, State& s) {
    const std::uint32_t from = reg(s.level.from), to = reg(s.level.node);
    s.found.clear();
    if (s.table) {
        table_for(run, static_cast<std::size_t>(&s.level - self_.levels.data()));
        if (s.table->index->contains(from))
            for (std::uint32_t i = s.table->index->at(from); i != 0; i = s.table->next[i]) s.found.push_back(s.table->edges[i]);
    } else if (s.adjacent->degree(from) <= s.back->degree(to)) {
        between(run, s, *s.adjacent, from, to);
    } else {
        between(run, s, *s.back, to, from);
    }
    s.elements = {nullptr, s.found.data(), nullptr, false};
    s.list(static_cast<std::uint32_t>(s.found.size()));
}

void HopsCursor::between(Run& run, State& s, const Adjacent& adjacent, std::uint32_t from, std::uint32_t to) {
    for (const Side& side : adjacent.sides()) {
        if (&side != adjacent.sides().data() && from == to) break;  // a loop is given once
        s.ranges.clear();
        adjacent.ranges(side, from, s.ranges);
        for (const Range& range : s.ranges) {
            std::uint32_t p = range.begin;
            if (range.end - p <= 32) {
                run.step(op_, range.end - p);
                for (; p < range.end; ++p)
                    if (side.nodes[p] == to) s.found.push_back(side.edge(p));
                continue;
            }
            // Sorted by neighbour within each type.
            while (p < range.end) {
                run.step(op_, 16);
                const std::uint32_t end = first_of_type(*side.types, p, range.end, static_cast<std::uint32_t>(side.types->number(p)) + 1);
                const auto [low, high] = std::equal_range(side.nodes + p, side.nodes + end, to);
                for (const std::uint32_t* at = low; at != high; ++at) s.found.push_back(side.edge(static_cast<std::uint32_t>(at - side.nodes)));
                p = end;
            }
        }
    }
}

// The table of the node that the level's pattern is bound to now. Entry 0 is none.
void HopsCursor::table_for(Run& run, std::size_t number) {
    State& s = *states_[number];
    Table& table = *s.table;
    const std::uint32_t key = reg(s.level.node);
    if (table.valid && table.key == key) return;
    table.valid = false;
    table.key = key;
    table.index->clear();
    table.edges.assign(1, 0);
    table.next.assign(1, 0);
    for (const Side& side : s.back->sides()) {
        const bool second = &side != s.back->sides().data();
        s.expand(*s.back, side, key);
        const Elements elements{side.nodes, side.edges, nullptr, !side.out};
        while (std::uint32_t n = take_positions(run, s)) {
            if (s.filter) n = keep_labelled(*s.filter, s.back->wanted(), nullptr, s.positions.get(), n);
            for (std::size_t i = 0; i < s.level.conditions.size() && n > 0; ++i)
                if (tabled(s.level, s.level.conditions[i])) n = apply(run, s, elements, i, s.positions.get(), n);
            for (std::uint32_t i = 0; i < n; ++i) {
                const std::uint32_t p = s.positions[i], other = elements.node(p);
                if (second && other == key) continue;
                table.next.push_back(table.index->contains(other) ? table.index->at(other) : 0);
                table.index->set(other, static_cast<std::uint32_t>(table.edges.size()));
                table.edges.push_back(elements.edge(p));
            }
        }
    }
    table.valid = true;
}

std::uint32_t HopsCursor::take_positions(Run& run, State& s) {
    std::uint32_t n = 0;
    while (s.range < s.ranges.size() && n < kBatch) {
        const std::uint32_t end = s.ranges[s.range].end, some = std::min(end - s.position, kBatch - n);
        std::iota(s.positions.get() + n, s.positions.get() + n + some, s.position);
        n += some;
        s.position += some;
        if (s.position == end && ++s.range < s.ranges.size()) s.position = s.ranges[s.range].begin;
    }
    run.step(op_, n);
    return n;
}

bool HopsCursor::next_side(State& s) {
    if (s.level.kind != Kind::expand || s.sides >= s.adjacent->sides().size()) return false;
    const Side& side = s.adjacent->sides()[s.sides++];
    s.elements = {side.nodes, side.edges, nullptr, !side.out};
    if (count_only_ && countable_ && &s == states_.back().get()) {
        s.ranges.clear();
        s.adjacent->ranges(side, s.start, s.ranges);
        s.range = 0;
    } else {
        s.expand(*s.adjacent, side, s.start);
    }
    return true;
}

// The level's next batch; false when it has no more.
bool HopsCursor::fill(Run& run, std::size_t number) {
    State& s = *states_[number];
    const Level& level = s.level;
    if (count_only_ && countable_ && number + 1 == states_.size()) {
        counted_ = count_ranges(run, number);
        return counted_ > 0;
    }
    std::uint32_t* const positions = s.positions.get();
    while (true) {
        std::uint32_t n = take_positions(run, s);
        if (n == 0) {
            if (!next_side(s)) return false;
            continue;
        }
        if (s.sides == 2) {  // a loop is given once
            const auto loop = [&](std::uint32_t p) { return s.elements.nodes[p] == s.start; };
            n = static_cast<std::uint32_t>(std::remove_if(positions, positions + n, loop) - positions);
        }
        if (s.filter) n = keep_labelled(*s.filter, s.adjacent->wanted(), nullptr, positions, n);
        if (!s.wanted_types.empty()) n = keep_labelled(arrays_.types, s.wanted_types, nullptr, positions, n);
        for (std::size_t i = 0; i < level.conditions.size() && n > 0; ++i)
            if (!tabled(level, level.conditions[i])) n = apply(run, s, s.elements, i, positions, n);
        if (n == 0) continue;
        s.count = n;
        s.at = 0;
        if (run.profiling) run.counters[level.id].rows += n;
        return true;
    }
}

// The number of elements of the last level, without looking at each.
std::uint64_t HopsCursor::count_ranges(Run& run, std::size_t number) {
    State& s = *states_[number];
    std::uint64_t sum = 0;
    do {
        run.step(op_, 1);
        for (; s.range < s.ranges.size(); ++s.range) {
            const Range range = s.ranges[s.range];
            sum += range.end - range.begin;
            // The relationships that are used already.
            for (const Condition& c : s.level.conditions)
                for (const Slot slot : c.different) {
                    const std::uint32_t edge = reg(slot);
                    std::uint32_t at = edge;
                    if (s.elements.edges) {
                        const auto* const begin = s.elements.edges;
                        at = static_cast<std::uint32_t>(std::find(begin + range.begin, begin + range.end, edge) - begin);
                    }
                    if (at >= range.begin && at < range.end) --sum;
                }
        }
    } while (next_side(s));
    if (run.profiling) run.counters[s.level.id].rows += sum;
    return sum;
}

std::unique_ptr<Cursor> Hops::open(Run& run) const { return std::make_unique<HopsCursor>(*this, input_->open(run), run); }

}  // namespace demarche::query
