// The syntax tree of a query: closed sets of forms in std::variant, nodes in one arena, references by index.
//
// The tree says what was written and nothing of what it means. print() gives its one-line text form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "demarche/value.h"

namespace demarche::query::ast {

// Half-open range of bytes of the query text.
struct Span {
    std::uint32_t begin = 0, end = 0;
};

enum class ExprId : std::uint32_t {};
enum class LabelExprId : std::uint32_t {};

struct Name {
    std::string text;
    Span span;
};

// ---- label and type expressions: A, %, !A, A&B, A|B
struct LabelName { std::string name; };
struct LabelAny {};
struct LabelNot { LabelExprId of; };
struct LabelAnd { std::vector<LabelExprId> of; };
struct LabelOr { std::vector<LabelExprId> of; };
struct LabelExpr {
    std::variant<LabelName, LabelAny, LabelNot, LabelAnd, LabelOr> node;
    Span span;
};

// ---- patterns
struct NodePattern {
    std::optional<Name> variable;
    std::optional<LabelExprId> labels;
    std::optional<ExprId> properties;  // a map literal or a parameter
    std::optional<ExprId> where;
    Span span;
};

enum class Direction { out, in, both };

// How often a part is repeated; no max: without bound.
struct Repetition {
    std::uint64_t min = 1;
    std::optional<std::uint64_t> max;
    bool legacy = false;  // '*1..3' inside the brackets: openCypher 9's variable length
    Span span;
};

struct RelPattern {
    std::optional<Name> variable;
    Direction direction = Direction::both;
    std::optional<LabelExprId> types;
    std::optional<ExprId> properties;
    std::optional<ExprId> where;
    std::optional<Repetition> repetition;
    Span span;
};

struct PathElement;

// A part in parentheses, perhaps repeated, perhaps with its own WHERE.
struct GroupPattern {
    std::vector<PathElement> elements;
    std::optional<ExprId> where;
    std::optional<Repetition> repetition;
    Span span;
};

struct PathElement {
    std::variant<NodePattern, RelPattern, GroupPattern> node;
};

enum class PathMode { unspecified, walk, trail, acyclic, simple };
enum class Selection { all, any, shortest, shortest_groups };

struct Selector {
    Selection kind = Selection::all;
    std::uint64_t count = 1;   // of ANY k, SHORTEST k
    bool all_shortest = false;  // written ALL SHORTEST: the first group
    Span span;
};

// Elements alternate: a node first and last, between two nodes a relationship or a repeated group.
struct PathPattern {
    std::optional<Name> variable;
    Selector selector;
    PathMode mode = PathMode::unspecified;
    bool function = false;  // shortestPath(…) or allShortestPaths(…)
    std::vector<PathElement> elements;
    std::optional<ExprId> where;  // of a path in parentheses: applied before the selection
    Span span;
};

// ---- expressions
enum class ChainOp { add, subtract, multiply, divide, modulo, power, concat, logical_and, logical_or, logical_xor };
enum class CompareOp { equal, not_equal, less, less_equal, greater, greater_equal };
enum class BinaryOp { in, starts_with, ends_with, contains, matches };
enum class UnaryOp { logical_not, minus, plus };
enum class QuantifierKind { all, any, none, single };
enum class SubqueryKind { exists, count, collect };

struct Query;

struct Literal { Value value; };
struct Parameter { std::string name; };
struct Variable { std::string name; };
struct Property { ExprId of; Name key; };
struct Index { ExprId of, at; };
struct Slice { ExprId of; std::optional<ExprId> from, to; };
struct ListLiteral { std::vector<ExprId> items; };
struct MapLiteral { std::vector<std::pair<Name, ExprId>> entries; };
struct Chain { std::vector<ExprId> operands; std::vector<ChainOp> ops; };         // left to right, all of one precedence
struct Comparison { std::vector<ExprId> operands; std::vector<CompareOp> ops; };  // a < b < c
struct Binary { BinaryOp op; ExprId left, right; };
struct Unary { UnaryOp op; ExprId of; };
struct IsNull { ExprId of; bool negated; };
struct HasLabels { ExprId of; LabelExprId labels; };
struct Call { Name name; std::vector<ExprId> arguments; bool distinct = false, star = false; };
struct Case { std::optional<ExprId> operand; std::vector<std::pair<ExprId, ExprId>> branches; std::optional<ExprId> otherwise; };
struct ListComprehension { Name variable; ExprId list; std::optional<ExprId> where, project; };
struct PatternComprehension { PathPattern pattern; std::optional<ExprId> where; ExprId project; };
struct Quantifier { QuantifierKind kind; Name variable; ExprId list; std::optional<ExprId> where; };
struct Reduce { Name accumulator; ExprId initial; Name variable; ExprId list, step; };
struct PatternPredicate { PathPattern pattern; };
// Either patterns with a WHERE or a whole query.
struct Subquery { SubqueryKind kind; std::vector<Query> query; };
struct MapProjectionItem {
    enum Kind { property, variable, all, literal } kind;
    Name name;
    std::optional<ExprId> value;
};
struct MapProjection { Name variable; std::vector<MapProjectionItem> items; };

struct Expr {
    std::variant<Literal, Parameter, Variable, Property, Index, Slice, ListLiteral, MapLiteral, Chain, Comparison, Binary, Unary, IsNull,
                 HasLabels, Call, Case, ListComprehension, PatternComprehension, Quantifier, Reduce, PatternPredicate, Subquery, MapProjection>
        node;
    Span span;
};

// ---- clauses
struct MatchClause {
    bool optional = false;
    bool repeatable_elements = false;
    std::vector<PathPattern> patterns;
    std::optional<ExprId> where;
    Span span;
};
struct UnwindClause { ExprId list; Name variable; Span span; };
struct SortItem { ExprId expression; bool descending = false; };
struct ProjectionItem {
    ExprId expression;
    std::optional<Name> alias;
    std::string text;  // as written: the column's name when there is no alias
};
// WITH and RETURN.
struct ProjectionClause {
    bool is_return = false, distinct = false, star = false;
    std::vector<ProjectionItem> items;
    std::vector<SortItem> order;
    std::optional<ExprId> skip, limit, where;
    Span span;
};
struct YieldItem { Name field; Name variable; };
struct CallClause {
    Name procedure;
    std::optional<std::vector<ExprId>> arguments;
    bool star = false, standalone = false;
    std::vector<YieldItem> yields;
    bool has_yield = false;
    std::optional<ExprId> where;
    Span span;
};

// CALL { … } and CALL (a, b) { … }: imports are what it sees of the variables before; none: what its first WITH names.
struct SubqueryClause {
    bool optional = false, all = false;  // all: CALL (*)
    std::optional<std::vector<Name>> imports;
    std::vector<Query> query;  // one
    Span span;
};

using Clause = std::variant<MatchClause, UnwindClause, ProjectionClause, CallClause, SubqueryClause>;

struct SingleQuery { std::vector<Clause> clauses; Span span; };

struct Query {
    std::vector<SingleQuery> parts;
    std::vector<bool> union_all;  // one fewer than parts
    Span span;
};

struct Ast {
    std::string text;
    std::vector<Expr> expressions;
    std::vector<LabelExpr> labels;
    Query query;

    const Expr& at(ExprId id) const { return expressions[static_cast<std::size_t>(id)]; }
    const LabelExpr& at(LabelExprId id) const { return labels[static_cast<std::size_t>(id)]; }
};

// The one-line text form, fully parenthesised (patterns and sub-queries as written); equal texts mean equal trees. Used by tests and to
// find that two expressions are the same.
std::string print(const Ast& ast, ExprId id);

}  // namespace demarche::query::ast
