// The searches that PathSearch chooses from. All read the same spec and give the same paths; the special ones need a plain repetition of one
// hop (`one_hop`).
#pragma once

#include <memory>

#include "query/run/pattern.h"

namespace demarche::query {

// One repeated hop without any condition of its own.
bool one_hop(const SearchSpec& spec);

// Any pattern: breadth first with a selector, else depth first.
std::unique_ptr<Cursor> open_general_search(const PathSearch& op, std::unique_ptr<Cursor> input);
// From both ends at once; one shortest path, or all of them from the graph of predecessors. Precondition: bidirectional(spec).
bool bidirectional(const SearchSpec& spec);
std::unique_ptr<Cursor> open_bidirectional(const PathSearch& op, std::unique_ptr<Cursor> input, Run& run);
// All paths depth first; steps from which the known end cannot be reached in time are left out. Precondition: pruned(spec).
bool pruned(const SearchSpec& spec);
std::unique_ptr<Cursor> open_pruned(const PathSearch& op, std::unique_ptr<Cursor> input, Run& run);
// Each end once, breadth first (SearchSpec::ends_only). Precondition: reachable_ends(spec).
bool reachable_ends(const SearchSpec& spec);
std::unique_ptr<Cursor> open_reach(const PathSearch& op, std::unique_ptr<Cursor> input, Run& run);

// Writes the path and the lists of its elements. Precondition: one_hop(spec).
void write_path(Run& run, const SearchSpec& spec, Path path);
List group_values(const bound::Segment& segment, bound::Slot inner, const Path& path, std::size_t begin, std::size_t end);

}  // namespace demarche::query
