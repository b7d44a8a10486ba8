// From the reports of one pair of nodes to the edges that they make.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/ontology.h"
#include "demarche/value.h"
#include "graph/acts.h"
#include "graph/near_duplicates.h"

namespace demarche::graph {

// Reports that can be of one act: same ends, relation, polarity and modality.
struct ActKey {
    std::string source, target;  // ids of nodes; of a symmetric relation in order
    std::string relation;
    Polarity polarity = Polarity::asserted;
    Modality modality = Modality::actual;
    auto operator<=>(const ActKey&) const = default;
};

ActKey act_key(const Extraction& article, const ExtractedEdge& edge, const Ontology& ontology);

struct ActEdge {
    std::uint32_t source = 0, target = 0;  // as numbered in the reports
    Map properties;
};

// All of one ActKey. In a canonical order.
std::vector<ActEdge> act_edges(std::vector<Report> reports, const Ontology& ontology, NearDuplicates& duplicates);

}  // namespace demarche::graph
