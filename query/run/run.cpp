#include "query/run/run.h"

#include "query/plan/plan.h"

namespace demarche::query {
namespace {

DateTime now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
    DateTime t;
    t.seconds = seconds.count();
    t.nanos = static_cast<std::int32_t>(std::chrono::duration_cast<std::chrono::nanoseconds>(since - seconds).count());
    return t;
}

}  // namespace

Run::Run(const Plan& p, const PropertyGraph& g, Scratch& s, const Map& parameters, const Limits& l)
    : plan(p), query(p.query), graph(g), scratch(s), row(p.query.slots), limits(l), counters(p.operators), subqueries(p.subqueries.size()) {
    context.graph = &graph;
    context.parameters = &parameters;
    context.statement_time = now();
    if (limits.time.count() > 0) deadline = std::chrono::steady_clock::now() + limits.time;
}

void Run::check(const Operator& op) {
    if (limits.cancel && limits.cancel->load(std::memory_order_relaxed)) fail(ErrorCode::cancelled, "Cancelled", "the query was cancelled in " + op.name());
    if (limits.time.count() > 0 && std::chrono::steady_clock::now() >= deadline)
        fail(ErrorCode::limit_time, "TimeLimit", "the time limit of " + std::to_string(limits.time.count()) + " ms was reached in " + op.name());
}

void Run::hold(const Operator& op, std::size_t bytes) {
    memory += bytes;
    if (limits.memory_bytes && memory > limits.memory_bytes)
        fail(ErrorCode::limit_memory, "MemoryLimit", "the memory limit of " + std::to_string(limits.memory_bytes) + " bytes was reached in " + op.name());
}

bool Cursor::next(Run& run) {
    run.step(op_);
    if (!run.profiling) return advance(run);
    const auto begin = std::chrono::steady_clock::now();
    const bool found = advance(run);
    Counter& counter = run.counters[op_.id];
    counter.time += std::chrono::steady_clock::now() - begin;
    counter.rows += found ? 1 : 0;
    return found;
}

}  // namespace demarche::query
