#include <array>

#include "query/syntax/parser_impl.h"

namespace demarche::query {

using namespace ast;

namespace {

constexpr std::size_t kMaxClauses = 200, kMaxPatterns = 200;

}  // namespace

Query Parser::query() {
    const Nesting nesting(*this);
    const std::size_t begin = at_;
    Query query;
    query.parts.push_back(single_query());
    while (accept_word("UNION")) {
        const bool all = accept_word("ALL");
        if (!all) accept_word("DISTINCT");
        if (!query.union_all.empty() && query.union_all.back() != all)
            error(since(at_ - 1), "InvalidClauseComposition", "UNION and UNION ALL cannot be mixed in one query");
        query.union_all.push_back(all);
        query.parts.push_back(single_query());
    }
    query.span = since(begin);
    return query;
}

SingleQuery Parser::single_query() {
    const std::size_t begin = at_;
    SingleQuery query;
    while (clause(query))  // each is a level of the plan, and running recurses over the plan
        if (query.clauses.size() > kMaxClauses) error(peek().span, "UnexpectedSyntax", "the query has more than " + std::to_string(kMaxClauses) + " clauses");
    if (query.clauses.empty()) unexpected("a clause (MATCH, WITH, UNWIND, RETURN …)");
    query.span = since(begin);
    check_order(query);
    return query;
}

bool Parser::clause(SingleQuery& query) {
    refuse_writes();
    if (accept_word("MATCH")) query.clauses.emplace_back(match(false));
    else if (is_word("OPTIONAL") && is_word("MATCH", 1)) at_ += 2, query.clauses.emplace_back(match(true));
    else if (accept_word("UNWIND")) query.clauses.emplace_back(unwind());
    else if (accept_word("WITH")) query.clauses.emplace_back(projection(false));
    else if (accept_word("RETURN")) query.clauses.emplace_back(projection(true));
    else if (is_word("OPTIONAL") && is_word("CALL", 1)) at_ += 2, query.clauses.emplace_back(call_subquery(true));
    else if (is_word("CALL") && (is_symbol("{", 1) || is_symbol("(", 1))) take(), query.clauses.emplace_back(call_subquery(false));
    else if (accept_word("CALL")) query.clauses.emplace_back(call());
    else return false;
    return true;
}

void Parser::refuse_writes() const {
    static constexpr std::array<std::string_view, 11> kWrites = {"CREATE", "MERGE", "SET",  "DELETE", "DETACH", "REMOVE",
                                                                 "FOREACH", "DROP", "LOAD", "INSERT", "NODETACH"};
    for (const std::string_view word : kWrites)
        if (is_word(word)) refuse_write(word, peek().span);
}

void Parser::refuse_write(std::string_view what, ast::Span span) const {
    Diagnostic d;
    d.code = ErrorCode::unsupported;
    d.file = "query";
    d.detail = "ReadOnly";
    d.message = std::string(what) + " would change the graph, and queries only read it";
    d.hint = "the store is read-only here; 'demarche build' and 'demarche update' change it";
    locate(d, ast_.text, span);
    throw QueryError{std::move(d)};
}

// RETURN ends a query; a MATCH may follow an OPTIONAL MATCH here, as Neo4j allows.
void Parser::check_order(const SingleQuery& query) const {
    for (std::size_t i = 0; i < query.clauses.size(); ++i) {
        const auto* p = std::get_if<ProjectionClause>(&query.clauses[i]);
        if (p && p->is_return && i + 1 < query.clauses.size())
            error(p->span, "InvalidClauseComposition", "RETURN must be the last clause", "write WITH to go on");
    }
    const Clause& last = query.clauses.back();
    const auto* p = std::get_if<ProjectionClause>(&last);
    const auto* c = std::get_if<CallClause>(&last);
    // Inside EXISTS { … } and COUNT { … } RETURN may be left out; subquery() calls with that knowledge in depth_.
    if (!(p && p->is_return) && !(c && query.clauses.size() == 1) && depth_ <= 1)
        error(query.span, "InvalidClauseComposition", "the query has no RETURN", "end it with RETURN and what it shall give");
}

MatchClause Parser::match(bool optional) {
    const std::size_t begin = at_ - 1;
    MatchClause clause;
    clause.optional = optional;
    if (accept_word("REPEATABLE")) {
        if (!accept_word("ELEMENTS")) expect_word("ELEMENT");
        accept_word("BINDINGS");
        clause.repeatable_elements = true;
    } else if (is_word("DIFFERENT") && (is_word("RELATIONSHIPS", 1) || is_word("RELATIONSHIP", 1) || is_word("EDGES", 1) || is_word("EDGE", 1))) {
        at_ += 2;
        accept_word("BINDINGS");
    }
    do {
        clause.patterns.push_back(path_pattern());
        if (clause.patterns.size() > kMaxPatterns)
            error(peek().span, "UnexpectedSyntax", "a MATCH has more than " + std::to_string(kMaxPatterns) + " patterns");
    } while (accept_symbol(","));
    if (accept_word("WHERE")) clause.where = expression();
    clause.span = since(begin);
    return clause;
}

UnwindClause Parser::unwind() {
    const std::size_t begin = at_ - 1;
    const ExprId list = expression();
    expect_word("AS");
    Name variable = expect_variable("a variable");
    return {list, std::move(variable), since(begin)};
}

ProjectionClause Parser::projection(bool is_return) {
    const std::size_t begin = at_ - 1;
    ProjectionClause clause;
    clause.is_return = is_return;
    clause.distinct = accept_word("DISTINCT");
    if (accept_symbol("*")) clause.star = true;
    else clause.items.push_back(projection_item());
    while (accept_symbol(",")) clause.items.push_back(projection_item());
    if (accept_words({"ORDER", "BY"})) sort_items(clause);
    if (accept_word("SKIP") || accept_word("OFFSET")) clause.skip = expression();
    if (accept_word("LIMIT")) clause.limit = expression();
    if (!is_return && accept_word("WHERE")) clause.where = expression();
    clause.span = since(begin);
    return clause;
}

ProjectionItem Parser::projection_item() {
    const std::size_t begin = at_;
    ProjectionItem item{expression(), std::nullopt, {}};
    item.text = text_of(since(begin));
    if (accept_word("AS")) item.alias = expect_variable("a name after AS");
    return item;
}

void Parser::sort_items(ProjectionClause& clause) {
    do {
        SortItem item{expression(), false};
        if (accept_word("DESC") || accept_word("DESCENDING")) item.descending = true;
        else if (!accept_word("ASC")) accept_word("ASCENDING");
        clause.order.push_back(item);
    } while (accept_symbol(","));
}

CallClause Parser::call() {
    const std::size_t begin = at_ - 1;
    CallClause clause;
    clause.procedure = expect_name("the name of a procedure");
    while (accept_symbol(".")) {
        const Name part = expect_name("the name of a procedure");
        clause.procedure.text += "." + part.text;
        clause.procedure.span.end = part.span.end;
    }
    if (accept_symbol("(")) {
        clause.arguments.emplace();
        if (!is_symbol(")")) {
            do clause.arguments->push_back(expression());
            while (accept_symbol(","));
        }
        expect_symbol(")", "after the arguments");
    }
    if (accept_word("YIELD")) yield_items(clause);
    clause.span = since(begin);
    return clause;
}

// Behind CALL, at '{' or '('.
SubqueryClause Parser::call_subquery(bool optional) {
    const std::size_t begin = at_ - 1;
    SubqueryClause clause;
    clause.optional = optional;
    if (accept_symbol("(")) {
        clause.imports.emplace();
        if (accept_symbol("*")) clause.all = true;
        else if (!is_symbol(")")) {
            do clause.imports->push_back(expect_variable("a variable"));
            while (accept_symbol(","));
        }
        expect_symbol(")", "after the variables of CALL");
    }
    expect_symbol("{", "before a sub-query");
    clause.query.push_back(query());
    expect_symbol("}", "after the sub-query");
    if (accept_word("IN")) refuse_write("CALL { … } IN TRANSACTIONS", since(at_ - 1));
    for (const SingleQuery& part : clause.query[0].parts) {
        const auto* last = std::get_if<ProjectionClause>(&part.clauses.back());
        if (!last || !last->is_return)
            error(part.span, "InvalidClauseComposition", "a sub-query of CALL must end with RETURN: queries only read", "write EXISTS { … } for a condition");
    }
    clause.span = since(begin);
    return clause;
}

void Parser::yield_items(CallClause& clause) {
    clause.has_yield = true;
    if (accept_symbol("*")) {
        clause.star = true;
    } else {
        do {
            Name field = expect_name("a column of the procedure");
            Name variable = field;
            if (accept_word("AS")) variable = expect_variable("a variable");
            clause.yields.push_back({std::move(field), std::move(variable)});
        } while (accept_symbol(","));
    }
    if (accept_word("WHERE")) clause.where = expression();
}

// Behind EXISTS, COUNT or COLLECT, at '{'. A pattern alone stands for MATCH pattern.
Subquery Parser::subquery(SubqueryKind kind) {
    expect_symbol("{", "before a sub-query");
    Subquery sub{kind, {}};
    const bool clauses = is_word("MATCH") || is_word("OPTIONAL") || is_word("UNWIND") || is_word("WITH") || is_word("RETURN") || is_word("CALL");
    refuse_writes();
    if (clauses) {
        sub.query.push_back(query());
    } else {
        const Nesting nesting(*this);
        SingleQuery single;
        const std::size_t begin = at_;
        single.clauses.emplace_back(match(false));
        single.span = since(begin);
        Query whole;
        whole.span = single.span;
        whole.parts.push_back(std::move(single));
        sub.query.push_back(std::move(whole));
    }
    expect_symbol("}", "after the sub-query");
    return sub;
}

}  // namespace demarche::query
