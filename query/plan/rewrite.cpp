// What is better when the whole plan is known: searches whose paths nobody reads.
#include <functional>

#include "query/plan/planner_impl.h"

namespace demarche::query {
namespace {

using bound::Slot;

void each_below(const Operator* op, const std::function<void(const Operator*)>& f) {
    for (; op; ) {
        f(op);
        const std::vector<const Operator*> inputs = op->inputs();
        for (std::size_t i = 1; i < inputs.size(); ++i) each_below(inputs[i], f);
        op = inputs.empty() ? nullptr : inputs[0];
    }
}

// The columns that a search writes, but for the end.
std::vector<Slot> written(const SearchSpec& spec) {
    std::vector<Slot> slots{spec.path};
    if (spec.search.path) slots.push_back(*spec.search.path);
    for (const bound::Segment& s : spec.search.segments) {
        if (s.exit) slots.push_back(*s.exit);
        for (const bound::GroupVariable& g : s.groups) slots.push_back(g.outer);
    }
    return slots;
}

// Does the aggregation give the same when equal rows come once?
bool indifferent(const bound::Aggregation& a) {
    return std::all_of(a.aggregates.begin(), a.aggregates.end(), [](const bound::Aggregate& each) { return each.distinct; });
}

}  // namespace

SlotSet Planner::read_by_all(const std::vector<const Operator*>& but) const {
    SlotSet slots(query_);
    const auto add = [&](const Operator* op) {
        if (std::find(but.begin(), but.end(), op) == but.end()) op->reads(slots);
    };
    each_below(plan_.root.get(), add);
    for (const auto& sub : plan_.subqueries) each_below(sub.get(), add);
    slots.add(plan_.outputs);
    for (const bound::Regular& r : query_.subqueries) slots.add(r.outputs);
    return slots;
}

// Aggregate over a search (and p = …): if it only counts, the paths need not be made.
bool Planner::fold_search(Aggregate& aggregate) {
    const bound::Aggregation& what = aggregate.what();
    if (what.aggregates.empty() || !std::all_of(what.aggregates.begin(), what.aggregates.end(), is_count)) return false;
    std::vector<const Operator*> passed{&aggregate};
    Operator* op = aggregate.input().get();
    std::vector<Slot> sure;  // never null
    while (auto* path = dynamic_cast<BuildPath*>(op)) {
        passed.push_back(path);
        sure.push_back(path->path().slot);
        op = path->input().get();
    }
    auto* search = dynamic_cast<PathSearch*>(op);
    if (!search || !(bidirectional(search->spec()) || pruned(search->spec()))) return false;
    const SearchSpec& spec = search->spec();
    std::vector<Slot> own = written(spec);
    if (!spec.into) own.push_back(spec.to);
    sure.insert(sure.end(), own.begin(), own.end());
    sure.push_back(spec.from), sure.push_back(spec.to);
    const auto counted = [&](const bound::Aggregate& a) {
        if (a.arguments.empty()) return true;
        const auto* ref = std::get_if<bound::SlotRef>(&query_.at(a.arguments[0]).node);
        return ref && std::find(sure.begin(), sure.end(), ref->slot) != sure.end();
    };
    if (!std::all_of(what.aggregates.begin(), what.aggregates.end(), counted)) return false;
    SlotSet others = read_by_all(passed);
    for (const bound::Assignment& key : what.keys) others.add(key.expression);
    if (others.has_any(sure) && others.has_any(own)) return false;
    for (const Operator* p : passed)
        if (const auto* path = dynamic_cast<const BuildPath*>(p); path && others.has(path->path().slot)) return false;
    while (aggregate.input().get() != search) aggregate.input() = std::move(aggregate.input()->input());
    search->fold();
    aggregate.weigh();
    return true;
}

// A search below an operator that drops equal rows: if only its end is read, each end is enough once.
void Planner::ends_only(Operator& above) {
    Operator* op = above.input().get();
    while (op && (dynamic_cast<Filter*>(op) || dynamic_cast<Assign*>(op) || dynamic_cast<Hops*>(op))) op = op->input().get();
    auto* search = dynamic_cast<PathSearch*>(op);
    if (search && !search->spec().fold && reachable_ends(search->spec()) && !read_by_all({}).has_any(written(search->spec()))) search->ends_only();
}

// ORDER BY count(…) LIMIT n right after the grouping: groups that cannot be among the first n need not become rows.
void Planner::limit_groups(Sort& sort) {
    if (!sort.limit() || sort.keys().empty()) return;
    const auto slot_of = [&](bound::ExprId id) -> std::optional<Slot> {
        const auto* ref = std::get_if<bound::SlotRef>(&query_.at(id).node);
        return ref ? std::optional(ref->slot) : std::nullopt;
    };
    std::optional<Slot> slot = slot_of(sort.keys()[0].expression);
    Operator* op = sort.input().get();
    for (; slot; op = op->input().get()) {
        const auto* assign = dynamic_cast<Assign*>(op);
        if (!assign) break;
        for (const bound::Assignment& a : assign->assignments())
            if (a.slot == *slot) {
                slot = slot_of(a.expression);
                break;
            }
    }
    auto* aggregate = dynamic_cast<Aggregate*>(op);
    if (!aggregate || !slot) return;
    const std::vector<bound::Aggregate>& all = aggregate->what().aggregates;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].slot == *slot && all[i].function->name == "count") aggregate->keep({i, sort.keys()[0].descending, sort.skip(), *sort.limit()});
}

// Which columns of its last level's elements will be read one by one.
void Planner::find_ahead(Hops& hops) const {
    const auto output = [&](bound::ExprId of) -> std::optional<Slot> {
        const auto* ref = std::get_if<bound::SlotRef>(&query_.at(of).node);
        if (!ref || !hops.levels.back().binds(ref->slot) || std::find(hops.outputs.begin(), hops.outputs.end(), ref->slot) == hops.outputs.end()) return std::nullopt;
        return ref->slot;
    };
    for (const bound::Expr& e : query_.expressions) {
        if (const auto* property = std::get_if<bound::Property>(&e.node)) {
            const std::optional<Slot> slot = output(property->of);
            const std::optional<KeyId> key = slot && hops.is_edge(*slot) ? property->edge_key : property->node_key;
            if (slot && key) hops.ahead.push_back({*slot, key});
        } else if (const auto* call = std::get_if<bound::Call>(&e.node); call && call->function->name == "type") {
            const std::optional<Slot> slot = output(call->arguments[0]);
            if (slot && hops.is_edge(*slot)) hops.ahead.push_back({*slot, std::nullopt});
        }
    }
}

// What Hops need not write into the row is not written.
void Planner::find_outputs(Operator* op) {
    each_below(op, [&](const Operator* each) {
        const auto* const_hops = dynamic_cast<const Hops*>(each);
        if (!const_hops) return;
        auto* hops = const_cast<Hops*>(const_hops);
        const SlotSet read = read_by_all({hops});
        for (std::size_t i = 0; i < query_.slots; ++i)
            if (const Slot slot{static_cast<std::uint32_t>(i)}; read.has(slot) && hops->binder(slot)) hops->outputs.push_back(slot);
        find_ahead(*hops);
    });
}

void Planner::rewrite(Operator* op) {
    for (; op; op = op->input().get()) {
        if (auto* aggregate = dynamic_cast<Aggregate*>(op)) {
            if (!fold_search(*aggregate) && indifferent(aggregate->what())) ends_only(*aggregate);
        } else if (auto* sort = dynamic_cast<Sort*>(op)) {
            limit_groups(*sort);
        } else if (dynamic_cast<Distinct*>(op)) {
            ends_only(*op);
        }
        const std::vector<const Operator*> inputs = op->inputs();
        for (std::size_t i = op->input() ? 1 : 0; i < inputs.size(); ++i) rewrite(const_cast<Operator*>(inputs[i]));
    }
}

}  // namespace demarche::query
