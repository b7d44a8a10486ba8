#include <cstdio>

#include "demarche/query.h"
#include "demarche/version.h"

int main() {
    const demarche::PropertyGraph graph;
    const demarche::Engine engine(graph, demarche::Ontology::built_in());
    const auto query = engine.prepare("RETURN 6 * 7 AS answer");
    if (!query) return 1;
    const auto table = query->run();
    if (!table) return 1;
    std::printf("demarche %s says %lld\n", demarche::version().data(), static_cast<long long>(*table->rows[0][0].as_integer()));
}
