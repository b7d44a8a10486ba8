#include <array>

#include "query/syntax/parser_impl.h"

namespace demarche::query {

using namespace ast;

namespace {

// OR 1, XOR 2, AND 3, NOT 4, comparison 5, IN / STARTS WITH / IS NULL 6, + - 7, * / % 8, ^ 9.
constexpr int kOr = 1, kXor = 2, kAnd = 3, kNot = 4, kCompare = 5, kPredicate = 6, kSum = 7, kProduct = 8, kPower = 9;

struct CompareSymbol {
    std::string_view symbol;
    CompareOp op;
};
constexpr std::array<CompareSymbol, 6> kCompareSymbols = {{{"=", CompareOp::equal},
                                                           {"<>", CompareOp::not_equal},
                                                           {"<", CompareOp::less},
                                                           {"<=", CompareOp::less_equal},
                                                           {">", CompareOp::greater},
                                                           {">=", CompareOp::greater_equal}}};

}  // namespace

int Parser::operator_level() const {
    const Token& t = peek();
    if (t.kind == TokenKind::symbol) {
        const std::string_view s = t.symbol;
        if (s == "+" || s == "-" || s == "||") return kSum;
        if (s == "*" || s == "/" || s == "%") return kProduct;
        if (s == "^") return kPower;
        if (s == "=~") return kPredicate;
        for (const CompareSymbol& c : kCompareSymbols)
            if (s == c.symbol) return kCompare;
        return 0;
    }
    if (t.kind != TokenKind::identifier) return 0;
    if (is_word("OR")) return kOr;
    if (is_word("XOR")) return kXor;
    if (is_word("AND")) return kAnd;
    if (is_word("IN") || is_word("CONTAINS") || is_word("IS")) return kPredicate;
    if ((is_word("STARTS") || is_word("ENDS")) && is_word("WITH", 1)) return kPredicate;
    return 0;
}

ExprId Parser::climb(int level) {
    const Nesting nesting(*this);
    const std::size_t begin = at_, depth = depth_;
    ExprId left = level <= kNot && is_word("NOT") ? logical_not() : unary();
    while (true) {
        const int found = operator_level();
        if (found < level || found == 0) break;
        if (found == kPredicate) deeper(1);  // these do not chain: each holds what is to its left
        if (found == kCompare) left = comparison(left, begin);
        else if (found == kPredicate) left = predicate(left, begin);
        else left = chain(left, found, begin);
    }
    depth_ = depth;
    return left;
}

std::optional<ChainOp> Parser::chain_operator(int level) {
    if (operator_level() != level) return std::nullopt;
    const Token& t = take();
    switch (level) {
        case kOr: return ChainOp::logical_or;
        case kXor: return ChainOp::logical_xor;
        case kAnd: return ChainOp::logical_and;
        case kPower: return ChainOp::power;
        case kSum: return t.symbol == "+" ? ChainOp::add : t.symbol == "-" ? ChainOp::subtract : ChainOp::concat;
        default: return t.symbol == "*" ? ChainOp::multiply : t.symbol == "/" ? ChainOp::divide : ChainOp::modulo;
    }
}

ExprId Parser::chain(ExprId left, int level, std::size_t begin) {
    Chain chain{{left}, {}};
    while (const auto op = chain_operator(level)) {
        chain.ops.push_back(*op);
        chain.operands.push_back(climb(level + 1));
    }
    return add(std::move(chain), begin);
}

ExprId Parser::comparison(ExprId left, std::size_t begin) {
    Comparison comparison{{left}, {}};
    while (operator_level() == kCompare) {
        const std::string_view symbol = take().symbol;
        for (const CompareSymbol& c : kCompareSymbols)
            if (symbol == c.symbol) comparison.ops.push_back(c.op);
        comparison.operands.push_back(climb(kPredicate));
    }
    return add(std::move(comparison), begin);
}

ExprId Parser::predicate(ExprId left, std::size_t begin) {
    if (accept_word("IS")) {
        const bool negated = accept_word("NOT");
        expect_word("NULL");
        return add(IsNull{left, negated}, begin);
    }
    BinaryOp op = BinaryOp::in;
    if (accept_symbol("=~")) op = BinaryOp::matches;
    else if (accept_words({"STARTS", "WITH"})) op = BinaryOp::starts_with;
    else if (accept_words({"ENDS", "WITH"})) op = BinaryOp::ends_with;
    else if (accept_word("CONTAINS")) op = BinaryOp::contains;
    else expect_word("IN");
    const ExprId right = climb(kSum);
    return add(Binary{op, left, right}, begin);
}

ExprId Parser::logical_not() {
    std::vector<std::size_t> begins;
    while (is_word("NOT")) {
        begins.push_back(at_);
        take();
        deeper(1);
    }
    ExprId of = climb(kCompare);
    for (std::size_t i = begins.size(); i-- > 0;) of = add(Unary{UnaryOp::logical_not, of}, begins[i]);
    depth_ -= begins.size();
    return of;
}

ExprId Parser::unary() {
    const std::size_t begin = at_;
    if (!is_symbol("-") && !is_symbol("+")) return postfix();
    std::vector<std::pair<std::size_t, UnaryOp>> signs;
    while (is_symbol("-") || is_symbol("+")) {
        signs.emplace_back(at_, is_symbol("-") ? UnaryOp::minus : UnaryOp::plus);
        take();
        deeper(1);
    }
    // The smallest integer has no positive counterpart: its sign belongs to the literal.
    const bool number_follows = peek().kind == TokenKind::integer || peek().kind == TokenKind::decimal;
    ExprId of{};
    std::size_t count = signs.size();
    if (number_follows && signs.back().second == UnaryOp::minus && !is_symbol(".", 1) && !is_symbol("[", 1)) {
        --count;
        of = number(true);
    } else {
        of = postfix();
    }
    for (std::size_t i = count; i-- > 0;) of = add(Unary{signs[i].second, of}, signs[i].first);
    depth_ -= signs.size();
    (void)begin;
    return of;
}

ExprId Parser::postfix() {
    const std::size_t begin = at_, depth = depth_;
    ExprId of = atom();
    bool found = true;
    while (found) of = postfix_step(of, begin, found);
    depth_ = depth;
    return of;
}

ExprId Parser::postfix_step(ExprId of, std::size_t begin, bool& found) {
    if (is_symbol(".") && is_identifier(1)) {
        take();
        Name key = expect_name("a property key");
        deeper(1);
        return add(Property{of, std::move(key)}, begin);
    }
    if (is_symbol("[")) {
        deeper(1);
        return index_or_slice(of, begin);
    }
    if (is_symbol(":") && (is_identifier(1) || is_symbol("!", 1) || is_symbol("%", 1) || is_symbol("(", 1))) {
        take();
        deeper(1);
        const LabelExprId label = labels(false);
        return add(HasLabels{of, label}, begin);
    }
    found = false;
    return of;
}

ExprId Parser::index_or_slice(ExprId of, std::size_t begin) {
    take();
    std::optional<ExprId> first, last;
    if (!is_symbol("..")) first = expression();
    if (accept_symbol("..")) {
        if (!is_symbol("]")) last = expression();
        expect_symbol("]", "after the range");
        return add(Slice{of, first, last}, begin);
    }
    expect_symbol("]", "after the index");
    return add(Index{of, *first}, begin);
}

}  // namespace demarche::query
