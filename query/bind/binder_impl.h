// The binder's class; its members are in bind_clauses.cpp, bind_call_clauses.cpp, bind_projection.cpp, bind_patterns.cpp, bind_search.cpp,
// bind_expressions.cpp, bind_sets.cpp, bind_calls.cpp and bind_names.cpp.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/bind/binder.h"

namespace demarche::query {

struct Variable {
    bound::Slot slot{};
    TypeSet types = kAnyType;
};
// Later entries hide earlier ones of the same name.
using Scope = std::vector<std::pair<std::string, Variable>>;

// An expression that stands for a slot: the items of a projection, by their text form.
using Substitutions = std::vector<std::pair<std::string, Variable>>;

// While an item of an aggregating projection is bound: what may stand outside of the aggregates.
struct Grouping {
    Substitutions keys;
    Scope before;  // the scope of the aggregates' arguments
    bound::Aggregation* out = nullptr;
    std::vector<std::pair<std::string, bound::Slot>> known;  // aggregates by their text
    std::size_t locals = 0;                                  // scope entries from here on are the expression's own
    bool closed = false;                                     // in ORDER BY: only aggregates of the columns
};

class Binder {
public:
    Binder(const ast::Ast& ast, const PropertyGraph& graph, const Ontology& ontology, bool strict)
        : ast_(ast), graph_(graph), ontology_(ontology), strict_(strict) {}
    bound::Query run();

private:
    // ---- clauses
    bound::Regular regular(const ast::Query& query);
    bound::Part part(const ast::SingleQuery& query);
    void clause(const ast::MatchClause& c, bound::Part& part);
    void clause(const ast::UnwindClause& c, bound::Part& part);
    void clause(const ast::ProjectionClause& c, bound::Part& part);
    void clause(const ast::CallClause& c, bound::Part& part);
    void clause(const ast::SubqueryClause& c, bound::Part& part);
    std::vector<bound::ExprId> procedure_arguments(const ProcedureInfo& procedure, const ast::CallClause& c);
    Scope imported(const ast::SubqueryClause& c);
    std::size_t subquery(const ast::Query& query);

    // ---- projections
    struct Item {
        std::string name, text;
        std::optional<ast::ExprId> expression;  // none: a variable passed on by '*'
        bool aggregated = false;
        Variable variable;
    };
    std::vector<Item> projection_items(const ast::ProjectionClause& c) const;
    void plain_items(std::vector<Item>& items, bound::Project& out);
    void grouped_items(std::vector<Item>& items, bound::Project& out, Grouping& grouping);
    void sort_keys(const ast::ProjectionClause& c, const std::vector<Item>& items, bound::Project& out, Grouping* grouping);
    bound::ExprId bounded_count(ast::ExprId id, std::string_view word);

    // ---- patterns
    struct Pending {  // property maps and WHEREs: bound when all variables of the clause are known
        std::optional<Variable> element;
        std::optional<ast::LabelExprId> labels;
        std::optional<ast::ExprId> properties, where;
        // Where the predicates go.
        enum Place { match, hop, first, unit, exit, final } place = match;
        std::size_t edge = 0, segment = 0, hop_index = 0;
        bool in_group = false;
    };
    struct MatchState {
        bound::Match out;
        std::vector<Pending> pending;
        std::vector<std::pair<std::string, std::size_t>> edge_names;  // relationship variables of this clause
        Scope inner;                                                  // variables of the groups, as single elements
        bool repeatable = false;
        bool allow_new = true;
        const ast::PathPattern* path = nullptr;
    };
    bound::Match match(const std::vector<ast::PathPattern>& patterns, std::optional<ast::ExprId> where, bool repeatable, bool allow_new);
    void path(MatchState& m, const ast::PathPattern& p);
    void fixed_path(MatchState& m, const ast::PathPattern& p, const std::vector<ast::PathElement>& elements);
    void whole_search(MatchState& m, const ast::PathPattern& p, const std::vector<ast::PathElement>& elements);
    std::vector<ast::PathElement> normalised(MatchState& m, const std::vector<ast::PathElement>& elements);
    std::size_t node(MatchState& m, const ast::NodePattern& n);
    void declare_path(MatchState& m, const ast::PathPattern& p, bound::PathVariable path);
    std::size_t hop_edge(MatchState& m, const ast::RelPattern& r, std::size_t from, std::size_t to);
    bound::Slot relationship_variable(MatchState& m, const ast::RelPattern& r, bool& is_bound, std::size_t edge);
    bound::Segment relationship_segment(MatchState& m, const ast::RelPattern& r, std::size_t edge, std::size_t segment);
    bound::Segment group_segment(MatchState& m, const ast::GroupPattern& g, std::size_t edge, std::size_t segment);
    bound::Slot inner_variable(MatchState& m, bound::Segment& s, const std::optional<ast::Name>& name, TypeSet type);
    void check_bounds(const MatchState& m, const ast::Repetition& r, ast::PathMode mode, ast::Selection selection) const;
    bound::Hop hop(const ast::RelPattern& r);
    void resolve_pending(MatchState& m);
    void add_predicate(MatchState& m, const Pending& p, bound::ExprId id, std::size_t reads_before);
    Pending::Place search_place(const MatchState& m, const Pending& p, bound::ExprId id, const std::vector<bound::Slot>& reads) const;
    void where_clause(MatchState& m, ast::ExprId where);
    void predicates_of(const Pending& p, std::vector<std::pair<bound::ExprId, std::size_t>>& out);
    void conjuncts(ast::ExprId id, std::vector<ast::ExprId>& out) const;
    void finish_search(MatchState& m);

    // ---- expressions
    bound::ExprId expr(ast::ExprId id);
    bound::ExprId condition(ast::ExprId id);  // a WHERE: pattern predicates are allowed, the value must be boolean
    bound::ExprId boolean(bound::ExprId id, ast::ExprId source);
    std::optional<bound::ExprId> substituted(ast::ExprId id);
    bound::ExprId form(const ast::Literal& n, const ast::Expr& e);
    bound::ExprId form(const ast::Parameter& n, const ast::Expr& e);
    bound::ExprId form(const ast::Variable& n, const ast::Expr& e);
    bound::ExprId form(const ast::Property& n, const ast::Expr& e);
    bound::ExprId form(const ast::Index& n, const ast::Expr& e);
    bound::ExprId form(const ast::Slice& n, const ast::Expr& e);
    bound::ExprId form(const ast::ListLiteral& n, const ast::Expr& e);
    bound::ExprId form(const ast::MapLiteral& n, const ast::Expr& e);
    bound::ExprId form(const ast::Chain& n, const ast::Expr& e);
    bound::ExprId form(const ast::Comparison& n, const ast::Expr& e);
    bound::ExprId form(const ast::Binary& n, const ast::Expr& e);
    bound::ExprId form(const ast::Unary& n, const ast::Expr& e);
    bound::ExprId form(const ast::IsNull& n, const ast::Expr& e);
    bound::ExprId form(const ast::HasLabels& n, const ast::Expr& e);
    bound::ExprId form(const ast::Call& n, const ast::Expr& e);
    bound::ExprId form(const ast::Case& n, const ast::Expr& e);
    bound::ExprId form(const ast::ListComprehension& n, const ast::Expr& e);
    bound::ExprId form(const ast::PatternComprehension& n, const ast::Expr& e);
    bound::ExprId form(const ast::Quantifier& n, const ast::Expr& e);
    bound::ExprId form(const ast::Reduce& n, const ast::Expr& e);
    bound::ExprId form(const ast::PatternPredicate& n, const ast::Expr& e);
    bound::ExprId form(const ast::Subquery& n, const ast::Expr& e);
    bound::ExprId form(const ast::MapProjection& n, const ast::Expr& e);
    bound::ExprId pattern_exists(const ast::PatternPredicate& n, const ast::Expr& e);
    bound::ExprId aggregate(const FunctionInfo& f, const ast::Call& n, const ast::Expr& e);
    std::vector<bound::ExprId> arguments(const FunctionInfo& f, const ast::Call& n, const ast::Expr& e);
    std::optional<Value> folded(const FunctionInfo& f, const std::vector<bound::ExprId>& given) const;
    bound::ExprId property_of(bound::ExprId of, const std::string& key, ast::Span span);
    const Value* set_member(bound::ExprId id) const;
    bound::ExprId in(bound::ExprId item, bound::ExprId list, ast::Span span);
    void join_equalities(std::vector<bound::ExprId>& alternatives);
    void require(bound::ExprId id, TypeSet allowed, std::string_view expected);
    template <class Node>
    bound::ExprId add(Node node, ast::Span span, TypeSet types = kAnyType) {
        out_.expressions.push_back({std::move(node), span, types});
        return bound::ExprId{static_cast<std::uint32_t>(out_.expressions.size() - 1)};
    }
    TypeSet types_of(bound::ExprId id) const { return out_.at(id).types; }

    // ---- names
    bound::Slot new_slot(std::string name);
    const Variable* find(std::string_view name) const;
    const Variable& resolve(std::string_view name, ast::Span span);
    bound::Slot local(const std::string& name, TypeSet types);  // pushes; the caller restores the size of scope_
    bound::LabelTest label_test(ast::LabelExprId id, bool on_node, bool on_relationship);
    void label_steps(ast::LabelExprId id, bound::LabelTest& test, bool on_node, bool on_relationship);
    bound::LabelTest::Step named_label(const std::string& name, ast::Span span, bool on_node, bool on_relationship);
    bound::Types types(const std::optional<ast::LabelExprId>& id);
    void unknown(std::string_view kind, const std::string& name, ast::Span span, const std::vector<std::string>& candidates);
    void check_key(const std::string& key, ast::Span span, TypeSet of);
    [[noreturn]] void error(ast::Span span, std::string detail, std::string message, std::string hint = {}) const;

    const ast::Ast& ast_;
    const PropertyGraph& graph_;
    const Ontology& ontology_;
    bool strict_;
    bound::Query out_;
    Scope scope_;
    std::size_t outer_ = 0;            // scope entries of the enclosing query: they outlive WITH
    std::vector<bound::Slot> reads_;   // every slot that was looked up, in order
    const Substitutions* substitutions_ = nullptr;
    Grouping* grouping_ = nullptr;
    bool aggregates_allowed_ = false;
    bool in_aggregate_ = false;
    bool pattern_allowed_ = false;     // the expression is used as a condition
    std::set<std::string> warned_;
};

bool test_labels(const bound::LabelTest& test, const std::function<bool(const bound::LabelTest::Step&)>& has, bool any);

}  // namespace demarche::query
