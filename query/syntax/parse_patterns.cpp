#include "query/syntax/parser_impl.h"

namespace demarche::query {

using namespace ast;

PathPattern Parser::path_pattern() {
    std::optional<Name> variable;
    if (is_identifier() && is_symbol("=", 1)) {
        variable = expect_variable("a variable");
        take();
    }
    PathPattern path = anonymous_path();
    path.variable = std::move(variable);
    return path;
}

PathPattern Parser::anonymous_path() {
    const Nesting nesting(*this);
    const std::size_t begin = at_;
    PathPattern path;
    const bool one = is_word("shortestPath"), all = is_word("allShortestPaths");
    if ((one || all) && is_symbol("(", 1)) {
        at_ += 2;
        path.function = true;
        path.selector.kind = one ? Selection::shortest : Selection::shortest_groups;
        path.elements = path_elements();
        expect_symbol(")", "after the pattern");
        path.span = since(begin);
        return path;
    }
    selector(path);
    path_mode(path);
    accept_word("PATH") || accept_word("PATHS");
    if (path.selector.kind == Selection::shortest && path.selector.count >= 1 && (accept_word("GROUP") || accept_word("GROUPS")))
        path.selector.kind = Selection::shortest_groups;
    path.elements = path_elements();
    // The whole path in parentheses: its WHERE is applied before the selection.
    if (path.elements.size() == 1)
        if (auto* group = std::get_if<GroupPattern>(&path.elements[0].node); group && !group->repetition) {
            path.where = group->where;
            std::vector<PathElement> inner = std::move(group->elements);
            path.elements = std::move(inner);
        }
    path.span = since(begin);
    return path;
}

void Parser::selector(PathPattern& path) {
    const std::size_t begin = at_;
    Selector& s = path.selector;
    if (accept_word("ALL")) {
        if (accept_word("SHORTEST")) s.kind = Selection::shortest_groups, s.all_shortest = true;
    } else if (accept_word("ANY")) {
        s.kind = accept_word("SHORTEST") ? Selection::shortest : Selection::any;
        if (s.kind == Selection::any && peek().kind == TokenKind::integer) s.count = expect_count("a number of paths");
    } else if (accept_word("SHORTEST")) {
        s.kind = Selection::shortest;
        if (peek().kind == TokenKind::integer) s.count = expect_count("a number of paths");
    } else {
        return;
    }
    s.span = since(begin);
    if (s.count == 0) error(s.span, "UnexpectedSyntax", "the number of paths must be at least 1");
}

void Parser::path_mode(PathPattern& path) {
    if (accept_word("WALK")) path.mode = PathMode::walk;
    else if (accept_word("TRAIL")) path.mode = PathMode::trail;
    else if (accept_word("ACYCLIC")) path.mode = PathMode::acyclic;
    else if (accept_word("SIMPLE")) path.mode = PathMode::simple;
}

bool Parser::starts_relationship() const {
    return is_symbol("-") || (is_symbol("<") && is_symbol("-", 1));
}

// '((' or '(p = (' begins a part in parentheses; a node never does.
bool Parser::starts_group() const { return is_symbol("(") && (is_symbol("(", 1) || (is_identifier(1) && is_symbol("=", 2))); }

std::vector<PathElement> Parser::path_elements() {
    std::vector<PathElement> elements;
    const auto add_part = [&] {
        if (starts_group()) elements.push_back({group()});
        else elements.push_back({node()});
    };
    add_part();
    while (true) {
        if (starts_relationship()) {
            elements.push_back({relationship()});
            add_part();
        } else if (is_symbol("(")) {
            add_part();
        } else {
            return elements;
        }
        if (elements.size() > 401) error(peek().span, "UnexpectedSyntax", "a path pattern has more than 200 relationships");
    }
}

NodePattern Parser::node() {
    const std::size_t begin = at_;
    expect_symbol("(", "to begin a node pattern");
    NodePattern node;
    if (is_identifier() && !(is_word("WHERE") && !is_symbol(")", 1) && !is_symbol(":", 1))) node.variable = expect_variable("a variable");
    if (is_symbol(":") || (is_word("IS") && node.variable)) {
        take();
        node.labels = labels(false);
    }
    element_rest(node.properties, node.where);
    expect_symbol(")", "to end the node pattern");
    node.span = since(begin);
    return node;
}

void Parser::element_rest(std::optional<ExprId>& properties, std::optional<ExprId>& where) {
    if (is_symbol("{")) properties = map_literal();
    else if (is_symbol("$"))
        error(peek().span, "InvalidParameterUse", "a parameter cannot stand for the properties of a pattern", "write {name: $parameter.name}");
    if (accept_word("WHERE")) where = expression();
}

RelPattern Parser::relationship() {
    const std::size_t begin = at_;
    RelPattern rel;
    const bool left = accept_symbol("<");
    expect_symbol("-", "in a relationship pattern");
    if (accept_symbol("[")) {
        if (is_identifier() && !(is_word("WHERE") && !is_symbol("]", 1) && !is_symbol(":", 1))) rel.variable = expect_variable("a variable");
        if (accept_symbol(":")) rel.types = labels(true);
        if (is_symbol("*")) rel.repetition = legacy_length();
        element_rest(rel.properties, rel.where);
        expect_symbol("]", "to end the relationship pattern");
    }
    expect_symbol("-", "in a relationship pattern");
    const bool right = accept_symbol(">");
    rel.direction = left == right ? Direction::both : left ? Direction::in : Direction::out;
    if (auto times = repetition()) {
        if (rel.repetition) error(times->span, "UnexpectedSyntax", "a relationship with '*' inside its brackets cannot have a quantifier");
        rel.repetition = times;
    }
    rel.span = since(begin);
    return rel;
}

Repetition Parser::legacy_length() {
    const std::size_t begin = at_;
    take();
    Repetition r;
    r.legacy = true;
    if (is_symbol("-"))
        error(peek().span, "InvalidRelationshipPattern", "the length of a path cannot be negative");
    const bool number = peek().kind == TokenKind::integer;
    if (number) r.min = expect_count("a length");
    if (accept_symbol("..")) {
        if (peek().kind == TokenKind::integer) r.max = expect_count("a length");
    } else if (number) {
        r.max = r.min;
    }
    r.span = since(begin);
    return r;
}

std::optional<Repetition> Parser::repetition() {
    const std::size_t begin = at_;
    Repetition r;
    if (accept_symbol("+")) {
        r.min = 1;
    } else if (accept_symbol("*")) {
        r.min = 0;
    } else if (is_symbol("{") && (peek(1).kind == TokenKind::integer || is_symbol(",", 1))) {
        take();
        const bool number = peek().kind == TokenKind::integer;
        r.min = number ? expect_count("a number") : 0;
        if (accept_symbol(",")) {
            if (peek().kind == TokenKind::integer) r.max = expect_count("a number");
        } else {
            r.max = r.min;
        }
        expect_symbol("}", "to end the quantifier");
    } else {
        return std::nullopt;
    }
    r.span = since(begin);
    if (r.max && *r.max < r.min) error(r.span, "InvalidRelationshipPattern", "the upper bound is below the lower one");
    if (r.max && *r.max == 0) error(r.span, "InvalidRelationshipPattern", "the upper bound must be at least 1");
    return r;
}

GroupPattern Parser::group() {
    const Nesting nesting(*this);
    const std::size_t begin = at_;
    expect_symbol("(", "to begin a part of a path");
    if (is_identifier() && is_symbol("=", 1))
        error(peek().span, "UnexpectedSyntax", "a part of a path cannot be named", "name the whole path: p = (…)");
    GroupPattern group;
    group.elements = path_elements();
    if (accept_word("WHERE")) group.where = expression();
    expect_symbol(")", "to end the part of a path");
    group.repetition = repetition();
    group.span = since(begin);
    return group;
}

LabelExprId Parser::add_label(LabelExpr label) {
    ast_.labels.push_back(std::move(label));
    return LabelExprId{static_cast<std::uint32_t>(ast_.labels.size() - 1)};
}

LabelExprId Parser::labels(bool types) { return label_or(types); }

LabelExprId Parser::label_or(bool types) {
    const Nesting nesting(*this);
    const std::size_t begin = at_;
    std::vector<LabelExprId> parts{label_and()};
    while (accept_symbol("|")) {
        if (types) accept_symbol(":");  // [:A|:B], openCypher 9
        parts.push_back(label_and());
    }
    return parts.size() == 1 ? parts[0] : add_label({LabelOr{std::move(parts)}, since(begin)});
}

LabelExprId Parser::label_and() {
    const std::size_t begin = at_;
    std::vector<LabelExprId> parts{label_not()};
    bool colon = false, ampersand = false;
    while (is_symbol(":") || is_symbol("&")) {
        (is_symbol(":") ? colon : ampersand) = true;
        if (colon && ampersand) error(peek().span, "InvalidLabelExpression", "':' and '&' cannot be mixed", "write A&B&C");
        take();
        parts.push_back(label_not());
    }
    return parts.size() == 1 ? parts[0] : add_label({LabelAnd{std::move(parts)}, since(begin)});
}

LabelExprId Parser::label_not() {
    const std::size_t begin = at_;
    if (accept_symbol("!")) {
        const Nesting nesting(*this);
        const LabelExprId of = label_not();
        return add_label({LabelNot{of}, since(begin)});
    }
    if (accept_symbol("%")) return add_label({LabelAny{}, since(begin)});
    if (accept_symbol("(")) {
        const LabelExprId inner = label_or(false);
        expect_symbol(")", "in a label expression");
        return inner;
    }
    Name name = expect_name("a name of a label or a relationship type");
    return add_label({LabelName{std::move(name.text)}, since(begin)});
}

// At '(' in an expression: is this '(a)-[…' rather than '(a) - …'? A node pattern's inside begins with a name, ':', '{' or is empty, and
// a relationship follows its closing parenthesis.
bool Parser::looks_like_pattern() const {
    const Token& open = peek();
    if (!is_symbol("(") || open.partner == 0) return false;
    const bool inside = is_symbol(")", 1) || is_symbol(":", 1) || is_symbol("{", 1) ||
                        (is_identifier(1) && (is_symbol(")", 2) || is_symbol(":", 2) || is_symbol("{", 2) || is_word("WHERE", 2)));
    if (!inside) return false;
    std::size_t after = open.partner + 1 - at_;
    const bool left = is_symbol("<", after);
    if (left) ++after;
    if (!is_symbol("-", after)) return false;
    if (is_symbol("[", after + 1)) return tokens_[at_ + after + 1].partner != 0 && is_symbol("-", tokens_[at_ + after + 1].partner + 1 - at_);
    if (!is_symbol("-", after + 1)) return false;
    return is_symbol("(", after + 2) || (is_symbol(">", after + 2) && is_symbol("(", after + 3));
}

}  // namespace demarche::query
