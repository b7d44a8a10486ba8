// The map of the room: parse → bind → plan → run.
#include <system_error>
#include <thread>

#include "query/bind/binder.h"
#include "query/bind/reads.h"
#include "query/error.h"
#include "query/functions/values.h"
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

// A run and what it holds.
struct Running {
    std::shared_ptr<const PreparedQuery::Data> data;  // before what refers to it
    std::unique_ptr<Run> run;
    std::unique_ptr<Cursor> cursor;
    ResultTable table;
};

void fill_table(Run& run, std::unique_ptr<Cursor>& cursor, ResultTable& table) {
    table.columns = run.query.columns;
    table.warnings = run.query.warnings;
    cursor = run.plan.root->open(run);
    cursor->reset(run);
    while (cursor->next(run)) {
        if (run.limits.rows && table.rows.size() >= run.limits.rows)
            fail(ErrorCode::limit_rows, "RowLimit", "the result has more than " + std::to_string(run.limits.rows) + " rows, the limit, in " + run.plan.root->name());
        std::vector<Value>& row = table.rows.emplace_back();
        row.reserve(run.plan.outputs.size());
        std::size_t bytes = 4 * sizeof(row);  // three while the table grows, and the allocator's
        for (const bound::Slot slot : run.plan.outputs) {
            row.push_back(run.at(slot));
            bytes += sizeof(Value) + memory_of(row.back());
        }
        run.hold(*run.plan.root, bytes);
    }
}

// Giving back hundreds of megabytes can take longer than a limit may be overstepped: then a thread of its own does it. It touches
// nothing but what it owns.
void clear_away(std::unique_ptr<Running> running) {
    constexpr std::size_t kMuch = std::size_t{8} << 20U;
    if (running->run->memory < kMuch) return;
    try {
        std::thread([running = std::move(running)]() mutable { running.reset(); }).detach();
    } catch (const std::system_error&) {
        return;  // no thread is to be had: freed here
    }
}

// Runs the query and gives what `make` makes of it.
template <class Make>
auto run_query(std::shared_ptr<const PreparedQuery::Data> data, const Map& parameters, const Limits& limits, bool profiling, const Make& make) {
    auto running = std::make_unique<Running>();
    running->run = std::make_unique<Run>(*data->plan, *data->graph, *data->scratch, parameters, limits);
    running->run->profiling = profiling;
    running->data = std::move(data);
    auto result = guarded([&] {
        fill_table(*running->run, running->cursor, running->table);
        return make(*running);
    });
    clear_away(std::move(running));
    return result;
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
    return run_query(data_, parameters, limits, false, [](Running& running) { return std::move(running.table); });
}

std::string PreparedQuery::explain() const { return print_plan(*data_->plan, nullptr); }

Result<std::string> PreparedQuery::profile(const Map& parameters, const Limits& limits) const {
    return run_query(data_, parameters, limits, true, [](Running& running) { return print_plan(*running.data->plan, &running.run->counters); });
}

GraphParts PreparedQuery::reads() const { return data_->reads; }
const std::vector<std::string>& PreparedQuery::columns() const { return data_->plan->query.columns; }
const std::vector<Diagnostic>& PreparedQuery::warnings() const { return data_->plan->query.warnings; }

}  // namespace demarche
