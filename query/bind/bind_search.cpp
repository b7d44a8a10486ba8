#include <algorithm>

#include "query/bind/binder_impl.h"

namespace demarche::query {

using bound::ExprId;
using bound::Slot;

void Binder::check_bounds(const MatchState&, const ast::Repetition& r, ast::PathMode mode, ast::Selection selection) const {
    if (mode == ast::PathMode::walk && selection == ast::Selection::all && !r.max)
        error(r.span, "UnboundedPattern", "walks may repeat relationships, so their number needs a bound", "write an upper bound, as in {1,5}, or SHORTEST");
}

// -[r:T*1..3]-> and -[r:T]->{1,3}: a repetition of one hop.
bound::Segment Binder::relationship_segment(MatchState& m, const ast::RelPattern& r, std::size_t edge, std::size_t segment) {
    bound::Segment s;
    s.repeated = true;
    s.min = r.repetition->min;
    s.max = r.repetition->max;
    bound::Hop h = hop(r);
    h.relationship = new_slot(r.variable ? r.variable->text : "");
    h.node = new_slot("");
    Pending pending{Variable{h.relationship, kRelationship}, std::nullopt, r.properties, r.where, Pending::hop, edge, segment, 0, true};
    if (r.variable) {
        const std::string& name = r.variable->text;
        const Variable* v = find(name);
        if (v && !(v->types & kList)) error(r.variable->span, "VariableTypeConflict", "variable '" + name + "' is no list of relationships");
        for (const auto& [known, other] : m.edge_names)
            if (known == name) error(r.variable->span, "RelationshipUniquenessViolation", "relationship '" + name + "' stands twice in one MATCH");
        if (!v && !m.allow_new) resolve(name, r.variable->span);
        m.edge_names.emplace_back(name, edge);
        m.inner.emplace_back(name, Variable{h.relationship, kRelationship});
        Slot outer{};
        if (v) {  // a list of relationships from before: what is found must be the same
            const Slot known = resolve(name, r.variable->span).slot;
            outer = new_slot(name);
            const ExprId left = add(bound::SlotRef{outer}, r.span, kList), right = add(bound::SlotRef{known}, r.span, kList);
            m.out.predicates.push_back({add(bound::Comparison{{left, right}, {ast::CompareOp::equal}}, r.span, kBoolean), {outer, known}});
        } else {
            outer = local(name, kList);
            m.out.binds.push_back(outer);
        }
        s.groups.push_back({h.relationship, outer});
    }
    s.hops.push_back(std::move(h));
    m.pending.push_back(pending);
    return s;
}

Slot Binder::inner_variable(MatchState& m, bound::Segment& s, const std::optional<ast::Name>& name, TypeSet type) {
    const Slot inner = new_slot(name ? name->text : "");
    if (!name) return inner;
    for (const auto& [known, variable] : m.inner)
        if (known == name->text && std::any_of(s.groups.begin(), s.groups.end(), [&](const auto& g) { return g.inner == variable.slot; }))
            error(name->span, "VariableAlreadyBound", "variable '" + name->text + "' stands twice in a repeated part",
                  "compare two variables in its WHERE instead");
    if (find(name->text)) error(name->span, "VariableAlreadyBound", "variable '" + name->text + "' is already bound", "a repeated part has variables of its own");
    if (!m.allow_new) resolve(name->text, name->span);
    m.inner.emplace_back(name->text, Variable{inner, type});
    const Slot outer = local(name->text, kList);
    m.out.binds.push_back(outer);
    s.groups.push_back({inner, outer});
    return inner;
}

bound::Segment Binder::group_segment(MatchState& m, const ast::GroupPattern& g, std::size_t edge, std::size_t segment) {
    bound::Segment s;
    s.repeated = true;
    s.min = g.repetition->min;
    s.max = g.repetition->max;
    if (g.elements.size() < 3)
        error(g.span, "InvalidRelationshipPattern", "a repeated part needs at least one relationship");
    const auto push = [&](const auto& element, Slot slot, TypeSet type, Pending::Place place, std::size_t hop_index) {
        Pending p{Variable{slot, type}, std::nullopt, element.properties, element.where, place, edge, segment, hop_index, true};
        if constexpr (std::is_same_v<std::decay_t<decltype(element)>, ast::NodePattern>) p.labels = element.labels;
        m.pending.push_back(p);
    };
    for (std::size_t i = 0; i < g.elements.size(); ++i) {
        const ast::PathElement& e = g.elements[i];
        const auto* rel = std::get_if<ast::RelPattern>(&e.node);
        const auto* node = std::get_if<ast::NodePattern>(&e.node);
        if (!rel && !node) error(g.span, "InvalidRelationshipPattern", "repeated parts cannot be nested");
        if ((node != nullptr) != (i % 2 == 0)) error(node ? node->span : rel->span, "InvalidRelationshipPattern", "two nodes stand side by side", "join them by a relationship");
        if (rel && rel->repetition) error(rel->span, "InvalidRelationshipPattern", "a repeated part cannot hold another repetition");
        if (rel) {
            bound::Hop h = hop(*rel);
            h.relationship = inner_variable(m, s, rel->variable, kRelationship);
            s.hops.push_back(std::move(h));
            push(*rel, s.hops.back().relationship, kRelationship, Pending::hop, s.hops.size() - 1);
        } else {
            const Slot slot = inner_variable(m, s, node->variable, kNode);
            if (i == 0) s.first = slot;
            else s.hops.back().node = slot;
            push(*node, slot, kNode, i == 0 ? Pending::first : Pending::hop, s.hops.empty() ? 0 : s.hops.size() - 1);
        }
    }
    if (g.where) {
        Pending p;
        p.where = g.where;
        p.place = Pending::unit;
        p.edge = edge;
        p.segment = segment;
        p.in_group = true;
        m.pending.push_back(p);
    }
    return s;
}

// A path with a selector or a restrictive mode is one search from its first to its last node.
void Binder::whole_search(MatchState& m, const ast::PathPattern& p, const std::vector<ast::PathElement>& elements) {
    const std::size_t from = node(m, std::get<ast::NodePattern>(elements.front().node));
    const std::size_t edge = m.out.edges.size();
    m.out.edges.push_back({from, from, bound::Search{}, false, new_slot("path")});
    const auto search = [&]() -> bound::Search& { return std::get<bound::Search>(m.out.edges[edge].what); };
    search().mode = p.mode != ast::PathMode::unspecified ? p.mode : m.repeatable ? ast::PathMode::walk : ast::PathMode::trail;
    search().selection = p.selector.kind;
    search().count = p.selector.count;
    search().function = p.function;
    for (std::size_t i = 1; i + 1 < elements.size(); i += 2) {
        const auto* rel = std::get_if<ast::RelPattern>(&elements[i].node);
        const std::size_t index = search().segments.size();
        bound::Segment s;
        if (rel && !rel->repetition) {
            bound::Hop h = hop(*rel);
            bool is_bound = false;
            h.relationship = relationship_variable(m, *rel, is_bound, edge);
            if (is_bound) error(rel->span, "VariableAlreadyBound", "a path with a selector or a mode cannot use a relationship from before");
            m.pending.push_back({Variable{h.relationship, kRelationship}, std::nullopt, rel->properties, rel->where, Pending::hop, edge, index, 0, false});
            h.node = new_slot("");
            s.hops.push_back(std::move(h));
        } else {
            s = rel ? relationship_segment(m, *rel, edge, index) : group_segment(m, std::get<ast::GroupPattern>(elements[i].node), edge, index);
            check_bounds(m, rel ? *rel->repetition : *std::get<ast::GroupPattern>(elements[i].node).repetition, search().mode, search().selection);
        }
        const auto& next = std::get<ast::NodePattern>(elements[i + 1].node);
        if (i + 2 == elements.size()) {
            m.out.edges[edge].to = node(m, next);
        } else {
            const Variable* known = next.variable ? find(next.variable->text) : nullptr;
            if (known && !(known->types & kNode)) error(next.variable->span, "VariableTypeConflict", "variable '" + next.variable->text + "' is no node");
            const Slot slot = next.variable && !known ? local(next.variable->text, kNode) : new_slot("");
            if (known) {
                const ExprId a = add(bound::SlotRef{slot}, next.span, kNode), b = add(bound::SlotRef{known->slot}, next.span, kNode);
                search().final_predicates.push_back(add(bound::Comparison{{a, b}, {ast::CompareOp::equal}}, next.span, kBoolean));
                search().needs.push_back(known->slot);
            } else {
                m.out.binds.push_back(slot);
            }
            s.exit = slot;
            m.pending.push_back({Variable{slot, kNode}, next.labels, next.properties, next.where, Pending::exit, edge, index, 0, false});
        }
        search().segments.push_back(std::move(s));
    }
    declare_path(m, p, {Slot{}, m.out.nodes[from].slot, {{*m.out.edges[edge].path, true, m.out.nodes[m.out.edges[edge].to].slot}}});
    if (!p.where) return;
    Pending pending;
    pending.where = p.where;
    pending.place = Pending::final;
    pending.edge = edge;
    m.pending.push_back(pending);
}

namespace {

// What a search itself binds, but for its two ends.
std::set<Slot> slots_of(const bound::Match& match, const bound::PatternEdge& edge) {
    const auto& search = std::get<bound::Search>(edge.what);
    std::set<Slot> own;
    if (edge.path) own.insert(*edge.path);
    for (const bound::PathVariable& path : match.paths)
        if (std::any_of(path.pieces.begin(), path.pieces.end(), [&](const auto& piece) { return edge.path && piece.slot == *edge.path; })) own.insert(path.slot);
    for (const bound::Segment& s : search.segments) {
        if (s.first) own.insert(*s.first);
        if (s.exit) own.insert(*s.exit);
        for (const bound::GroupVariable& g : s.groups) own.insert(g.outer);
        for (const bound::Hop& h : s.hops) {
            own.insert(h.relationship);
            if (h.node) own.insert(*h.node);
        }
    }
    return own;
}

}  // namespace

// A condition stands where all that it looks at is there: one on a hop or on the first node that looks further waits for the end of the
// repetition, one that looks at other parts of the path for the path's end, and in a repeated part there is no such place.
Binder::Pending::Place Binder::search_place(const MatchState& m, const Pending& p, ExprId id, const std::vector<Slot>& reads) const {
    if (p.place == Pending::final) return p.place;
    const bound::PatternEdge& edge = m.out.edges[p.edge];
    const bound::Segment& segment = std::get<bound::Search>(edge.what).segments[p.segment];
    std::set<Slot> near, unit;
    if (segment.first) unit.insert(*segment.first);
    if (p.place == Pending::exit) unit.insert(*segment.exit);
    near = unit;
    for (std::size_t h = 0; h < segment.hops.size(); ++h)
        for (const Slot slot : {segment.hops[h].relationship, segment.hops[h].node.value_or(segment.hops[h].relationship)}) {
            unit.insert(slot);
            if (p.place == Pending::unit || (p.place == Pending::hop && h <= p.hop_index)) near.insert(slot);
        }
    const std::set<Slot> own = slots_of(m.out, edge);
    Pending::Place place = p.place;
    for (const Slot slot : reads) {
        if (near.count(slot) || (!own.count(slot) && slot != m.out.nodes[edge.to].slot)) continue;
        if (p.in_group && unit.count(slot)) place = Pending::unit;
        else if (!p.in_group) return Pending::final;
        else if (own.count(slot))
            error(out_.at(id).span, "InvalidReference", "a condition in a repeated part looks at '" + out_.slot_names[static_cast<std::size_t>(slot)] + "', another part of the path",
                  "write it in the WHERE after the pattern");
    }
    return place;
}

// What a search's predicates read of its own is no need; what remains must be bound before it runs.
void Binder::finish_search(MatchState& m) {
    for (bound::PatternEdge& edge : m.out.edges) {
        auto* search = std::get_if<bound::Search>(&edge.what);
        if (!search) continue;
        const std::set<Slot> own = slots_of(m.out, edge);
        for (const bound::PathVariable& path : m.out.paths)
            if (own.count(path.slot)) search->path = path.slot;
        std::vector<Slot> needs;
        for (const Slot slot : search->needs)
            if (!own.count(slot)) needs.push_back(slot);
        std::sort(needs.begin(), needs.end());
        needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
        search->needs = std::move(needs);
    }
}

}  // namespace demarche::query
