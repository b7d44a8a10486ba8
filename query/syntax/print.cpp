#include <array>

#include "query/syntax/ast.h"

namespace demarche::query::ast {
namespace {

constexpr std::array<std::string_view, 10> kChain = {"+", "-", "*", "/", "%", "^", "||", "AND", "OR", "XOR"};
constexpr std::array<std::string_view, 6> kCompare = {"=", "<>", "<", "<=", ">", ">="};
constexpr std::array<std::string_view, 5> kBinary = {"IN", "STARTS WITH", "ENDS WITH", "CONTAINS", "=~"};
constexpr std::array<std::string_view, 3> kUnary = {"NOT ", "-", "+"};
constexpr std::array<std::string_view, 4> kQuantifier = {"all", "any", "none", "single"};

// Recursion is bounded: the parser refuses deep trees.
class Printer {
public:
    explicit Printer(const Ast& ast) : ast_(ast) {}

    std::string expr(ExprId id) const {
        const Expr& e = ast_.at(id);
        return std::visit([&](const auto& node) { return form(node, e); }, e.node);
    }

private:
    template <class Items, class F>
    static std::string join(const Items& items, std::string_view separator, F&& f) {
        std::string out;
        for (const auto& item : items) {
            if (!out.empty()) out += separator;
            out += f(item);
        }
        return out;
    }
    std::string list(const std::vector<ExprId>& ids) const {
        return join(ids, ", ", [&](ExprId id) { return expr(id); });
    }
    std::string maybe(std::string_view before, const std::optional<ExprId>& id) const { return id ? std::string(before) + expr(*id) : ""; }
    std::string source(const Expr& e) const { return ast_.text.substr(e.span.begin, e.span.end - e.span.begin); }

    std::string form(const Literal& n, const Expr&) const { return to_json(n.value); }
    std::string form(const Parameter& n, const Expr&) const { return "$" + n.name; }
    std::string form(const Variable& n, const Expr&) const { return n.name; }
    std::string form(const Property& n, const Expr&) const { return expr(n.of) + "." + n.key.text; }
    std::string form(const Index& n, const Expr&) const { return expr(n.of) + "[" + expr(n.at) + "]"; }
    std::string form(const Slice& n, const Expr&) const { return expr(n.of) + "[" + maybe("", n.from) + ".." + maybe("", n.to) + "]"; }
    std::string form(const ListLiteral& n, const Expr&) const { return "[" + list(n.items) + "]"; }
    std::string form(const MapLiteral& n, const Expr&) const {
        return "{" + join(n.entries, ", ", [&](const auto& e) { return e.first.text + ": " + expr(e.second); }) + "}";
    }
    template <class Ops, class Names>
    std::string infix(const std::vector<ExprId>& operands, const Ops& ops, const Names& names) const {
        std::string out = "(" + expr(operands[0]);
        for (std::size_t i = 0; i < ops.size(); ++i)
            out += " " + std::string(names[static_cast<std::size_t>(ops[i])]) + " " + expr(operands[i + 1]);
        return out + ")";
    }
    std::string form(const Chain& n, const Expr&) const { return infix(n.operands, n.ops, kChain); }
    std::string form(const Comparison& n, const Expr&) const { return infix(n.operands, n.ops, kCompare); }
    std::string form(const Binary& n, const Expr&) const {
        return "(" + expr(n.left) + " " + std::string(kBinary[static_cast<std::size_t>(n.op)]) + " " + expr(n.right) + ")";
    }
    std::string form(const Unary& n, const Expr&) const { return "(" + std::string(kUnary[static_cast<std::size_t>(n.op)]) + expr(n.of) + ")"; }
    std::string form(const IsNull& n, const Expr&) const { return "(" + expr(n.of) + (n.negated ? " IS NOT NULL)" : " IS NULL)"); }
    std::string form(const HasLabels& n, const Expr&) const { return "(" + expr(n.of) + ":" + label(n.labels) + ")"; }
    std::string form(const Call& n, const Expr&) const {
        return n.name.text + "(" + (n.distinct ? "DISTINCT " : "") + (n.star ? "*" : list(n.arguments)) + ")";
    }
    std::string form(const Case& n, const Expr&) const {
        std::string out = "CASE" + maybe(" ", n.operand);
        for (const auto& [when, then] : n.branches) out += " WHEN " + expr(when) + " THEN " + expr(then);
        return out + maybe(" ELSE ", n.otherwise) + " END";
    }
    std::string form(const ListComprehension& n, const Expr&) const {
        return "[" + n.variable.text + " IN " + expr(n.list) + maybe(" WHERE ", n.where) + maybe(" | ", n.project) + "]";
    }
    std::string form(const Quantifier& n, const Expr&) const {
        return std::string(kQuantifier[static_cast<std::size_t>(n.kind)]) + "(" + n.variable.text + " IN " + expr(n.list) + maybe(" WHERE ", n.where) + ")";
    }
    std::string form(const Reduce& n, const Expr&) const {
        return "reduce(" + n.accumulator.text + " = " + expr(n.initial) + ", " + n.variable.text + " IN " + expr(n.list) + " | " + expr(n.step) + ")";
    }
    std::string form(const PatternComprehension&, const Expr& e) const { return source(e); }
    std::string form(const PatternPredicate&, const Expr& e) const { return source(e); }
    std::string form(const Subquery&, const Expr& e) const { return source(e); }
    std::string form(const MapProjection&, const Expr& e) const { return source(e); }

    std::string label(LabelExprId id) const {
        return std::visit([&](const auto& node) { return form(node); }, ast_.at(id).node);
    }
    std::string form(const LabelName& n) const { return n.name; }
    std::string form(const LabelAny&) const { return "%"; }
    std::string form(const LabelNot& n) const { return "!" + label(n.of); }
    std::string form(const LabelAnd& n) const {
        return "(" + join(n.of, "&", [&](LabelExprId id) { return label(id); }) + ")";
    }
    std::string form(const LabelOr& n) const {
        return "(" + join(n.of, "|", [&](LabelExprId id) { return label(id); }) + ")";
    }

    const Ast& ast_;
};

}  // namespace

std::string print(const Ast& ast, ExprId id) { return Printer(ast).expr(id); }

}  // namespace demarche::query::ast
