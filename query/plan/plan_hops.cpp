// The levels of Hops: made one by one while a MATCH is put in order, with the conditions that can be decided there.
#include <algorithm>

#include "query/plan/planner_impl.h"

namespace demarche::query {

using bound::ExprId;
using bound::Slot;
using Kind = Condition::Kind;

namespace {

ast::CompareOp mirrored(ast::CompareOp op) {
    switch (op) {
        case ast::CompareOp::less: return ast::CompareOp::greater;
        case ast::CompareOp::less_equal: return ast::CompareOp::greater_equal;
        case ast::CompareOp::greater: return ast::CompareOp::less;
        case ast::CompareOp::greater_equal: return ast::CompareOp::less_equal;
        default: return op;
    }
}

std::optional<Condition::Of> place(const Level& level, Slot slot) {
    if (!level.binds(slot)) return std::nullopt;
    if (slot == level.edge && level.kind != Level::Kind::nodes && level.kind != Level::Kind::lookup) return Condition::Of::edge;
    return slot == level.node ? Condition::Of::node : Condition::Of::from;
}

// Cheap and selective ones first.
int rank(const Condition& c) {
    switch (c.kind) {
        case Kind::property: return c.of == Condition::Of::edge && c.fixed ? 0 : 3;
        case Kind::in_table: return 1;
        case Kind::labels: return 2;
        case Kind::different: return 4;
        default: return 5;
    }
}

}  // namespace

bool Planner::bound_by_levels(const MatchPlan& m, Slot slot) const {
    return std::any_of(m.levels.begin(), m.levels.end(), [&](const Level& level) { return level.binds(slot); });
}

void Planner::add_level(MatchPlan& m, Level level, double rows, const std::vector<Slot>& used) {
    if (m.levels.empty()) m.base_rows = m.plan->rows;
    level.rows = level.unfiltered = m.rows = std::max(rows, 0.01);
    level.id = plan_.operators++;
    Condition different;
    different.kind = Kind::different;
    for (const Slot slot : used) (bound_by_levels(m, slot) ? different.different : different.different_before).push_back(slot);
    if (!used.empty()) level.conditions.push_back(std::move(different));
    m.levels.push_back(std::move(level));
}

// The predicate becomes a condition of the last level.
void Planner::add_condition(MatchPlan& m, ExprId id) {
    Level& last = m.levels.back();
    Condition c;
    c.expression = id;
    if (!label_condition(m, c) && !property_condition(m, c)) c.kind = Kind::general;
    if (c.kind == Kind::labels && std::find(c.label_sets.begin(), c.label_sets.end(), false) == c.label_sets.end()) return;
    last.rows = m.rows = std::max(m.rows * c.selectivity, 0.01);
    last.conditions.push_back(std::move(c));
}

bool Planner::label_condition(const MatchPlan& m, Condition& c) const {
    const auto* labels = std::get_if<bound::HasLabels>(&query_.at(*c.expression).node);
    const auto* of = labels ? std::get_if<bound::SlotRef>(&query_.at(labels->of).node) : nullptr;
    const std::optional<Condition::Of> where = of ? place(m.levels.back(), of->slot) : std::nullopt;
    if (!where || *where == Condition::Of::edge) return false;
    c.kind = Kind::labels;
    c.of = *where;
    double nodes = 0;
    for (std::size_t i = 0; i < graph_.label_set_count(); ++i) c.label_sets.push_back(has_labels(labels->test, graph_.label_set(i)));
    if (labels->test.steps.size() == 1 && labels->test.steps[0].label) nodes = static_cast<double>(graph_.nodes_with(*labels->test.steps[0].label).size());
    c.selectivity = nodes > 0 ? nodes / static_cast<double>(graph_.node_count()) : 0.3;
    return true;
}

// property op bound, where the property is one of what the last level makes and the bound is known before it.
bool Planner::property_condition(const MatchPlan& m, Condition& c) const {
    const auto* comparison = std::get_if<bound::Comparison>(&query_.at(*c.expression).node);
    if (!comparison || comparison->ops.size() != 1) return false;
    const Level& last = m.levels.back();
    for (const std::size_t side : {0U, 1U}) {
        const auto* property = std::get_if<bound::Property>(&query_.at(comparison->operands[side]).node);
        const auto* of = property ? std::get_if<bound::SlotRef>(&query_.at(property->of).node) : nullptr;
        const std::optional<Condition::Of> where = of ? place(last, of->slot) : std::nullopt;
        if (!where) continue;
        const std::optional<KeyId> key = *where == Condition::Of::edge ? property->edge_key : property->node_key;
        if (!key) continue;
        const ColumnView column = *where == Condition::Of::edge ? graph_.edge_column(*key) : graph_.column(*key);
        SlotSet others(query_);
        others.add(comparison->operands[1 - side]);
        if (column.kind == ColumnView::Kind::encoded || others.varies() || others.has(last.node) || others.has(last.edge) ||
            (last.kind == Level::Kind::edges && others.has(last.from)))
            continue;
        c.kind = Kind::property;
        c.of = *where;
        c.key = *key;
        c.op = side == 0 ? comparison->ops[0] : mirrored(comparison->ops[0]);
        c.bound = comparison->operands[1 - side];
        c.fixed = others.empty();
        const auto* other = std::get_if<bound::Property>(&query_.at(c.bound).node);
        const auto* node = other ? std::get_if<bound::SlotRef>(&query_.at(other->of).node) : nullptr;
        if (node && other->node_key && bound_by_levels(m, node->slot) && !bound_edge(m, node->slot)) c.other = Condition::Other{node->slot, *other->node_key};
        if (c.op == ast::CompareOp::equal) c.selectivity = 0.1;
        return true;
    }
    return false;
}

bool Planner::bound_edge(const MatchPlan& m, Slot slot) const {
    return std::any_of(m.levels.begin(), m.levels.end(), [&](const Level& level) { return place(level, slot) == Condition::Of::edge; });
}

// A relationship between two known nodes, where one of them stays the same while the other runs through many: a table of its relationships
// is made once and each of the many is looked up in it, as in a join of worst-case optimal cost (Ngo et al. 2012).
void Planner::choose_tables(MatchPlan& m) {
    for (std::size_t j = 0; j < m.levels.size(); ++j) {
        Level& into = m.levels[j];
        if (into.kind != Level::Kind::into || into.from == into.node) continue;
        const auto binder = [&](Slot slot) {
            const auto found = std::find_if(m.levels.begin(), m.levels.end(), [&](const Level& l) { return l.binds(slot); });
            return static_cast<std::ptrdiff_t>(found == m.levels.end() ? -1 : found - m.levels.begin());
        };
        std::ptrdiff_t later = binder(into.from), earlier = binder(into.node);
        if (later == earlier) continue;
        const bool swap = later < earlier;
        if (swap) std::swap(later, earlier);
        const double before = earlier < 0 ? m.base_rows : m.levels[static_cast<std::size_t>(earlier)].rows;
        Level& probing = m.levels[static_cast<std::size_t>(later)];
        const Slot probed = swap ? into.node : into.from;
        if (probing.kind == Level::Kind::lookup || probing.kind == Level::Kind::into || probing.node != probed) continue;
        // Around a longer cycle many probes share a key; for the nearest level the estimate decides.
        if (later - earlier == 1 && probing.unfiltered < 2 * before) continue;
        if (swap) {
            std::swap(into.from, into.node);
            into.direction = reversed(into.direction);
        }
        into.table = true;
        Condition in_table;
        in_table.kind = Kind::in_table;
        in_table.level = j;
        probing.conditions.push_back(std::move(in_table));
    }
}

// The levels so far become an operator.
void Planner::close_levels(MatchPlan& m) {
    if (m.levels.empty()) return;
    choose_tables(m);
    std::vector<Slot> known;
    SlotSet inner(query_);
    for (std::size_t i = 0; i < m.levels.size(); ++i) {
        Level& level = m.levels[i];
        const auto needs = [&](Slot slot) {
            const bool here = std::any_of(m.levels.begin(), m.levels.begin() + static_cast<std::ptrdiff_t>(i), [&](const Level& l) { return l.binds(slot); });
            if (!here && std::find(known.begin(), known.end(), slot) == known.end()) known.push_back(slot);
        };
        if (level.kind == Level::Kind::expand || level.kind == Level::Kind::into) needs(level.from);
        if (level.kind == Level::Kind::into) needs(level.node);
        std::stable_sort(level.conditions.begin(), level.conditions.end(), [](const Condition& a, const Condition& b) { return rank(a) < rank(b); });
        if (level.lookup) inner.add(level.lookup->value);
        for (const Condition& c : level.conditions)
            if (c.kind == Kind::general || (c.kind == Kind::property && !c.fixed)) inner.add(*c.expression);
    }
    auto hops = std::make_unique<Hops>(std::move(m.plan), std::move(m.levels));
    hops->known = std::move(known);
    for (std::size_t slot = 0; slot < query_.slots; ++slot)
        if (inner.has(Slot{static_cast<std::uint32_t>(slot)})) hops->inner.push_back(Slot{static_cast<std::uint32_t>(slot)});
    hops->rows = m.rows;
    hops->id = plan_.operators++;
    m.plan = std::move(hops);
    m.levels.clear();
}

}  // namespace demarche::query
