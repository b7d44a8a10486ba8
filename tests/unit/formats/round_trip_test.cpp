// import(export(g)) = g, for every format that can carry a whole graph, on random graphs with hostile texts.
// DEMARCHE_ROUND_TRIPS=10000 tries so many graphs, DEMARCHE_ROUND_TRIP_SEED=N begins elsewhere, and DEMARCHE_ROUND_TRIP_KEEP=FOLDER keeps the
// XML files with all acts put together, for readers outside this project.
#include <cstdlib>

#include "doctest/doctest.h"
#include "unit/formats/files.h"
#include "unit/graph/samples.h"

using namespace demarche;
using namespace demarche::test;

namespace {

unsigned number(const char* name, unsigned otherwise) {
    const char* text = std::getenv(name);
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

}  // namespace

TEST_CASE("import gives back what export wrote") {
    const Folder folder;
    ExportOptions every_edge;
    every_edge.aggregate = false;
    const char* keep = std::getenv("DEMARCHE_ROUND_TRIP_KEEP");
    const unsigned begin = number("DEMARCHE_ROUND_TRIP_SEED", 0), count = number("DEMARCHE_ROUND_TRIPS", 150);
    for (unsigned seed = begin; seed < begin + count; ++seed) {
        CAPTURE(seed);
        const PropertyGraph g = random_graph(seed);
        const std::string before = dump(g);
        for (const std::string format : {"graphml", "gexf", "json", "jsonl", "csv"}) {
            CAPTURE(format);
            if (keep && (format == "graphml" || format == "gexf")) REQUIRE(export_graph_to(g, format, std::string(keep) + '/' + std::to_string(seed) + '.' + format));
            every_edge.strict_xsd = seed % 2 == 0;
            every_edge.csv_safe = seed % 2 == 0;
            const std::string path = folder / (format == "csv" ? "folder" : "g." + format);
            REQUIRE(export_graph_to(g, format, path, every_edge));
            const Result<PropertyGraph> again = import_graph(path);
            if (!again) FAIL(again.error().to_string());
            CHECK(dump(*again) == before);
        }
    }
}

TEST_CASE("labels and types that XML cannot hold come back too") {
    GraphBuilder b;
    const NodeId n = b.add_node("bell\x07", {{"a\x01", "b"}});
    b.add_edge(n, "nul\x02", n, {{"c\x03", 1}});
    b.add_edge(n, "", n);
    const Result<PropertyGraph> g = b.freeze();
    const Folder folder;
    for (const std::string format : {"graphml", "gexf", "json", "jsonl", "csv"}) {
        CAPTURE(format);
        const std::string path = folder / (format == "csv" ? "folder" : "g." + format);
        ExportOptions every_edge;
        every_edge.aggregate = false;
        REQUIRE(export_graph_to(*g, format, path, every_edge));
        const Result<PropertyGraph> again = import_graph(path);
        if (!again) FAIL(again.error().to_string());
        CHECK(dump(*again) == dump(*g));
    }
}
