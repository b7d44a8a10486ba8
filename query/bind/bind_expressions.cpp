#include <algorithm>

#include "query/bind/binder_impl.h"

namespace demarche::query {

using bound::ExprId;

namespace {

// Sets a flag while it lives.
template <class T>
class With {
public:
    With(T& place, T value) : place_(place), before_(place) { place = value; }
    ~With() { place_ = before_; }
    With(const With&) = delete;
    With& operator=(const With&) = delete;

private:
    T& place_;
    T before_;
};

TypeSet type_of(const Value& v) { return v.is_null() ? kAnyType : TypeSet{1} << v.storage().index(); }

}  // namespace

ExprId Binder::expr(ast::ExprId id) {
    const With<bool> no_pattern(pattern_allowed_, false);
    if (const auto found = substituted(id)) return *found;
    const ast::Expr& e = ast_.at(id);
    return std::visit([&](const auto& node) { return form(node, e); }, e.node);
}

ExprId Binder::condition(ast::ExprId id) {
    if (const auto found = substituted(id)) return boolean(*found, id);
    const With<bool> pattern(pattern_allowed_, true);
    const ast::Expr& e = ast_.at(id);
    return boolean(std::visit([&](const auto& node) { return form(node, e); }, e.node), id);
}

ExprId Binder::boolean(ExprId id, ast::ExprId) {
    require(id, kBoolean, "a boolean");
    return id;
}

// An item of the projection that stands here again.
std::optional<ExprId> Binder::substituted(ast::ExprId id) {
    if (in_aggregate_) return std::nullopt;
    const Substitutions* known = grouping_ ? &grouping_->keys : substitutions_;
    if (!known) return std::nullopt;
    const ast::Expr& e = ast_.at(id);
    // Beside an aggregate only variables and properties count as the grouping keys themselves; anything larger is ambiguous.
    if (grouping_ && !std::holds_alternative<ast::Variable>(e.node) && !std::holds_alternative<ast::Property>(e.node)) return std::nullopt;
    if (std::holds_alternative<ast::Literal>(e.node)) return std::nullopt;
    const std::string text = ast::print(ast_, id);
    if (const auto* v = std::get_if<ast::Variable>(&e.node))  // a variable of the expression's own hides the item
        for (std::size_t i = scope_.size(); grouping_ && i-- > grouping_->locals;)
            if (scope_[i].first == v->name) return std::nullopt;
    for (const auto& [item, variable] : *known)
        if (item == text) {
            reads_.push_back(variable.slot);
            return add(bound::SlotRef{variable.slot}, e.span, variable.types);
        }
    return std::nullopt;
}

void Binder::require(ExprId id, TypeSet allowed, std::string_view expected) {
    const bound::Expr& e = out_.at(id);
    if (e.types & allowed) return;
    std::string found;
    for (std::size_t bit = 1; bit < 16 && found.empty(); ++bit)
        if (e.types & (1U << bit)) {
            static constexpr std::string_view kNames[] = {"", "a boolean", "an integer", "a float", "a string", "a list", "a map", "a node", "a relationship",
                                                          "a path", "a date", "a local time", "a time", "a local date-time", "a date-time", "a duration"};
            found = kNames[bit];
        }
    error(e.span, "InvalidArgumentType", "expected " + std::string(expected) + ", found " + found);
}

ExprId Binder::form(const ast::Literal& n, const ast::Expr& e) { return add(bound::Constant{n.value}, e.span, type_of(n.value)); }

ExprId Binder::form(const ast::Parameter& n, const ast::Expr& e) { return add(bound::Parameter{n.name}, e.span); }

ExprId Binder::form(const ast::Variable& n, const ast::Expr& e) {
    if (grouping_ && !in_aggregate_) {
        for (std::size_t i = scope_.size(); i-- > grouping_->locals;)
            if (scope_[i].first == n.name) {
                reads_.push_back(scope_[i].second.slot);
                return add(bound::SlotRef{scope_[i].second.slot}, e.span, scope_[i].second.types);
            }
        const auto& before = grouping_->before;
        const bool defined = std::any_of(before.begin(), before.end(), [&](const auto& v) { return v.first == n.name; });
        if (defined)
            error(e.span, "AmbiguousAggregationExpression", "'" + n.name + "' stands beside an aggregate but is not a column of its own",
                  "give '" + n.name + "' to a WITH before, or make it a column");
    }
    const Variable& v = resolve(n.name, e.span);
    return add(bound::SlotRef{v.slot}, e.span, v.types);
}

ExprId Binder::property_of(ExprId of, const std::string& key, ast::Span span) {
    check_key(key, span, types_of(of));
    return add(bound::Property{of, key, graph_.find_node_key(key), graph_.find_edge_key(key)}, span);
}

ExprId Binder::form(const ast::Property& n, const ast::Expr& e) {
    const ExprId of = expr(n.of);
    const ExprId id = property_of(of, n.key.text, n.key.span);
    out_.expressions[static_cast<std::size_t>(id)].span = e.span;
    return id;
}

ExprId Binder::form(const ast::Index& n, const ast::Expr& e) {
    const ExprId of = expr(n.of), at = expr(n.at);
    return add(bound::Index{of, at}, e.span);
}

ExprId Binder::form(const ast::Slice& n, const ast::Expr& e) {
    bound::Slice slice{expr(n.of), std::nullopt, std::nullopt};
    if (n.from) slice.from = expr(*n.from);
    if (n.to) slice.to = expr(*n.to);
    return add(slice, e.span, kList);
}

ExprId Binder::form(const ast::ListLiteral& n, const ast::Expr& e) {
    bound::ListOf list;
    for (const ast::ExprId item : n.items) list.items.push_back(expr(item));
    return add(std::move(list), e.span, kList);
}

ExprId Binder::form(const ast::MapLiteral& n, const ast::Expr& e) {
    bound::MapOf map;
    for (const auto& [key, value] : n.entries) map.entries.emplace_back(key.text, expr(value));
    return add(std::move(map), e.span, kMap);
}

ExprId Binder::form(const ast::Chain& n, const ast::Expr& e) {
    using ast::ChainOp;
    const bool logical = n.ops[0] == ChainOp::logical_and || n.ops[0] == ChainOp::logical_or || n.ops[0] == ChainOp::logical_xor;
    bound::Chain chain{{}, n.ops};
    TypeSet all = 0;
    for (const ast::ExprId operand : n.operands) {
        chain.operands.push_back(logical && pattern_allowed_ ? condition(operand) : expr(operand));
        if (logical) require(chain.operands.back(), kBoolean, "a boolean");
        all |= types_of(chain.operands.back());
    }
    for (std::size_t i = 0; i < chain.ops.size() && !logical; ++i) {
        const ChainOp op = chain.ops[i];
        const TypeSet allowed = op == ChainOp::modulo || op == ChainOp::power     ? kNumber
                                : op == ChainOp::multiply || op == ChainOp::divide ? kNumber | kDuration
                                : op == ChainOp::subtract                          ? kNumber | kTemporal
                                                                                   : kAnyType;
        if (i == 0) require(chain.operands[0], allowed, "a number");
        require(chain.operands[i + 1], allowed, "a number");
    }
    if (n.ops[0] == ChainOp::logical_or) {
        join_equalities(chain.operands);
        if (chain.operands.size() == 1) return chain.operands[0];
        chain.ops.resize(chain.operands.size() - 1);
    }
    TypeSet result = kAnyType;
    if (logical) result = kBoolean;
    else if (all == kInteger && n.ops[0] != ChainOp::power) result = kInteger;
    else if ((all & ~kNumber) == 0) result = n.ops[0] == ChainOp::power ? kFloat : all & kFloat ? kFloat : kNumber;
    else if (n.ops[0] == ChainOp::multiply || n.ops[0] == ChainOp::divide) result = kNumber | kDuration;
    return add(std::move(chain), e.span, result);
}

ExprId Binder::form(const ast::Comparison& n, const ast::Expr& e) {
    bound::Comparison comparison{{}, n.ops};
    for (const ast::ExprId operand : n.operands) comparison.operands.push_back(expr(operand));
    return add(std::move(comparison), e.span, kBoolean);
}

ExprId Binder::form(const ast::Binary& n, const ast::Expr& e) {
    const ExprId left = expr(n.left), right = expr(n.right);
    if (n.op == ast::BinaryOp::in) {
        require(right, kList, "a list after IN");
        return in(left, right, e.span);
    }
    return add(bound::Binary{n.op, left, right}, e.span, kBoolean);
}

ExprId Binder::form(const ast::Unary& n, const ast::Expr& e) {
    if (n.op == ast::UnaryOp::logical_not) {
        const ExprId of = pattern_allowed_ ? condition(n.of) : expr(n.of);
        require(of, kBoolean, "a boolean after NOT");
        return add(bound::Unary{n.op, of}, e.span, kBoolean);
    }
    const ExprId of = expr(n.of);
    require(of, kNumber | kDuration, "a number");
    return add(bound::Unary{n.op, of}, e.span, types_of(of) & (kNumber | kDuration));
}

ExprId Binder::form(const ast::IsNull& n, const ast::Expr& e) { return add(bound::IsNull{expr(n.of), n.negated}, e.span, kBoolean); }

ExprId Binder::form(const ast::HasLabels& n, const ast::Expr& e) {
    const ExprId of = expr(n.of);
    require(of, kNode | kRelationship, "a node or a relationship");
    const TypeSet types = types_of(of);
    return add(bound::HasLabels{of, label_test(n.labels, (types & kNode) != 0, (types & kRelationship) != 0 )}, e.span, kBoolean);
}

ExprId Binder::form(const ast::Case& n, const ast::Expr& e) {
    bound::Case c;
    if (n.operand) c.operand = expr(*n.operand);
    TypeSet types = 0;
    for (const auto& [when, then] : n.branches) {
        const ExprId test = n.operand ? expr(when) : condition(when);
        const ExprId value = expr(then);
        types |= types_of(value);
        c.branches.emplace_back(test, value);
    }
    if (n.otherwise) {
        c.otherwise = expr(*n.otherwise);
        types |= types_of(*c.otherwise);
    }
    return add(std::move(c), e.span, types);
}

ExprId Binder::form(const ast::ListComprehension& n, const ast::Expr& e) {
    const ExprId list = expr(n.list);
    require(list, kList, "a list");
    const With<bool> no_aggregates(aggregates_allowed_, false);
    const std::size_t size = scope_.size();
    bound::ListComprehension c{local(n.variable.text, kAnyType), list, std::nullopt, std::nullopt};
    if (n.where) c.where = condition(*n.where);
    if (n.project) c.project = expr(*n.project);
    scope_.resize(size);
    return add(c, e.span, kList);
}

ExprId Binder::form(const ast::Quantifier& n, const ast::Expr& e) {
    const ExprId list = expr(n.list);
    require(list, kList, "a list");
    // The types of a literal list's items: 'none(x IN [\"a\"] WHERE x % 2 = 0)' is wrong before running.
    TypeSet items = kAnyType;
    if (const auto* literal = std::get_if<bound::ListOf>(&out_.at(list).node); literal && !literal->items.empty()) {
        items = 0;
        for (const ExprId item : literal->items) items |= types_of(item);
    }
    const With<bool> no_aggregates(aggregates_allowed_, false);
    const std::size_t size = scope_.size();
    bound::Quantifier q{n.kind, local(n.variable.text, items), list, std::nullopt};
    if (n.where) q.where = condition(*n.where);
    scope_.resize(size);
    return add(q, e.span, kBoolean);
}

ExprId Binder::form(const ast::Reduce& n, const ast::Expr& e) {
    const ExprId initial = expr(n.initial), list = expr(n.list);
    require(list, kList, "a list");
    const With<bool> no_aggregates(aggregates_allowed_, false);
    const std::size_t size = scope_.size();
    const bound::Slot accumulator = local(n.accumulator.text, kAnyType), variable = local(n.variable.text, kAnyType);
    const ExprId step = expr(n.step);
    scope_.resize(size);
    return add(bound::Reduce{accumulator, initial, variable, list, step}, e.span);
}

ExprId Binder::form(const ast::MapProjection& n, const ast::Expr& e) {
    const Variable v = resolve(n.variable.text, n.variable.span);
    const ExprId of = add(bound::SlotRef{v.slot}, n.variable.span, v.types);
    bound::MapProjection p{of, false, {}};
    for (const ast::MapProjectionItem& item : n.items) {
        if (item.kind == ast::MapProjectionItem::all) p.all = true;
        else if (item.kind == ast::MapProjectionItem::property) p.entries.emplace_back(item.name.text, property_of(of, item.name.text, item.name.span));
        else if (item.kind == ast::MapProjectionItem::literal) p.entries.emplace_back(item.name.text, expr(*item.value));
        else {
            const Variable other = resolve(item.name.text, item.name.span);
            p.entries.emplace_back(item.name.text, add(bound::SlotRef{other.slot}, item.name.span, other.types));
        }
    }
    return add(std::move(p), e.span, kMap);
}

}  // namespace demarche::query
