// Which search runs for a pattern, and what the searches share.
#include "query/run/path_search.h"

#include <utility>

namespace demarche::query {

bool one_hop(const SearchSpec& spec) {
    const bound::Search& search = spec.search;
    if (search.segments.size() != 1 || !search.final_predicates.empty() || !spec.different.empty()) return false;
    const bound::Segment& s = search.segments[0];
    return s.repeated && s.hops.size() == 1 && s.hops[0].predicates.empty() && s.first_predicates.empty() && s.predicates.empty() && s.exit_predicates.empty();
}

List group_values(const bound::Segment& s, bound::Slot inner, const Path& path, std::size_t begin, std::size_t end) {
    List list;
    for (std::size_t unit = begin; unit < end; unit += s.hops.size()) {
        if (s.first && *s.first == inner) list.emplace_back(path.nodes[unit]);
        for (std::size_t h = 0; h < s.hops.size(); ++h) {
            if (s.hops[h].relationship == inner) list.emplace_back(path.edges[unit + h]);
            else if (s.hops[h].node && *s.hops[h].node == inner) list.emplace_back(path.nodes[unit + h + 1]);
        }
    }
    return list;
}

void write_path(Run& run, const SearchSpec& spec, Path path) {
    const bound::Segment& s = spec.search.segments[0];
    for (const bound::GroupVariable& g : s.groups) run.at(g.outer) = group_values(s, g.inner, path, 0, path.edges.size());
    if (s.exit) run.at(*s.exit) = path.nodes.back();
    const Value value(std::move(path));
    if (spec.search.path) run.at(*spec.search.path) = value;
    run.at(spec.path) = value;
}

std::unique_ptr<Cursor> PathSearch::open(Run& run) const {
    std::unique_ptr<Cursor> input = input_->open(run);
    if (spec_.ends_only) return open_reach(*this, std::move(input), run);
    if (bidirectional(spec_)) return open_bidirectional(*this, std::move(input), run);
    if (pruned(spec_)) return open_pruned(*this, std::move(input), run);
    return open_general_search(*this, std::move(input));
}

std::string PathSearch::name() const {
    const std::string fold = spec_.fold ? "Count" : "";
    if (spec_.ends_only) return "ReachableEnds";
    if (bidirectional(spec_)) return fold + "BidirectionalSearch";
    if (spec_.search.selection != ast::Selection::all) return "ShortestSearch";
    return fold + "PathSearch";
}

}  // namespace demarche::query
