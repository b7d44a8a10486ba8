#include <algorithm>

#include "query/bind/binder_impl.h"

namespace demarche::query {

using bound::ExprId;
using bound::Slot;

namespace {

const ast::NodePattern* as_node(const ast::PathElement& e) { return std::get_if<ast::NodePattern>(&e.node); }
const ast::RelPattern* as_rel(const ast::PathElement& e) { return std::get_if<ast::RelPattern>(&e.node); }
const ast::GroupPattern* as_group(const ast::PathElement& e) { return std::get_if<ast::GroupPattern>(&e.node); }

}  // namespace

bound::Match Binder::match(const std::vector<ast::PathPattern>& patterns, std::optional<ast::ExprId> where, bool repeatable, bool allow_new) {
    MatchState m;
    m.repeatable = repeatable;
    m.allow_new = allow_new;
    m.out.unique = !repeatable;
    for (const ast::PathPattern& p : patterns) path(m, p);
    const bool allowed = aggregates_allowed_;
    Grouping* const grouping = grouping_;
    aggregates_allowed_ = false;
    resolve_pending(m);
    if (where) where_clause(m, *where);
    finish_search(m);
    aggregates_allowed_ = allowed;
    grouping_ = grouping;
    return std::move(m.out);
}

void Binder::path(MatchState& m, const ast::PathPattern& p) {
    m.path = &p;
    if (p.variable) {
        const auto named = [&](const ast::PathElement& e) {
            if (const auto* n = as_node(e)) return n->variable && n->variable->text == p.variable->text;
            if (const auto* r = as_rel(e)) return r->variable && r->variable->text == p.variable->text;
            return false;
        };
        if (find(p.variable->text) || std::any_of(p.elements.begin(), p.elements.end(), named))
            error(p.variable->span, "VariableAlreadyBound", "variable '" + p.variable->text + "' is already bound");
    }
    const std::vector<ast::PathElement> elements = normalised(m, p.elements);
    const bool whole = p.selector.kind != ast::Selection::all || p.mode == ast::PathMode::acyclic || p.mode == ast::PathMode::simple ||
                       (p.mode == ast::PathMode::walk && !m.repeatable) || (p.mode == ast::PathMode::trail && m.repeatable);
    if (whole && elements.size() > 1) whole_search(m, p, elements);
    else fixed_path(m, p, elements);
}

// Parts in parentheses that are not repeated are laid open; nodes are put where repeated parts and relationships touch each other or an end:
// then nodes take turns with what joins them.
std::vector<ast::PathElement> Binder::normalised(MatchState& m, const std::vector<ast::PathElement>& elements) {
    std::vector<ast::PathElement> out;
    const auto node_last = [&] { return !out.empty() && as_node(out.back()); };
    for (const ast::PathElement& e : elements) {
        const ast::GroupPattern* group = as_group(e);
        if (group && !group->repetition) {
            std::vector<ast::PathElement> inner = normalised(m, group->elements);
            if (node_last()) error(group->span, "InvalidRelationshipPattern", "two nodes stand side by side", "join them by a relationship");
            out.insert(out.end(), inner.begin(), inner.end());
            if (group->where) {
                Pending p;
                p.where = group->where;
                m.pending.push_back(p);
            }
        } else {
            if (as_node(e) && node_last()) error(as_node(e)->span, "InvalidRelationshipPattern", "two nodes stand side by side", "join them by a relationship");
            if (!as_node(e) && !node_last()) out.push_back({ast::NodePattern{}});
            out.push_back(e);
        }
    }
    if (!node_last()) out.push_back({ast::NodePattern{}});
    return out;
}

void Binder::fixed_path(MatchState& m, const ast::PathPattern& p, const std::vector<ast::PathElement>& elements) {
    std::size_t from = node(m, *as_node(elements[0]));
    bound::PathVariable path{Slot{}, m.out.nodes[from].slot, {}};
    for (std::size_t i = 1; i + 1 < elements.size(); i += 2) {
        const ast::RelPattern* rel = as_rel(elements[i]);
        const std::size_t to = node(m, *as_node(elements[i + 1]));
        std::size_t edge = 0;
        if (rel && !rel->repetition) {
            edge = hop_edge(m, *rel, from, to);
            path.pieces.push_back({std::get<bound::Hop>(m.out.edges[edge].what).relationship, false, m.out.nodes[to].slot});
        } else {
            edge = m.out.edges.size();
            m.out.edges.push_back({from, to, bound::Search{}, false, new_slot("path")});
            bound::Segment segment = rel ? relationship_segment(m, *rel, edge, 0) : group_segment(m, *as_group(elements[i]), edge, 0);
            auto& search = std::get<bound::Search>(m.out.edges[edge].what);
            search.mode = m.repeatable || p.mode == ast::PathMode::walk ? ast::PathMode::walk : ast::PathMode::trail;
            check_bounds(m, rel ? *rel->repetition : *as_group(elements[i])->repetition, search.mode, ast::Selection::all);
            search.segments.push_back(std::move(segment));
            path.pieces.push_back({*m.out.edges[edge].path, true, m.out.nodes[to].slot});
        }
        from = to;
    }
    declare_path(m, p, std::move(path));
    if (p.where) {
        Pending pending;
        pending.where = p.where;
        m.pending.push_back(pending);
    }
}

void Binder::declare_path(MatchState& m, const ast::PathPattern& p, bound::PathVariable path) {
    if (!p.variable) return;
    path.slot = local(p.variable->text, kPath);
    m.out.binds.push_back(path.slot);
    m.out.paths.push_back(std::move(path));
}

std::size_t Binder::node(MatchState& m, const ast::NodePattern& n) {
    Slot slot{};
    TypeSet types = kNode;
    bool was_bound = false;
    if (n.variable) {
        if (const Variable* v = find(n.variable->text)) {
            if (!(v->types & kNode))
                error(n.variable->span, "VariableTypeConflict", "variable '" + n.variable->text + "' is no node");
            slot = resolve(n.variable->text, n.variable->span).slot;
            types = v->types;
            const auto here = std::find_if(m.out.nodes.begin(), m.out.nodes.end(), [&](const bound::PatternNode& p) { return p.slot == slot; });
            if (here != m.out.nodes.end()) {
                m.pending.push_back({Variable{slot, types}, n.labels, n.properties, n.where, Pending::match, 0, 0, 0, false});
                return static_cast<std::size_t>(here - m.out.nodes.begin());
            }
            was_bound = true;
        } else {
            if (!m.allow_new) resolve(n.variable->text, n.variable->span);
            slot = local(n.variable->text, kNode);
            m.out.binds.push_back(slot);
        }
    } else {
        slot = new_slot("");
    }
    m.out.nodes.push_back({slot, was_bound, std::nullopt, false});
    m.pending.push_back({Variable{slot, types}, n.labels, n.properties, n.where, Pending::match, 0, 0, 0, false});
    return m.out.nodes.size() - 1;
}

bound::Hop Binder::hop(const ast::RelPattern& r) {
    bound::Hop hop;
    hop.direction = r.direction;
    hop.types = types(r.types);
    return hop;
}

std::size_t Binder::hop_edge(MatchState& m, const ast::RelPattern& r, std::size_t from, std::size_t to) {
    bound::Hop h = hop(r);
    bool is_bound = false;
    const std::size_t index = m.out.edges.size();
    h.relationship = relationship_variable(m, r, is_bound, index);
    m.pending.push_back({Variable{h.relationship, kRelationship}, std::nullopt, r.properties, r.where, Pending::match, 0, 0, 0, false});
    m.out.edges.push_back({from, to, std::move(h), is_bound, std::nullopt});
    return index;
}

Slot Binder::relationship_variable(MatchState& m, const ast::RelPattern& r, bool& is_bound, std::size_t edge) {
    if (!r.variable) return new_slot("");
    const std::string& name = r.variable->text;
    if (const Variable* v = find(name)) {
        for (const auto& [known, other] : m.edge_names)
            if (known == name)
                error(r.variable->span, "RelationshipUniquenessViolation", "relationship '" + name + "' stands twice in one MATCH",
                      "a relationship is matched once in a MATCH");
        if (!(v->types & kRelationship)) error(r.variable->span, "VariableTypeConflict", "variable '" + name + "' is no relationship");
        is_bound = true;
        return resolve(name, r.variable->span).slot;
    }
    if (!m.allow_new) resolve(name, r.variable->span);
    m.edge_names.emplace_back(name, edge);
    const Slot slot = local(name, kRelationship);
    m.out.binds.push_back(slot);
    return slot;
}

void Binder::conjuncts(ast::ExprId id, std::vector<ast::ExprId>& out) const {
    const auto* chain = std::get_if<ast::Chain>(&ast_.at(id).node);
    if (chain && chain->ops[0] == ast::ChainOp::logical_and)
        for (const ast::ExprId operand : chain->operands) conjuncts(operand, out);
    else out.push_back(id);
}

void Binder::predicates_of(const Pending& p, std::vector<std::pair<ExprId, std::size_t>>& out) {
    const auto push = [&](std::size_t reads, ExprId id) { out.emplace_back(id, reads); };
    if (p.labels) {
        const std::size_t reads = reads_.size();
        reads_.push_back(p.element->slot);
        const ast::Span span = ast_.at(*p.labels).span;
        const ExprId of = add(bound::SlotRef{p.element->slot}, span, p.element->types);
        push(reads, add(bound::HasLabels{of, label_test(*p.labels, true, false)}, span, kBoolean));
    }
    if (p.properties) {
        const auto* map = std::get_if<ast::MapLiteral>(&ast_.at(*p.properties).node);
        for (const auto& [key, value] : map->entries) {
            const std::size_t reads = reads_.size();
            reads_.push_back(p.element->slot);
            const ExprId of = add(bound::SlotRef{p.element->slot}, key.span, p.element->types);
            const ExprId property = property_of(of, key.text, key.span);
            const ExprId wanted = expr(value);
            push(reads, add(bound::Comparison{{property, wanted}, {ast::CompareOp::equal}}, key.span, kBoolean));
        }
    }
    if (p.where) {
        std::vector<ast::ExprId> parts;
        conjuncts(*p.where, parts);
        for (const ast::ExprId part : parts) {
            const std::size_t reads = reads_.size();
            const ExprId id = condition(part);
            push(reads, id);
        }
    }
}

void Binder::resolve_pending(MatchState& m) {
    for (const Pending& p : m.pending) {
        const std::size_t size = scope_.size();
        if (p.in_group)  // inside the repetition a variable is one element
            for (const auto& entry : m.inner) scope_.push_back(entry);
        std::vector<std::pair<ExprId, std::size_t>> found;
        predicates_of(p, found);
        for (const auto& [id, reads] : found) add_predicate(m, p, id, reads);
        scope_.resize(size);
    }
}

void Binder::add_predicate(MatchState& m, const Pending& p, ExprId id, std::size_t reads_before) {
    const std::vector<Slot> reads(reads_.begin() + static_cast<std::ptrdiff_t>(reads_before), reads_.end());
    if (p.place == Pending::match) {
        // A label of one node is kept apart: the planner starts from it.
        const auto* labels = std::get_if<bound::HasLabels>(&out_.at(id).node);
        const auto* of = labels ? std::get_if<bound::SlotRef>(&out_.at(labels->of).node) : nullptr;
        for (bound::PatternNode& n : m.out.nodes)
            if (of && n.slot == of->slot && !n.labels) {
                n.labels = labels->test;
                break;
            }
        m.out.predicates.push_back({id, reads});
        return;
    }
    const Pending::Place place = search_place(m, p, id, reads);
    const bound::PatternEdge& edge = m.out.edges[p.edge];
    auto& search = std::get<bound::Search>(m.out.edges[p.edge].what);
    for (const Slot slot : reads)  // at its end a search knows both its ends
        if (place != Pending::final || (slot != m.out.nodes[edge.from].slot && slot != m.out.nodes[edge.to].slot)) search.needs.push_back(slot);
    if (place == Pending::final) {
        search.final_predicates.push_back(id);
        return;
    }
    bound::Segment& segment = search.segments[p.segment];
    if (place == Pending::unit) segment.predicates.push_back(id);
    else if (place == Pending::first) segment.first_predicates.push_back(id);
    else if (place == Pending::exit) segment.exit_predicates.push_back(id);
    else segment.hops[p.hop_index].predicates.push_back(id);
}

void Binder::where_clause(MatchState& m, ast::ExprId where) {
    std::vector<ast::ExprId> parts;
    conjuncts(where, parts);
    // shortestPath(): a condition on the path is part of the search, as in Neo4j.
    std::vector<std::pair<std::size_t, Slot>> functions;
    for (std::size_t i = 0; i < m.out.edges.size(); ++i) {
        const auto* search = std::get_if<bound::Search>(&m.out.edges[i].what);
        if (search && search->function && m.out.edges[i].path) functions.emplace_back(i, *m.out.edges[i].path);
    }
    for (const ast::ExprId part : parts) {
        const std::size_t before = reads_.size();
        const ExprId id = condition(part);
        const std::vector<Slot> reads(reads_.begin() + static_cast<std::ptrdiff_t>(before), reads_.end());
        Pending pending;
        const auto reads_path = [&](const auto& f) {
            const auto own = [&](Slot s) {
                const auto is_path = [&](const bound::PathVariable& v) { return v.slot == s && v.pieces.size() == 1 && v.pieces[0].slot == f.second; };
                return std::any_of(m.out.paths.begin(), m.out.paths.end(), is_path);
            };
            return std::any_of(reads.begin(), reads.end(), own);
        };
        if (const auto f = std::find_if(functions.begin(), functions.end(), reads_path); f != functions.end()) {
            pending.place = Pending::final;
            pending.edge = f->first;
        }
        add_predicate(m, pending, id, before);
    }
}

}  // namespace demarche::query
