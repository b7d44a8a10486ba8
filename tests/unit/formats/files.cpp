#include "unit/formats/files.h"

#include <sstream>

#include "doctest/doctest.h"

namespace demarche::test {

std::string exported(const PropertyGraph& graph, std::string_view format, const ExportOptions& options) {
    std::ostringstream out;
    REQUIRE(export_graph(graph, format, out, options));
    return out.str();
}

PropertyGraph sample() {
    GraphBuilder b;
    const NodeId a = b.add_node("Person", {{"id", "person:anna"}, {"name", "Anna <Berg>"}});
    const NodeId r = b.add_node("State", {{"id", "state:RUR"}, {"name", "=Ruritania"}});
    const List first = {Value(Map{{"article", "x"}, {"sentence", "She \"asked\".\nTwice."}})}, second = {Value(Map{{"article", "y"}, {"sentence", "Again."}})};
    b.add_edge(a, "requested", r, {{"evidence", Value(first)}, {"first_date", "2024-10-14"}, {"last_date", "2024-10-14"}, {"topic", "visas"}, {"weight", 1}});
    b.add_edge(a, "requested", r, {{"evidence", Value(second)}, {"first_date", "2024-09-01"}, {"last_date", "2024-09-30"}, {"topic", "trade"}, {"weight", 2}});
    b.add_edge(a, "represents", r, {{"weight", 1}});
    return std::move(*b.freeze());
}

}  // namespace demarche::test
