// A bound query with the operators that run it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "query/bind/bound.h"
#include "query/run/run.h"

namespace demarche::query {

struct Plan {
    bound::Query query;
    std::unique_ptr<Operator> root;
    std::vector<std::unique_ptr<Operator>> subqueries;  // by their number in the bound query
    std::vector<bound::Slot> outputs;
    std::size_t operators = 0;
};

// Chooses the operators by the graph's statistics.
std::shared_ptr<const Plan> make_plan(bound::Query query, const PropertyGraph& graph);

// An indented tree, the last operator first; with counters real rows and times too.
std::string print_plan(const Plan& plan, const std::vector<Counter>* counters);

}  // namespace demarche::query
