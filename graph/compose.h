// A frozen graph with some of its nodes and acts replaced: what a store has after a small update, until it is frozen again.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "demarche/graph.h"
#include "demarche/ontology.h"
#include "graph/act_edges.h"
#include "graph/node_votes.h"

namespace demarche::graph {

struct GraphDelta {
    std::vector<std::pair<std::string, std::optional<NodeRecord>>> nodes;  // by id, in order; nothing: the node is gone
    std::vector<std::pair<ActKey, std::vector<ActEdge>>> acts;             // by key, in order; source 0 is the key's source, 1 its target; none: gone

    bool empty() const { return nodes.empty() && acts.empty(); }
};

// The keys that compose() needs to see of the base.
inline constexpr const char* kNodeKeysForCompose[] = {"id"};
inline constexpr const char* kEdgeKeysForCompose[] = {"polarity", "modality"};

// Equal to the graph that merge() would make, as far as the base's columns are there. Preconditions: the base is of merge(); the nodes of all
// acts are in the base or in the delta. O(nodes + edges). Nothing when that does not hold.
std::optional<PropertyGraph> compose(const PropertyGraph& base, const GraphDelta& delta, const Ontology& ontology);

}  // namespace demarche::graph
