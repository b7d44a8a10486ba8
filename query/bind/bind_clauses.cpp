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
    out_.ontology = &ontology_;
    out_.root = regular(ast_.query);
    out_.columns = out_.root.columns;
    return std::move(out_);
}

bound::Regular Binder::regular(const ast::Query& query) {
    bound::Regular result;
    const Scope scope = scope_;
    std::vector<std::string>& columns = result.columns;
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
        scope_ = scope;
        result.parts.push_back(part(query.parts[i]));
        std::vector<std::string> names;
        std::vector<TypeSet> types;
        for (std::size_t v = outer_; v < scope_.size() && !result.parts.back().outputs.empty(); ++v)
            if (!scope_[v].first.empty()) names.push_back(scope_[v].first), types.push_back(scope_[v].second.types);
        if (i == 0) {
            columns = names;
            result.types = types;
        } else {
            result.types.assign(columns.size(), kAnyType);
        }
        if (names != columns) {
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

}  // namespace demarche::query
