// The map of the room: parse → bind → plan → run.
#include "query/bind/binder.h"
#include "query/bind/reads.h"
#include "query/error.h"
#include "query/plan/plan.h"
#include "query/run/run.h"
#include "query/syntax/lexer.h"
#include "query/syntax/parser.h"

namespace demarche {

using namespace query;

struct Engine::State {
    const PropertyGraph& graph;
    const Ontology& ontology;
    bool strict;
    // Working memory of runs, kept between them; the only thing here that changes, under its own locks.
    std::shared_ptr<Scratch> scratch;
};

struct PreparedQuery::Data {
    const PropertyGraph* graph;
    std::shared_ptr<const Plan> plan;
    std::shared_ptr<Scratch> scratch;
    GraphParts reads;
};

namespace {

// The room's exception ends here.
template <class F>
auto guarded(F&& f) -> Result<decltype(f())> {
    try {
        return f();
    } catch (QueryError& e) {
        return Error(std::move(e.diagnostic));
    }
}

ResultTable rows_of(Run& run) {
    ResultTable table;
    table.columns = run.query.columns;
    table.warnings = run.query.warnings;
    const std::unique_ptr<Cursor> cursor = run.plan.root->open(run);
    cursor->reset(run);
    while (cursor->next(run)) {
        if (run.limits.rows && table.rows.size() >= run.limits.rows)
            fail(ErrorCode::limit_rows, "RowLimit", "the result has more than " + std::to_string(run.limits.rows) + " rows, the limit, in " + run.plan.root->name());
        std::vector<Value>& row = table.rows.emplace_back();
        row.reserve(run.plan.outputs.size());
        for (const bound::Slot slot : run.plan.outputs) row.push_back(run.at(slot));
        run.hold(*run.plan.root, sizeof(row) + row.size() * sizeof(Value));
    }
    return table;
}

}  // namespace

Engine::Engine(const PropertyGraph& graph, const Ontology& ontology, bool strict)
    : state_(std::make_shared<const State>(State{graph, ontology, strict, std::make_shared<Scratch>(graph.node_count(), graph.edge_count())})) {}

Engine::~Engine() = default;

Result<PreparedQuery> Engine::prepare(std::string_view text) const {
    return guarded([&] {
        const ast::Ast ast = parse(text);
        bound::Query bound = bind(ast, state_->graph, state_->ontology, state_->strict);
        GraphParts reads = parts_read(bound);  // of the query as written: a plan may have put parts of it elsewhere
        return PreparedQuery(std::make_shared<const PreparedQuery::Data>(
            PreparedQuery::Data{&state_->graph, make_plan(std::move(bound), state_->graph), state_->scratch, std::move(reads)}));
    });
}

Result<ResultTable> PreparedQuery::run(const Map& parameters, const Limits& limits) const {
    return guarded([&] {
        Run run(*data_->plan, *data_->graph, *data_->scratch, parameters, limits);
        return rows_of(run);
    });
}

std::string PreparedQuery::explain() const { return print_plan(*data_->plan, nullptr); }

Result<std::string> PreparedQuery::profile(const Map& parameters, const Limits& limits) const {
    return guarded([&] {
        Run run(*data_->plan, *data_->graph, *data_->scratch, parameters, limits);
        run.profiling = true;
        rows_of(run);
        return print_plan(*data_->plan, &run.counters);
    });
}

GraphParts PreparedQuery::reads() const { return data_->reads; }
const std::vector<std::string>& PreparedQuery::columns() const { return data_->plan->query.columns; }
const std::vector<Diagnostic>& PreparedQuery::warnings() const { return data_->plan->query.warnings; }

}  // namespace demarche
