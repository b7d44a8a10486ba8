#include <algorithm>

#include "query/functions/value_set.h"
#include "query/plan/plan.h"
#include "query/run/run.h"
#include "query/syntax/lexer.h"

namespace demarche::query {

using bound::ExprId;

namespace {

// One evaluation; a recursion as deep as the expression, which the parser bounds.
class Evaluator {
public:
    explicit Evaluator(Run& run) : run_(run) {}

    Value value(ExprId id) {
        const bound::Expr& e = run_.query.at(id);
        if (const auto* slot = std::get_if<bound::SlotRef>(&e.node)) return run_.at(slot->slot);
        try {
            return std::visit([&](const auto& node) { return form(node); }, e.node);
        } catch (QueryError& error) {
            const bool limit = error.diagnostic.code == ErrorCode::limit_time || error.diagnostic.code == ErrorCode::limit_memory ||
                               error.diagnostic.code == ErrorCode::cancelled;
            if (error.diagnostic.position.line == 0 && !limit) locate(error.diagnostic, run_.query.text, e.span);
            throw;
        }
    }

private:
    Ternary truth(ExprId id) { return to_ternary(value(id)); }

    Value form(const bound::Constant& n) { return n.value; }
    Value form(const bound::SlotRef& n) { return run_.at(n.slot); }
    Value form(const bound::Parameter& n) {
        const Map& all = *run_.context.parameters;
        const auto found = std::lower_bound(all.begin(), all.end(), n.name, [](const auto& e, const std::string& k) { return e.first < k; });
        if (found == all.end() || found->first != n.name)
            fail(ErrorCode::parameter, "ParameterMissing", "the parameter $" + n.name + " is missing");
        return found->second;
    }
    Value form(const bound::Property& n) {
        const Value of = value(n.of);
        if (const NodeId* node = of.as_node()) return n.node_key ? run_.graph.property(*node, *n.node_key) : Value();
        if (const EdgeId* edge = of.as_edge()) return n.edge_key ? run_.graph.property(*edge, *n.edge_key) : Value();
        return property(run_.context, of, n.key);
    }
    Value form(const bound::Index& n) { return index(run_.context, value(n.of), value(n.at)); }
    Value form(const bound::Slice& n) {
        std::optional<Value> from, to;
        if (n.from) from = value(*n.from);
        if (n.to) to = value(*n.to);
        return slice(value(n.of), from, to);
    }
    Value form(const bound::ListOf& n) {
        List list;
        list.reserve(n.items.size());
        for (const ExprId item : n.items) list.push_back(value(item));
        return list;
    }
    Value form(const bound::MapOf& n) {
        Map map;
        for (const auto& [key, item] : n.entries) map.emplace_back(key, value(item));
        return make_map(std::move(map));
    }
    Value form(const bound::Chain& n) {
        using ast::ChainOp;
        if (n.ops[0] == ChainOp::logical_and || n.ops[0] == ChainOp::logical_or) return junction(n, n.ops[0] == ChainOp::logical_and);
        if (n.ops[0] == ChainOp::logical_xor) return exclusive_or(n);
        Value result = value(n.operands[0]);
        for (std::size_t i = 0; i < n.ops.size(); ++i) {
            const Value right = value(n.operands[i + 1]);
            switch (n.ops[i]) {
                case ChainOp::add:
                case ChainOp::concat: result = sum(result, right); break;
                case ChainOp::subtract: result = subtract(result, right); break;
                case ChainOp::multiply: result = multiply(result, right); break;
                case ChainOp::divide: result = divide(result, right); break;
                case ChainOp::modulo: result = modulo(result, right); break;
                default: result = power(result, right); break;
            }
        }
        return result;
    }
    // Only sums grow without bound inside one expression.
    Value sum(const Value& a, const Value& b) {
        Value result = add(a, b);
        if (run_.limits.memory_bytes != 0 && memory_of(result) > run_.limits.memory_bytes) fail(ErrorCode::limit_memory, "", "a value takes more than the memory limit");
        return result;
    }
    // AND stops at false, OR at true; null is remembered.
    Value junction(const bound::Chain& n, bool conjunction) {
        bool unknown = false;
        for (const ExprId operand : n.operands) {
            const Ternary t = truth(operand);
            if (t && *t != conjunction) return !conjunction;
            unknown = unknown || !t;
        }
        return unknown ? Value() : Value(conjunction);
    }
    Value exclusive_or(const bound::Chain& n) {
        bool result = false, unknown = false;
        for (const ExprId operand : n.operands) {
            const Ternary t = truth(operand);
            unknown = unknown || !t;
            result = result != t.value_or(false);
        }
        return unknown ? Value() : Value(result);
    }
    static Ternary compare(ast::CompareOp op, const Value& a, const Value& b) {
        using ast::CompareOp;
        switch (op) {
            case CompareOp::equal: return equals(a, b);
            case CompareOp::not_equal: {
                const Ternary same = equals(a, b);
                return same ? Ternary(!*same) : same;
            }
            case CompareOp::less: return less(a, b);
            case CompareOp::less_equal: return less_equal(a, b);
            case CompareOp::greater: return less(b, a);
            default: return less_equal(b, a);
        }
    }
    Value form(const bound::Comparison& n) {
        bool unknown = false;
        Value left = value(n.operands[0]);
        for (std::size_t i = 0; i < n.ops.size(); ++i) {
            Value right = value(n.operands[i + 1]);
            const Ternary t = compare(n.ops[i], left, right);
            if (t && !*t) return false;
            unknown = unknown || !t;
            left = std::move(right);
        }
        return unknown ? Value() : Value(true);
    }
    Value form(const bound::Binary& n) {
        const Value left = value(n.left), right = value(n.right);
        switch (n.op) {
            case ast::BinaryOp::in: return to_value(in(left, right));
            case ast::BinaryOp::starts_with: return to_value(starts_with(left, right));
            case ast::BinaryOp::ends_with: return to_value(ends_with(left, right));
            case ast::BinaryOp::contains: return to_value(contains(left, right));
            default: return to_value(matches(run_.context, left, right));
        }
    }
    Value form(const bound::InSet& n) { return to_value(n.values->has(value(n.of))); }
    Value form(const bound::Unary& n) {
        Value of = value(n.of);
        if (n.op == ast::UnaryOp::minus) return negate(of);
        if (n.op == ast::UnaryOp::plus) return of;
        const Ternary t = to_ternary(of);
        return t ? Value(!*t) : Value();
    }
    Value form(const bound::IsNull& n) { return value(n.of).is_null() != n.negated; }
    Value form(const bound::HasLabels& n) {
        const Value of = value(n.of);
        if (of.is_null()) return {};
        if (!of.as_node() && !of.as_edge()) fail(ErrorCode::type, "InvalidArgumentType", "only nodes and relationships have labels, not " + std::string(of.type_name()));
        return has_labels(run_.graph, n.test, of);
    }
    Value form(const bound::Call& n) {
        std::vector<Value> arguments;
        arguments.reserve(n.arguments.size());
        bool null = false;
        for (const ExprId argument : n.arguments) {
            arguments.push_back(value(argument));
            null = null || arguments.back().is_null();
        }
        if (null && n.function->null_propagates) return {};
        return n.function->call(run_.context, arguments);
    }
    Value form(const bound::Case& n) {
        const Value operand = n.operand ? value(*n.operand) : Value();
        for (const auto& [when, then] : n.branches) {
            const Ternary hit = n.operand ? equals(operand, value(when)) : truth(when);
            if (hit && *hit) return value(then);
        }
        return n.otherwise ? value(*n.otherwise) : Value();
    }
    // The list of a comprehension; nullptr for null.
    const List* list_of(const Value& v) {
        if (v.is_null()) return nullptr;
        if (!v.as_list()) fail(ErrorCode::type, "InvalidArgumentType", "expected a list, found " + std::string(v.type_name()));
        return v.as_list();
    }
    void step() {
        if (run_.current) run_.step(*run_.current);
    }
    Value form(const bound::ListComprehension& n) {
        const Value source = value(n.list);
        const List* list = list_of(source);
        if (!list) return {};
        List result;
        for (const Value& item : *list) {
            step();
            run_.at(n.variable) = item;
            if (n.where) {
                const Ternary t = truth(*n.where);
                if (!t || !*t) continue;
            }
            result.push_back(n.project ? value(*n.project) : item);
        }
        return result;
    }
    Value form(const bound::Quantifier& n) {
        const Value source = value(n.list);
        const List* list = list_of(source);
        if (!list) return {};
        std::size_t yes = 0, unknown = 0;
        for (const Value& item : *list) {
            step();
            run_.at(n.variable) = item;
            const Ternary t = n.where ? truth(*n.where) : to_ternary(item);
            if (!t) ++unknown;
            else if (*t) ++yes;
        }
        const std::size_t no = list->size() - yes - unknown;
        const auto decide = [&](bool sure_true, bool sure_false) { return sure_true ? Value(true) : sure_false ? Value(false) : Value(); };
        switch (n.kind) {
            case ast::QuantifierKind::all: return decide(no == 0 && unknown == 0, no > 0);
            case ast::QuantifierKind::any: return decide(yes > 0, unknown == 0);
            case ast::QuantifierKind::none: return decide(yes == 0 && unknown == 0, yes > 0);
            default: return decide(yes == 1 && unknown == 0, yes > 1 || (yes == 0 && unknown == 0));
        }
    }
    Value form(const bound::Reduce& n) {
        const Value source = value(n.list);
        Value accumulated = value(n.initial);
        const List* list = list_of(source);
        if (!list) return {};
        for (const Value& item : *list) {
            step();
            run_.at(n.accumulator) = std::move(accumulated);
            run_.at(n.variable) = item;
            accumulated = value(n.step);
            check_nesting(accumulated);
        }
        return accumulated;
    }
    Value form(const bound::Subquery& n) {
        std::unique_ptr<Cursor>& cursor = run_.subqueries[n.query];
        const Operator* const before = run_.current;
        if (!cursor) cursor = run_.plan.subqueries[n.query]->open(run_);
        cursor->reset(run_);
        Value result;
        if (n.kind == ast::SubqueryKind::exists) {
            result = cursor->next(run_);
        } else if (n.kind == ast::SubqueryKind::count) {
            std::int64_t count = 0;
            while (cursor->next(run_)) ++count;
            result = count;
        } else {
            List list;
            while (cursor->next(run_)) list.push_back(run_.at(*n.value));
            result = std::move(list);
        }
        run_.current = before;
        return result;
    }
    Value form(const bound::MapProjection& n) {
        const Value of = value(n.of);
        if (of.is_null()) return {};
        Map map;
        if (n.all) {
            if (const NodeId* node = of.as_node()) map = run_.graph.properties(*node);
            else if (const EdgeId* edge = of.as_edge()) map = run_.graph.properties(*edge);
            else if (const Map* other = of.as_map()) map = *other;
        }
        for (const auto& [key, item] : n.entries) map.emplace_back(key, value(item));
        return make_map(std::move(map));
    }

    Run& run_;
};

}  // namespace

Value evaluate(Run& run, ExprId id) { return Evaluator(run).value(id); }

bool holds(Run& run, ExprId id) {
    const Ternary t = to_ternary(evaluate(run, id));
    return t && *t;
}

bool holds_all(Run& run, const std::vector<ExprId>& ids) {
    return std::all_of(ids.begin(), ids.end(), [&](ExprId id) { return holds(run, id); });
}

namespace {

template <class Has>
bool labelled(const bound::LabelTest& test, bool any, const Has& has) {
    if (test.steps.size() == 1 && test.steps[0].kind == bound::LabelTest::name) return has(test.steps[0]);
    std::vector<bool> stack;
    for (const bound::LabelTest::Step& s : test.steps) {
        if (s.kind == bound::LabelTest::name) stack.push_back(has(s));
        else if (s.kind == bound::LabelTest::never) stack.push_back(false);
        else if (s.kind == bound::LabelTest::any) stack.push_back(any);
        else if (s.kind == bound::LabelTest::negate) stack.back() = !stack.back();
        else {
            bool result = s.kind == bound::LabelTest::both;
            for (std::uint32_t i = 0; i < s.count; ++i) {
                result = s.kind == bound::LabelTest::both ? result && stack.back() : result || stack.back();
                stack.pop_back();
            }
            stack.push_back(result);
        }
    }
    return stack.back();
}

}  // namespace

bool has_labels(const bound::LabelTest& test, std::span<const LabelId> labels) {
    return labelled(test, !labels.empty(), [&](const bound::LabelTest::Step& s) { return s.label && std::binary_search(labels.begin(), labels.end(), *s.label); });
}

bool has_labels(const PropertyGraph& graph, const bound::LabelTest& test, const Value& of) {
    if (const NodeId* node = of.as_node()) return has_labels(test, graph.labels_of(*node));
    const TypeId type = graph.type(*of.as_edge());
    return labelled(test, true, [&](const bound::LabelTest::Step& s) { return std::binary_search(s.types.begin(), s.types.end(), type); });
}

}  // namespace demarche::query
