// Graphs and extractions for the tests of this room.
#pragma once

#include <string>
#include <vector>

#include "demarche/article.h"
#include "demarche/extraction.h"
#include "demarche/graph.h"

namespace demarche::test {

// Articles about a few invented actors, with reports that partly tell of the same acts. In order of their ids.
std::vector<Extraction> random_extractions(unsigned seed, std::size_t count);
// The article whose extraction this may be.
Article article_of(const Extraction& x);
// Arbitrary labels, types, keys and values, full of what formats trip over.
PropertyGraph random_graph(unsigned seed);
// The whole graph as text: equal for equal graphs.
std::string dump(const PropertyGraph& graph);

}  // namespace demarche::test
