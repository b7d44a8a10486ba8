// The parser's class; its members are in parse_clauses.cpp, parse_patterns.cpp, parse_expressions.cpp and parse_atoms.cpp.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/error.h"
#include "query/syntax/lexer.h"
#include "query/syntax/parser.h"

namespace demarche::query {

class Parser {
public:
    explicit Parser(ast::Ast& ast) : ast_(ast), tokens_(lex(ast.text)) {}
    void run();

private:
    // Counts the nesting while it lives.
    class Nesting {
    public:
        explicit Nesting(Parser& parser) : parser_(parser) { parser_.deeper(1); }
        ~Nesting() { --parser_.depth_; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

    private:
        Parser& parser_;
    };
    void deeper(std::size_t levels);

    // ---- tokens
    const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
    const Token& take() { return tokens_[at_ < tokens_.size() - 1 ? at_++ : at_]; }
    bool is_symbol(std::string_view symbol, std::size_t ahead = 0) const;
    bool is_word(std::string_view word, std::size_t ahead = 0) const;  // a keyword, in any case
    bool is_identifier(std::size_t ahead = 0) const;
    bool accept_symbol(std::string_view symbol);
    bool accept_word(std::string_view word);
    bool accept_words(std::initializer_list<std::string_view> words);
    void expect_symbol(std::string_view symbol, std::string_view where);
    void expect_word(std::string_view word);
    ast::Name expect_name(std::string_view what);
    ast::Name expect_variable(std::string_view what);
    std::uint64_t expect_count(std::string_view what);
    ast::Span since(std::size_t token) const;  // from the token with this index to the last one taken
    [[noreturn]] void unexpected(std::string_view expected);
    [[noreturn]] void error(ast::Span span, std::string detail, std::string message, std::string hint = {}) const;

    // ---- clauses
    ast::Query query();
    ast::SingleQuery single_query();
    bool clause(ast::SingleQuery& query);
    void check_order(const ast::SingleQuery& query) const;
    ast::MatchClause match(bool optional);
    ast::UnwindClause unwind();
    ast::ProjectionClause projection(bool is_return);
    ast::ProjectionItem projection_item();
    void sort_items(ast::ProjectionClause& clause);
    ast::CallClause call();
    ast::SubqueryClause call_subquery(bool optional);
    void yield_items(ast::CallClause& clause);
    void refuse_writes() const;
    [[noreturn]] void refuse_write(std::string_view what, ast::Span span) const;
    ast::Subquery subquery(ast::SubqueryKind kind);

    // ---- patterns
    ast::PathPattern path_pattern();
    ast::PathPattern anonymous_path();
    void selector(ast::PathPattern& path);
    void path_mode(ast::PathPattern& path);
    std::vector<ast::PathElement> path_elements();
    bool starts_relationship() const;
    bool starts_group() const;
    ast::NodePattern node();
    ast::RelPattern relationship();
    ast::GroupPattern group();
    std::optional<ast::Repetition> repetition();
    ast::Repetition legacy_length();
    void element_rest(std::optional<ast::ExprId>& properties, std::optional<ast::ExprId>& where);
    ast::LabelExprId labels(bool types);
    ast::LabelExprId label_or(bool types);
    ast::LabelExprId label_and();
    ast::LabelExprId label_not();
    ast::LabelExprId add_label(ast::LabelExpr label);
    bool looks_like_pattern() const;

    // ---- expressions
    ast::ExprId expression() { return climb(1); }
    ast::ExprId climb(int level);
    int operator_level() const;
    ast::ExprId chain(ast::ExprId left, int level, std::size_t begin);
    std::optional<ast::ChainOp> chain_operator(int level);
    ast::ExprId comparison(ast::ExprId left, std::size_t begin);
    ast::ExprId predicate(ast::ExprId left, std::size_t begin);
    ast::ExprId logical_not();
    ast::ExprId unary();
    ast::ExprId postfix();
    ast::ExprId postfix_step(ast::ExprId of, std::size_t begin, bool& found);
    ast::ExprId index_or_slice(ast::ExprId of, std::size_t begin);
    ast::ExprId atom();
    ast::ExprId word_atom();
    ast::ExprId parenthesised();
    ast::ExprId number(bool negative);
    ast::ExprId parameter();
    ast::ExprId bracket();
    ast::ExprId list_comprehension();
    ast::ExprId pattern_comprehension();
    ast::ExprId map_literal();
    ast::ExprId map_projection();
    ast::ExprId call_expression();
    ast::ExprId case_expression();
    ast::ExprId quantifier(ast::QuantifierKind kind);
    ast::ExprId reduce();
    template <class Node>
    ast::ExprId add(Node node, std::size_t begin) {
        ast_.expressions.push_back({std::move(node), since(begin)});
        return ast::ExprId{static_cast<std::uint32_t>(ast_.expressions.size() - 1)};
    }
    std::string text_of(ast::Span span) const { return ast_.text.substr(span.begin, span.end - span.begin); }

    ast::Ast& ast_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
};

bool same_word(std::string_view a, std::string_view b);
bool is_reserved(std::string_view word);

}  // namespace demarche::query
