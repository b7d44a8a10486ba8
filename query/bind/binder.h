// Syntax tree → bound query: names become slots, ids and functions, and everything that can be found wrong without running is found.
#pragma once

#include "demarche/graph.h"
#include "demarche/ontology.h"
#include "query/bind/bound.h"
#include "query/syntax/ast.h"

namespace demarche::query {

// Throws QueryError with openCypher's kind in detail. strict: unknown labels, types and keys are errors, not warnings.
bound::Query bind(const ast::Ast& ast, const PropertyGraph& graph, const Ontology& ontology, bool strict);

// Does the expression call an aggregate function outside of sub-queries?
bool contains_aggregate(const ast::Ast& ast, ast::ExprId id);

}  // namespace demarche::query
