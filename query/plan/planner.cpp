#include <algorithm>

#include "query/plan/planner_impl.h"

namespace demarche::query {

std::shared_ptr<const Plan> make_plan(bound::Query query, const PropertyGraph& graph) {
    auto plan = std::make_shared<Plan>();
    plan->query = std::move(query);
    Planner(*plan, graph).run();
    return plan;
}

void Planner::run() {
    plan_.root = regular(query_.root);
    plan_.outputs = query_.root.outputs;
    for (const bound::Regular& r : query_.subqueries) plan_.subqueries.push_back(regular(r));
    rewrite(plan_.root.get());
    for (const auto& sub : plan_.subqueries) rewrite(sub.get());
    find_outputs(plan_.root.get());
    for (const auto& sub : plan_.subqueries) find_outputs(sub.get());
}

Planner::Input Planner::argument() {
    auto op = std::make_unique<Argument>();
    op->id = plan_.operators++;
    return op;
}

Planner::Input Planner::regular(const bound::Regular& r) {
    if (r.parts.size() == 1) return part(r.parts[0]);
    std::vector<Union::Part> parts;
    double rows = 0;
    for (const bound::Part& p : r.parts) {
        parts.push_back({part(p), p.outputs});
        rows += parts.back().plan->rows;
    }
    auto all = std::make_unique<Union>(std::move(parts), r.outputs);
    all->rows = rows;
    all->id = plan_.operators++;
    if (r.all) return all;
    return make<Distinct>(rows, std::move(all), r.outputs);
}

Planner::Input Planner::part(const bound::Part& p) {
    Input input = argument();
    for (const bound::Clause& c : p.clauses)
        input = std::visit([&](const auto& each) { return clause(std::move(input), each); }, c);
    return input;
}

Planner::Input Planner::clause(Input input, const bound::Match& m) {
    if (!m.optional) return pattern(std::move(input), m);
    const double rows = input->rows;
    Input inner = pattern(argument(), m);
    const double result = std::max(rows, rows * inner->rows);
    return make<Optional>(result, std::move(input), std::move(inner), m.binds);
}

Planner::Input Planner::clause(Input input, const bound::Unwind& u) {
    const double rows = input->rows * 10;
    return make<Unwind>(rows, std::move(input), u);
}

Planner::Input Planner::clause(Input input, const bound::ProcedureCall& c) {
    const double rows = input->rows * 10;
    return make<Procedure>(rows, std::move(input), c);
}

Planner::Input Planner::clause(Input input, const bound::SubqueryCall& c) {
    Input inner = regular(c.query.front());
    const double rows = std::max(1.0, input->rows * inner->rows);
    if (c.optional) return make<Optional>(rows, std::move(input), std::move(inner), c.binds);
    return make<Apply>(rows, std::move(input), std::move(inner));
}

Planner::Input Planner::clause(Input input, const bound::Project& p) {
    double rows = input->rows;
    if (p.aggregation) {
        rows = p.aggregation->keys.empty() ? 1 : std::max(1.0, rows / 3);
        input = make<Aggregate>(rows, std::move(input), *p.aggregation);
    }
    if (!p.assignments.empty()) input = make<Assign>(rows, std::move(input), p.assignments);
    if (p.distinct) {
        rows = std::max(1.0, rows / 2);
        input = make<Distinct>(rows, std::move(input), p.outputs);
    }
    if (!p.order.empty()) input = make<Sort>(rows, std::move(input), p.order, p.live, p.skip, p.limit);
    if (p.skip || p.limit) {
        if (p.limit)
            if (const auto* constant = std::get_if<bound::Constant>(&query_.at(*p.limit).node))
                if (const auto* n = constant->value.as_integer()) rows = std::min(rows, static_cast<double>(*n));
        input = make<Slice>(rows, std::move(input), p.skip, p.limit);
    }
    if (p.where) {
        rows = std::max(1.0, rows / 3);
        input = make<Filter>(rows, std::move(input), std::vector<bound::ExprId>{*p.where});
    }
    return input;
}

}  // namespace demarche::query
