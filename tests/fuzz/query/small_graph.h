// The graph that fuzzed queries run on: a few nodes of every kind of property, cycles, parallel edges and a loop.
#pragma once

#include "demarche/graph.h"

namespace demarche::test {

const PropertyGraph& small_graph();

}  // namespace demarche::test
