// demarche-bench FOLDER WORKLOAD.json [--budget SECONDS] [--only Q1,Q2] [--plans]
//
// Loads FOLDER/nodes.csv and edges.csv, prepares each query of the workload (the median of 21 times, and the first), runs it over its parameter sets (an untimed pass, then a
// timed one, each until the budget is used up) and prints one JSON object: wall and CPU microseconds and the canonical answer of every run.
// A canonical answer has the fields of a row joined by '|' and the rows, sorted as bytes unless the query is ordered, by newlines; over 200
// characters it is "rows=N crc32=XXXXXXXX". --plans prints instead the PROFILE of each query with its first parameters.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>

#include "csv_graph.h"
#include "demarche/query.h"
#include "demarche/version.h"

namespace {

using namespace demarche;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double cpu_microseconds() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_nsec) * 1e-3;
}

std::int64_t memory_of_process(std::string_view key) {
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line))
        if (line.compare(0, key.size(), key) == 0) return std::atoll(line.c_str() + key.size() + 1) * 1024;
    return 0;
}

std::uint32_t crc32(std::string_view text) {
    std::uint32_t crc = ~0U;
    for (const char c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

std::string field(const Value& value) { return value.as_string() ? *value.as_string() : value.is_null() ? "None" : to_json(value); }

std::string canonical(const ResultTable& table, bool ordered) {
    std::vector<std::string> rows;
    for (const auto& row : table.rows) {
        std::string text;
        for (const Value& value : row) text += (&value == row.data() ? "" : "|") + field(value);
        rows.push_back(std::move(text));
    }
    if (!ordered) std::sort(rows.begin(), rows.end());
    std::string text;
    for (const std::string& row : rows) text += (text.empty() && &row == rows.data() ? "" : "\n") + row;
    if (text.size() <= 200) return text;
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "rows=%zu crc32=%08x", rows.size(), crc32(text));
    return buffer.data();
}

struct Options {
    std::string folder, workload;
    double budget = 6;
    std::string only;
    bool plans = false;
};

Map measure(const Engine& engine, const Value& query, double budget) {
    // The first time the program's own code comes from memory or disk; the median is what a caller sees.
    std::vector<double> prepare_us;
    Result<PreparedQuery> prepared = Error(ErrorCode::internal, "");
    for (int i = 0; i < 21; ++i) {
        const Clock::time_point begin = Clock::now();
        prepared = engine.prepare(*query.find("cypher")->as_string());
        prepare_us.push_back(seconds_since(begin) * 1e6);
    }
    const double first_us = prepare_us[0];
    std::nth_element(prepare_us.begin(), prepare_us.begin() + 10, prepare_us.end());
    if (!prepared) return make_map({{"error", prepared.error().to_string()}});
    const List& parameters = *query.find("params")->as_list();
    const bool ordered = query.find("ordered") && *query.find("ordered") == Value(true);
    List us, cpu, answers;
    for (const bool timed : {false, true}) {
        const Clock::time_point start = Clock::now();
        for (const Value& set : parameters) {
            const double cpu_before = cpu_microseconds();
            const Clock::time_point before = Clock::now();
            const Result<ResultTable> table = prepared->run(*set.as_map());
            if (!table) return make_map({{"error", table.error().to_string()}});
            if (timed) {
                us.emplace_back(seconds_since(before) * 1e6);
                cpu.emplace_back(cpu_microseconds() - cpu_before);
                answers.emplace_back(canonical(*table, ordered));
            }
            if (seconds_since(start) > (timed ? budget : budget / 2)) break;
        }
    }
    return make_map({{"us", us}, {"cpu_us", cpu}, {"answers", answers}, {"prepare_us", prepare_us[10]}, {"first_prepare_us", first_us}});
}

int run(const Options& options) {
    std::ifstream in(options.workload);
    std::stringstream text;
    text << in.rdbuf();
    const Result<Value> workload = parse_json(text.str());
    if (!workload) return std::cerr << options.workload << ": " << workload.error().to_string() << '\n', 4;

    const std::int64_t memory_before = memory_of_process("VmRSS:");
    const Clock::time_point start = Clock::now();
    const double cpu_before = cpu_microseconds();
    const Result<PropertyGraph> graph = bench::load_csv_graph(options.folder);
    if (!graph) return std::cerr << graph.error().to_string() << '\n', 4;
    const Ontology ontology;
    const Engine engine(*graph, ontology);
    Map out = {{"engine", "demarche"}, {"version", version()}, {"load_s", seconds_since(start)}, {"load_cpu_s", (cpu_microseconds() - cpu_before) * 1e-6},
               {"rss_before_load", memory_before}, {"rss_after_load", memory_of_process("VmRSS:")}, {"disk_bytes", 0}, {"graph_bytes", 0}};
    Map results;
    for (const Value& query : *workload->find("queries")->as_list()) {
        const std::string& id = *query.find("id")->as_string();
        if (!options.only.empty() && (',' + options.only + ',').find(',' + id + ',') == std::string::npos) continue;
        if (options.plans) {
            const Result<PreparedQuery> prepared = engine.prepare(*query.find("cypher")->as_string());
            const Result<std::string> plan = prepared ? prepared->profile(*(*query.find("params")->as_list())[0].as_map()) : prepared.error();
            std::cout << id << '\n' << (plan ? *plan : plan.error().to_string()) << '\n';
            continue;
        }
        results.emplace_back(id, measure(engine, query, options.budget));
    }
    if (options.plans) return 0;
    out.emplace_back("queries", make_map(std::move(results)));
    out.emplace_back("peak_rss", memory_of_process("VmHWM:"));
    std::cout << to_json(Value(make_map(std::move(out)))) << '\n';
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    std::vector<std::string> places;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--budget" && i + 1 < argc) options.budget = std::atof(argv[++i]);
        else if (word == "--plans") options.plans = true;
        else if (word == "--only" && i + 1 < argc) options.only = argv[++i];
        else places.push_back(word);
    }
    if (places.size() != 2) {
        std::cerr << "usage: demarche-bench FOLDER WORKLOAD.json [--budget SECONDS] [--only Q1,Q2] [--plans]\n";
        return 2;
    }
    options.folder = places[0];
    options.workload = places[1];
    return run(options);
}
