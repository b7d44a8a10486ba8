#include "query/bind/reads.h"

#include <algorithm>
#include <set>

namespace demarche::query {
namespace {

using namespace bound;

// What can be, or can have inside, a node, a relationship or a path.
constexpr TypeSet kElement = kNode | kRelationship | kPath, kMayHold = kElement | kList | kMap;

class Reads {
public:
    explicit Reads(const Query& query) : query_(query), assigned_(query.slots), holds_(query.slots, true) {}

    GraphParts find() {
        collect(query_.root);
        for (const Regular& subquery : query_.subqueries) collect(subquery);
        for (const Expr& e : query_.expressions) bind_variables(e);
        settle();
        for (const Expr& e : query_.expressions) look_at(e);
        for (const Slot slot : query_.root.outputs) everything_ = everything_ || holds_[n(slot)];
        GraphParts parts;
        if (everything_) return parts;
        parts.all = false;
        parts.node_keys = parts.edge_keys = {keys_.begin(), keys_.end()};
        return parts;
    }

private:
    static std::size_t n(Slot slot) { return static_cast<std::size_t>(slot); }

    void assign(Slot slot, ExprId value) { assigned_[n(slot)].push_back(value); }
    void assign(Slot slot, MaybeExpr value) {
        if (value) assign(slot, *value);
    }

    // Every slot that only gets values of expressions; what patterns bind is not noted, and so holds elements.
    void collect(const Regular& regular) {
        for (const Part& part : regular.parts) {
            for (const Clause& clause : part.clauses) {
                if (const auto* unwind = std::get_if<Unwind>(&clause)) assign(unwind->variable, unwind->list);
                if (const auto* project = std::get_if<Project>(&clause)) collect(*project);
                if (const auto* call = std::get_if<ProcedureCall>(&clause)) collect(*call);
                if (const auto* sub = std::get_if<SubqueryCall>(&clause)) {
                    for (const Regular& query : sub->query) collect(query);
                }
                if (const auto* match = std::get_if<Match>(&clause)) patterns_.insert(match->binds.begin(), match->binds.end());
            }
            for (std::size_t i = 0; i < std::min(part.outputs.size(), regular.outputs.size()); ++i) {
                if (part.outputs[i] != regular.outputs[i]) passed_.emplace_back(part.outputs[i], regular.outputs[i]);
            }
        }
    }
    // The catalogue's procedures look at no property; the others may look at those that an argument names.
    void collect(const ProcedureCall& call) {
        everything_ = everything_ || !call.procedure->name.starts_with("db.");
        for (const auto& [field, slot] : call.yields) {
            if ((call.procedure->columns[field].types & kMayHold) == 0) texts_.insert(slot);
        }
    }
    void collect(const Project& project) {
        for (const Assignment& a : project.assignments) assign(a.slot, a.expression);
        if (!project.aggregation) return;
        for (const Assignment& a : project.aggregation->keys) assign(a.slot, a.expression);
        for (const Aggregate& a : project.aggregation->aggregates) {
            const bool counts = (a.function->result & kMayHold) == 0;
            if (counts || a.arguments.empty()) texts_.insert(a.slot);
            for (const ExprId argument : a.arguments) {
                if (!counts) assign(a.slot, argument);
            }
        }
    }
    void bind_variables(const Expr& e) {
        if (const auto* c = std::get_if<ListComprehension>(&e.node)) assign(c->variable, c->list);
        if (const auto* q = std::get_if<Quantifier>(&e.node)) assign(q->variable, q->list);
        if (const auto* r = std::get_if<Reduce>(&e.node)) {
            assign(r->variable, r->list);
            assign(r->accumulator, r->initial);
            assign(r->accumulator, r->step);
        }
    }

    // First every slot with a known origin is taken to hold no element; then what follows from the others, until nothing changes.
    void settle() {
        for (std::size_t slot = 0; slot < holds_.size(); ++slot) holds_[slot] = assigned_[slot].empty();
        for (const Slot slot : texts_) holds_[n(slot)] = false;
        for (const auto& [from, to] : passed_) holds_[n(to)] = false;
        for (const Slot slot : patterns_) holds_[n(slot)] = true;
        for (bool changed = true; changed;) {
            changed = false;
            const auto mark = [&](Slot slot) { changed = changed || !holds_[n(slot)], holds_[n(slot)] = true; };
            for (std::size_t slot = 0; slot < holds_.size(); ++slot) {
                const auto& values = assigned_[slot];
                if (!holds_[slot] && std::any_of(values.begin(), values.end(), [&](ExprId value) { return may_hold(value); })) mark(Slot{static_cast<std::uint32_t>(slot)});
            }
            for (const auto& [from, to] : passed_) {
                if (holds_[n(from)] && !holds_[n(to)]) mark(to);
            }
        }
    }

    bool may_hold(MaybeExpr id) const { return id && may_hold(*id); }
    bool may_hold(ExprId id) const {
        const Expr& e = query_.at(id);
        if ((e.types & kMayHold) == 0) return false;
        if (const auto* slot = std::get_if<SlotRef>(&e.node)) return holds_[n(slot->slot)];
        if (std::holds_alternative<Constant>(e.node) || std::holds_alternative<Parameter>(e.node)) return false;
        if (const auto* p = std::get_if<Property>(&e.node)) return (query_.at(p->of).types & ~(kNode | kRelationship)) != 0 && may_hold(p->of);
        if (const auto* call = std::get_if<Call>(&e.node)) return may_hold(*call);
        if (const auto* list = std::get_if<ListOf>(&e.node)) return any(list->items);
        if (const auto* chain = std::get_if<Chain>(&e.node)) return any(chain->operands);
        if (const auto* index = std::get_if<Index>(&e.node)) return (query_.at(index->of).types & ~(kNode | kRelationship)) != 0 && may_hold(index->of);
        if (const auto* slice = std::get_if<Slice>(&e.node)) return may_hold(slice->of);
        if (const auto* c = std::get_if<ListComprehension>(&e.node)) return c->project ? may_hold(*c->project) : may_hold(c->list);
        return may_hold_branches(e);
    }
    bool may_hold_branches(const Expr& e) const {
        if (const auto* c = std::get_if<Case>(&e.node)) {
            return may_hold(c->otherwise) || std::any_of(c->branches.begin(), c->branches.end(), [&](const auto& branch) { return may_hold(branch.second); });
        }
        return true;  // maps, reduce, sub-queries: not worth the trouble
    }
    bool may_hold(const Call& call) const {
        if (call.function->name == "evidence" || call.function->name == "labels" || call.function->name == "keys" || call.function->name == "properties") return false;
        return call.function->name == "startnode" || call.function->name == "endnode" || any(call.arguments);
    }
    bool any(const std::vector<ExprId>& ids) const {
        return std::any_of(ids.begin(), ids.end(), [&](ExprId id) { return may_hold(id); });
    }

    // The keys that an expression reads by itself.
    void look_at(const Expr& e) {
        if (const auto* p = std::get_if<Property>(&e.node)) keys_.insert(p->key);
        if (const auto* index = std::get_if<Index>(&e.node); index && may_be_element(index->of)) {
            const auto* key = std::get_if<Constant>(&query_.at(index->at).node);
            if (key && key->value.as_string()) keys_.insert(*key->value.as_string());
            else everything_ = true;
        }
        if (const auto* call = std::get_if<Call>(&e.node)) {
            const std::string_view name = call->function->name;
            if (name == "evidence") keys_.insert("evidence");
            if (name == "elementid") keys_.insert("id");
            if ((name == "properties" || name == "keys") && any(call->arguments)) everything_ = true;
        }
        if (const auto* map = std::get_if<MapProjection>(&e.node); map && map->all) everything_ = true;
    }
    bool may_be_element(ExprId id) const { return (query_.at(id).types & (kNode | kRelationship)) != 0 && may_hold(id); }

    const Query& query_;
    std::vector<std::vector<ExprId>> assigned_;     // slot → what it can be
    std::vector<std::pair<Slot, Slot>> passed_;     // a part's output → the query's
    std::set<Slot> patterns_, texts_;
    std::vector<bool> holds_;                       // slot → may hold elements
    std::set<std::string> keys_;
    bool everything_ = false;
};

}  // namespace

GraphParts parts_read(const Query& query) { return Reads(query).find(); }

}  // namespace demarche::query
