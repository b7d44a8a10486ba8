// algo.degree, algo.pageRank, algo.betweenness.
#include <algorithm>
#include <array>
#include <cmath>

#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/page_rank.hpp>

#include "query/procedures/network.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;

ProcedureRows degree(ProcedureContext& context, Arguments a) {
    const Options options("algo.degree", argument(a, 1), {"since", "until"});
    const Network out(context, argument(a, 0), options, Orientation::out), in(context, argument(a, 0), options, Orientation::in);
    return rows_of_nodes(out, [&](BoostVertex v, std::vector<Value>& row) {
        const auto leaving = static_cast<std::int64_t>(out.degree(v)), coming = static_cast<std::int64_t>(in.degree(v));
        row.insert(row.end(), {Value(leaving + coming), Value(coming), Value(leaving)});
    });
}

// Boost's iteration ends after so many rounds, or when no rank changes by more than the tolerance.
struct Converged {
    const std::vector<double>& before;
    const std::vector<double>& after;
    std::size_t rounds;
    template <class Map, class Graph>
    bool operator()(const Map&, const Graph&) {
        if (rounds-- == 0) return true;
        for (std::size_t v = 0; v < before.size(); ++v)
            if (std::abs(before[v] - after[v]) > 1e-9 * std::max(1.0, before[v])) return false;
        return true;
    }
};

ProcedureRows page_rank(ProcedureContext& context, Arguments a) {
    const Options options("algo.pageRank", argument(a, 1), {"since", "until", "direction", "damping", "iterations"});
    const double damping = options.number("damping", 0.85, 0, 1), rounds = options.number("iterations", 100, 1, 100'000);
    const Network network(context, argument(a, 0), options, options.direction(Orientation::out));
    const std::size_t n = network.node_count();
    context.hold(2 * n * sizeof(double));
    std::vector<double> ranks(n), other(n, -1);
    if (n > 0)
        boost::graph::page_rank(network, boost::make_iterator_property_map(ranks.begin(), boost::typed_identity_property_map<BoostVertex>()),
                                Converged{ranks, other, static_cast<std::size_t>(rounds)}, damping, n,
                                boost::make_iterator_property_map(other.begin(), boost::typed_identity_property_map<BoostVertex>()));
    double sum = 0;
    for (BoostVertex v = 0; v < n; ++v) sum += network.touched(v) ? ranks[v] : 0;
    return rows_of_nodes(network, [&](BoostVertex v, std::vector<Value>& row) { row.emplace_back(ranks[v] / sum); });
}

// Brandes 2001. A path counts once in each direction that it can be walked; without direction once.
ProcedureRows betweenness(ProcedureContext& context, Arguments a) {
    const Options options("algo.betweenness", argument(a, 1), {"since", "until", "direction"});
    const Orientation direction = options.direction(Orientation::out);
    const Network network(context, argument(a, 0), options, direction);
    const std::size_t n = network.node_count();
    context.hold(n * (sizeof(std::vector<BoostEdge>) + 3 * sizeof(double) + sizeof(std::size_t)) + network.arc_count() * sizeof(BoostEdge));
    const boost::typed_identity_property_map<BoostVertex> index;
    std::vector<double> centrality(n), dependency(n);
    std::vector<std::size_t> distance(n), paths(n);
    std::vector<std::vector<BoostEdge>> incoming(n);
    if (n > 0)
        boost::brandes_betweenness_centrality(network, boost::make_iterator_property_map(centrality.begin(), index), boost::dummy_property_map(),
                                              boost::make_iterator_property_map(incoming.begin(), index), boost::make_iterator_property_map(distance.begin(), index),
                                              boost::make_iterator_property_map(dependency.begin(), index), boost::make_iterator_property_map(paths.begin(), index), index);
    const double ways = direction == Orientation::both ? 2 : 1;
    return rows_of_nodes(network, [&](BoostVertex v, std::vector<Value>& row) { row.emplace_back(centrality[v] / ways); });
}

constexpr std::array<TypeSet, 2> kRelationAndOptions = {kString | kList, kMap};
constexpr std::array<ProcedureColumn, 4> kDegree = {{{"node", kNode}, {"degree", kInteger}, {"incoming", kInteger}, {"outgoing", kInteger}}};
constexpr std::array<ProcedureColumn, 2> kScore = {{{"node", kNode}, {"score", kFloat}}};

constexpr std::array<ProcedureInfo, 3> kProcedures = {{
    {"algo.degree", 0, kRelationAndOptions, 0, kDegree, degree},
    {"algo.pageRank", 0, kRelationAndOptions, 0, kScore, page_rank},
    {"algo.betweenness", 0, kRelationAndOptions, 0, kScore, betweenness},
}};

}  // namespace

std::span<const ProcedureInfo> centrality_procedures() { return kProcedures; }

}  // namespace demarche::query
