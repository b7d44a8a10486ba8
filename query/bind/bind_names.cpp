#include <algorithm>

#include "base/suggest.h"
#include "query/bind/binder_impl.h"
#include "query/error.h"
#include "query/syntax/lexer.h"

namespace demarche::query {

using bound::LabelTest;
using bound::Slot;

Slot Binder::new_slot(std::string name) {
    out_.slot_names.push_back(std::move(name));
    return Slot{static_cast<std::uint32_t>(out_.slots++)};
}

const Variable* Binder::find(std::string_view name) const {
    for (std::size_t i = scope_.size(); i-- > 0;)
        if (scope_[i].first == name) return &scope_[i].second;
    return nullptr;
}

const Variable& Binder::resolve(std::string_view name, ast::Span span) {
    const Variable* v = find(name);
    if (!v) {
        std::vector<std::string> names;
        for (const auto& entry : scope_)
            if (!entry.first.empty()) names.push_back(entry.first);
        error(span, "UndefinedVariable", "variable '" + std::string(name) + "' is not defined", name.size() < 3 ? std::string() : base::did_you_mean(name, names));
    }
    reads_.push_back(v->slot);
    return *v;
}

Slot Binder::local(const std::string& name, TypeSet types) {
    const Slot slot = new_slot(name);
    scope_.emplace_back(name, Variable{slot, types});
    return slot;
}

LabelTest Binder::label_test(ast::LabelExprId id, bool on_node, bool on_relationship) {
    LabelTest test;
    label_steps(id, test, on_node, on_relationship);
    return test;
}

void Binder::label_steps(ast::LabelExprId id, LabelTest& test, bool on_node, bool on_relationship) {
    const ast::LabelExpr& e = ast_.at(id);
    const auto list = [&](const std::vector<ast::LabelExprId>& of, LabelTest::Kind kind) {
        for (const ast::LabelExprId part : of) label_steps(part, test, on_node, on_relationship);
        test.steps.push_back({kind, static_cast<std::uint32_t>(of.size()), std::nullopt, {}});
    };
    if (const auto* name = std::get_if<ast::LabelName>(&e.node)) {
        test.steps.push_back(named_label(name->name, e.span, on_node, on_relationship));
    } else if (std::holds_alternative<ast::LabelAny>(e.node)) {
        test.steps.push_back({LabelTest::any, 0, std::nullopt, {}});
    } else if (const auto* negated = std::get_if<ast::LabelNot>(&e.node)) {
        label_steps(negated->of, test, on_node, on_relationship);
        test.steps.push_back({LabelTest::negate, 1, std::nullopt, {}});
    } else if (const auto* both = std::get_if<ast::LabelAnd>(&e.node)) {
        list(both->of, LabelTest::both);
    } else {
        list(std::get<ast::LabelOr>(e.node).of, LabelTest::either);
    }
}

LabelTest::Step Binder::named_label(const std::string& name, ast::Span span, bool on_node, bool on_relationship) {
    LabelTest::Step step{LabelTest::name, 0, std::nullopt, {}};
    bool known = false;
    if (on_node) {
        step.label = graph_.find_label(name);
        const auto& types = ontology_.node_types();
        known = step.label.has_value() || std::any_of(types.begin(), types.end(), [&](const NodeType& t) { return t.name == name; });
        // A label stands for its sub-types too only where the graph says so: nodes carry both labels.
    }
    if (on_relationship) {
        if (const auto type = graph_.find_type(name)) step.types.push_back(*type);
        for (const std::string& below : ontology_.expand(name))
            if (const auto type = graph_.find_type(below)) step.types.push_back(*type);
        std::sort(step.types.begin(), step.types.end());
        step.types.erase(std::unique(step.types.begin(), step.types.end()), step.types.end());
        known = known || !step.types.empty() || ontology_.find(name) != nullptr;
    }
    if (known) return step;
    std::vector<std::string> candidates;
    if (on_node) candidates.insert(candidates.end(), graph_.labels().begin(), graph_.labels().end());
    if (on_relationship) {
        candidates.insert(candidates.end(), graph_.types().begin(), graph_.types().end());
        for (const Relation& r : ontology_.relations()) candidates.push_back(r.name);
    }
    unknown(on_node ? "label" : "relationship type", name, span, candidates);
    return step;
}

// The types of the graph that satisfy the expression, found once: running compares ids only.
bound::Types Binder::types(const std::optional<ast::LabelExprId>& id) {
    if (!id) return {};
    const LabelTest test = label_test(*id, false, true);
    bound::Types result{false, {}};
    for (std::uint32_t t = 0; t < graph_.types().size(); ++t) {
        const auto has = [&](const LabelTest::Step& s) { return std::binary_search(s.types.begin(), s.types.end(), TypeId{t}); };
        if (test_labels(test, has, true)) result.ids.push_back(TypeId{t});
    }
    result.any = result.ids.size() == graph_.types().size() && !result.ids.empty();
    if (result.any) result.ids.clear();
    return result;
}

bool test_labels(const LabelTest& test, const std::function<bool(const LabelTest::Step&)>& has, bool any) {
    std::vector<bool> stack;
    for (const LabelTest::Step& s : test.steps) {
        switch (s.kind) {
            case LabelTest::name: stack.push_back(has(s)); break;
            case LabelTest::never: stack.push_back(false); break;
            case LabelTest::any: stack.push_back(any); break;
            case LabelTest::negate: stack.back() = !stack.back(); break;
            case LabelTest::both:
            case LabelTest::either: {
                bool result = s.kind == LabelTest::both;
                for (std::uint32_t i = 0; i < s.count; ++i) {
                    result = s.kind == LabelTest::both ? result && stack.back() : result || stack.back();
                    stack.pop_back();
                }
                stack.push_back(result);
            }
        }
    }
    return stack.back();
}

void Binder::unknown(std::string_view kind, const std::string& name, ast::Span span, const std::vector<std::string>& candidates) {
    constexpr std::size_t kMostWarnings = 100;  // to find the place of each looks at the whole text
    if (!strict_ && (graph_.node_count() == 0 || out_.warnings.size() >= kMostWarnings)) return;
    const std::string message = "the graph has no " + std::string(kind) + " '" + name + "'";
    if (!warned_.insert(message).second) return;
    Diagnostic d;
    d.code = ErrorCode::semantic;
    d.file = "query";
    d.detail = "UnknownName";
    d.message = message;
    d.hint = base::did_you_mean(name, candidates);
    locate(d, ast_.text, span);
    if (strict_) throw QueryError{std::move(d)};
    out_.warnings.push_back(std::move(d));
}

void Binder::check_key(const std::string& key, ast::Span span, TypeSet of) {
    const bool node = of == kNode, edge = of == kRelationship;
    if (!node && !edge) return;
    const auto keys = node ? graph_.node_keys() : graph_.edge_keys();
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return;
    unknown(node ? "node property" : "relationship property", key, span, {keys.begin(), keys.end()});
}

void Binder::error(ast::Span span, std::string detail, std::string message, std::string hint) const {
    Diagnostic d;
    d.code = ErrorCode::semantic;
    d.file = "query";
    d.detail = std::move(detail);
    d.message = std::move(message);
    d.hint = std::move(hint);
    locate(d, ast_.text, span);
    throw QueryError{std::move(d)};
}

}  // namespace demarche::query
