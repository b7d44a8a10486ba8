// A graph from nodes.csv (id,name,kind) and edges.csv (eid,src,dst,type,date,confidence,doc): plain CSV without quotes, with a header.
#pragma once

#include <string>

#include "demarche/graph.h"
#include "demarche/result.h"

namespace demarche::bench {

// Nodes get the labels Entity and their kind. Node ids in the file are 0, 1, 2 ….
Result<PropertyGraph> load_csv_graph(const std::string& folder);

}  // namespace demarche::bench
