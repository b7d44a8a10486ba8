#include "demarche/subgraph.h"

#include <algorithm>
#include <limits>

#include "base/suggest.h"
#include "graph/dates.h"
#include "graph/formats/format.h"

namespace demarche {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

Result<std::vector<bool>> wanted_types(const PropertyGraph& graph, const Ontology& ontology, const std::vector<std::string>& relations) {
    std::vector<bool> wanted(graph.types().size(), relations.empty());
    for (const std::string& relation : relations) {
        std::vector<std::string> names = ontology.expand(relation);
        if (graph.find_type(relation)) names.push_back(relation);
        if (names.empty()) {
            std::vector<std::string> known(graph.types().begin(), graph.types().end());
            for (const Relation& r : ontology.relations()) known.push_back(r.name);
            return Error(ErrorCode::usage, "unknown relation '" + relation + "'", base::did_you_mean(relation, known));
        }
        for (const std::string& name : names) {
            if (const auto type = graph.find_type(name)) wanted[static_cast<std::size_t>(*type)] = true;
        }
    }
    return wanted;
}

Result<graph::DayRange> time_of(const EdgeFilter& filter) {
    graph::DayRange range{std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    for (const std::string* text : {&filter.since, &filter.until}) {
        if (text->empty()) continue;
        const auto days = graph::day_range(*text);
        if (!days) return Error(ErrorCode::usage, "'" + *text + "' is no date", "write 2024, 2024-10 or 2024-10-14");
        if (text == &filter.since) range.first = days->first;
        else range.last = days->last;
    }
    return range;
}

// When the act was, as far as the edge says.
class Times {
public:
    explicit Times(const PropertyGraph& graph) : graph_(graph) {
        for (const char* key : {"first_date", "last_date", "date"}) keys_.push_back(graph.find_edge_key(key));
    }
    bool in(EdgeId edge, const graph::DayRange& range) const {
        const auto at = [&](std::size_t i) { return keys_[i] ? days(graph_.property(edge, *keys_[i])) : std::nullopt; };
        auto first = at(0);
        auto last = at(1);
        if (!first) first = last = at(2);
        if (!last) last = first;
        return first && first->first <= range.last && last->last >= range.first;
    }

private:
    static std::optional<graph::DayRange> days(const Value& value) {
        if (const Date* date = value.get<Date>()) return graph::DayRange{date->days, date->days};
        return value.as_string() ? graph::day_range(*value.as_string()) : std::nullopt;
    }
    const PropertyGraph& graph_;
    std::vector<std::optional<KeyId>> keys_;
};

}  // namespace

PropertyGraph subgraph(const PropertyGraph& graph, std::span<const NodeId> nodes, std::span<const EdgeId> edges) {
    std::vector<bool> node_in(graph.node_count()), edge_in(graph.edge_count());
    for (const NodeId node : nodes) node_in[static_cast<std::size_t>(node)] = true;
    for (const EdgeId edge : edges) {
        edge_in[static_cast<std::size_t>(edge)] = true;
        node_in[static_cast<std::size_t>(graph.source(edge))] = node_in[static_cast<std::size_t>(graph.target(edge))] = true;
    }
    GraphBuilder builder;
    std::vector<NodeId> number(graph.node_count());
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
        if (!node_in[n]) continue;
        number[n] = builder.add_node(graph::label_names(graph, NodeId{n}), graph.properties(NodeId{n}));
    }
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        const EdgeId edge{e};
        if (!edge_in[e]) continue;
        builder.add_edge(number[static_cast<std::size_t>(graph.source(edge))], graph.types()[static_cast<std::size_t>(graph.type(edge))],
                         number[static_cast<std::size_t>(graph.target(edge))], graph.properties(edge));
    }
    Result<PropertyGraph> result = builder.freeze();  // made of a graph's own values: nothing to refuse
    return result ? std::move(*result) : PropertyGraph();
}

Result<std::vector<EdgeId>> filter_edges(const PropertyGraph& graph, const Ontology& ontology, const EdgeFilter& filter) {
    const Result<std::vector<bool>> types = wanted_types(graph, ontology, filter.relations);
    if (!types) return types.error();
    const Result<graph::DayRange> range = time_of(filter);
    if (!range) return range.error();
    const Times times(graph);
    const bool timed = !filter.since.empty() || !filter.until.empty();
    std::vector<EdgeId> edges;
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        if ((*types)[static_cast<std::size_t>(graph.type(EdgeId{e}))] && (!timed || times.in(EdgeId{e}, *range))) edges.push_back(EdgeId{e});
    }
    return edges;
}

Result<PropertyGraph> surroundings(const PropertyGraph& graph, const std::string& name, std::size_t hops, std::span<const EdgeId> edges) {
    std::vector<NodeId> reached;
    for (const char* key : {"id", "name", "aliases"}) {
        const auto id = graph.find_node_key(key);
        if (id && reached.empty()) reached = graph.find_nodes(*id, Value(name));
    }
    if (reached.empty()) return Error(ErrorCode::not_found, "no node '" + name + "'", "give a node's id, name or alias");
    std::vector<bool> usable(graph.edge_count());
    for (const EdgeId edge : edges) usable[static_cast<std::size_t>(edge)] = true;
    std::vector<std::uint32_t> distance(graph.node_count(), kNone);
    for (const NodeId node : reached) distance[static_cast<std::size_t>(node)] = 0;
    std::vector<EdgeId> found;
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const std::uint32_t here = distance[static_cast<std::size_t>(reached[i])];
        if (here >= hops) continue;
        for (const Adjacency& next : {graph.out(reached[i]), graph.in(reached[i])}) {
            for (std::size_t k = 0; k < next.size(); ++k) {
                if (!usable[static_cast<std::size_t>(next.edge(k))]) continue;
                found.push_back(next.edge(k));
                std::uint32_t& there = distance[static_cast<std::size_t>(next.nodes[k])];
                if (there != kNone) continue;
                there = here + 1;
                reached.push_back(next.nodes[k]);
            }
        }
    }
    return subgraph(graph, reached, found);
}

}  // namespace demarche
