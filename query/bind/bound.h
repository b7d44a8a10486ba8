// A bound query: every name is resolved. Variables are slots of one row that the whole query shares, labels and types are ids of the
// graph, functions are pointers into the library. Nothing here refers to the query text except by spans, for run-time errors.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "demarche/graph.h"
#include "demarche/result.h"
#include "demarche/value.h"
#include "query/functions/functions.h"
#include "query/procedures/procedures.h"
#include "query/syntax/ast.h"

namespace demarche::query {
class ValueSet;
}

namespace demarche::query::bound {

enum class Slot : std::uint32_t {};
enum class ExprId : std::uint32_t {};
using MaybeExpr = std::optional<ExprId>;

// A boolean expression over the labels of a node (or the type of a relationship) in postfix order. A name that the graph lacks is false.
struct LabelTest {
    enum Kind : std::uint8_t { name, never, any, negate, both, either };
    struct Step {
        Kind kind;
        std::uint32_t count = 0;               // operands of both and either
        std::optional<LabelId> label;          // of name: as a label …
        std::vector<TypeId> types;             // … and as a relationship type with all below it
    };
    std::vector<Step> steps;
};

// ---- expressions
struct Constant { Value value; };
struct Parameter { std::string name; };
struct SlotRef { Slot slot; };
struct Property { ExprId of; std::string key; std::optional<KeyId> node_key, edge_key; };
struct Index { ExprId of, at; };
struct Slice { ExprId of; MaybeExpr from, to; };
struct ListOf { std::vector<ExprId> items; };
struct MapOf { std::vector<std::pair<std::string, ExprId>> entries; };
struct Chain { std::vector<ExprId> operands; std::vector<ast::ChainOp> ops; };
struct Comparison { std::vector<ExprId> operands; std::vector<ast::CompareOp> ops; };
struct Binary { ast::BinaryOp op; ExprId left, right; };
struct InSet { ExprId of; std::shared_ptr<const ValueSet> values; };  // of IN constants
struct Unary { ast::UnaryOp op; ExprId of; };
struct IsNull { ExprId of; bool negated; };
struct HasLabels { ExprId of; LabelTest test; };
struct Call { const FunctionInfo* function; std::vector<ExprId> arguments; };
struct Case { MaybeExpr operand; std::vector<std::pair<ExprId, ExprId>> branches; MaybeExpr otherwise; };
struct ListComprehension { Slot variable; ExprId list; MaybeExpr where, project; };
struct Quantifier { ast::QuantifierKind kind; Slot variable; ExprId list; MaybeExpr where; };
struct Reduce { Slot accumulator; ExprId initial; Slot variable; ExprId list, step; };
// value: of each row of the sub-query, for collect.
struct Subquery { ast::SubqueryKind kind; std::size_t query; std::optional<Slot> value; };
// All properties of `of`, then the entries.
struct MapProjection { ExprId of; bool all; std::vector<std::pair<std::string, ExprId>> entries; };

struct Expr {
    std::variant<Constant, Parameter, SlotRef, Property, Index, Slice, ListOf, MapOf, Chain, Comparison, Binary, InSet, Unary, IsNull, HasLabels, Call,
                 Case, ListComprehension, Quantifier, Reduce, Subquery, MapProjection>
        node;
    ast::Span span;
    TypeSet types = kAnyType;
};

// ---- patterns. A pattern is a graph of nodes joined by edges; an edge is one hop or a search.
struct PatternNode {
    Slot slot;
    bool bound = false;                // by an earlier clause
    std::optional<LabelTest> labels;
    bool in_search = false;            // only a search binds it
};

struct Types {
    bool any = true;
    std::vector<TypeId> ids;  // when not any; sorted
};

struct Hop {
    ast::Direction direction = ast::Direction::out;
    Types types;
    Slot relationship;                // while the hop is looked at
    std::optional<Slot> node;         // the node that it reaches
    std::vector<ExprId> predicates;   // over this hop's two slots and what was bound before
};

// inner holds one element inside a repetition, outer the list of all.
struct GroupVariable { Slot inner, outer; };

struct Segment {
    std::vector<Hop> hops;
    bool repeated = false;
    std::uint64_t min = 1;
    std::optional<std::uint64_t> max;
    std::optional<Slot> first;            // of the node before the first hop of each repetition
    std::vector<ExprId> first_predicates; // over `first`
    std::vector<ExprId> predicates;       // over all inner slots, at the end of each repetition
    std::vector<GroupVariable> groups;
    std::optional<Slot> exit;             // the node at the end of the segment
    std::vector<ExprId> exit_predicates;
};

// Paths from one node to another along segments.
struct Search {
    std::vector<Segment> segments;
    ast::PathMode mode = ast::PathMode::trail;
    ast::Selection selection = ast::Selection::all;
    std::uint64_t count = 1;
    std::vector<ExprId> final_predicates;  // over everything, before the selection
    std::vector<Slot> needs;               // slots outside of it that its predicates read
    std::optional<Slot> path;              // the path variable that its final predicates may read
    bool function = false;                 // shortestPath(): conditions on the path belong to the search
};

struct PatternEdge {
    std::size_t from = 0, to = 0;  // nodes
    std::variant<Hop, Search> what;
    bool bound = false;            // a hop whose relationship is bound by an earlier clause
    std::optional<Slot> path;      // of a search: the path found
};

// p = …: slots of the nodes and edges in order; a search's slot holds a path.
struct PathVariable {
    Slot slot;
    Slot first;
    struct Piece { Slot slot; bool path; Slot node; };
    std::vector<Piece> pieces;
};

struct Predicate {
    ExprId expression;
    std::vector<Slot> needs;  // of this pattern
};

struct Match {
    bool optional = false;
    bool unique = true;  // no relationship twice
    std::vector<PatternNode> nodes;
    std::vector<PatternEdge> edges;
    std::vector<PathVariable> paths;
    std::vector<Predicate> predicates;
    std::vector<Slot> binds;  // null when an optional match finds nothing
};

// ---- other clauses
struct Unwind { ExprId list; Slot variable; };
struct Assignment { ExprId expression; Slot slot; };
struct Aggregate { const FunctionInfo* function; std::vector<ExprId> arguments; bool distinct; Slot slot; ast::Span span; };
struct Aggregation { std::vector<Assignment> keys; std::vector<Aggregate> aggregates; };
struct SortKey { ExprId expression; bool descending; };
// In this order: aggregation, assignments, distinct, sort, skip, limit, filter.
struct Project {
    std::optional<Aggregation> aggregation;
    std::vector<Assignment> assignments;
    bool distinct = false;
    std::vector<Slot> outputs;
    std::vector<SortKey> order;
    std::vector<Slot> live;  // slots that are read after the sort
    MaybeExpr skip, limit, where;
};
struct ProcedureCall { const ProcedureInfo* procedure; std::vector<ExprId> arguments; std::vector<std::pair<std::size_t, Slot>> yields; MaybeExpr where; };

// CALL { … }: the rows of a sub-query for each row; optional: nulls where it has none.
struct Regular;
struct SubqueryCall { std::vector<Regular> query; bool optional; std::vector<Slot> binds; };  // one query

using Clause = std::variant<Match, Unwind, Project, ProcedureCall, SubqueryCall>;

struct Part {
    std::vector<Clause> clauses;
    std::vector<Slot> outputs;  // empty in EXISTS { MATCH … } without RETURN
};
struct Regular {
    std::vector<Part> parts;
    bool all = true;
    std::vector<std::string> columns;
    std::vector<Slot> outputs;  // where the rows of all parts go
    std::vector<TypeSet> types;  // of the outputs
};

struct Query {
    std::string text;
    const Ontology* ontology = nullptr;
    std::vector<Expr> expressions;
    std::vector<Regular> subqueries;
    Regular root;
    std::size_t slots = 0;
    std::vector<std::string> columns;
    std::vector<Diagnostic> warnings;
    std::vector<std::string> slot_names;  // for plans

    const Expr& at(ExprId id) const { return expressions[static_cast<std::size_t>(id)]; }
};

}  // namespace demarche::query::bound
