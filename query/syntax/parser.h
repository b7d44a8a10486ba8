// Query text → syntax tree, by recursive descent with precedence climbing.
#pragma once

#include <string_view>

#include "query/syntax/ast.h"

namespace demarche::query {

// Nesting deeper than this (parentheses, lists, sub-queries, NOT NOT …) is an error, so that the stack never overflows: every later
// stage recurses over the tree that this makes.
inline constexpr std::size_t kMaxDepth = 100;


// Throws QueryError (syntax, unsupported). O(text).
ast::Ast parse(std::string_view text);

}  // namespace demarche::query
