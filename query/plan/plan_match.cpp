// The order of a MATCH: start where the fewest nodes are, then always the cheapest edge that touches what is known; every condition as
// soon as its variables are there.
#include <algorithm>
#include <cmath>

#include "query/plan/planner_impl.h"

namespace demarche::query {

using bound::Slot;

Planner::Input Planner::pattern(Input input, const bound::Match& match) {
    MatchPlan m{match, {}, {}, {}, {}, {}, {}, std::move(input), {}, 1, 1};
    m.rows = m.base_rows = m.plan->rows;
    m.edge_done.resize(match.edges.size());
    m.predicate_done.resize(match.predicates.size());
    m.path_done.resize(match.paths.size());
    m.node_done.resize(match.nodes.size());
    for (const bound::PatternNode& n : match.nodes)
        if (!n.bound) m.own.insert(n.slot);
    m.own.insert(match.binds.begin(), match.binds.end());
    for (const bound::PatternEdge& e : match.edges) {
        if (e.path) m.own.insert(*e.path);
        if (const auto* hop = std::get_if<bound::Hop>(&e.what); hop && !e.bound) m.own.insert(hop->relationship);
        if (const auto* search = std::get_if<bound::Search>(&e.what))
            for (const bound::Segment& s : search->segments)
                for (const bound::GroupVariable& g : s.groups) m.own.insert(g.outer);
    }
    for (std::size_t n = 0; n < match.nodes.size(); ++n) m.node_done[n] = match.nodes[n].bound;
    filters(m);
    while (true) {
        std::size_t best = match.edges.size();
        double cost = INFINITY;
        for (std::size_t e = 0; e < match.edges.size(); ++e) {
            if (m.edge_done[e]) continue;
            const double c = edge_cost(m, e);
            if (c < cost) cost = c, best = e;
        }
        if (best < match.edges.size() && !lookup_first(m, best)) add_edge(m, best);
        else if (const std::size_t scanned = best < match.edges.size() ? match.edges.size() : edge_to_scan(m); scanned < match.edges.size())
            add_edge_scan(m, scanned, std::get<bound::Hop>(match.edges[scanned].what));
        else if (std::find(m.node_done.begin(), m.node_done.end(), false) != m.node_done.end()) add_scan(m);
        else break;
        filters(m);
    }
    close_levels(m);
    return std::move(m.plan);
}

bool Planner::ready(const MatchPlan& m, const std::vector<Slot>& needs) const {
    return std::all_of(needs.begin(), needs.end(), [&](Slot s) { return !m.own.count(s) || m.known.count(s); });
}

bool Planner::node_known(const MatchPlan& m, std::size_t node) const { return m.node_done[node]; }

void Planner::know(MatchPlan& m, std::size_t node) {
    m.node_done[node] = true;
    m.known.insert(m.match.nodes[node].slot);
}

// Paths and conditions whose parts are there.
void Planner::filters(MatchPlan& m) {
    for (std::size_t i = 0; i < m.match.paths.size(); ++i) {
        const bound::PathVariable& path = m.match.paths[i];
        std::vector<Slot> needs{path.first};
        for (const auto& piece : path.pieces) needs.push_back(piece.slot), needs.push_back(piece.node);
        if (m.path_done[i] || !ready(m, needs)) continue;
        m.path_done[i] = true;
        close_levels(m);
        m.plan = make<BuildPath>(m.rows, std::move(m.plan), path);
        m.known.insert(path.slot);
    }
    std::vector<bound::ExprId> conditions;
    for (std::size_t i = 0; i < m.match.predicates.size(); ++i) {
        if (m.predicate_done[i] || !ready(m, m.match.predicates[i].needs)) continue;
        m.predicate_done[i] = true;
        const bound::ExprId id = m.match.predicates[i].expression;
        // A sub-query reads the row.
        SlotSet reads(query_);
        reads.add(id);
        if (m.levels.empty() || reads.has_subquery()) conditions.push_back(id);
        else add_condition(m, id);
    }
    if (conditions.empty()) return;
    close_levels(m);
    m.rows = std::max(m.rows * 0.3, 0.1);
    m.plan = make<Filter>(m.rows, std::move(m.plan), std::move(conditions));
}

double Planner::fan_out(const bound::Types& types, ast::Direction direction) const {
    double edges = 0;
    if (types.any) edges = static_cast<double>(graph_.edge_count());
    else for (const TypeId t : types.ids) edges += static_cast<double>(graph_.edge_count(t));
    return edges / std::max(1.0, static_cast<double>(graph_.node_count())) * (direction == ast::Direction::both ? 2 : 1);
}

// The same of a hop from one of its ends: the mean over some of the nodes with that end's label, evenly chosen.
double Planner::fan_out(const MatchPlan& m, const bound::PatternEdge& e, const bound::Hop& hop, bool from) const {
    const std::optional<bound::LabelTest>& labels = m.match.nodes[from ? e.from : e.to].labels;
    const bool plain = labels && labels->steps.size() == 1 && labels->steps[0].kind == bound::LabelTest::name && labels->steps[0].label;
    const std::span<const NodeId> nodes = plain ? graph_.nodes_with(*labels->steps[0].label) : std::span<const NodeId>();
    if (nodes.empty() || nodes.size() == graph_.node_count()) return fan_out(hop.types, hop.direction);
    constexpr std::size_t kSamples = 24;
    const std::size_t samples = std::min(nodes.size(), kSamples);
    const Adjacent adjacent(graph_, from ? hop.direction : reversed(hop.direction), hop.types);
    std::vector<Range> ranges;
    for (std::size_t i = 0; i < samples; ++i)
        for (const Side& side : adjacent.sides()) adjacent.ranges(side, static_cast<std::uint32_t>(nodes[i * nodes.size() / samples]), ranges);
    double sum = 0.5;  // of what no sample has there still may be some
    for (const Range& range : ranges) sum += range.end - range.begin;
    return sum / static_cast<double>(samples);
}

bool Planner::reversible(const bound::Search& s) const {
    return s.segments.size() == 1 && s.segments[0].hops.size() == 1 && s.segments[0].repeated && !s.segments[0].first;
}

double Planner::edge_cost(const MatchPlan& m, std::size_t edge) const {
    const bound::PatternEdge& e = m.match.edges[edge];
    const bool from = node_known(m, e.from), to = node_known(m, e.to);
    if (const auto* hop = std::get_if<bound::Hop>(&e.what)) {
        if (e.bound) return 0;
        if (!from && !to) return INFINITY;
        return from && to ? fan_out(hop->types, hop->direction) * 0.01 : fan_out(m, e, *hop, from);
    }
    const auto& search = std::get<bound::Search>(e.what);
    if (!(from || (to && reversible(search))) || !ready(m, search.needs)) return INFINITY;
    double hops = 0;
    for (const bound::Segment& s : search.segments)
        for (const bound::Hop& h : s.hops) hops += fan_out(h.types, h.direction);
    // After everything fixed: what is found before makes the ends known.
    return 1e6 + hops * (from && to ? 1 : 100);
}

std::vector<Slot> Planner::used_before(const MatchPlan& m, std::size_t edge) const {
    std::vector<Slot> slots;
    if (!m.match.unique) return slots;
    const auto types_of = [](const bound::PatternEdge& e) {
        const auto* hop = std::get_if<bound::Hop>(&e.what);
        return hop ? &hop->types : nullptr;
    };
    const auto walks = [](const bound::PatternEdge& e) {
        const auto* search = std::get_if<bound::Search>(&e.what);
        return search && search->mode == ast::PathMode::walk;
    };
    const bound::PatternEdge& mine = m.match.edges[edge];
    for (std::size_t i = 0; i < m.match.edges.size(); ++i) {
        const bound::PatternEdge& other = m.match.edges[i];
        if (i == edge || !m.edge_done[i] || walks(other) || walks(mine)) continue;
        const bound::Types *a = types_of(mine), *b = types_of(other);
        const auto shares = [&](TypeId t) { return std::binary_search(b->ids.begin(), b->ids.end(), t); };
        // Relationships of types that have nothing in common never are the same.
        if (a && b && !a->any && !b->any && std::none_of(a->ids.begin(), a->ids.end(), shares)) continue;
        if (const auto* hop = std::get_if<bound::Hop>(&other.what)) slots.push_back(hop->relationship);
        else slots.push_back(*other.path);
    }
    return slots;
}

void Planner::add_edge(MatchPlan& m, std::size_t edge) {
    const bound::PatternEdge& e = m.match.edges[edge];
    if (const auto* hop = std::get_if<bound::Hop>(&e.what)) add_hop(m, edge, *hop);
    else add_search(m, edge, std::get<bound::Search>(e.what));
    m.edge_done[edge] = true;
}

void Planner::add_hop(MatchPlan& m, std::size_t edge, const bound::Hop& hop) {
    const bound::PatternEdge& e = m.match.edges[edge];
    std::size_t a = e.from, b = e.to;
    ast::Direction direction = hop.direction;
    if (!e.bound && !node_known(m, a)) {
        std::swap(a, b);
        direction = reversed(direction);
    }
    const bool into = node_known(m, b) || (a == b && !e.bound);
    const double fan = e.bound ? 1 : into ? fan_out(hop.types, hop.direction) : fan_out(m, e, hop, a == e.from);
    if (e.bound) {
        close_levels(m);
        ExpandSpec spec;
        spec.relationship = hop.relationship;
        spec.types = hop.types;
        spec.direction = direction;
        spec.different = used_before(m, edge);
        spec.from = m.match.nodes[a].slot;
        spec.to = m.match.nodes[b].slot;
        spec.from_bound = node_known(m, a);
        spec.into = into;
        m.plan = make<RelationshipEnds>(m.rows, std::move(m.plan), std::move(spec));
    } else {
        Level level;
        level.kind = into ? Level::Kind::into : Level::Kind::expand;
        level.from = m.match.nodes[a].slot;
        level.node = m.match.nodes[b].slot;
        level.edge = hop.relationship;
        level.direction = direction;
        level.types = hop.types;
        add_level(m, std::move(level), m.rows * (into ? std::min(1.0, fan * 0.1) : fan), used_before(m, edge));
    }
    know(m, e.from);
    know(m, e.to);
    m.known.insert(hop.relationship);
}

// Where no node is a better start, the relationships are read in their order: two new nodes at once.
std::size_t Planner::edge_to_scan(const MatchPlan& m) const {
    const std::size_t none = m.match.edges.size();
    double least = INFINITY;
    for (std::size_t n = 0; n < m.match.nodes.size(); ++n) {
        std::optional<Lookup> lookup;
        std::size_t predicate = 0;
        if (!m.node_done[n]) least = std::min(least, node_rows(m, n, lookup, predicate));
        if (lookup) return none;
    }
    if (least < 0.2 * static_cast<double>(graph_.node_count())) return none;
    for (std::size_t i = 0; i < none; ++i) {
        const bound::PatternEdge& e = m.match.edges[i];
        const auto* hop = std::get_if<bound::Hop>(&e.what);
        if (!hop || m.edge_done[i] || e.bound || e.from == e.to || hop->direction == ast::Direction::both || node_known(m, e.from) || node_known(m, e.to)) continue;
        if (fan_out(hop->types, hop->direction) * static_cast<double>(graph_.node_count()) >= 0.2 * static_cast<double>(graph_.edge_count())) return i;
    }
    return none;
}

void Planner::add_edge_scan(MatchPlan& m, std::size_t edge, const bound::Hop& hop) {
    const bound::PatternEdge& e = m.match.edges[edge];
    Level level;
    level.kind = Level::Kind::edges;
    level.from = m.match.nodes[e.from].slot;
    level.node = m.match.nodes[e.to].slot;
    level.edge = hop.relationship;
    level.direction = hop.direction;
    level.types = hop.types;
    add_level(m, std::move(level), m.rows * fan_out(hop.types, hop.direction) * static_cast<double>(graph_.node_count()), used_before(m, edge));
    know(m, e.from);
    know(m, e.to);
    m.known.insert(hop.relationship);
    m.edge_done[edge] = true;
}

// Both ends of a search are better known when the other one can be looked up.
bool Planner::lookup_first(const MatchPlan& m, std::size_t edge) const {
    const bound::PatternEdge& e = m.match.edges[edge];
    if (!std::holds_alternative<bound::Search>(e.what)) return false;
    for (const std::size_t n : {e.from, e.to}) {
        std::optional<Lookup> lookup;
        std::size_t predicate = 0;
        if (!m.node_done[n]) node_rows(m, n, lookup, predicate);
        if (lookup) return true;
    }
    return false;
}

void Planner::add_search(MatchPlan& m, std::size_t edge, const bound::Search& search) {
    const bound::PatternEdge& e = m.match.edges[edge];
    close_levels(m);
    SearchSpec spec;
    spec.reversed = !node_known(m, e.from);
    const std::size_t a = spec.reversed ? e.to : e.from, b = spec.reversed ? e.from : e.to;
    spec.from = m.match.nodes[a].slot;
    spec.to = m.match.nodes[b].slot;
    spec.into = node_known(m, b);
    spec.search = search;
    spec.path = *e.path;
    spec.different = used_before(m, edge);
    m.rows *= 10;
    m.plan = make<PathSearch>(m.rows, std::move(m.plan), std::move(spec));
    know(m, e.from);
    know(m, e.to);
    m.known.insert(*e.path);
    for (const bound::Segment& s : search.segments) {
        if (s.exit) m.known.insert(*s.exit);
        for (const bound::GroupVariable& g : s.groups) m.known.insert(g.outer);
        for (const bound::Hop& h : s.hops) m.known.insert(h.relationship);
    }
}

// n.key = value, where the graph can look it up and the value is known.
std::optional<Lookup> Planner::lookup_of(const MatchPlan& m, std::size_t node, const bound::Predicate& p) const {
    const auto* comparison = std::get_if<bound::Comparison>(&query_.at(p.expression).node);
    if (!comparison || comparison->ops.size() != 1 || comparison->ops[0] != ast::CompareOp::equal) return std::nullopt;
    for (const std::size_t side : {0U, 1U}) {
        const auto* property = std::get_if<bound::Property>(&query_.at(comparison->operands[side]).node);
        const auto* of = property ? std::get_if<bound::SlotRef>(&query_.at(property->of).node) : nullptr;
        if (!of || of->slot != m.match.nodes[node].slot || !property->node_key) continue;
        const bound::ExprId value = comparison->operands[1 - side];
        // The value must not need the node itself or anything that is found later.
        std::vector<Slot> others;
        for (const Slot s : p.needs)
            if (s != of->slot) others.push_back(s);
        if (std::count(p.needs.begin(), p.needs.end(), of->slot) > 1 || !ready(m, others)) continue;
        SlotSet reads(query_);
        reads.add(value);
        if (reads.has(of->slot) || reads.varies()) continue;
        const auto* constant = std::get_if<bound::Constant>(&query_.at(value).node);
        // Only strings are indexed. What may turn out to be one (a parameter) is looked up too; the scan compares the rest node by node.
        const bool indexed = (property->key == "id" || property->key == "name") &&
                             (others.empty() || graph_.column(*property->node_key).kind == ColumnView::Kind::text);
        if (indexed && (constant ? constant->value.as_string() != nullptr : (query_.at(value).types & kString) != 0)) return Lookup{*property->node_key, value};
        // What changes from row to row is worth a table.
        if (!others.empty()) return Lookup{*property->node_key, value, true};
    }
    return std::nullopt;
}

double Planner::node_rows(const MatchPlan& m, std::size_t node, std::optional<Lookup>& lookup, std::size_t& predicate) const {
    const bound::PatternNode& n = m.match.nodes[node];
    for (std::size_t i = 0; i < m.match.predicates.size(); ++i) {
        if (m.predicate_done[i]) continue;
        std::optional<Lookup> found = lookup_of(m, node, m.match.predicates[i]);
        if (!found || (lookup && found->hashed)) continue;
        lookup = found;
        predicate = i;
        if (!lookup->hashed) return 1;
    }
    double rows = static_cast<double>(graph_.node_count());
    if (n.labels && n.labels->steps.size() == 1 && n.labels->steps[0].kind == bound::LabelTest::name)
        rows = n.labels->steps[0].label ? static_cast<double>(graph_.nodes_with(*n.labels->steps[0].label).size()) : 0;
    for (const bound::Predicate& p : m.match.predicates)  // conditions on this node alone
        if (std::find(p.needs.begin(), p.needs.end(), n.slot) != p.needs.end() && std::all_of(p.needs.begin(), p.needs.end(), [&](Slot s) { return s == n.slot || !m.own.count(s); }))
            rows *= 0.5;
    return lookup ? std::max(1.0, rows * 0.01) : rows;
}

void Planner::add_scan(MatchPlan& m) {
    std::size_t best = m.match.nodes.size(), best_predicate = 0;
    double rows = INFINITY;
    std::optional<Lookup> best_lookup;
    for (std::size_t n = 0; n < m.match.nodes.size(); ++n) {
        if (m.node_done[n]) continue;
        std::optional<Lookup> lookup;
        std::size_t predicate = 0;
        double r = node_rows(m, n, lookup, predicate);
        // A search that cannot run backwards begins at its start.
        for (const bound::PatternEdge& e : m.match.edges) {
            const auto* search = std::get_if<bound::Search>(&e.what);
            if (search && e.to == n && e.from != n && !reversible(*search)) r = r * 1000 + 1000;
        }
        if (r < rows) rows = r, best = n, best_lookup = lookup, best_predicate = predicate;
    }
    const bound::PatternNode& n = m.match.nodes[best];
    Level level;
    level.kind = best_lookup ? Level::Kind::lookup : Level::Kind::nodes;
    level.node = n.slot;
    level.lookup = best_lookup;
    if (best_lookup) m.predicate_done[best_predicate] = true;
    if ((!best_lookup || best_lookup->hashed) && n.labels && n.labels->steps.size() == 1 && n.labels->steps[0].label) {
        level.label = n.labels->steps[0].label;
        // The list has only nodes with the label.
        for (std::size_t i = 0; i < m.match.predicates.size(); ++i) {
            const auto* test = std::get_if<bound::HasLabels>(&query_.at(m.match.predicates[i].expression).node);
            const auto* of = test ? std::get_if<bound::SlotRef>(&query_.at(test->of).node) : nullptr;
            if (of && of->slot == n.slot && test->test.steps.size() == 1 && test->test.steps[0].kind == bound::LabelTest::name && test->test.steps[0].label == level.label)
                m.predicate_done[i] = true;
        }
    }
    add_level(m, std::move(level), m.rows * std::max(rows, 0.1), {});
    know(m, best);
}

}  // namespace demarche::query
