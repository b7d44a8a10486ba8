// Any text as a query that runs under small limits.
#include <chrono>
#include <string_view>

#include "demarche/query.h"
#include "fuzz/query/small_graph.h"
#include "fuzz/query/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace demarche;
    const PropertyGraph& graph = test::small_graph();
    const Engine engine(graph, Ontology::built_in());
    const auto query = engine.prepare(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!query) return 0;
    Limits limits;
    limits.time = std::chrono::milliseconds(500);
    limits.memory_bytes = 16U << 20U;
    limits.rows = 1000;
    const auto table = query->run(make_map({{"n", 3}, {"list", List{1, "a", Value()}}, {"name", "Anna Berg"}}), limits);
    if (table)
        for (const auto& row : table->rows)
            for (const Value& value : row) static_cast<void>(to_json(value));
    return 0;
}
