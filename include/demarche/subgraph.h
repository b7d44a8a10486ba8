// A part of a graph as a graph of its own: for exports, and to look at what surrounds somebody.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "demarche/graph.h"
#include "demarche/ontology.h"
#include "demarche/result.h"

namespace demarche {

// The nodes, the edges and the edges' ends, in the order of the graph. Twice counts once. O(graph).
PropertyGraph subgraph(const PropertyGraph& graph, std::span<const NodeId> nodes, std::span<const EdgeId> edges);

// Which edges: those that meet every condition that is given.
struct EdgeFilter {
    std::vector<std::string> relations;  // each stands for itself and all below it
    std::string since, until;            // ISO 8601, perhaps reduced ("2024", "2024-10"): the act may have been in that time; undated acts were not
    bool empty() const { return relations.empty() && since.empty() && until.empty(); }
};
// In the order of the graph. Errors: usage (an unknown relation, a date that is none).
Result<std::vector<EdgeId>> filter_edges(const PropertyGraph& graph, const Ontology& ontology, const EdgeFilter& filter);

// Those of `edges` that are at most `hops` steps from the nodes that have this id, name or alias, in either direction. Errors: not_found.
Result<PropertyGraph> surroundings(const PropertyGraph& graph, const std::string& name, std::size_t hops, std::span<const EdgeId> edges);

}  // namespace demarche
