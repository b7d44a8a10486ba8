// Cuts a query text into tokens. Strings are unescaped, numbers are left as written, comments are dropped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"
#include "query/syntax/ast.h"

namespace demarche::query {

enum class TokenKind { identifier, quoted_identifier, integer, decimal, string, symbol, end };

struct Token {
    TokenKind kind = TokenKind::end;
    ast::Span span;
    std::string text;           // of identifiers, strings and numbers; symbols have theirs in `symbol`
    std::string_view symbol;    // "(", "<=", "..", …
    std::uint32_t partner = 0;  // of an opening bracket: the index of its closing one, 0 when there is none
};

// The last token is `end`. Throws QueryError with the place. O(text).
std::vector<Token> lex(std::string_view text);

// Throws QueryError: syntax at a place of the text.
[[noreturn]] void syntax_error(std::string_view text, ast::Span span, std::string detail, std::string message, std::string hint = {});

// Line, column, excerpt of a span.
void locate(Diagnostic& diagnostic, std::string_view text, ast::Span span);

}  // namespace demarche::query
