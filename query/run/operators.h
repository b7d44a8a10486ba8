// The operators that a plan is made of, but for patterns (run/pattern.h).
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "query/run/run.h"

namespace demarche::query {

// One row: the leaf of every plan. In a sub-plan the row has the columns of the outer one.
class Argument : public Operator {
public:
    Argument() : Operator(nullptr) {}
    std::string name() const override { return "Argument"; }
    std::unique_ptr<Cursor> open(Run& run) const override;
};

class Filter : public Operator {
public:
    Filter(std::unique_ptr<Operator> input, std::vector<bound::ExprId> conditions) : Operator(std::move(input)), conditions_(std::move(conditions)) {}
    std::string name() const override { return "Filter"; }
    std::string details(const bound::Query& query) const override;
    void reads(SlotSet& slots) const override { slots.add(conditions_); }
    std::unique_ptr<Cursor> open(Run& run) const override;
    const std::vector<bound::ExprId>& conditions() const { return conditions_; }

private:
    std::vector<bound::ExprId> conditions_;
};

// Writes the values of expressions into columns.
class Assign : public Operator {
public:
    Assign(std::unique_ptr<Operator> input, std::vector<bound::Assignment> assignments)
        : Operator(std::move(input)), assignments_(std::move(assignments)) {}
    std::string name() const override { return "Project"; }
    std::string details(const bound::Query& query) const override;
    void reads(SlotSet& slots) const override;
    std::unique_ptr<Cursor> open(Run& run) const override;
    const std::vector<bound::Assignment>& assignments() const { return assignments_; }

private:
    std::vector<bound::Assignment> assignments_;
};

class Unwind : public Operator {
public:
    Unwind(std::unique_ptr<Operator> input, bound::Unwind what) : Operator(std::move(input)), what_(what) {}
    std::string name() const override { return "Unwind"; }
    void reads(SlotSet& slots) const override { slots.add(what_.list); }
    std::unique_ptr<Cursor> open(Run& run) const override;
    const bound::Unwind& what() const { return what_; }

private:
    bound::Unwind what_;
};

// SKIP and LIMIT.
class Slice : public Operator {
public:
    Slice(std::unique_ptr<Operator> input, bound::MaybeExpr skip, bound::MaybeExpr limit) : Operator(std::move(input)), skip_(skip), limit_(limit) {}
    std::string name() const override { return limit_ ? "Limit" : "Skip"; }
    void reads(SlotSet& slots) const override { slots.add(skip_), slots.add(limit_); }
    std::unique_ptr<Cursor> open(Run& run) const override;
    bound::MaybeExpr skip() const { return skip_; }
    bound::MaybeExpr limit() const { return limit_; }

private:
    bound::MaybeExpr skip_, limit_;
};

// Rows that differ in these columns.
class Distinct : public Operator {
public:
    Distinct(std::unique_ptr<Operator> input, std::vector<bound::Slot> columns) : Operator(std::move(input)), columns_(std::move(columns)) {}
    std::string name() const override { return "Distinct"; }
    void reads(SlotSet& slots) const override { slots.add(columns_); }
    std::unique_ptr<Cursor> open(Run& run) const override;
    const std::vector<bound::Slot>& columns() const { return columns_; }

private:
    std::vector<bound::Slot> columns_;
};

// ORDER BY; with a limit only the first skip + limit rows are kept. Equal rows stay in their order.
class Sort : public Operator {
public:
    Sort(std::unique_ptr<Operator> input, std::vector<bound::SortKey> keys, std::vector<bound::Slot> live, bound::MaybeExpr skip, bound::MaybeExpr limit)
        : Operator(std::move(input)), keys_(std::move(keys)), live_(std::move(live)), skip_(skip), limit_(limit) {}
    std::string name() const override { return limit_ ? "Top" : "Sort"; }
    void reads(SlotSet& slots) const override;
    std::unique_ptr<Cursor> open(Run& run) const override;
    const std::vector<bound::SortKey>& keys() const { return keys_; }
    const std::vector<bound::Slot>& live() const { return live_; }
    bound::MaybeExpr skip() const { return skip_; }
    bound::MaybeExpr limit() const { return limit_; }

private:
    std::vector<bound::SortKey> keys_;
    std::vector<bound::Slot> live_;
    bound::MaybeExpr skip_, limit_;
};

class Aggregate : public Operator {
public:
    Aggregate(std::unique_ptr<Operator> input, bound::Aggregation what) : Operator(std::move(input)), what_(std::move(what)) {}
    std::string name() const override { return "Aggregate"; }
    std::string details(const bound::Query& query) const override;
    void reads(SlotSet& slots) const override;
    std::unique_ptr<Cursor> open(Run& run) const override;
    const bound::Aggregation& what() const { return what_; }
    // Are its input's rows each worth Run::weight rows? Then count(x) counts them whatever x is, which is never null.
    bool weighted() const { return weighted_; }
    void weigh() { weighted_ = true; }
    // Only the first skip + limit rows by this count will be kept (with those that are equal to the last of them).
    struct Top {
        std::size_t aggregate;
        bool descending;
        bound::MaybeExpr skip;
        bound::ExprId limit;
    };
    const std::optional<Top>& top() const { return top_; }
    void keep(Top top) { top_ = top; }

private:
    bound::Aggregation what_;
    bool weighted_ = false;
    std::optional<Top> top_;
};

// OPTIONAL MATCH: the rows of the inner plan for each row, or one with nulls.
class Optional : public Operator {
public:
    Optional(std::unique_ptr<Operator> input, std::unique_ptr<Operator> inner, std::vector<bound::Slot> nulls)
        : Operator(std::move(input)), inner_(std::move(inner)), nulls_(std::move(nulls)) {}
    std::string name() const override { return "Optional"; }
    std::unique_ptr<Cursor> open(Run& run) const override;
    std::vector<const Operator*> inputs() const override { return {input_.get(), inner_.get()}; }

private:
    std::unique_ptr<Operator> inner_;
    std::vector<bound::Slot> nulls_;
};

// CALL { … }: the rows of the inner plan for each row.
class Apply : public Operator {
public:
    Apply(std::unique_ptr<Operator> input, std::unique_ptr<Operator> inner) : Operator(std::move(input)), inner_(std::move(inner)) {}
    std::string name() const override { return "Apply"; }
    std::unique_ptr<Cursor> open(Run& run) const override;
    std::vector<const Operator*> inputs() const override { return {input_.get(), inner_.get()}; }

private:
    std::unique_ptr<Operator> inner_;
};

// UNION ALL: the rows of each part, copied into common columns.
class Union : public Operator {
public:
    struct Part {
        std::unique_ptr<Operator> plan;
        std::vector<bound::Slot> columns;
    };
    Union(std::vector<Part> parts, std::vector<bound::Slot> outputs) : Operator(nullptr), parts_(std::move(parts)), outputs_(std::move(outputs)) {}
    std::string name() const override { return "Union"; }
    void reads(SlotSet& slots) const override;
    std::unique_ptr<Cursor> open(Run& run) const override;
    std::vector<const Operator*> inputs() const override;
    const std::vector<Part>& parts() const { return parts_; }
    const std::vector<bound::Slot>& outputs() const { return outputs_; }

private:
    std::vector<Part> parts_;
    std::vector<bound::Slot> outputs_;
};

// CALL db.labels() and its kin.
class Procedure : public Operator {
public:
    Procedure(std::unique_ptr<Operator> input, bound::ProcedureCall call) : Operator(std::move(input)), call_(std::move(call)) {}
    std::string name() const override { return "Procedure"; }
    void reads(SlotSet& slots) const override { slots.add(call_.where), slots.add(call_.arguments); }
    std::unique_ptr<Cursor> open(Run& run) const override;
    const bound::ProcedureCall& call() const { return call_; }

private:
    bound::ProcedureCall call_;
};

// count() without DISTINCT.
bool is_count(const bound::Aggregate& a);
// The value of SKIP or LIMIT.
std::uint64_t row_count(Run& run, bound::ExprId id, std::string_view word);

// One row: the row as it is.
std::unique_ptr<Cursor> once_cursor(const Operator& op);

}  // namespace demarche::query
