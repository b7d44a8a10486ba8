// algo.components, algo.communities.
#include <algorithm>
#include <array>
#include <map>

#include <boost/graph/strong_components.hpp>
#include <boost/pending/disjoint_sets.hpp>

#include "query/procedures/network.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;
using Groups = std::vector<std::uint32_t>;  // by node

// Groups are numbered in the order of their first nodes.
ProcedureRows rows_of_groups(const Network& network, const Groups& groups) {
    std::map<std::uint32_t, std::int64_t> numbers, sizes;
    for (BoostVertex v = 0; v < network.node_count(); ++v) {
        if (!network.touched(v)) continue;
        numbers.try_emplace(groups[v], static_cast<std::int64_t>(numbers.size()));
        ++sizes[groups[v]];
    }
    return rows_of_nodes(network, [&](BoostVertex v, std::vector<Value>& row) {
        row.emplace_back(numbers.at(groups[v]));
        row.emplace_back(sizes.at(groups[v]));
    });
}

ProcedureRows components(ProcedureContext& context, Arguments a) {
    const Options options("algo.components", argument(a, 1), {"since", "until", "strong"});
    const Network network(context, argument(a, 0), options, Orientation::out);
    const std::size_t n = network.node_count();
    context.hold(4 * n * sizeof(std::uint32_t));
    Groups groups(n);
    const boost::typed_identity_property_map<BoostVertex> index;
    if (options.flag("strong")) {
        std::vector<BoostVertex> roots(n);
        std::vector<std::uint32_t> times(n);
        std::vector<boost::default_color_type> colours(n);
        boost::strong_components(network, boost::make_iterator_property_map(groups.begin(), index),
                                 boost::vertex_index_map(index)
                                     .root_map(boost::make_iterator_property_map(roots.begin(), index))
                                     .discover_time_map(boost::make_iterator_property_map(times.begin(), index))
                                     .color_map(boost::make_iterator_property_map(colours.begin(), index)));
        return rows_of_groups(network, groups);
    }
    std::vector<std::uint32_t> rank(n), parent(n);
    const auto ranks = boost::make_iterator_property_map(rank.begin(), index);
    const auto parents = boost::make_iterator_property_map(parent.begin(), index);
    boost::disjoint_sets<decltype(ranks), decltype(parents)> sets(ranks, parents);
    for (BoostVertex v = 0; v < n; ++v) sets.make_set(v);
    for (BoostVertex v = 0; v < n; ++v)
        for (const NodeId to : network.arcs(v).nodes) sets.union_set(v, static_cast<BoostVertex>(to));
    for (BoostVertex v = 0; v < n; ++v) groups[v] = sets.find_set(v);
    return rows_of_groups(network, groups);
}

// The Louvain method (Blondel, Guillaume, Lambiotte, Lefebvre 2008): nodes move to the neighbouring community that gains most modularity,
// in order of the nodes, equal gains to the community of the lowest number; then communities become nodes, until nothing moves.
class Louvain {
public:
    explicit Louvain(const Network& network) : context_(network.context()) {
        const std::size_t n = network.node_count();
        links_.resize(n);
        for (BoostVertex v = 0; v < n; ++v) {
            std::map<std::uint32_t, double> weights;
            for (const NodeId to : network.arcs(v).nodes) weights[static_cast<BoostVertex>(to)] += static_cast<BoostVertex>(to) == v ? 2 : 1;
            links_[v].assign(weights.begin(), weights.end());
        }
        groups_.resize(n);
        for (std::uint32_t v = 0; v < n; ++v) groups_[v] = v;
    }
    Groups run() {
        while (move_nodes()) join_communities();
        return std::move(groups_);
    }

private:
    using Links = std::vector<std::pair<std::uint32_t, double>>;  // sorted; a link to itself counts double

    bool move_nodes() {
        const std::size_t n = links_.size();
        community_.resize(n);
        degree_.assign(n, 0);
        total_ = 0;
        for (std::uint32_t v = 0; v < n; ++v) {
            community_[v] = v;
            for (const auto& link : links_[v]) degree_[v] += link.second;
            total_ += degree_[v];
        }
        if (total_ == 0) return false;
        inside_ = degree_;
        bool any = false;
        for (int round = 0; round < kMaxRounds; ++round) {
            bool moved = false;
            for (std::uint32_t v = 0; v < n; ++v) moved = move_node(v) || moved;
            any = any || moved;
            if (!moved) break;
        }
        return any;
    }

    bool move_node(std::uint32_t v) {
        context_.step(links_[v].size() + 1);
        std::map<std::uint32_t, double> to;  // links to each community
        for (const auto& [other, weight] : links_[v])
            if (other != v) to[community_[other]] += weight;
        const std::uint32_t own = community_[v];
        inside_[own] -= degree_[v];
        const auto gain = [&](std::uint32_t c, double weight) { return weight - inside_[c] * degree_[v] / total_; };
        const auto known = to.find(own);
        std::uint32_t best = own;
        double most = gain(own, known == to.end() ? 0 : known->second);
        for (const auto& [c, weight] : to)
            if (gain(c, weight) > most + 1e-12) most = gain(c, weight), best = c;
        inside_[best] += degree_[v];
        community_[v] = best;
        return best != own;
    }

    void join_communities() {
        std::map<std::uint32_t, std::uint32_t> numbers;
        for (const std::uint32_t c : community_) numbers.try_emplace(c, static_cast<std::uint32_t>(numbers.size()));
        std::vector<std::map<std::uint32_t, double>> joined(numbers.size());
        for (std::uint32_t v = 0; v < links_.size(); ++v) {
            context_.step(links_[v].size() + 1);
            for (const auto& [other, weight] : links_[v]) joined[numbers[community_[v]]][numbers[community_[other]]] += weight;
        }
        for (std::uint32_t& group : groups_) group = numbers[community_[group]];
        links_.clear();
        for (const auto& each : joined) links_.emplace_back(each.begin(), each.end());
    }

    static constexpr int kMaxRounds = 100;

    ProcedureContext& context_;
    std::vector<Links> links_;
    Groups groups_, community_;
    std::vector<double> degree_, inside_;  // of a node; of all nodes of a community
    double total_ = 0;
};

ProcedureRows communities(ProcedureContext& context, Arguments a) {
    const Options options("algo.communities", argument(a, 1), {"since", "until"});
    const Network network(context, argument(a, 0), options, Orientation::both);
    context.hold(network.node_count() * 64 + network.arc_count() * 16);
    return rows_of_groups(network, Louvain(network).run());
}

constexpr std::array<TypeSet, 2> kRelationAndOptions = {kString | kList, kMap};
constexpr std::array<ProcedureColumn, 3> kComponent = {{{"node", kNode}, {"component", kInteger}, {"size", kInteger}}},
                                         kCommunity = {{{"node", kNode}, {"community", kInteger}, {"size", kInteger}}};

constexpr std::array<ProcedureInfo, 2> kProcedures = {{
    {"algo.components", 0, kRelationAndOptions, 0, kComponent, components},
    {"algo.communities", 0, kRelationAndOptions, 0, kCommunity, communities},
}};

}  // namespace

std::span<const ProcedureInfo> community_procedures() { return kProcedures; }

}  // namespace demarche::query
