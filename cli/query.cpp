#include <unistd.h>

#include <atomic>
#include <csignal>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "command.h"
#include "demarche/query.h"
#include "output.h"

namespace demarche::cli {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set in a signal handler");
timer_t grace;

// The first Ctrl-C cancels the query. What then takes longer (giving back much memory, writing many rows) is left to the system: nothing
// is lost, for queries only read.
void stop_on_interrupt() {
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGALRM;
    const bool timed = timer_create(CLOCK_MONOTONIC, &event, &grace) == 0;
    std::signal(SIGALRM, [](int) {
        constexpr std::string_view kText = "demarche: interrupted\n";
        const ssize_t written = write(STDERR_FILENO, kText.data(), kText.size());
        _exit(written < 0 ? static_cast<int>(kIo) : static_cast<int>(kInterrupted));
    });
    if (timed)
        std::signal(SIGINT, [](int) {
            interrupted = true;
            constexpr itimerspec kGrace{{0, 0}, {0, 10'000'000}};
            timer_settime(grace, 0, &kGrace, nullptr);
        });
    else
        std::signal(SIGINT, [](int) { interrupted = true; });
}

struct Options {
    std::string store, text, file, format = "table";
    std::vector<std::string> parameters;
    long timeout = 0;
    std::size_t memory = 0, rows = 0;
    bool strict = false, profile = false, explain = false, exit_status = false;
};

Result<std::string> query_text(const Options& options) {
    if (!options.text.empty() && options.text != "-") return options.text;
    std::ifstream file;
    if (!options.file.empty() && options.file != "-") {
        file.open(options.file, std::ios::binary);
        if (!file) return Error(ErrorCode::not_found, "cannot open the query file " + options.file);
    }
    std::istream& in = file.is_open() ? static_cast<std::istream&>(file) : std::cin;
    return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

Result<Map> parameters(const Options& options) {
    Map map;
    for (const std::string& text : options.parameters) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            return Error(ErrorCode::usage, "parameter '" + text + "' has no value", "write -p name=json, e.g. -p since='\"2024-01-01\"' or -p n=3");
        Result<Value> value = parse_json(std::string_view(text).substr(equals + 1));
        if (!value)
            return Error(ErrorCode::usage, "the value of parameter '" + text.substr(0, equals) + "' is not JSON: " + value.error().message(),
                         "strings need quotes inside quotes: -p name='\"Anna\"'");
        map.emplace_back(text.substr(0, equals), std::move(*value));
    }
    return make_map(std::move(map));
}

int run(const Options& options) {
    const Result<std::string> text = query_text(options);
    if (!text) return fail(text.error());
    Result<OpenGraph> open = open_graph(options.store, [&](const Ontology&) { return std::optional(*text); });
    if (!open) return fail(open.error());
    const Result<Map> values = parameters(options);
    if (!values) return fail(values.error());
    const Engine engine(open->graph, open->ontology, options.strict);
    const Result<PreparedQuery> query = engine.prepare(*text);
    if (!query) return fail(query.error());
    for (const Diagnostic& warning : query->warnings()) warn(warning);
    if (options.explain) {
        std::cout << query->explain();
        return finish_output();
    }
    stop_on_interrupt();
    Limits limits;
    limits.time = std::chrono::milliseconds(options.timeout);
    limits.memory_bytes = options.memory * 1024 * 1024;
    limits.rows = options.rows;
    limits.cancel = &interrupted;
    if (options.profile) {
        const Result<std::string> profile = query->profile(*values, limits);
        if (!profile) return fail(profile.error());
        std::cout << *profile;
        return finish_output();
    }
    const Result<ResultTable> table = query->run(*values, limits);
    if (!table) return fail(table.error());
    write_table(*table, open->graph, options.format, std::cout, terminal_width());
    const int written = finish_output();
    return written == kOk && options.exit_status && table->rows.empty() ? static_cast<int>(kNegative) : written;
}

}  // namespace

void add_query(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("query", "Ask the graph in openCypher");
    command->add_option("store", options->store, "The store")->required()->type_name("FILE.dmr");
    CLI::Option* text = command->add_option("query", options->text, "The query; '-' or none: from standard input")->type_name("QUERY");
    command->add_option("-f,--file", options->file, "Read the query from a file")->excludes(text);
    command->add_option("-p,--parameter", options->parameters, "A parameter as name=json; may be repeated")->type_name("NAME=JSON")->take_all();
    command->add_option("--format", options->format, "table, json, jsonl, csv, tsv or markdown")->check(CLI::IsMember(table_formats()))->capture_default_str();
    command->add_option("--timeout-ms", options->timeout, "Give up after so many milliseconds; 0: never")->check(CLI::NonNegativeNumber)->capture_default_str();
    command->add_option("--memory-mb", options->memory, "Give up when intermediate results need more; 0: no limit")->capture_default_str();
    command->add_option("--max-rows", options->rows, "Give up when the result has more rows; 0: no limit")->capture_default_str();
    command->add_flag("--strict", options->strict, "An unknown label, relation or property is an error, not a warning");
    command->add_flag("--explain", options->explain, "Print the plan instead of running the query");
    command->add_flag("--profile", options->profile, "Run the query and print the plan with real rows and times");
    command->add_flag("--exit-status,-e", options->exit_status, "Exit with 1 when there is no row");
    command->footer("A relation stands for itself and all below it: pressured covers demanded, threatened and so on.\n\n"
                    "Examples:\n  demarche query news.dmr 'MATCH (a)-[r:pressured]->(b) RETURN a.name, type(r), b.name, r.topic'\n"
                    "  demarche query news.dmr -f q.cypher -p state='\"RUS\"' --format json\n  echo 'MATCH (n:Law) RETURN n.name' | demarche query news.dmr -");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace demarche::cli
