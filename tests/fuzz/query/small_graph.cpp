#include "fuzz/query/small_graph.h"

#include <cmath>

namespace demarche::test {
namespace {

PropertyGraph make() {
    GraphBuilder b;
    const NodeId anna = b.add_node("Person", make_map({{"name", "Anna Berg"}, {"born", Date{-3000}}, {"state", "RUR"}}));
    const NodeId karl = b.add_node("Person", make_map({{"name", "Karl Wied"}, {"height", 1.82}, {"aliases", List{"K. Wied", Value("Wied")}}}));
    const NodeId ruritania = b.add_node("State", make_map({{"name", "Ruritania"}, {"area", std::nan("")}, {"since", DateTime{0, 5, 3600, ""}}}));
    const NodeId freedonia = b.add_node("State", make_map({{"name", "Freedonia"}, {"free", true}, {"age", Duration{14, 3, 7, 1}}}));
    const NodeId nothing = b.add_node(std::span<const std::string_view>{});
    b.add_edge(anna, "represents", ruritania);
    b.add_edge(karl, "represents", freedonia, make_map({{"date", Date{19000}}}));
    b.add_edge(ruritania, "demanded", freedonia, make_map({{"topic", "to open the border"}, {"confidence", 0.9}}));
    b.add_edge(ruritania, "demanded", freedonia, make_map({{"topic", "to close the bridge"}}));
    b.add_edge(freedonia, "rejected", ruritania);
    b.add_edge(freedonia, "accused", anna);
    b.add_edge(nothing, "member_of", nothing);
    return std::move(b.freeze().value());
}

}  // namespace

const PropertyGraph& small_graph() {
    static const PropertyGraph kGraph = make();
    return kGraph;
}

}  // namespace demarche::test
