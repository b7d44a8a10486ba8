// Any text through lexer, parser, binder and planner.
#include <string_view>

#include "demarche/query.h"
#include "fuzz/query/small_graph.h"
#include "fuzz/query/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace demarche;
    const PropertyGraph& graph = test::small_graph();
    const Engine engine(graph, Ontology::built_in());
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto query = engine.prepare(text);
    if (query) static_cast<void>(query->explain());
    else static_cast<void>(query.error().to_string());
    return 0;
}
