// A frozen graph as named blobs, and back: what the store keeps. The same graph gives the same bytes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/graph.h"

namespace demarche::graph {

struct Section {
    std::string name;  // "names", "labels", "topology", "node/<key>", "edge/<key>"
    std::string bytes;
};

// Calls `sink` for each section in a fixed order; one section is in memory at a time.
void write_sections(const PropertyGraph& graph, const std::function<void(Section)>& sink);
// `section` gives the bytes of a section (empty: there is none). Errors: bad_input, naming the section.
Result<PropertyGraph> read_sections(const std::function<std::string(const std::string& name)>& section);

}  // namespace demarche::graph
