#include "command.h"

#include <chrono>
#include <cstdio>
#include <iostream>

#include <unistd.h>

#include "demarche/query.h"
#include "demarche/store.h"

namespace demarche::cli {
namespace {

long long milliseconds() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

int exit_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::usage: return kUsage;
        case ErrorCode::syntax:
        case ErrorCode::semantic:
        case ErrorCode::type:
        case ErrorCode::argument:
        case ErrorCode::parameter:
        case ErrorCode::unsupported:
        case ErrorCode::limit_time:
        case ErrorCode::limit_memory:
        case ErrorCode::limit_rows: return kQuery;
        case ErrorCode::not_found:
        case ErrorCode::bad_input: return kBadInput;
        case ErrorCode::io:
        case ErrorCode::locked: return kIo;
        case ErrorCode::cancelled: return kInterrupted;
        case ErrorCode::internal: return kInternal;
    }
    return kInternal;
}

int fail(const Error& error) {
    for (const Diagnostic& d : error.diagnostics()) std::cerr << "demarche: " << d.to_string() << '\n';
    return exit_code(error.code());
}

void warn(const Diagnostic& diagnostic) { std::cerr << "demarche: warning: " << diagnostic.to_string() << '\n'; }

std::string join(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

int finish_output() {
    std::cout.flush();
    if (std::cout) return kOk;
    std::perror("demarche: cannot write standard output");
    return kIo;
}

Progress::Progress(std::string_view unit) : unit_(unit), terminal_(::isatty(STDERR_FILENO) != 0) {}

void Progress::add() {
    ++count_;
    if (!terminal_) return;
    const long long now = milliseconds();
    if (now - last_ < 100) return;
    last_ = now;
    shown_ = true;
    std::cerr << '\r' << count_ << ' ' << unit_ << std::flush;
}

Progress::~Progress() {
    if (shown_) std::cerr << "\r\x1b[K" << std::flush;
}

Result<OpenGraph> open_graph(const std::string& path, const QueryOf& query) {
    Result<Store> store = Store::open(path);
    if (!store) return store.error();
    Result<Ontology> ontology = store->ontology();
    if (!ontology) return ontology.error();
    const auto choose = [&](const PropertyGraph& bare) {
        const std::optional<std::string> text = query(*ontology);
        const Engine engine(bare, *ontology);
        const Result<PreparedQuery> prepared = text ? engine.prepare(*text) : Error(ErrorCode::usage, "no query");
        return prepared ? prepared->reads() : GraphParts();
    };
    Result<PropertyGraph> graph = query ? store->graph(choose) : store->graph();
    if (!graph) return graph.error();
    return OpenGraph{std::move(*graph), std::move(*ontology)};
}

}  // namespace demarche::cli
