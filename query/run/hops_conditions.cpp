// Conditions over the batches of Hops.
#include <algorithm>

#include "query/run/hops_state.h"

namespace demarche::query {

using bound::Slot;

ColumnView HopsCursor::column(Run& run, const Condition& c) const {
    return c.of == Condition::Of::edge ? run.graph.edge_column(c.key) : run.graph.column(c.key);
}

std::uint32_t HopsCursor::apply(Run& run, State& s, const Elements& elements, std::size_t index, std::uint32_t* positions, std::uint32_t count) {
    const Condition& c = s.level.conditions[index];
    switch (c.kind) {
        case Condition::Kind::labels:
            return keep_labelled(arrays_.label_set_of, s.wanted_labels[index], c.of == Condition::Of::node ? elements.nodes : elements.froms, positions, count);
        case Condition::Kind::property: return apply_property(run, s, elements, index, positions, count);
        case Condition::Kind::different: return apply_different(run, c, elements, positions, count);
        case Condition::Kind::in_table: {
            table_for(run, c.level);
            const NodeTable& table = *states_[c.level]->table->index;
            std::uint32_t kept = 0;
            for (std::uint32_t i = 0; i < count; ++i) {
                const std::uint32_t p = positions[i];
                positions[kept] = p;
                kept += table.contains(elements.node(p)) ? 1 : 0;
            }
            return kept;
        }
        default: return apply_general(run, s, elements, *c.expression, positions, count);
    }
}

std::uint32_t HopsCursor::apply_different(Run& run, const Condition& c, const Elements& elements, std::uint32_t* positions, std::uint32_t count) {
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t edge = elements.edge(positions[i]);
        const bool used = std::any_of(c.different.begin(), c.different.end(), [&](Slot slot) { return reg(slot) == edge; }) ||
                          (!c.different_before.empty() && used_already(run, c.different_before, EdgeId{edge}));
        positions[kept] = positions[i];
        kept += used ? 0 : 1;
    }
    return kept;
}

std::uint32_t HopsCursor::apply_general(Run& run, const State& s, const Elements& elements, bound::ExprId expression, std::uint32_t* positions, std::uint32_t count) {
    const Level& level = s.level;
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t p = positions[i];
        if (level.kind != Level::Kind::into) run.at(level.node) = NodeId{elements.node(p)};
        if (level.kind != Level::Kind::nodes && level.kind != Level::Kind::lookup) run.at(level.edge) = EdgeId{elements.edge(p)};
        if (level.kind == Level::Kind::edges) run.at(level.from) = NodeId{elements.froms[p]};
        run.current = &op_;
        run.step(op_);
        if (holds(run, expression)) positions[kept++] = p;
    }
    return kept;
}

std::uint32_t HopsCursor::apply_property(Run& run, State& s, const Elements& elements, std::size_t index, std::uint32_t* positions, std::uint32_t count) {
    const Condition& c = s.level.conditions[index];
    if (!s.known[index]) find_bounds(run, s, index);
    const Bounds& bounds = s.bounds[index];
    if (bounds.verdict == Bounds::Verdict::none) return 0;
    if (bounds.verdict == Bounds::Verdict::general) return apply_general(run, s, elements, *c.expression, positions, count);
    if (c.of == Condition::Of::node) return keep_in_range(s.columns[index], bounds, elements.nodes, positions, count);
    if (c.of == Condition::Of::from) return keep_in_range(s.columns[index], bounds, elements.froms, positions, count);
    if (elements.in_order) {
        // The column in the order of the positions saves a jump for each.
        const ColumnView& column = in_order(run, s, elements, index);
        if (column.bytes || column.full) return keep_in_range(column, bounds, nullptr, positions, count);
    }
    return keep_in_range(s.columns[index], bounds, elements.edges, positions, count);
}

void HopsCursor::find_bounds(Run& run, State& s, std::size_t index) {
    const Condition& c = s.level.conditions[index];
    const ColumnView& column = s.columns[index];
    s.known[index] = 1;
    if (c.other) {
        const ColumnView other = run.graph.column(c.other->key);
        if (other.kind == column.kind && (column.kind == ColumnView::Kind::integer || column.kind == ColumnView::Kind::date)) {
            const std::uint32_t node = reg(c.other->slot);
            s.bounds[index] = other.contains(node) ? bounds_of_number(c.op, other.number(node)) : Bounds{};
            return;
        }
    }
    run.current = &op_;
    const Value value = evaluate(run, c.bound);
    s.bounds[index] = bounds_of(column, c.op, value, [&](std::string_view text) {
        return c.of == Condition::Of::edge ? run.graph.edge_text_bounds(c.key, text) : run.graph.text_bounds(c.key, text);
    });
}

// ---- the operator

const Level* Hops::binder(Slot slot) const {
    const auto found = std::find_if(levels.begin(), levels.end(), [&](const Level& level) { return level.binds(slot); });
    return found == levels.end() ? nullptr : &*found;
}

bool Hops::is_edge(Slot slot) const {
    const Level* level = binder(slot);
    return level && level->kind != Level::Kind::nodes && level->kind != Level::Kind::lookup && slot == level->edge;
}

void Hops::reads(SlotSet& slots) const {
    slots.add(known);
    for (const Level& level : levels) {
        if (level.lookup) slots.add(level.lookup->value);
        for (const Condition& c : level.conditions) {
            slots.add(c.different_before);
            if (c.kind == Condition::Kind::general) slots.add(c.expression);
            if (c.kind == Condition::Kind::property) slots.add(c.expression);
        }
    }
}

std::vector<Operator::Line> Hops::lines(const bound::Query& query) const {
    const auto named = [&](Slot slot) { return query.slot_names[static_cast<std::size_t>(slot)]; };
    std::vector<Line> out;
    for (std::size_t i = levels.size(); i-- > 0;) {
        const Level& l = levels[i];
        const bool in = l.direction == ast::Direction::in, outgoing = l.direction == ast::Direction::out;
        const std::string node = "(" + named(l.node) + ")",
                          hop = "(" + named(l.from) + ")" + (in ? "<-[" : "-[") + named(l.edge) + (outgoing ? "]->" : "]-") + node;
        std::string text;
        switch (l.kind) {
            case Level::Kind::nodes: text = (l.label ? "LabelScan " : "NodeScan ") + node; break;
            case Level::Kind::lookup: text = (l.lookup->hashed ? "HashJoin " : "NodeLookup ") + node; break;
            case Level::Kind::edges: text = "RelationshipScan " + hop; break;
            case Level::Kind::expand: text = "Expand " + hop; break;
            case Level::Kind::into: text = (l.table ? "ExpandIntoTable " : "ExpandInto ") + hop; break;
        }
        std::string where;
        for (const Condition& c : l.conditions) {
            if (c.kind == Condition::Kind::in_table) text += " in table of (" + named(levels[c.level].node) + ")";
            if (!c.expression) continue;
            const ast::Span span = query.at(*c.expression).span;
            where += (where.empty() ? " where " : " AND ") + query.text.substr(span.begin, std::min<std::size_t>(span.end - span.begin, 80));
        }
        out.push_back({text + where, l.rows, l.id});
    }
    return out;
}

}  // namespace demarche::query
