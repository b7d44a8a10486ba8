// The query engine: read-only openCypher 9 with ISO GQL paths over any PropertyGraph.
//
//   Engine engine(graph, ontology);
//   Result<PreparedQuery> q = engine.prepare("MATCH (a)-[r:pressured]->(b {state: $s}) RETURN a.name, type(r)");
//   Result<ResultTable> t = q->run({{"s", "RUS"}});
//
// An error shows line, column and a caret. Threads: an Engine and a PreparedQuery may be used from many threads at once.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/graph.h"
#include "demarche/ontology.h"
#include "demarche/result.h"
#include "demarche/value.h"

namespace demarche {

// Looked at at least every 1,024 steps of the execution. 0 means no limit.
struct Limits {
    std::chrono::milliseconds time{0};
    std::size_t memory_bytes = 0;  // of intermediate results, estimated
    std::size_t rows = 0;          // of the result
    const std::atomic<bool>* cancel = nullptr;
};

struct ResultTable {
    std::vector<std::string> columns;
    std::vector<std::vector<Value>> rows;
    std::vector<Diagnostic> warnings;  // unknown labels, types and keys, with "did you mean"
};

class PreparedQuery {
public:
    // Parameters as a map (see make_map). Errors: parameter, type, argument, limit_*, cancelled.
    Result<ResultTable> run(const Map& parameters = {}, const Limits& limits = {}) const;
    // The plan as an indented tree of operators with estimated rows.
    std::string explain() const;
    // Runs and gives the plan with estimated and real rows and time in microseconds.
    Result<std::string> profile(const Map& parameters = {}, const Limits& limits = {}) const;
    // The property columns that running it and showing its result can look at; the graph need not have others (see Store::graph).
    GraphParts reads() const;
    const std::vector<std::string>& columns() const;
    const std::vector<Diagnostic>& warnings() const;

    struct Data;
    explicit PreparedQuery(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

private:
    std::shared_ptr<const Data> data_;
};

class Engine {
public:
    // Keeps references to both: they must outlive the engine and its prepared queries. strict: an unknown label, type or
    // property key is an error, not a warning.
    Engine(const PropertyGraph& graph, const Ontology& ontology, bool strict = false);
    ~Engine();
    // Errors: syntax, semantic (Diagnostic::detail has openCypher's kind, e.g. "UndefinedVariable"), unsupported.
    Result<PreparedQuery> prepare(std::string_view text) const;

private:
    struct State;
    std::shared_ptr<const State> state_;
};

}  // namespace demarche
