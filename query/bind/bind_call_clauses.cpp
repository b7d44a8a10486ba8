// CALL of procedures and of sub-queries.
#include <algorithm>

#include "base/suggest.h"
#include "query/bind/binder_impl.h"

namespace demarche::query {

using bound::Slot;

namespace {

// Does the query begin with a WITH of nothing but variables? It names what a sub-query without a list of imports sees.
bool imports_by_with(const ast::Ast& ast, const ast::SingleQuery& query) {
    const auto* with = std::get_if<ast::ProjectionClause>(&query.clauses.front());
    if (!with || with->is_return || with->distinct || with->where || !with->order.empty() || with->skip || with->limit) return false;
    return std::all_of(with->items.begin(), with->items.end(), [&](const ast::ProjectionItem& item) {
        return !item.alias && std::holds_alternative<ast::Variable>(ast.at(item.expression).node);
    });
}

}  // namespace

// What the sub-query sees.
Scope Binder::imported(const ast::SubqueryClause& c) {
    if (c.all || (!c.imports && std::any_of(c.query[0].parts.begin(), c.query[0].parts.end(), [&](const auto& part) { return imports_by_with(ast_, part); })))
        return scope_;
    Scope scope;
    if (c.imports)
        for (const ast::Name& name : *c.imports) scope.emplace_back(name.text, resolve(name.text, name.span));
    return scope;
}

void Binder::clause(const ast::SubqueryClause& c, bound::Part& part) {
    const Scope before = scope_;
    const std::size_t outer = outer_;
    scope_ = imported(c);
    outer_ = c.imports ? scope_.size() : 0;  // imports outlive a WITH, but for those that a WITH made
    bound::Regular query = regular(c.query.front());
    scope_ = before;
    outer_ = outer;
    bound::SubqueryCall call{{}, c.optional, query.outputs};
    for (std::size_t i = 0; i < query.columns.size(); ++i) {
        if (find(query.columns[i]))
            error(c.span, "VariableAlreadyBound", "the sub-query returns '" + query.columns[i] + "', which is a variable already", "return it AS another name");
        scope_.emplace_back(query.columns[i], Variable{query.outputs[i], query.types[i]});
    }
    call.query.push_back(std::move(query));
    part.clauses.emplace_back(std::move(call));
}

// The arguments, each of an allowed type; relationship types that are written out are looked up now, for the warnings.
std::vector<bound::ExprId> Binder::procedure_arguments(const ProcedureInfo& procedure, const ast::CallClause& c) {
    const std::vector<ast::ExprId> given = c.arguments.value_or(std::vector<ast::ExprId>());
    const std::size_t least = procedure.min_arguments, most = procedure.argument_types.size();
    if (given.size() < least || given.size() > most)
        error(c.span, "InvalidNumberOfArguments",
              c.procedure.text + "() takes " + (most == 0 ? "no" : least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most)) +
                  " arguments, not " + std::to_string(given.size()));
    std::vector<bound::ExprId> result;
    for (std::size_t i = 0; i < given.size(); ++i) {
        result.push_back(expr(given[i]));
        require(result[i], procedure.argument_types[i], "another type as argument " + std::to_string(i + 1) + " of " + c.procedure.text + "()");
        if (i != procedure.relation) continue;
        std::vector<ast::ExprId> names{given[i]};
        if (const auto* list = std::get_if<ast::ListLiteral>(&ast_.at(given[i]).node)) names = list->items;
        for (const ast::ExprId name : names)
            if (const auto* literal = std::get_if<ast::Literal>(&ast_.at(name).node); literal && literal->value.as_string())
                named_label(*literal->value.as_string(), ast_.at(name).span, false, true);
    }
    return result;
}

void Binder::clause(const ast::CallClause& c, bound::Part& part) {
    const ProcedureInfo* procedure = find_procedure(c.procedure.text);
    if (!procedure)
        error(c.procedure.span, "ProcedureNotFound", "there is no procedure '" + c.procedure.text + "'", base::did_you_mean(c.procedure.text, procedure_names()));
    bound::ProcedureCall call{procedure, procedure_arguments(*procedure, c), {}, std::nullopt};
    std::vector<ast::YieldItem> yields = c.yields;
    if (!c.has_yield || c.star)
        for (const ProcedureColumn& column : procedure->columns) yields.push_back({{std::string(column.name), c.span}, {std::string(column.name), c.span}});
    std::vector<Slot> outputs;
    for (const ast::YieldItem& y : yields) {
        const auto column = std::find_if(procedure->columns.begin(), procedure->columns.end(), [&](const ProcedureColumn& each) { return each.name == y.field.text; });
        if (column == procedure->columns.end()) error(y.field.span, "UndefinedVariable", c.procedure.text + "() has no column '" + y.field.text + "'");
        if (find(y.variable.text)) error(y.variable.span, "VariableAlreadyBound", "variable '" + y.variable.text + "' is already bound");
        const Slot slot = local(y.variable.text, column->types);
        call.yields.emplace_back(static_cast<std::size_t>(column - procedure->columns.begin()), slot);
        outputs.push_back(slot);
    }
    if (c.where) call.where = condition(*c.where);
    part.clauses.emplace_back(std::move(call));
    part.outputs = outputs;  // of a query that is nothing but this call; RETURN replaces them
}

}  // namespace demarche::query
