// What operators and expressions share while one query runs.
//
// An Operator is immutable and may be used by many runs at once; a Cursor holds one run's state. All cursors of a run write into one row
// (Run::row): an operator's columns stay valid until its next() is called again, so no row is copied between operators.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "demarche/query.h"
#include "query/bind/bound.h"
#include "query/run/scratch.h"
#include "query/run/slots.h"

namespace demarche::query {

struct Plan;
class Cursor;
struct Run;

// Node of a plan. rows is the planner's estimate.
class Operator {
public:
    explicit Operator(std::unique_ptr<Operator> input) : input_(std::move(input)) {}
    Operator(const Operator&) = delete;
    Operator& operator=(const Operator&) = delete;
    virtual ~Operator() = default;

    virtual std::string name() const = 0;                                  // "Expand"
    virtual std::string details(const bound::Query&) const { return {}; }  // "(a)-[r:signed]->(b)"
    virtual std::unique_ptr<Cursor> open(Run& run) const = 0;
    // Inputs in the order of running; a leaf has none.
    virtual std::vector<const Operator*> inputs() const { return input_ ? std::vector<const Operator*>{input_.get()} : std::vector<const Operator*>{}; }

    // One operator that stands for several: a line each, the last one first.
    struct Line {
        std::string text;
        double rows;
        std::size_t id;
    };
    virtual std::vector<Line> lines(const bound::Query&) const { return {}; }
    // The columns that this operator itself reads.
    virtual void reads(SlotSet&) const {}
    // While the plan is made.
    std::unique_ptr<Operator>& input() { return input_; }

    double rows = 1;
    std::size_t id = 0;  // in its plan, for counters

protected:
    std::unique_ptr<Operator> input_;
};

class Cursor {
public:
    explicit Cursor(const Operator& op) : op_(op) {}
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;
    virtual ~Cursor() = default;

    // Writes the next row; false at the end. Counts and looks at the limits.
    bool next(Run& run);
    // Begins anew with the row as it is now.
    virtual void reset(Run& run) = 0;

protected:
    virtual bool advance(Run& run) = 0;
    const Operator& op_;
};

struct Counter {
    std::uint64_t rows = 0;
    std::chrono::nanoseconds time{0};  // with its inputs
};

struct Run {
    Run(const Plan& plan, const PropertyGraph& graph, Scratch& scratch, const Map& parameters, const Limits& limits);

    Value& at(bound::Slot slot) { return row[static_cast<std::size_t>(slot)]; }
    // One step of work by this operator. Throws limit_time and cancelled, looked at every 1,024 steps.
    void step(const Operator& op) {
        if ((++steps & 1023U) == 0) check(op);
    }
    // `count` steps at once: few enough to take no longer than 1,024.
    void step(const Operator& op, std::size_t count) {
        const std::uint64_t before = steps >> 10U;
        steps += count;
        if ((steps >> 10U) != before) check(op);
    }
    // More (or less) memory is held by this operator. Throws limit_memory.
    void hold(const Operator& op, std::size_t bytes);
    void release(std::size_t bytes) { memory -= std::min(memory, bytes); }
    void check(const Operator& op);

    const Plan& plan;
    const bound::Query& query;
    const PropertyGraph& graph;
    Scratch& scratch;
    EvalContext context;
    std::vector<Value> row;
    Limits limits;
    std::chrono::steady_clock::time_point deadline;
    std::uint64_t steps = 0;
    std::uint64_t weight = 1;  // how many equal rows the last row of a folding operator stands for
    std::size_t memory = 0;
    bool profiling = false;
    std::vector<Counter> counters;                      // by Operator::id
    std::vector<std::unique_ptr<Cursor>> subqueries;    // by number; opened when first used
    const Operator* current = nullptr;                  // whose expressions are being evaluated
};

// The value of an expression in the row of the run. Throws QueryError with the place of the expression.
Value evaluate(Run& run, bound::ExprId id);
// A condition: true only when it is true, neither false nor null.
bool holds(Run& run, bound::ExprId id);
bool holds_all(Run& run, const std::vector<bound::ExprId>& ids);
// Of a node with these labels.
bool has_labels(const bound::LabelTest& test, std::span<const LabelId> labels);
bool has_labels(const PropertyGraph& graph, const bound::LabelTest& test, const Value& of);

}  // namespace demarche::query
