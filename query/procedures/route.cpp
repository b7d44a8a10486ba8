// algo.shortestPath: the cheapest path between two nodes.
#include <algorithm>
#include <array>
#include <cmath>

#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/function_property_map.hpp>

#include "query/functions/temporal.h"
#include "query/procedures/network.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;

// What a relationship costs: 1, or the number in the property `weight` (1 where it has none).
class Costs {
public:
    Costs(const PropertyGraph& graph, const std::string& key) : graph_(graph), key_(key.empty() ? std::nullopt : graph.find_edge_key(key)) {}
    double operator()(const BoostEdge& edge) const {
        const Value value = key_ ? graph_.property(edge.id, *key_) : Value();
        const double* d = value.as_double();
        const std::int64_t* i = value.as_integer();
        const double cost = d ? *d : i ? static_cast<double>(*i) : 1;
        if (!value.is_null() && !d && !i) fail(ErrorCode::type, "InvalidArgumentValue", "algo.shortestPath() needs numbers as weights, got " + describe(value));
        if (!(cost >= 0)) fail(ErrorCode::argument, "NumberOutOfRange", "algo.shortestPath() needs weights that are not negative, got " + describe(value));
        return cost;
    }

private:
    const PropertyGraph& graph_;
    std::optional<KeyId> key_;
};

struct Arrived {};

// Remembers by which relationship each node is reached and stops at the target.
class Recorder : public boost::default_dijkstra_visitor {
public:
    Recorder(std::vector<BoostEdge>& by, BoostVertex target) : by_(&by), target_(target) {}
    void edge_relaxed(const BoostEdge& edge, const Network&) const { (*by_)[edge.target] = edge; }
    void examine_vertex(BoostVertex v, const Network&) const {
        if (v == target_) throw Arrived{};
    }

private:
    std::vector<BoostEdge>* by_;
    BoostVertex target_;
};

ProcedureRows shortest_path(ProcedureContext& context, Arguments a) {
    const Options options("algo.shortestPath", argument(a, 3), {"since", "until", "direction", "weight"});
    const NodeId *from = a[0].as_node(), *to = a[1].as_node();
    if (a[0].is_null() || a[1].is_null()) return {};
    if (!from || !to) fail(ErrorCode::type, "InvalidArgumentValue", "algo.shortestPath() leads from a node to a node, got " + describe(from ? a[1] : a[0]));
    const Network network(context, argument(a, 2), options, options.direction(Orientation::out));
    const std::size_t n = network.node_count();
    context.hold(n * (sizeof(BoostEdge) + 2 * sizeof(double) + sizeof(BoostVertex)));
    const auto source = static_cast<BoostVertex>(*from), target = static_cast<BoostVertex>(*to);
    std::vector<BoostEdge> by(n);
    std::vector<double> distance(n);
    std::vector<BoostVertex> previous(n);
    const boost::typed_identity_property_map<BoostVertex> index;
    const Costs costs(context.graph, options.text("weight"));
    bool arrived = false;
    try {
        boost::dijkstra_shortest_paths(network, source,
                                       boost::vertex_index_map(index)
                                           .predecessor_map(boost::make_iterator_property_map(previous.begin(), index))
                                           .distance_map(boost::make_iterator_property_map(distance.begin(), index))
                                           .weight_map(boost::make_function_property_map<BoostEdge>(costs))
                                           .visitor(Recorder(by, target)));
    } catch (const Arrived&) {
        arrived = true;
    }
    if (!arrived) return {};
    Path path;
    for (BoostVertex v = target; v != source; v = by[v].source) {
        path.nodes.emplace_back(NodeId{v});
        path.edges.push_back(by[v].id);
    }
    path.nodes.push_back(*from);
    std::reverse(path.nodes.begin(), path.nodes.end());
    std::reverse(path.edges.begin(), path.edges.end());
    return {{Value(std::move(path)), Value(distance[target])}};
}

constexpr std::array<TypeSet, 4> kArguments = {kNode, kNode, kString | kList, kMap};
constexpr std::array<ProcedureColumn, 2> kColumns = {{{"path", kPath}, {"cost", kFloat}}};

constexpr std::array<ProcedureInfo, 1> kProcedures = {{{"algo.shortestPath", 2, kArguments, 2, kColumns, shortest_path}}};

}  // namespace

std::span<const ProcedureInfo> route_procedures() { return kProcedures; }

}  // namespace demarche::query
