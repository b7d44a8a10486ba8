#include <algorithm>
#include <unordered_set>

#include "query/bind/binder_impl.h"

namespace demarche::query {

using bound::ExprId;

std::vector<Binder::Item> Binder::projection_items(const ast::ProjectionClause& c) const {
    std::vector<Item> items;
    std::unordered_set<std::string> taken;
    if (c.star) {
        std::set<std::string> names;
        for (std::size_t i = outer_; i < scope_.size(); ++i)
            if (!scope_[i].first.empty()) names.insert(scope_[i].first);
        if (names.empty() && c.is_return) error(c.span, "NoVariablesInScope", "'*' needs at least one variable");
        for (const std::string& name : names) items.push_back({name, name, std::nullopt, false, *find(name)});
        taken.insert(names.begin(), names.end());
    }
    for (const ast::ProjectionItem& item : c.items) {
        Item result;
        result.expression = item.expression;
        result.text = ast::print(ast_, item.expression);
        result.aggregated = contains_aggregate(ast_, item.expression);
        const auto* variable = std::get_if<ast::Variable>(&ast_.at(item.expression).node);
        if (!item.alias && !variable && !c.is_return)
            error(ast_.at(item.expression).span, "NoExpressionAlias", "an expression in WITH needs a name", "write '… AS name'");
        result.name = item.alias ? item.alias->text : variable ? variable->name : item.text;
        if (!taken.insert(result.name).second)
            error(item.alias ? item.alias->span : ast_.at(item.expression).span, "ColumnNameConflict", "two columns are named '" + result.name + "'");
        items.push_back(std::move(result));
    }
    return items;
}

void Binder::plain_items(std::vector<Item>& items, bound::Project& out) {
    for (Item& item : items) {
        if (item.expression) {
            const ExprId id = expr(*item.expression);
            item.variable.types = types_of(id);
            // A variable is passed on as it is: no copy.
            if (const auto* ref = std::get_if<bound::SlotRef>(&out_.at(id).node)) {
                item.variable.slot = ref->slot;
            } else {
                item.variable.slot = new_slot(item.name);
                out.assignments.push_back({id, item.variable.slot});
            }
        }
        out.outputs.push_back(item.variable.slot);
    }
}

void Binder::grouped_items(std::vector<Item>& items, bound::Project& out, Grouping& grouping) {
    out.aggregation.emplace();
    grouping.before = scope_;
    grouping.out = &*out.aggregation;
    grouping.locals = scope_.size();
    for (Item& item : items) {
        if (item.aggregated) continue;
        ExprId id{};
        if (item.expression) {
            id = expr(*item.expression);
            item.variable.types = types_of(id);
        } else {
            id = add(bound::SlotRef{item.variable.slot}, {}, item.variable.types);
        }
        item.variable.slot = new_slot(item.name);
        out.aggregation->keys.push_back({id, item.variable.slot});
        grouping.keys.emplace_back(item.text, item.variable);
    }
    grouping_ = &grouping;
    aggregates_allowed_ = true;
    for (Item& item : items) {
        if (!item.aggregated) continue;
        const ExprId id = expr(*item.expression);
        item.variable.types = types_of(id);
        item.variable.slot = new_slot(item.name);
        out.assignments.push_back({id, item.variable.slot});
    }
    grouping_ = nullptr;
    aggregates_allowed_ = false;
    for (const Item& item : items) out.outputs.push_back(item.variable.slot);
}

void Binder::sort_keys(const ast::ProjectionClause& c, const std::vector<Item>& items, bound::Project& out, Grouping* grouping) {
    for (const ast::SortItem& key : c.order) {
        const bool aggregated = contains_aggregate(ast_, key.expression);
        ExprId id{};
        if (aggregated && grouping) {
            Grouping inner = *grouping;
            inner.closed = true;
            inner.locals = scope_.size();
            for (const Item& item : items) inner.keys.emplace_back(item.name, item.variable);
            const std::string text = ast::print(ast_, key.expression);
            const auto same = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.text == text; });
            if (same != items.end()) {
                id = add(bound::SlotRef{same->variable.slot}, {}, same->variable.types);
            } else {
                grouping_ = &inner;
                aggregates_allowed_ = true;
                id = expr(key.expression);
                aggregates_allowed_ = false;
                grouping_ = nullptr;
                grouping->known = inner.known;
            }
        } else {
            id = expr(key.expression);
        }
        out.order.push_back({id, key.descending});
    }
}

ExprId Binder::bounded_count(ast::ExprId id, std::string_view word) {
    const Scope scope = std::move(scope_);
    scope_.clear();
    ExprId result{};
    try {
        result = expr(id);
    } catch (QueryError& e) {
        scope_ = scope;
        if (e.diagnostic.detail != "UndefinedVariable") throw;
        error(ast_.at(id).span, "NonConstantExpression", std::string(word) + " must not depend on a row");
    }
    scope_ = scope;
    require(result, kInteger | (std::holds_alternative<bound::Constant>(out_.at(result).node) ? 0 : kAnyType), "an integer");
    const bound::Expr& e = out_.at(result);
    if (const auto* constant = std::get_if<bound::Constant>(&e.node))
        if (const auto* n = constant->value.as_integer(); n && *n < 0)
            error(e.span, "NegativeIntegerArgument", std::string(word) + " must not be negative");
    return result;
}

void Binder::clause(const ast::ProjectionClause& c, bound::Part& part) {
    bound::Project out;
    out.distinct = c.distinct;
    std::vector<Item> items = projection_items(c);
    const bool aggregated = std::any_of(items.begin(), items.end(), [](const Item& item) { return item.aggregated; });
    Grouping grouping;
    if (aggregated) grouped_items(items, out, grouping);
    else plain_items(items, out);

    // ORDER BY and WHERE see the new names and, where every row is still one row of before, the old ones too.
    Scope after(scope_.begin(), scope_.begin() + static_cast<std::ptrdiff_t>(outer_));
    Substitutions same;
    for (const Item& item : items) after.emplace_back(item.name, item.variable);
    if (aggregated || c.distinct) {
        for (const Item& item : items) same.emplace_back(item.text, item.variable);
        scope_ = after;
        // A name given anew does not stand for its old expression.
        const auto renamed = [&](const auto& s) {
            return std::any_of(items.begin(), items.end(), [&](const Item& item) { return item.name == s.first && item.text != s.first; });
        };
        same.erase(std::remove_if(same.begin(), same.end(), renamed), same.end());
        substitutions_ = &same;
    } else {
        for (const Item& item : items) scope_.emplace_back(item.name, item.variable);
    }
    sort_keys(c, items, out, aggregated ? &grouping : nullptr);
    if (c.skip) out.skip = bounded_count(*c.skip, "SKIP");
    if (c.limit) out.limit = bounded_count(*c.limit, "LIMIT");
    const std::size_t reads = reads_.size();
    if (c.where) out.where = condition(*c.where);
    substitutions_ = nullptr;
    out.live = out.outputs;
    out.live.insert(out.live.end(), reads_.begin() + static_cast<std::ptrdiff_t>(reads), reads_.end());
    std::sort(out.live.begin(), out.live.end());
    out.live.erase(std::unique(out.live.begin(), out.live.end()), out.live.end());
    scope_ = std::move(after);
    part.outputs = out.outputs;
    part.clauses.emplace_back(std::move(out));
}

}  // namespace demarche::query
