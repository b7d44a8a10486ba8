#include "query/syntax/parser.h"

#include <algorithm>
#include <array>

#include "query/syntax/parser_impl.h"

namespace demarche::query {
namespace {

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

// Words that never are variables when unquoted: they begin or continue a clause or an operator.
constexpr std::array<std::string_view, 30> kReserved = {
    "AND",  "AS",    "BY",   "CASE",  "CREATE", "DELETE", "DETACH", "DISTINCT", "ELSE",  "END",    "FALSE", "IN",    "IS",    "LIMIT", "MATCH",
    "MERGE", "NOT", "NULL", "OPTIONAL", "OR", "ORDER", "REMOVE", "RETURN", "SKIP", "THEN", "TRUE", "UNION", "UNWIND", "WHEN", "WHERE"};
constexpr std::array<std::string_view, 3> kReservedToo = {"SET", "WITH", "XOR"};

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return upper(x) == upper(y); });
}

bool is_reserved(std::string_view word) {
    const auto same = [&](std::string_view w) { return same_word(w, word); };
    return std::any_of(kReserved.begin(), kReserved.end(), same) || std::any_of(kReservedToo.begin(), kReservedToo.end(), same);
}

ast::Ast parse(std::string_view text) {
    ast::Ast ast;
    ast.text = std::string(text);
    Parser(ast).run();
    return ast;
}

void Parser::run() {
    ast_.query = query();
    while (accept_symbol(";")) {}
    if (peek().kind != TokenKind::end) unexpected("a clause (MATCH, WITH, UNWIND, RETURN …) or the end of the query");
}

void Parser::deeper(std::size_t levels) {
    depth_ += levels;
    if (depth_ > kMaxDepth)
        error(peek().span, "UnexpectedSyntax", "the query is nested more than " + std::to_string(kMaxDepth) + " levels deep",
              "name parts of it by WITH … AS");
}

bool Parser::is_symbol(std::string_view symbol, std::size_t ahead) const {
    const Token& t = peek(ahead);
    return t.kind == TokenKind::symbol && t.symbol == symbol;
}

bool Parser::is_word(std::string_view word, std::size_t ahead) const {
    const Token& t = peek(ahead);
    return t.kind == TokenKind::identifier && same_word(t.text, word);
}

bool Parser::is_identifier(std::size_t ahead) const {
    const Token& t = peek(ahead);
    return t.kind == TokenKind::identifier || t.kind == TokenKind::quoted_identifier;
}

bool Parser::accept_symbol(std::string_view symbol) {
    if (!is_symbol(symbol)) return false;
    take();
    return true;
}

bool Parser::accept_word(std::string_view word) {
    if (!is_word(word)) return false;
    take();
    return true;
}

bool Parser::accept_words(std::initializer_list<std::string_view> words) {
    std::size_t i = 0;
    for (const std::string_view word : words)
        if (!is_word(word, i++)) return false;
    at_ += words.size();
    return true;
}

void Parser::expect_symbol(std::string_view symbol, std::string_view where) {
    if (!accept_symbol(symbol)) unexpected("'" + std::string(symbol) + "' " + std::string(where));
}

void Parser::expect_word(std::string_view word) {
    if (!accept_word(word)) unexpected(std::string(word));
}

ast::Name Parser::expect_name(std::string_view what) {
    if (!is_identifier()) unexpected(what);
    const Token& t = take();
    return {t.text, t.span};
}

ast::Name Parser::expect_variable(std::string_view what) {
    if (peek().kind == TokenKind::identifier && is_reserved(peek().text)) unexpected(what);
    return expect_name(what);
}

std::uint64_t Parser::expect_count(std::string_view what) {
    if (peek().kind != TokenKind::integer) unexpected(what);
    const Token& t = take();
    std::uint64_t n = 0;
    for (const char c : t.text) {
        if (c < '0' || c > '9') error(t.span, "InvalidNumberLiteral", "'" + t.text + "' is no whole number");
        n = n * 10 + static_cast<std::uint64_t>(c - '0');
        if (n > 1'000'000'000'000U) error(t.span, "IntegerOverflow", "'" + t.text + "' is too large");
    }
    return n;
}

ast::Span Parser::since(std::size_t token) const {
    return {tokens_[token].span.begin, at_ > token ? tokens_[at_ - 1].span.end : tokens_[token].span.end};
}

void Parser::unexpected(std::string_view expected) {
    const Token& t = peek();
    const std::string found = t.kind == TokenKind::end ? std::string("the end of the query") : "'" + text_of(t.span).substr(0, 60) + "'";
    error(t.span, "UnexpectedSyntax", "expected " + std::string(expected) + ", found " + found);
}

void Parser::error(ast::Span span, std::string detail, std::string message, std::string hint) const {
    syntax_error(ast_.text, span, std::move(detail), std::move(message), std::move(hint));
}

}  // namespace demarche::query
