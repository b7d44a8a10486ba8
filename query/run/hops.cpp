#include "query/run/hops_state.h"

#include <algorithm>

namespace demarche::query {

using bound::Slot;
using Kind = Level::Kind;

namespace {

constexpr std::uint32_t kAhead = 32;  // rows

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
    for (const Hops::Ahead& a : op.ahead)
        ahead_.emplace_back(a.slot, !a.key ? arrays_.types : is_node(a.slot) ? run.graph.column(*a.key) : run.graph.edge_column(*a.key));
    const auto harmless = [](const Condition& c) { return fixed_on_edge(c) || (c.kind == Condition::Kind::different && c.different_before.empty()); };
    countable_ = std::all_of(last.conditions.begin(), last.conditions.end(), harmless) &&
                 (last.kind == Kind::nodes || last.kind == Kind::edges || (last.kind == Kind::expand && last.direction != ast::Direction::both));
}

HopsCursor::~HopsCursor() = default;

void HopsCursor::reset(Run& run) {
    input_->reset(run);
    inside_ = false;
    row_ = 0;
    states_.back()->count = 0;
}

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
    if (row_ % kAhead == 0) fetch();
    const std::uint32_t position = last.positions[row_++];
    for (const Slot slot : self_.outputs)
        if (last.level.binds(slot)) write(run, slot, element(slot, position));
    return true;
}

// What the next rows will be asked for comes into the cache all at once, not one after another.
void HopsCursor::fetch() const {
    const State& last = *states_.back();
    const std::uint32_t end = std::min(row_ + kAhead, last.count);
    for (const auto& [slot, column] : ahead_)
        for (std::uint32_t row = row_; column.bytes && row < end; ++row)
            __builtin_prefetch(column.bytes + std::size_t{element(slot, last.positions[row])} * column.width);
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
            s.elements = {raw(arrays_.targets), nullptr, raw(run.graph.sources().data()), false};
            if (level.direction == ast::Direction::in) std::swap(s.elements.nodes, s.elements.froms);
            s.list(static_cast<std::uint32_t>(run.graph.edge_count()));
            if (!s.wanted_types.empty()) s.only(arrays_.types, s.wanted_types);
            sift(run, s, s.elements);
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
        sift(run, s, elements);
        for (std::uint32_t n = 0; take(run, s, n);) {
            for (std::size_t i = s.sieved; i < s.level.conditions.size() && n > 0; ++i)
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

// How many of the first conditions the sieve decides for these elements: those on one property of the relationship with fixed bounds.
void HopsCursor::sift(Run& run, State& s, const Elements& elements) {
    State::Sifted& known = s.sifted[elements.in_order ? 1 : 0];
    const std::vector<Condition>& conditions = s.level.conditions;
    if (!known.ready) {
        known.ready = true;
        known.conditions = 0;
        known.window = {};
        Bounds all;
        for (std::size_t i = 0; i < conditions.size() && fixed_on_edge(conditions[i]) && conditions[i].key == conditions[0].key; ++i) {
            if (!s.known[i]) find_bounds(run, s, i);
            const Bounds& b = s.bounds[i];
            if (i > 0 && (all.outside || b.outside || b.verdict != Bounds::Verdict::range || std::max(b.low, all.low) > std::min(b.high, all.high))) break;
            const Bounds before = all;
            all = b;
            if (i > 0) all.low = std::max(b.low, before.low), all.high = std::min(b.high, before.high);
            const std::optional<Window> window = window_of(in_order(run, s, elements, i), all);
            if (!window) break;
            known.window = *window;
            known.conditions = i + 1;
        }
    }
    s.sieve.window = known.window;
    s.sieved = known.conditions;
}

// The column of a condition on the relationship, by position; one without rows where there is none.
const ColumnView& HopsCursor::in_order(Run& run, State& s, const Elements& elements, std::size_t index) const {
    if (!elements.in_order) return s.columns[index];
    std::optional<ColumnView>& column = s.in_columns[index];
    if (!column) column = run.graph.in_column(s.level.conditions[index].key, [&] { run.check(op_); }).value_or(ColumnView{});
    return *column;
}

// The next positions of a batch that pass the sieve and the types; false when there are no more to look at.
bool HopsCursor::take(Run& run, State& s, std::uint32_t& count) {
    std::uint32_t looked_at = 0;
    count = 0;
    while (s.range < s.ranges.size() && looked_at < kBatch) {
        const std::uint32_t end = s.ranges[s.range].end, some = std::min(end - s.position, kBatch - looked_at);
        count += s.sieve.keep(s.position, s.position + some, s.positions.get() + count);
        looked_at += some;
        s.position += some;
        if (s.position == end && ++s.range < s.ranges.size()) s.position = s.ranges[s.range].begin;
    }
    run.step(op_, looked_at);
    if (s.filter && count > 0) count = keep_labelled(*s.filter, *s.accepted, nullptr, s.positions.get(), count);
    return looked_at > 0;
}

bool HopsCursor::next_side(Run& run, State& s) {
    if (s.level.kind != Kind::expand || s.sides >= s.adjacent->sides().size()) return false;
    const Side& side = s.adjacent->sides()[s.sides++];
    s.elements = {side.nodes, side.edges, nullptr, !side.out};
    s.expand(*s.adjacent, side, s.start);
    sift(run, s, s.elements);
    return true;
}

// The level's next batch; false when it has no more.
bool HopsCursor::fill(Run& run, std::size_t number) {
    State& s = *states_[number];
    const Level& level = s.level;
    const bool last = number + 1 == states_.size();
    std::uint32_t* const positions = s.positions.get();
    while (true) {
        if (last && count_only_ && s.range < s.ranges.size() && counts(s)) {
            size_ = count_ranges(run, s);
            s.range = s.ranges.size();
            if (run.profiling) run.counters[level.id].rows += size_;
            if (size_ > 0) return true;
            continue;
        }
        std::uint32_t n = 0;
        if (!take(run, s, n)) {
            if (!next_side(run, s)) return false;
            continue;
        }
        if (s.sides == 2) {  // a loop is given once
            const auto loop = [&](std::uint32_t p) { return s.elements.nodes[p] == s.start; };
            n = static_cast<std::uint32_t>(std::remove_if(positions, positions + n, loop) - positions);
        }
        for (std::size_t i = s.sieved; i < level.conditions.size() && n > 0; ++i)
            if (!tabled(level, level.conditions[i])) n = apply(run, s, s.elements, i, positions, n);
        if (n == 0) continue;
        s.count = n;
        s.at = 0;
        if (last) size_ = n;
        if (run.profiling) run.counters[level.id].rows += n;
        return true;
    }
}

// Is the number of elements that of the positions that pass the sieve, but for relationships that are used already?
bool HopsCursor::counts(const State& s) const {
    return countable_ && !s.filter && (s.sieved == s.level.conditions.size() || s.level.conditions[s.sieved].kind == Condition::Kind::different);
}

// The number of elements that are left in the level's ranges, without making them.
std::uint64_t HopsCursor::count_ranges(Run& run, const State& s) const {
    std::uint64_t sum = 0;
    std::uint32_t begin = s.position;
    for (std::size_t r = s.range; r < s.ranges.size(); ++r) {
        if (r > s.range) begin = s.ranges[r].begin;
        const std::uint32_t end = s.ranges[r].end;
        if (!s.sieve.types && !s.sieve.window.bytes) sum += end - begin;
        else
            for (std::uint32_t at = begin, next = 0; at < end; at = next) {
                next = at + std::min(end - at, 0x10000U);
                sum += s.sieve.count(at, next);
                run.step(op_, next - at);
            }
        // The relationships that are used already.
        for (std::size_t i = s.sieved; i < s.level.conditions.size(); ++i)
            for (const Slot slot : s.level.conditions[i].different) {
                const std::uint32_t edge = reg(slot);
                const auto* const edges = s.elements.edges;
                const std::uint32_t at = edges ? static_cast<std::uint32_t>(std::find(edges + begin, edges + end, edge) - edges) : edge;
                if (at >= begin && at < end) sum -= s.sieve.count(at, at + 1);
            }
    }
    return sum;
}

std::unique_ptr<Cursor> Hops::open(Run& run) const { return std::make_unique<HopsCursor>(*this, input_->open(run), run); }

}  // namespace demarche::query
