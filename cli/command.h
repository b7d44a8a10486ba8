// What all sub-commands share: exit codes, how errors are told, progress. Results go to standard output, all else to standard error.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/App.hpp>

#include "demarche/article.h"
#include "demarche/extraction.h"
#include "demarche/extractor.h"
#include "demarche/graph.h"
#include "demarche/ontology.h"
#include "demarche/result.h"

namespace demarche::cli {

// The documented exit codes (docs/command-line.md).
enum ExitCode : int { kOk = 0, kNegative = 1, kUsage = 2, kQuery = 3, kBadInput = 4, kIo = 5, kInternal = 70, kInterrupted = 130 };

int exit_code(ErrorCode code);
// Prints the error to standard error, each diagnostic after "demarche: ", and returns its exit code.
int fail(const Error& error);
void warn(const Diagnostic& diagnostic);
// Flushes standard output; a failure ("No space left on device") is an error.
int finish_output();

// "12 articles" on standard error, at most ten times a second, only on a terminal; erased by the destructor.
class Progress {
public:
    explicit Progress(std::string_view unit);
    ~Progress();
    void add();

private:
    std::string unit_;
    std::size_t count_ = 0;
    bool shown_ = false, terminal_ = false;
    long long last_ = 0;
};

// "a, b, c"
std::string join(const std::vector<std::string>& words);

// Options of the commands that read articles.
struct InputOptions {
    std::vector<std::string> paths, rules;
    std::string format = "detect";
    unsigned jobs = 0;  // 0: all cores
};
void add_input_options(CLI::App& command, InputOptions& options);

// Reads the articles and extracts them with options.jobs threads. `done` is called in input order, by one thread at a time.
// Faults of single inputs are printed as they come. Returns kOk, kBadInput when an input was faulty, or what `done` gave when it was not kOk (which ends
// the run).
using ExtractionSink = std::function<int(const Article&, const Extraction&)>;
// `wanted`, when given, is asked before an article is extracted, while `done` may be running for another one.
int extract_all(const Rules& rules, const InputOptions& options, const ExtractionSink& done, const std::function<bool(const Article&)>& wanted = nullptr);
// The same where only a text is made of each extraction: `write` runs on the threads too, `done` gets what it wrote.
using ExtractionWriter = std::function<std::string(const Article&, const Extraction&)>;
int extract_all(const Rules& rules, const InputOptions& options, const ExtractionWriter& write, const std::function<int(const std::string&)>& done);

// A store's graph and ontology, for the commands that only read.
struct OpenGraph {
    PropertyGraph graph;
    Ontology ontology;
};
// The query whose columns are to be read; nothing: all columns.
using QueryOf = std::function<std::optional<std::string>(const Ontology&)>;
Result<OpenGraph> open_graph(const std::string& path, const QueryOf& query = nullptr);

// Each registers one sub-command; its callback sets `status` to the exit code.
void add_build(CLI::App& app, int& status);
void add_update(CLI::App& app, int& status);
void add_extract(CLI::App& app, int& status);
void add_explain(CLI::App& app, int& status);
void add_query(CLI::App& app, int& status);
void add_who(CLI::App& app, int& status);
void add_show(CLI::App& app, int& status);
void add_export(CLI::App& app, int& status);
void add_import(CLI::App& app, int& status);
void add_rules(CLI::App& app, int& status);
void add_stats(CLI::App& app, int& status);
void add_check(CLI::App& app, int& status);
void add_curate(CLI::App& app, int& status);

}  // namespace demarche::cli
