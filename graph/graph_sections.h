// A frozen graph as named blobs, and back: what the store keeps. The same graph gives the same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/graph.h"

namespace demarche::graph {

struct Section {
    std::string name;  // "names", "labels", "rows", "targets", "types", "node/<key>", "edge/<key>"
    std::string_view bytes;
};

// Calls `sink` for each section in a fixed order; one section is in memory at a time, and lives until `sink` returns.
void write_sections(const PropertyGraph& graph, const std::function<void(const Section&)>& sink);

// Where sections are read from.
class SectionSource {
public:
    virtual ~SectionSource() = default;
    // Null: there is none.
    virtual std::shared_ptr<const std::string> bytes(const std::string& name) = 0;
    // Straight into an array. False: there is none, or it is no array of such numbers.
    virtual bool array(const std::string& name, std::vector<std::uint32_t>& to) = 0;
};

// Reads the names, labels and edges first, asks `choose` which columns are needed, and reads those. A column that is not read has no
// values. Errors: bad_input, naming the section.
Result<PropertyGraph> read_sections(SectionSource& source, const std::function<GraphParts(const PropertyGraph&)>& choose);

// The edges of each node are in the order of (type, neighbour), which read_sections takes for granted. O(edges).
bool edges_are_ordered(const PropertyGraph& graph);

}  // namespace demarche::graph
