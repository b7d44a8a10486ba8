// Paths along segments: one search whose frontier is a stack (all paths, depth first, little memory) or a queue (shortest first), with a
// policy for what may be revisited.
#include <algorithm>
#include <unordered_map>

#include "query/run/chunks.h"
#include "query/run/path_search.h"

namespace demarche::query {
namespace {

using ast::PathMode;
using ast::Selection;
using bound::Slot;

constexpr std::uint32_t kNone = 0xFFFFFFFFU;

// One step of a path: the edge taken and where in the pattern it stands. Entries form a tree by `parent`.
struct Entry {
    std::uint32_t parent = kNone;
    EdgeId edge{};
    NodeId node{};
    std::uint32_t segment = 0;
    std::uint32_t hop = 0;      // of the segment; meaningless in the root
    std::uint32_t repeats = 0;  // of the segment, whole ones, including this step
    std::uint32_t depth = 0;
    bool between = true;        // at the end of a repetition (the root too)
    bool expanded = false;
};

// How a place packs into 64 bits beside the node.
constexpr std::size_t kMaxSegments = 64, kMaxHops = 16;
constexpr std::uint64_t kMaxRepeats = (1ULL << 22U) - 1;

// How often a place was visited; for groups: at how many depths, and the last one.
struct Visits {
    std::uint64_t count = 0;
    std::uint32_t depth = 0;
};

// What was found for one end node.
struct End {
    std::uint64_t count = 0, groups = 0;
    std::uint32_t depth = kNone;
};

class SearchCursor : public Cursor {
public:
    SearchCursor(const PathSearch& op, std::unique_ptr<Cursor> input)
        : Cursor(op), spec_(op.spec()), segments_(spec_.search.segments), input_(std::move(input)) {}
    void reset(Run& run) override {
        input_->reset(run);
        stop(run);
    }

protected:
    bool advance(Run& run) override {
        while (true) {
            if (!running_ && !start_row(run)) return false;
            run.current = &op_;
            if (spec_.search.selection == Selection::all ? deeper(run) : wider(run)) return true;
            running_ = false;
            if (cycle_pending_) {
                cycle_pending_ = false;
                start(run, start_, true);
            }
        }
    }

private:
    bool start_row(Run& run) {
        stop(run);
        while (input_->next(run)) {
            const NodeId* from = run.at(spec_.from).as_node();
            const NodeId* to = spec_.into ? run.at(spec_.to).as_node() : nullptr;
            if (!from || (spec_.into && !to)) continue;  // a null of an OPTIONAL MATCH has no paths
            start_ = *from;
            has_target_ = spec_.into;
            if (to) target_ = *to;
            // A shortest way back to the start may need steps that a search which visits each node once leaves out: that end is searched apart.
            const bool detour = undirected() && spec_.search.mode != PathMode::walk && segments_[0].min > 0;
            prune_ = prunable() && !(detour && has_target_ && target_ == start_);
            cycle_pending_ = prune_ && detour && !has_target_;
            start(run, start_, false);
            return true;
        }
        return false;
    }

    bool undirected() const {
        const auto both = [](const bound::Hop& h) { return h.direction == ast::Direction::both; };
        return std::any_of(segments_.begin(), segments_.end(), [&](const bound::Segment& s) { return std::any_of(s.hops.begin(), s.hops.end(), both); });
    }

    // May the search leave out what comes to a place (a node and where in the pattern) that it has been at `count` times? The first `count`
    // walks to an end need no more of any place, if nothing but the place decides whether a walk goes on. A shortest trail is a shortest
    // walk when only one hop is repeated: such a walk repeats no node.
    bool prunable() const {
        const bound::Search& s = spec_.search;
        if (s.selection == Selection::all || !s.final_predicates.empty() || segments_.size() > kMaxSegments) return false;
        const auto packs = [](const bound::Segment& g) { return g.hops.size() <= kMaxHops && g.min <= kMaxRepeats && g.max.value_or(0) <= kMaxRepeats; };
        if (!std::all_of(segments_.begin(), segments_.end(), packs)) return false;
        if (s.mode == PathMode::walk) return true;
        return s.count == 1 && spec_.different.empty() && segments_.size() == 1 && segments_[0].hops.size() == 1 && segments_[0].min <= 1;
    }

    void start(Run& run, NodeId node, bool cycle) {
        stop(run);
        if (cycle) {
            has_target_ = true;
            target_ = node;
            prune_ = false;
        }
        in_cycle_ = cycle;
        Entry root;
        root.node = node;
        entries_.push_back(root);
        running_ = true;
    }

    void stop(Run& run) {
        entries_.clear();
        ends_.clear();
        visited_.clear();
        head_ = 0;
        run.release(std::exchange(held_, 0));
        running_ = false;
    }

    // ---- the two frontiers
    bool deeper(Run& run) {
        while (!entries_.empty()) {
            run.step(op_);
            const auto top = static_cast<std::uint32_t>(entries_.size() - 1);
            if (entries_[top].expanded) {
                entries_.pop_back();
                continue;
            }
            entries_[top].expanded = true;
            const bool accepted = visit(run, top);
            if (accepted && end_fits(entries_[top].node)) {
                fill(run, top);
                if (finals(run)) return true;
            }
        }
        return false;
    }

    bool wider(Run& run) {
        while (head_ < entries_.size()) {
            run.step(op_);
            if (has_target_ && target_done(entries_[head_].depth)) return false;
            const auto at = static_cast<std::uint32_t>(head_++);
            const bool accepted = visit(run, at);
            hold(run);
            if (!accepted || !end_fits(entries_[at].node) || !wanted(entries_[at]) || (in_cycle_ && entries_[at].depth == 0)) continue;
            if (cycle_pending_ && entries_[at].node == start_ && entries_[at].depth > 0) continue;
            fill(run, at);
            if (!finals(run)) continue;
            take(entries_[at]);
            return true;
        }
        return false;
    }

    bool end_fits(NodeId node) const { return !has_target_ || node == target_; }

    bool wanted(const Entry& e) const {
        const auto found = ends_.find(e.node);
        if (found == ends_.end()) return true;
        const End& end = found->second;
        if (spec_.search.selection == Selection::shortest_groups) return e.depth == end.depth || end.groups < spec_.search.count;
        return end.count < spec_.search.count;
    }
    void take(const Entry& e) {
        End& end = ends_[e.node];
        ++end.count;
        if (end.depth != e.depth) ++end.groups;
        end.depth = e.depth;
    }
    bool target_done(std::uint32_t depth) const {
        const auto found = ends_.find(target_);
        if (found == ends_.end()) return false;
        const End& end = found->second;
        if (spec_.search.selection == Selection::shortest_groups) return end.groups >= spec_.search.count && depth > end.depth;
        return end.count >= spec_.search.count;
    }

    // ---- one entry: pushes the steps that may follow; says whether the pattern may end here
    bool visit(Run& run, std::uint32_t at) {
        const Entry e = entries_[at];
        // A simple path ends when it is back at its start.
        const bool closed = spec_.search.mode == PathMode::simple && e.depth > 0 && e.node == start_;
        if (!e.between) {
            if (!closed) expand(run, at, e.segment, e.hop + 1, e.repeats);
            return false;
        }
        std::uint32_t segment = e.segment, repeats = e.repeats;
        bool fixed_done = e.parent != kNone && !segments_[segment].repeated;
        while (true) {
            const bound::Segment& s = segments_[segment];
            const std::uint64_t max = s.repeated ? s.max.value_or(UINT64_MAX) : 1;
            if (!closed && !fixed_done && repeats < max && first_fits(run, s, e.node)) expand(run, at, segment, 0, repeats);
            if (repeats < (s.repeated ? s.min : 1)) return false;
            if (s.exit) {
                run.at(*s.exit) = e.node;
                if (!holds_all(run, s.exit_predicates)) return false;
            }
            if (++segment == segments_.size()) return true;
            repeats = 0;
            fixed_done = false;
        }
    }

    bool first_fits(Run& run, const bound::Segment& s, NodeId node) const {
        if (s.first_predicates.empty()) return true;
        run.at(*s.first) = node;
        return holds_all(run, s.first_predicates);
    }

    void expand(Run& run, std::uint32_t at, std::uint32_t segment, std::uint32_t hop_index, std::uint32_t repeats) {
        const bound::Segment& s = segments_[segment];
        const bound::Hop& hop = s.hops[hop_index];
        ast::Direction direction = hop.direction;
        if (spec_.reversed && direction != ast::Direction::both)
            direction = direction == ast::Direction::out ? ast::Direction::in : ast::Direction::out;
        Neighbours neighbours;
        neighbours.start(run.graph, entries_[at].node, direction, hop.types);
        Entry next;
        next.parent = at;
        next.segment = segment;
        next.hop = hop_index;
        next.between = hop_index + 1 == s.hops.size();
        // Without an upper bound the number of repetitions matters only until the lower one is reached.
        const std::uint64_t cap = !s.repeated ? 1 : s.max ? *s.max : std::max<std::uint64_t>(s.min, 1);
        next.repeats = next.between ? static_cast<std::uint32_t>(std::min<std::uint64_t>(repeats + 1ULL, cap)) : repeats;
        next.depth = entries_[at].depth + 1;
        const std::size_t first_new = entries_.size();
        while (neighbours.next(next.edge, next.node)) {
            run.step(op_);
            if (!may_visit(run, at, next) || !hop_fits(run, at, s, hop, next)) continue;
            if (prune_ && !worth_visiting(s, next)) continue;
            entries_.push_back(next);
            if ((entries_.size() & 1023U) == 0) hold(run);
        }
        // The stack gives the last one first: keep the order of the graph.
        if (spec_.search.selection == Selection::all) entries_.reverse(first_new);
    }

    void hold(Run& run) {
        constexpr std::size_t kPlace = 72;  // in a hash table, with its bucket
        const std::size_t bytes = entries_.memory() + (visited_.size() + ends_.size()) * kPlace;
        if (bytes > held_) run.hold(op_, bytes - std::exchange(held_, bytes));
    }

    bool may_visit(Run& run, std::uint32_t at, const Entry& next) const {
        const PathMode mode = spec_.search.mode;
        if (!spec_.different.empty() && used_already(run, spec_.different, next.edge)) return false;
        if (mode == PathMode::walk) return true;
        for (std::uint32_t i = at; i != kNone; i = entries_[i].parent) {
            const Entry& e = entries_[i];
            if (e.parent != kNone && e.edge == next.edge) return false;
            if (mode == PathMode::acyclic && e.node == next.node) return false;
            if (mode == PathMode::simple && e.node == next.node && e.parent != kNone) return false;
        }
        return true;
    }

    bool hop_fits(Run& run, std::uint32_t at, const bound::Segment& s, const bound::Hop& hop, const Entry& next) const {
        const bool last = next.between && !s.predicates.empty();
        if (hop.predicates.empty() && !last) return true;
        // The elements of this repetition so far: predicates may look at them.
        std::uint32_t i = at;
        for (std::uint32_t h = next.hop; h > 0; --h) {
            run.at(s.hops[h - 1].relationship) = entries_[i].edge;
            if (s.hops[h - 1].node) run.at(*s.hops[h - 1].node) = entries_[i].node;
            i = entries_[i].parent;
        }
        if (s.first) run.at(*s.first) = entries_[i].node;
        run.at(hop.relationship) = next.edge;
        if (hop.node) run.at(*hop.node) = next.node;
        return holds_all(run, hop.predicates) && (!last || holds_all(run, s.predicates));
    }

    bool worth_visiting(const bound::Segment& s, const Entry& e) {
        // Within a repetition its predicates may look back at its other elements: then the place does not say all.
        const auto looks = [](const bound::Hop& h) { return !h.predicates.empty(); };
        if (!e.between && (!s.predicates.empty() || std::any_of(s.hops.begin(), s.hops.end(), looks))) return true;
        const std::uint64_t place = (std::uint64_t{static_cast<std::uint32_t>(e.node)} << 32U) | (std::uint64_t{e.segment} << 26U) |
                                    (std::uint64_t{e.hop} << 22U) | e.repeats;
        Visits& visits = visited_[place];
        if (spec_.search.selection == Selection::shortest_groups && visits.count > 0 && visits.depth == e.depth) return true;
        if (visits.count >= spec_.search.count) return false;
        ++visits.count;
        visits.depth = e.depth;
        return true;
    }

    // ---- the row of one path
    void fill(Run& run, std::uint32_t at) {
        steps_.clear();
        for (std::uint32_t i = at; i != kNone; i = entries_[i].parent) steps_.push_back(i);
        if (!spec_.reversed) std::reverse(steps_.begin(), steps_.end());
        Path path;
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            path.nodes.push_back(entries_[steps_[i]].node);
            // Forward, an entry's edge leads to it; reversed, it leads from it.
            if (spec_.reversed ? i + 1 < steps_.size() : i > 0) path.edges.push_back(entries_[steps_[i]].edge);
        }
        if (!spec_.into) run.at(spec_.to) = entries_[at].node;
        fill_variables(run, path);
        const Value value(std::move(path));
        if (spec_.search.path) run.at(*spec_.search.path) = value;
        run.at(spec_.path) = value;
    }

    void fill_variables(Run& run, const Path& path) {
        std::size_t step = 0;  // edges used up
        for (std::size_t n = 0; n < segments_.size(); ++n) {
            const bound::Segment& s = segments_[n];
            std::size_t end = step;
            if (spec_.reversed) end = path.edges.size();
            else while (end < path.edges.size() && entries_[steps_[end + 1]].segment == n) ++end;
            if (!s.repeated) {
                run.at(s.hops[0].relationship) = path.edges[step];
                if (s.hops[0].node) run.at(*s.hops[0].node) = path.nodes[step + 1];
            }
            for (const bound::GroupVariable& g : s.groups) run.at(g.outer) = group_values(s, g.inner, path, step, end);
            if (s.exit) run.at(*s.exit) = path.nodes[end];
            step = end;
        }
    }

    bool finals(Run& run) const { return holds_all(run, spec_.search.final_predicates); }

    const SearchSpec& spec_;
    const std::vector<bound::Segment>& segments_;
    std::unique_ptr<Cursor> input_;
    Chunks<Entry> entries_;
    std::vector<std::uint32_t> steps_;
    std::unordered_map<NodeId, End> ends_;
    std::unordered_map<std::uint64_t, Visits> visited_;
    std::size_t head_ = 0, held_ = 0;
    NodeId start_{}, target_{};
    bool running_ = false, has_target_ = false, prune_ = false, cycle_pending_ = false, in_cycle_ = false;
};

}  // namespace

std::unique_ptr<Cursor> open_general_search(const PathSearch& op, std::unique_ptr<Cursor> input) {
    return std::make_unique<SearchCursor>(op, std::move(input));
}

}  // namespace demarche::query
