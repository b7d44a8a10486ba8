// The planner's class; its members are in planner.cpp and plan_match.cpp.
#pragma once

#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "query/plan/plan.h"
#include "query/run/hops.h"
#include "query/run/operators.h"
#include "query/run/path_search.h"
#include "query/run/pattern.h"

namespace demarche::query {

class Planner {
public:
    Planner(Plan& plan, const PropertyGraph& graph) : plan_(plan), query_(plan.query), graph_(graph) {}
    void run();

private:
    using Input = std::unique_ptr<Operator>;
    Input regular(const bound::Regular& r);
    Input part(const bound::Part& p);
    Input clause(Input input, const bound::Match& m);
    Input clause(Input input, const bound::Unwind& u);
    Input clause(Input input, const bound::Project& p);
    Input clause(Input input, const bound::ProcedureCall& c);
    Input clause(Input input, const bound::SubqueryCall& c);
    template <class Op, class... Arguments>
    Input make(double rows, Input input, Arguments&&... arguments) {
        auto op = std::make_unique<Op>(std::move(input), std::forward<Arguments>(arguments)...);
        op->rows = rows;
        op->id = plan_.operators++;
        return op;
    }
    Input argument();

    // ---- one MATCH
    struct MatchPlan {
        const bound::Match& match;
        std::set<bound::Slot> own;      // slots that this pattern binds
        std::set<bound::Slot> known;    // … and has bound
        std::vector<bool> edge_done, predicate_done, path_done, node_done;
        Input plan;
        std::vector<Level> levels;      // to be an operator above `plan`
        double rows = 1, base_rows = 1; // after the last level, before the first
    };
    Input pattern(Input input, const bound::Match& m);
    void filters(MatchPlan& m);
    bool ready(const MatchPlan& m, const std::vector<bound::Slot>& needs) const;
    bool node_known(const MatchPlan& m, std::size_t node) const;
    double node_rows(const MatchPlan& m, std::size_t node, std::optional<Lookup>& lookup, std::size_t& predicate) const;
    std::optional<Lookup> lookup_of(const MatchPlan& m, std::size_t node, const bound::Predicate& p) const;
    double fan_out(const bound::Types& types, ast::Direction direction) const;
    double fan_out(const MatchPlan& m, const bound::PatternEdge& e, const bound::Hop& hop, bool from) const;
    bool reversible(const bound::Search& s) const;
    double edge_cost(const MatchPlan& m, std::size_t edge) const;
    void add_edge(MatchPlan& m, std::size_t edge);
    void add_hop(MatchPlan& m, std::size_t edge, const bound::Hop& hop);
    void add_search(MatchPlan& m, std::size_t edge, const bound::Search& search);
    void add_scan(MatchPlan& m);
    void know(MatchPlan& m, std::size_t node);
    void add_edge_scan(MatchPlan& m, std::size_t edge, const bound::Hop& hop);
    std::size_t edge_to_scan(const MatchPlan& m) const;
    bool lookup_first(const MatchPlan& m, std::size_t edge) const;
    std::vector<bound::Slot> used_before(const MatchPlan& m, std::size_t edge) const;

    // ---- levels of Hops
    void add_level(MatchPlan& m, Level level, double rows, const std::vector<bound::Slot>& used);
    void add_condition(MatchPlan& m, bound::ExprId id);
    bool label_condition(const MatchPlan& m, Condition& c) const;
    bool property_condition(const MatchPlan& m, Condition& c) const;
    bool bound_by_levels(const MatchPlan& m, bound::Slot slot) const;
    bool bound_edge(const MatchPlan& m, bound::Slot slot) const;
    void choose_tables(MatchPlan& m);
    void close_levels(MatchPlan& m);

    // ---- once all operators are there
    void rewrite(Operator* op);
    SlotSet read_by_all(const std::vector<const Operator*>& but) const;
    bool fold_search(Aggregate& aggregate);
    void ends_only(Operator& above);
    void limit_groups(Sort& sort);
    void find_outputs(Operator* op);
    void find_ahead(Hops& hops) const;

    Plan& plan_;
    const bound::Query& query_;
    const PropertyGraph& graph_;
};

}  // namespace demarche::query
