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

void Binder::clause(const ast::CallClause& c, bound::Part& part) {
    struct Known {
        std::string_view name;
        bound::Procedure procedure;
        std::vector<std::string> columns;
    };
    static const std::vector<Known> kKnown = {{"db.labels", bound::Procedure::labels, {"label"}},
                                              {"db.relationshiptypes", bound::Procedure::relationship_types, {"relationshipType"}},
                                              {"db.propertykeys", bound::Procedure::property_keys, {"propertyKey"}},
                                              {"db.schema", bound::Procedure::schema, {"source", "relationshipType", "target", "count"}}};
    std::string name = c.procedure.text;
    for (char& ch : name)
        if (ch >= 'A' && ch <= 'Z') ch = static_cast<char>(ch + 32);
    const auto known = std::find_if(kKnown.begin(), kKnown.end(), [&](const Known& k) { return k.name == name; });
    if (known == kKnown.end())
        error(c.procedure.span, "ProcedureNotFound", "there is no procedure '" + c.procedure.text + "'",
              base::did_you_mean(c.procedure.text, std::vector<std::string>{"db.labels", "db.relationshipTypes", "db.propertyKeys", "db.schema"}));
    if (c.arguments && !c.arguments->empty())
        error(c.span, "InvalidNumberOfArguments", c.procedure.text + "() takes no arguments");
    bound::ProcedureCall call{known->procedure, {}, std::nullopt};
    std::vector<ast::YieldItem> yields = c.yields;
    if (!c.has_yield || c.star)
        for (const std::string& column : known->columns) yields.push_back({{column, c.span}, {column, c.span}});
    std::vector<Slot> outputs;
    for (const ast::YieldItem& y : yields) {
        const auto column = std::find(known->columns.begin(), known->columns.end(), y.field.text);
        if (column == known->columns.end()) error(y.field.span, "UndefinedVariable", c.procedure.text + "() has no column '" + y.field.text + "'");
        if (find(y.variable.text)) error(y.variable.span, "VariableAlreadyBound", "variable '" + y.variable.text + "' is already bound");
        const Slot slot = local(y.variable.text, kAnyType);
        call.yields.emplace_back(static_cast<std::size_t>(column - known->columns.begin()), slot);
        outputs.push_back(slot);
    }
    if (c.where) call.where = condition(*c.where);
    part.clauses.emplace_back(std::move(call));
    part.outputs = outputs;  // of a query that is nothing but this call; RETURN replaces them
}

}  // namespace demarche::query
