#include <cerrno>
#include <charconv>
#include <cmath>

#include "query/syntax/parser_impl.h"

namespace demarche::query {

using namespace ast;

ExprId Parser::atom() {
    const std::size_t begin = at_;
    const Token& t = peek();
    switch (t.kind) {
        case TokenKind::integer:
        case TokenKind::decimal: return number(false);
        case TokenKind::string: {
            take();
            return add(Literal{Value(t.text)}, begin);
        }
        case TokenKind::identifier:
        case TokenKind::quoted_identifier: return word_atom();
        case TokenKind::symbol:
            if (t.symbol == "(") return parenthesised();
            if (t.symbol == "[") return bracket();
            if (t.symbol == "{") return map_literal();
            if (t.symbol == "$") return parameter();
            break;
        case TokenKind::end: break;
    }
    unexpected("an expression");
}

ExprId Parser::parenthesised() {
    const std::size_t begin = at_;
    if (looks_like_pattern()) {
        PathPattern pattern = anonymous_path();
        return add(PatternPredicate{std::move(pattern)}, begin);
    }
    take();
    const ExprId inner = expression();
    expect_symbol(")", "to close the parenthesis");
    return inner;
}

ExprId Parser::word_atom() {
    const std::size_t begin = at_;
    if (peek().kind == TokenKind::identifier) {
        if (accept_word("true")) return add(Literal{Value(true)}, begin);
        if (accept_word("false")) return add(Literal{Value(false)}, begin);
        if (accept_word("null")) return add(Literal{Value()}, begin);
        if (is_word("CASE") && !is_symbol(".", 1)) return case_expression();
        const bool brace = is_symbol("{", 1);
        if (brace && is_word("EXISTS")) return take(), add(subquery(SubqueryKind::exists), begin);
        if (brace && is_word("COUNT")) return take(), add(subquery(SubqueryKind::count), begin);
        if (brace && is_word("COLLECT")) return take(), add(subquery(SubqueryKind::collect), begin);
        if (is_symbol("(", 1)) {
            const bool binding = is_identifier(2) && is_word("IN", 3);
            if (binding && is_word("all")) return quantifier(QuantifierKind::all);
            if (binding && is_word("any")) return quantifier(QuantifierKind::any);
            if (binding && is_word("none")) return quantifier(QuantifierKind::none);
            if (binding && is_word("single")) return quantifier(QuantifierKind::single);
            if (is_word("reduce") && is_identifier(2) && is_symbol("=", 3)) return reduce();
        }
        if (is_word("shortestPath") || is_word("allShortestPaths"))
            if (is_symbol("(", 1) && is_symbol("(", 2)) {
                PathPattern pattern = anonymous_path();
                return add(PatternPredicate{std::move(pattern)}, begin);
            }
    }
    // A name, perhaps with a namespace, before '(' is a call.
    std::size_t ahead = 1;
    while (is_symbol(".", ahead) && is_identifier(ahead + 1)) ahead += 2;
    if (is_symbol("(", ahead)) return call_expression();
    if (is_symbol("{", 1)) return map_projection();
    Name name = expect_variable("an expression");
    return add(Variable{std::move(name.text)}, begin);
}

ExprId Parser::number(bool negative) {
    const std::size_t begin = at_ - (negative ? 1 : 0);
    const Token& t = take();
    const std::string& s = t.text;
    const char* const end = s.data() + s.size();
    if (t.kind == TokenKind::decimal) {
        double d = 0;
        const auto [p, code] = std::from_chars(s.data(), end, d);
        if (code == std::errc::result_out_of_range) {
            if (s.find("e-") == std::string::npos && s.find("E-") == std::string::npos)
                error(t.span, "FloatingPointOverflow", "'" + s.substr(0, 40) + "' is too large for a float");
            d = 0;
        } else if (code != std::errc() || p != end) {
            error(t.span, "InvalidNumberLiteral", "'" + s.substr(0, 40) + "' is no number");
        }
        return add(Literal{Value(negative ? -d : d)}, begin);
    }
    int base = 10;
    std::size_t digits = 0;
    if (s.size() > 1 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X' || s[1] == 'o')) base = s[1] == 'o' ? 8 : 16, digits = 2;
    std::uint64_t n = 0;
    const auto [p, code] = std::from_chars(s.data() + digits, end, n, base);
    if (p != end || s.size() == digits) error(t.span, "InvalidNumberLiteral", "'" + s.substr(0, 40) + "' is no number");
    const std::uint64_t limit = static_cast<std::uint64_t>(INT64_MAX) + (negative ? 1 : 0);
    if (code != std::errc() || n > limit)
        error(t.span, "IntegerOverflow", "'" + s.substr(0, 40) + "' does not fit in 64 bits", "write it with a decimal point");
    const auto value = static_cast<std::int64_t>(negative ? 0 - n : n);
    return add(Literal{Value(value)}, begin);
}

ExprId Parser::parameter() {
    const std::size_t begin = at_;
    take();
    if (peek().kind != TokenKind::integer && !is_identifier()) unexpected("the name of a parameter after '$'");
    const Token& t = take();
    return add(Parameter{t.text}, begin);
}

ExprId Parser::bracket() {
    const std::size_t begin = at_;
    if (is_identifier(1) && is_word("IN", 2)) {
        // '[x IN list]' may be a list with one comparison in it, unless WHERE, '|' or ']' follows: openCypher reads it as a comprehension.
        return list_comprehension();
    }
    const std::size_t skip = is_identifier(1) && is_symbol("=", 2) ? 3 : 1;
    at_ += skip;
    const bool pattern = looks_like_pattern();
    at_ -= skip;
    if (pattern) return pattern_comprehension();
    take();
    ListLiteral list;
    if (!is_symbol("]")) {
        do list.items.push_back(expression());
        while (accept_symbol(","));
    }
    expect_symbol("]", "to close the list");
    return add(std::move(list), begin);
}

ExprId Parser::list_comprehension() {
    const std::size_t begin = at_;
    take();
    Name variable = expect_variable("a variable");
    expect_word("IN");
    const ExprId list = expression();
    std::optional<ExprId> where, project;
    if (accept_word("WHERE")) where = expression();
    if (accept_symbol("|")) project = expression();
    expect_symbol("]", "to close the list comprehension");
    return add(ListComprehension{std::move(variable), list, where, project}, begin);
}

ExprId Parser::pattern_comprehension() {
    const std::size_t begin = at_;
    take();
    PathPattern pattern = path_pattern();
    std::optional<ExprId> where;
    if (accept_word("WHERE")) where = expression();
    expect_symbol("|", "in a pattern comprehension");
    const ExprId project = expression();
    expect_symbol("]", "to close the pattern comprehension");
    return add(PatternComprehension{std::move(pattern), where, project}, begin);
}

ExprId Parser::map_literal() {
    const std::size_t begin = at_;
    expect_symbol("{", "to begin a map");
    MapLiteral map;
    if (!is_symbol("}")) {
        do {
            Name key = expect_name("a key");
            expect_symbol(":", "after the key");
            const ExprId value = expression();
            map.entries.emplace_back(std::move(key), value);
        } while (accept_symbol(","));
    }
    expect_symbol("}", "to close the map");
    return add(std::move(map), begin);
}

ExprId Parser::map_projection() {
    const std::size_t begin = at_;
    MapProjection projection{expect_variable("a variable"), {}};
    take();
    if (!is_symbol("}")) {
        do {
            MapProjectionItem item{MapProjectionItem::variable, {}, std::nullopt};
            if (accept_symbol(".")) {
                if (accept_symbol("*")) item.kind = MapProjectionItem::all;
                else item.kind = MapProjectionItem::property, item.name = expect_name("a property key");
            } else {
                item.name = expect_name("a key");
                if (accept_symbol(":")) item.kind = MapProjectionItem::literal, item.value = expression();
            }
            projection.items.push_back(std::move(item));
        } while (accept_symbol(","));
    }
    expect_symbol("}", "to close the map projection");
    return add(std::move(projection), begin);
}

ExprId Parser::call_expression() {
    const std::size_t begin = at_;
    Call call;
    call.name = expect_name("the name of a function");
    while (accept_symbol(".")) {
        const Name part = expect_name("the name of a function");
        call.name.text += "." + part.text;
        call.name.span.end = part.span.end;
    }
    take();
    call.distinct = accept_word("DISTINCT");
    if (same_word(call.name.text, "count") && is_symbol("*") && is_symbol(")", 1)) {
        take();
        call.star = true;
    } else if (!is_symbol(")")) {
        do call.arguments.push_back(expression());
        while (accept_symbol(","));
    }
    expect_symbol(")", "after the arguments");
    return add(std::move(call), begin);
}

ExprId Parser::case_expression() {
    const std::size_t begin = at_;
    take();
    Case c;
    if (!is_word("WHEN")) c.operand = expression();
    while (accept_word("WHEN")) {
        const ExprId when = expression();
        expect_word("THEN");
        const ExprId then = expression();
        c.branches.emplace_back(when, then);
    }
    if (c.branches.empty()) unexpected("WHEN");
    if (accept_word("ELSE")) c.otherwise = expression();
    expect_word("END");
    return add(std::move(c), begin);
}

ExprId Parser::quantifier(QuantifierKind kind) {
    const std::size_t begin = at_;
    at_ += 2;
    Name variable = expect_variable("a variable");
    expect_word("IN");
    const ExprId list = expression();
    std::optional<ExprId> where;
    if (accept_word("WHERE")) where = expression();
    expect_symbol(")", "to close the quantifier");
    return add(Quantifier{kind, std::move(variable), list, where}, begin);
}

ExprId Parser::reduce() {
    const std::size_t begin = at_;
    at_ += 2;
    Name accumulator = expect_variable("a variable");
    take();
    const ExprId initial = expression();
    expect_symbol(",", "in reduce()");
    Name variable = expect_variable("a variable");
    expect_word("IN");
    const ExprId list = expression();
    expect_symbol("|", "in reduce()");
    const ExprId step = expression();
    expect_symbol(")", "to close reduce()");
    return add(Reduce{std::move(accumulator), initial, std::move(variable), list, step}, begin);
}

}  // namespace demarche::query
