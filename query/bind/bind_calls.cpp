#include <algorithm>

#include "base/suggest.h"
#include "query/bind/binder_impl.h"

namespace demarche::query {

using bound::ExprId;

namespace {

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

// Calls f for each direct child that belongs to the same query.
template <class F>
struct Children {
    F f;
    void maybe(const std::optional<ast::ExprId>& id) const {
        if (id) f(*id);
    }
    void each(const std::vector<ast::ExprId>& ids) const {
        for (const ast::ExprId id : ids) f(id);
    }
    void operator()(const ast::Property& n) const { f(n.of); }
    void operator()(const ast::Index& n) const { f(n.of), f(n.at); }
    void operator()(const ast::Slice& n) const { f(n.of), maybe(n.from), maybe(n.to); }
    void operator()(const ast::ListLiteral& n) const { each(n.items); }
    void operator()(const ast::MapLiteral& n) const {
        for (const auto& entry : n.entries) f(entry.second);
    }
    void operator()(const ast::Chain& n) const { each(n.operands); }
    void operator()(const ast::Comparison& n) const { each(n.operands); }
    void operator()(const ast::Binary& n) const { f(n.left), f(n.right); }
    void operator()(const ast::Unary& n) const { f(n.of); }
    void operator()(const ast::IsNull& n) const { f(n.of); }
    void operator()(const ast::HasLabels& n) const { f(n.of); }
    void operator()(const ast::Call& n) const { each(n.arguments); }
    void operator()(const ast::Case& n) const {
        maybe(n.operand);
        for (const auto& [when, then] : n.branches) f(when), f(then);
        maybe(n.otherwise);
    }
    void operator()(const ast::ListComprehension& n) const { f(n.list), maybe(n.where), maybe(n.project); }
    void operator()(const ast::Quantifier& n) const { f(n.list), maybe(n.where); }
    void operator()(const ast::Reduce& n) const { f(n.initial), f(n.list), f(n.step); }
    void operator()(const ast::MapProjection& n) const {
        for (const auto& item : n.items) maybe(item.value);
    }
    template <class Leaf>
    void operator()(const Leaf&) const {}
};

}  // namespace

bool contains_aggregate(const ast::Ast& ast, ast::ExprId id) {
    const ast::Expr& e = ast.at(id);
    if (const auto* call = std::get_if<ast::Call>(&e.node)) {
        const FunctionInfo* f = find_function(lower(call->name.text));
        if (f && f->aggregate) return true;
    }
    bool found = false;
    const auto look = [&](ast::ExprId child) { found = found || contains_aggregate(ast, child); };
    std::visit(Children<decltype(look)>{look}, e.node);
    return found;
}

ExprId Binder::form(const ast::Call& n, const ast::Expr& e) {
    const std::string name = lower(n.name.text);
    if (name == "exists" && n.arguments.size() == 1) {
        if (const auto* pattern = std::get_if<ast::PatternPredicate>(&ast_.at(n.arguments[0]).node)) return pattern_exists(*pattern, e);
        return add(bound::IsNull{expr(n.arguments[0]), true}, e.span, kBoolean);
    }
    const FunctionInfo* f = find_function(name);
    if (!f) {
        std::vector<std::string> names;
        for (const std::string_view known : function_names()) names.emplace_back(known);
        error(n.name.span, "UnknownFunction", "there is no function '" + n.name.text + "'", base::did_you_mean(name, names));
    }
    if (f->aggregate) return aggregate(*f, n, e);
    if (n.distinct) error(e.span, "UnexpectedSyntax", "DISTINCT is for aggregates, and " + n.name.text + "() is none");
    if (in_aggregate_ && !f->deterministic && name == "rand")
        error(e.span, "NonConstantExpression", "rand() cannot stand inside an aggregate");
    std::vector<ExprId> given = arguments(*f, n, e);
    if (std::optional<Value> value = folded(*f, given)) return add(bound::Constant{std::move(*value)}, e.span, f->result);
    return add(bound::Call{f, std::move(given)}, e.span, f->result);
}

// The value of a call whose arguments are constants: a date's text is read once, not for every row. What fails waits for a row to fail on;
// lists and maps are left, for only a run has limits.
std::optional<Value> Binder::folded(const FunctionInfo& f, const std::vector<ExprId>& given) const {
    if (!f.deterministic || given.empty() || (f.result & (kList | kMap)) != 0) return std::nullopt;
    std::vector<Value> values;
    for (const ExprId id : given) {
        const auto* constant = std::get_if<bound::Constant>(&out_.at(id).node);
        if (!constant || constant->value.is_null()) return std::nullopt;
        values.push_back(constant->value);
    }
    EvalContext context;
    context.graph = &graph_;
    try {
        return f.call(context, values);
    } catch (const QueryError&) {
        return std::nullopt;
    }
}

std::vector<ExprId> Binder::arguments(const FunctionInfo& f, const ast::Call& n, const ast::Expr& e) {
    const std::size_t count = n.arguments.size();
    if (!n.star && (count < f.min_arguments || count > f.max_arguments)) {
        const std::string least = std::to_string(f.min_arguments);
        std::string wanted = f.min_arguments == f.max_arguments ? least
                             : f.max_arguments == kAnyCount     ? "at least " + least
                                                                : least + " to " + std::to_string(f.max_arguments);
        error(e.span, "InvalidNumberOfArguments", n.name.text + "() takes " + wanted + " arguments, not " + std::to_string(count));
    }
    std::vector<ExprId> result;
    for (std::size_t i = 0; i < count; ++i) {
        const ExprId id = expr(n.arguments[i]);
        if (!f.argument_types.empty()) {
            const TypeSet allowed = f.argument_types[std::min(i, f.argument_types.size() - 1)];
            require(id, allowed, "another type as argument " + std::to_string(i + 1) + " of " + n.name.text + "()");
        }
        result.push_back(id);
    }
    return result;
}

ExprId Binder::aggregate(const FunctionInfo& f, const ast::Call& n, const ast::Expr& e) {
    if (in_aggregate_) error(e.span, "NestedAggregation", "an aggregate cannot stand inside another", "compute the inner one in a WITH before");
    if (!aggregates_allowed_ || !grouping_)
        error(e.span, "InvalidAggregation", "the aggregate " + n.name.text + "() can only stand in WITH, RETURN and their ORDER BY",
              "compute it in a WITH and use its name here");
    std::string text = n.name.text + "(" + (n.distinct ? "DISTINCT " : "") + (n.star ? "*" : "");
    text = lower(text);
    for (const ast::ExprId argument : n.arguments) text += ast::print(ast_, argument) + ", ";
    const TypeSet types = f.result;
    for (const auto& [known, slot] : grouping_->known)
        if (known == text) return add(bound::SlotRef{slot}, e.span, types);
    in_aggregate_ = true;
    Scope after = std::move(scope_);
    scope_ = grouping_->closed ? after : grouping_->before;  // a sort key sees nothing of before: its variables are undefined
    bound::Aggregate aggregate{&f, arguments(f, n, e), n.distinct, new_slot(n.name.text), e.span};
    scope_ = std::move(after);
    in_aggregate_ = false;
    const bound::Slot slot = aggregate.slot;
    grouping_->out->aggregates.push_back(std::move(aggregate));
    grouping_->known.emplace_back(std::move(text), slot);
    return add(bound::SlotRef{slot}, e.span, types);
}

std::size_t Binder::subquery(const ast::Query& query) {
    // The sub-query sees all variables and its own ones end with it; aggregates in it are its own.
    const Scope scope = scope_;
    const std::size_t outer = outer_;
    Grouping* const grouping = grouping_;
    const Substitutions* const substitutions = substitutions_;
    const bool in_aggregate = in_aggregate_;
    outer_ = scope_.size();
    grouping_ = nullptr;
    substitutions_ = nullptr;
    in_aggregate_ = false;
    bound::Regular result = regular(query);
    scope_ = scope;
    outer_ = outer;
    grouping_ = grouping;
    substitutions_ = substitutions;
    in_aggregate_ = in_aggregate;
    out_.subqueries.push_back(std::move(result));
    return out_.subqueries.size() - 1;
}

ExprId Binder::form(const ast::Subquery& n, const ast::Expr& e) {
    const std::size_t index = subquery(n.query.front());
    const bound::Regular& query = out_.subqueries[index];
    bound::Subquery result{n.kind, index, std::nullopt};
    if (n.kind == ast::SubqueryKind::collect) {
        if (query.outputs.size() != 1) error(e.span, "InvalidArgumentType", "COLLECT { … } must return one column");
        result.value = query.outputs[0];
    }
    const TypeSet types = n.kind == ast::SubqueryKind::exists ? kBoolean : n.kind == ast::SubqueryKind::count ? kInteger : kList;
    return add(result, e.span, types);
}

ExprId Binder::form(const ast::PatternPredicate& n, const ast::Expr& e) {
    if (!pattern_allowed_)
        error(e.span, "UnexpectedSyntax", "a pattern can only stand as a condition",
              "write EXISTS { … } for a truth value, COUNT { … } or [pattern | value] for what it finds");
    return pattern_exists(n, e);
}

ExprId Binder::pattern_exists(const ast::PatternPredicate& n, const ast::Expr& e) {
    const Scope scope = scope_;
    bound::Regular query;
    query.parts.emplace_back();
    query.parts[0].clauses.emplace_back(match({n.pattern}, std::nullopt, false, false));
    scope_ = scope;
    out_.subqueries.push_back(std::move(query));
    return add(bound::Subquery{ast::SubqueryKind::exists, out_.subqueries.size() - 1, std::nullopt}, e.span, kBoolean);
}

ExprId Binder::form(const ast::PatternComprehension& n, const ast::Expr& e) {
    const Scope scope = scope_;
    const bool allowed = aggregates_allowed_;
    aggregates_allowed_ = false;
    bound::Regular query;
    query.parts.emplace_back();
    query.parts[0].clauses.emplace_back(match({n.pattern}, n.where, false, true));
    bound::Project project;
    const ExprId value = expr(n.project);
    const bound::Slot slot = new_slot("value");
    project.assignments.push_back({value, slot});
    project.outputs.push_back(slot);
    query.parts[0].clauses.emplace_back(std::move(project));
    query.parts[0].outputs.push_back(slot);
    query.outputs.push_back(slot);
    scope_ = scope;
    aggregates_allowed_ = allowed;
    out_.subqueries.push_back(std::move(query));
    return add(bound::Subquery{ast::SubqueryKind::collect, out_.subqueries.size() - 1, slot}, e.span, kList);
}

}  // namespace demarche::query
