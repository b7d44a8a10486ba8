#include <algorithm>

#include "base/suggest.h"
#include "query/bind/binder_impl.h"

namespace demarche::query {

using bound::Slot;

bound::Query bind(const ast::Ast& ast, const PropertyGraph& graph, const Ontology& ontology, bool strict) {
    return Binder(ast, graph, ontology, strict).run();
}

bound::Query Binder::run() {
    out_.text = ast_.text;
    out_.root = regular(ast_.query, true);
    return std::move(out_);
}

bound::Regular Binder::regular(const ast::Query& query, bool top) {
    bound::Regular result;
    const Scope scope = scope_;
    std::vector<std::string> columns;
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
        scope_ = scope;
        result.parts.push_back(part(query.parts[i]));
        std::vector<std::string> names;
        for (std::size_t v = outer_; v < scope_.size(); ++v)
            if (!scope_[v].first.empty()) names.push_back(scope_[v].first);
        if (result.parts.back().outputs.empty()) names.clear();
        if (i == 0) columns = names;
        else if (names != columns) {
            std::vector<std::string> a = names, b = columns;
            std::sort(a.begin(), a.end());
            std::sort(b.begin(), b.end());
            if (a != b) error(query.parts[i].span, "DifferentColumnsInUnion", "all parts of a UNION must return the same columns");
            std::vector<Slot> ordered;  // by the names of the first part
            for (const std::string& column : columns)
                ordered.push_back(result.parts.back().outputs[static_cast<std::size_t>(std::find(names.begin(), names.end(), column) - names.begin())]);
            result.parts.back().outputs = std::move(ordered);
        }
    }
    if (query.parts.size() > 1) {
        result.all = query.union_all.front();
        for (const std::string& column : columns) result.outputs.push_back(new_slot(column));
    } else {
        result.outputs = result.parts[0].outputs;
    }
    if (top) out_.columns = columns;
    return result;
}

bound::Part Binder::part(const ast::SingleQuery& query) {
    bound::Part result;
    for (const ast::Clause& c : query.clauses)
        std::visit([&](const auto& each) { clause(each, result); }, c);
    return result;
}

void Binder::clause(const ast::MatchClause& c, bound::Part& part) {
    bound::Match m = match(c.patterns, c.where, c.repeatable_elements, true);
    m.optional = c.optional;
    part.clauses.emplace_back(std::move(m));
}

void Binder::clause(const ast::UnwindClause& c, bound::Part& part) {
    const bound::ExprId list = expr(c.list);
    if (find(c.variable.text)) error(c.variable.span, "VariableAlreadyBound", "variable '" + c.variable.text + "' is already bound");
    TypeSet items = kAnyType;
    if (const auto* literal = std::get_if<bound::ListOf>(&out_.at(list).node); literal && !literal->items.empty()) {
        items = 0;
        for (const bound::ExprId item : literal->items) items |= types_of(item);
    }
    part.clauses.emplace_back(bound::Unwind{list, local(c.variable.text, items)});
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
