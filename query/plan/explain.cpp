#include <cmath>
#include <cstdio>

#include "query/plan/plan.h"

namespace demarche::query {
namespace {

std::string padded(std::string s, std::size_t width) {
    if (s.size() < width) s.append(width - s.size(), ' ');
    return s;
}

std::string rounded(double rows) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, rows < 10 && rows != std::floor(rows) ? "%.1f" : "%.0f", rows);
    return buffer;
}

// Depth is bounded by the clauses and nesting of the query text; a chain of inputs is walked in a loop.
void print(const Plan& plan, const Operator* op, std::size_t depth, const std::vector<Counter>* counters, std::string& out) {
    while (op) {
        std::vector<Operator::Line> lines = op->lines(plan.query);
        if (lines.empty()) {
            const std::string details = op->details(plan.query);
            lines.push_back({op->name() + (details.empty() ? "" : " " + details), op->rows, op->id});
        }
        for (const Operator::Line& line : lines) {
            out += padded(std::string(2 * depth, ' ') + line.text, 60) + "  est " + rounded(line.rows);
            if (counters) {
                out += "  rows " + std::to_string((*counters)[line.id].rows);
                // One time for all lines of an operator.
                if (&line == lines.data()) out += "  " + std::to_string(std::chrono::duration_cast<std::chrono::microseconds>((*counters)[op->id].time).count()) + " us";
            }
            out += '\n';
        }
        const auto inputs = op->inputs();
        for (std::size_t i = 1; i < inputs.size(); ++i) print(plan, inputs[i], depth + 1, counters, out);
        op = inputs.empty() ? nullptr : inputs[0];
    }
}

}  // namespace

std::string print_plan(const Plan& plan, const std::vector<Counter>* counters) {
    std::string out;
    print(plan, plan.root.get(), 0, counters, out);
    for (std::size_t i = 0; i < plan.subqueries.size(); ++i) {
        out += "sub-query " + std::to_string(i + 1) + "\n";
        print(plan, plan.subqueries[i].get(), 1, counters, out);
    }
    return out;
}

}  // namespace demarche::query
