// demarche-limits-bench [memory] [time] [cancel] [limit]
//
// How well limits are kept: a complete graph of 60 nodes, where trails explode, and a graph of 100,000 nodes and 1,000,000 edges. Prints for
// each query and limit what was asked for, what it took, and which error came back. Memory is the growth of the process, in a child of its own.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "demarche/query.h"

namespace {

using namespace demarche;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

long peak_megabytes() {
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line))
        if (line.compare(0, 6, "VmHWM:") == 0) return std::atol(line.c_str() + 6) / 1024;
    return 0;
}

PropertyGraph complete_graph(std::uint32_t nodes) {
    GraphBuilder builder;
    for (std::uint32_t n = 0; n < nodes; ++n) builder.add_node("N", make_map({{"n", std::int64_t{n}}, {"name", "n" + std::to_string(n)}}));
    for (std::uint32_t a = 0; a < nodes; ++a)
        for (std::uint32_t b = 0; b < nodes; ++b)
            if (a != b) builder.add_edge(NodeId{a}, "T", NodeId{b}, make_map({{"w", std::int64_t{a + b}}}));
    return std::move(*builder.freeze());
}

PropertyGraph random_graph(std::uint32_t nodes, std::uint32_t edges) {
    GraphBuilder builder;
    std::uint64_t state = 42;
    const auto below = [&](std::uint32_t n) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::uint32_t>((state >> 33U) % n);
    };
    for (std::uint32_t n = 0; n < nodes; ++n) builder.add_node("N", make_map({{"n", std::int64_t{n}}}));
    for (std::uint32_t e = 0; e < edges; ++e) builder.add_edge(NodeId{below(nodes)}, "T", NodeId{below(nodes)});
    return std::move(*builder.freeze());
}

void report(const char* what, const char* query, double took, const Result<ResultTable>& table) {
    std::printf("%-14s %9.1f ms  %-60.60s  %s\n", what, took, query, table ? "rows" : table.error().message().substr(0, 70).c_str());
    std::fflush(stdout);
}

const std::vector<const char*> kExploding = {
    "MATCH p = (a)-[:T*]->(b) RETURN count(p)",
    "MATCH p = (a {n: 0})-[:T*..30]->(b {n: 1}) RETURN count(*)",
    "MATCH p = (a)-[:T*]-(b) WHERE length(p) > 1000000 RETURN p",
    "MATCH p = ALL SHORTEST SIMPLE (a {n: 0})(()-[r:T]->() WHERE r.w > 5){20,} (b) RETURN count(p)",
    "MATCH (a)-[r]->(b)-[s]->(c)-[t]->(d)-[u]->(e)-[v]->(f) RETURN sum(r.w + v.w)",
    "MATCH (a)-[r]->(b)-[s]->(c)-[t]->(d)-[u]->(e) WITH a, b, c, d, e ORDER BY a.n + e.n RETURN e",
    "MATCH (a)-[r]->(b)-[s]->(c)-[t]->(d) RETURN DISTINCT r, s, t",
    "MATCH (a)-[r]->(b)-[s]->(c)-[t]->(d)-[u]->(e) RETURN collect([a, b, c, d, e])",
    "UNWIND range(1, 100000000) AS i WITH i ORDER BY i RETURN collect(i)",
    "RETURN reduce(s = 0, i IN range(1, 1000000000) | s + i)",
    "RETURN size([i IN range(1, 1000000000) WHERE i % 3 = 0])",
    "UNWIND range(1, 1000000) AS i MATCH (a)-[:T*1..3]->(b) RETURN count(DISTINCT [i, a, b])",
};

void times(const Engine& engine) {
    for (const long most : {100L, 1000L, 5000L})
        for (const char* query : kExploding) {
            const auto prepared = engine.prepare(query);
            if (!prepared) {
                std::printf("%s\n", prepared.error().to_string().c_str());
                continue;
            }
            Limits limits;
            limits.time = std::chrono::milliseconds(most);
            limits.memory_bytes = std::size_t{4} << 30U;
            const Clock::time_point start = Clock::now();
            const auto table = prepared->run({}, limits);
            report((std::to_string(most) + " ms").c_str(), query, milliseconds_since(start), table);
        }
}

void cancels(const Engine& engine) {
    for (const char* query : kExploding) {
        const auto prepared = engine.prepare(query);
        if (!prepared) continue;
        std::atomic<bool> cancel{false};
        Limits limits;
        limits.memory_bytes = std::size_t{4} << 30U;
        limits.cancel = &cancel;
        Clock::time_point asked;
        std::thread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(1500));
            asked = Clock::now();
            cancel = true;
        });
        const auto table = prepared->run({}, limits);
        const Clock::time_point end = Clock::now();
        other.join();
        report("cancel +", query, std::chrono::duration<double, std::milli>(end - asked).count(), table);
    }
}

void memory(const Engine& engine) {
    for (const char* query : kExploding) {
        const pid_t child = fork();
        if (child == 0) {
            const auto prepared = engine.prepare(query);
            if (!prepared) std::_Exit(0);
            Limits limits;
            limits.time = std::chrono::seconds(20);
            limits.memory_bytes = std::size_t{512} << 20U;
            const long before = peak_megabytes();
            const auto table = prepared->run({}, limits);
            const long grown = peak_megabytes() - before;
            std::printf("512 MB        %9ld MB  %-60.60s  %s\n", grown, query, table ? "rows" : table.error().message().substr(0, 70).c_str());
            std::fflush(stdout);
            std::_Exit(0);
        }
        int status = 0;
        waitpid(child, &status, 0);
    }
}

void products() {
    const PropertyGraph graph = random_graph(100'000, 1'000'000);
    const Ontology ontology;
    const Engine engine(graph, ontology);
    for (const char* query : {"MATCH (a), (b), (c), (d), (e) RETURN a, b, c, d, e LIMIT 10",
                              "MATCH (a)-->(b), (c)-->(d), (e)-->(f), (g)-->(h), (i)-->(j) RETURN a, c, e, g, i LIMIT 10",
                              "MATCH (a)-[:T*2]->(b), (c)-->(d), (e)-->(f), (g)-->(h), (i)-[:T*1..3]->(j) RETURN b, j LIMIT 10"}) {
        const auto prepared = engine.prepare(query);
        const Clock::time_point start = Clock::now();
        const auto table = prepared->run();
        report("LIMIT 10", query, milliseconds_since(start), table);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    const auto wanted = [&](std::string_view part) { return words.empty() || std::find(words.begin(), words.end(), part) != words.end(); };
    {
        const PropertyGraph graph = complete_graph(60);
        const Ontology ontology;
        const Engine engine(graph, ontology);
        if (wanted("memory")) memory(engine);
        if (wanted("time")) times(engine);
        if (wanted("cancel")) cancels(engine);
    }
    if (wanted("limit")) products();
    return 0;
}
