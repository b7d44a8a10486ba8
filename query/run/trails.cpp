// All paths of a repeated hop, depth first, and the ends of such paths.
//
// When the end is known, a breadth-first search from it gives every node's distance to it, and a step that could not arrive in time is not
// taken: no dead ends but for the mode's own. Where only the number of paths is wanted (SearchSpec::fold) none is written.
#include <algorithm>
#include <optional>

#include "query/run/adjacency.h"
#include "query/run/path_search.h"
#include "query/run/scratch.h"

namespace demarche::query {
namespace {

using ast::PathMode;

constexpr std::uint32_t kChunk = 1000;

ast::Direction direction_of(const SearchSpec& spec) {
    const ast::Direction direction = spec.search.segments[0].hops[0].direction;
    return spec.reversed ? reversed(direction) : direction;
}

class TrailCursor : public Cursor {
public:
    TrailCursor(const PathSearch& op, std::unique_ptr<Cursor> input, Run& run)
        : Cursor(op), spec_(op.spec()), segment_(spec_.search.segments[0]), mode_(spec_.search.mode), input_(std::move(input)),
          steps_(run.graph, direction_of(spec_), segment_.hops[0].types), back_(run.graph, reversed(direction_of(spec_)), segment_.hops[0].types),
          min_(segment_.min), max_(segment_.max.value_or(UINT64_MAX)) {
        if (spec_.into) distances_.emplace(run.scratch.tables);
    }

    void reset(Run& run) override {
        input_->reset(run);
        stack_.clear();
        ranges_.clear();
        run.release(std::exchange(held_, 0));
    }

protected:
    bool advance(Run& run) override {
        while (true) {
            if (stack_.empty() && !start(run)) return false;
            run.current = &op_;
            if (spec_.fold) {
                std::uint64_t paths = 0;
                while (next(run)) ++paths;
                if (paths == 0) continue;
                run.weight = paths;
                return true;
            }
            if (!next(run)) continue;
            write(run);
            return true;
        }
    }

private:
    struct Frame {
        std::uint32_t node = 0, edge = 0;  // the edge that led here
        std::size_t first = 0, first_in = 0, range = 0;  // in ranges_; from first_in on of the second side
        std::uint32_t position = 0;
        bool given = false;
    };

    bool start(Run& run) {
        while (input_->next(run)) {
            const NodeId* from = run.at(spec_.from).as_node();
            const NodeId* to = spec_.into ? run.at(spec_.to).as_node() : nullptr;
            if (!from || (spec_.into && !to)) continue;  // a null of an OPTIONAL MATCH has no paths
            run.current = &op_;
            if (to) {
                target_ = static_cast<std::uint32_t>(*to);
                measure(run);
                if (!in_time(static_cast<std::uint32_t>(*from), max_)) continue;
            }
            push(run, static_cast<std::uint32_t>(*from), 0);
            return true;
        }
        return false;
    }

    // Distances to the target, up to what a step may need.
    void measure(Run& run) {
        NodeTable& distance = **distances_;
        distance.clear();
        queue_.assign(1, target_);
        distance.set(target_, 0);
        std::size_t head = 0;
        std::vector<Range>& found = ranges_;
        for (std::uint32_t level = 1; level < max_ && head < queue_.size(); ++level)  // one step is taken before anyone asks
            for (const std::size_t end = queue_.size(); head < end; ++head)
                for (const Side& s : back_.sides()) {
                    found.clear();
                    back_.ranges(s, queue_[head], found);
                    for (const Range& range : found) mark(run, s, range, level);
                }
        ranges_.clear();
        complete_ = head == queue_.size();
        hold(run);
    }

    void mark(Run& run, const Side& s, const Range& range, std::uint32_t level) {
        NodeTable& distance = **distances_;
        for (std::uint32_t p = range.begin; p < range.end; ++p) {
            if ((p & 1023U) == 0) run.step(op_, kChunk);
            if (distance.contains(s.nodes[p])) continue;
            distance.set(s.nodes[p], level);
            queue_.push_back(s.nodes[p]);
        }
        run.step(op_, 1);
    }

    // Can the target be reached from here with so many steps? The start's own distance may not be known.
    bool in_time(std::uint32_t node, std::uint64_t steps) const {
        const NodeTable& distance = **distances_;
        if (distance.contains(node)) return distance.at(node) <= steps;
        return stack_.empty() && !complete_;
    }

    void push(Run& run, std::uint32_t node, std::uint32_t edge) {
        Frame f;
        f.node = node;
        f.edge = edge;
        f.first = f.range = ranges_.size();
        f.first_in = SIZE_MAX;
        const bool closed = mode_ == PathMode::simple && !stack_.empty() && node == stack_[0].node;
        if (stack_.size() < max_ && !closed)
            for (const Side& s : steps_.sides()) {
                if (&s != &steps_.sides()[0]) f.first_in = ranges_.size();
                steps_.ranges(s, node, ranges_);
            }
        if (f.range < ranges_.size()) f.position = ranges_[f.range].begin;
        stack_.push_back(f);
        if ((stack_.size() & 1023U) == 0) hold(run);
    }

    void hold(Run& run) {
        const std::size_t bytes = stack_.capacity() * sizeof(Frame) + ranges_.capacity() * sizeof(Range) + queue_.capacity() * sizeof(std::uint32_t);
        if (bytes <= held_) return;
        run.hold(op_, bytes - held_);
        held_ = bytes;
    }

    // The next path: the stack. False when there is none left.
    bool next(Run& run) {
        while (!stack_.empty()) {
            Frame& top = stack_.back();
            const std::size_t depth = stack_.size() - 1;
            if (!top.given) {
                top.given = true;
                if (depth >= min_ && (!spec_.into || top.node == target_)) return true;
            }
            if (!descend(run)) {
                ranges_.resize(stack_.back().first);
                stack_.pop_back();
            }
        }
        return false;
    }

    // Goes to the next neighbour of the top that the mode allows and from which the target can be reached.
    bool descend(Run& run) {
        Frame& top = stack_.back();  // push() moves it: not used after
        const std::uint64_t left = max_ - std::min<std::uint64_t>(max_, stack_.size());
        while (top.range < ranges_.size()) {
            const Range range = ranges_[top.range];
            const bool second = top.range >= top.first_in;
            const Side& s = steps_.sides()[second ? 1 : 0];
            while (top.position < range.end) {
                const std::uint32_t p = top.position++;
                run.step(op_, 1);
                const std::uint32_t node = s.nodes[p];
                if (spec_.into && !in_time(node, left)) continue;
                if (second && node == top.node) continue;  // a loop is given once
                const std::uint32_t edge = s.edge(p);
                if (!allowed(node, edge)) continue;
                push(run, node, edge);
                return true;
            }
            if (++top.range < ranges_.size()) top.position = ranges_[top.range].begin;
        }
        return false;
    }

    bool allowed(std::uint32_t node, std::uint32_t edge) const {
        if (mode_ == PathMode::walk) return true;
        for (std::size_t i = stack_.size(); i-- > 0;) {
            if (i > 0 && stack_[i].edge == edge) return false;
            if (mode_ == PathMode::acyclic && stack_[i].node == node) return false;
            if (mode_ == PathMode::simple && stack_[i].node == node && i > 0) return false;
        }
        return true;
    }

    void write(Run& run) {
        if (!spec_.into) run.at(spec_.to) = NodeId{stack_.back().node};
        Path path;
        path.nodes.reserve(stack_.size());
        path.edges.reserve(stack_.size() - 1);
        for (const Frame& f : stack_) {
            path.nodes.push_back(NodeId{f.node});
            if (&f != &stack_[0]) path.edges.push_back(EdgeId{f.edge});
        }
        if (spec_.reversed) {
            std::reverse(path.nodes.begin(), path.nodes.end());
            std::reverse(path.edges.begin(), path.edges.end());
        }
        write_path(run, spec_, std::move(path));
    }

    const SearchSpec& spec_;
    const bound::Segment& segment_;
    PathMode mode_;
    std::unique_ptr<Cursor> input_;
    Adjacent steps_, back_;
    std::uint64_t min_, max_;
    std::optional<Lease<NodeTable>> distances_;
    std::vector<Frame> stack_;
    std::vector<Range> ranges_;
    std::vector<std::uint32_t> queue_;
    std::uint32_t target_ = 0;
    std::size_t held_ = 0;
    bool complete_ = false;
};

class ReachCursor : public Cursor {
public:
    ReachCursor(const PathSearch& op, std::unique_ptr<Cursor> input, Run& run)
        : Cursor(op), spec_(op.spec()), input_(std::move(input)), steps_(run.graph, direction_of(spec_), spec_.search.segments[0].hops[0].types),
          seen_(run.scratch.node_sets), min_(spec_.search.segments[0].min), max_(spec_.search.segments[0].max.value_or(UINT64_MAX)) {}

    void reset(Run& run) override {
        input_->reset(run);
        queue_.clear();
        given_ = 0;
        run.release(std::exchange(held_, 0));
    }

protected:
    bool advance(Run& run) override {
        while (true) {
            while (given_ < queue_.size()) {
                run.at(spec_.to) = NodeId{queue_[given_++]};
                return true;
            }
            if (!queue_.empty() && level_ < max_ && head_ < queue_.size()) {
                run.current = &op_;
                widen(run);
                continue;
            }
            if (!input_->next(run)) return false;
            const NodeId* from = run.at(spec_.from).as_node();
            queue_.clear();
            given_ = 0;
            if (!from) continue;
            start(static_cast<std::uint32_t>(*from));
        }
    }

private:
    void start(std::uint32_t node) {
        seen_->clear();
        queue_.assign(1, node);
        head_ = level_ = 0;
        // With a step or more the start is found only when a path leads back to it.
        if (min_ == 0) seen_->insert(node);
        else given_ = 1;
    }

    // The next level of nodes.
    void widen(Run& run) {
        ++level_;
        for (const std::size_t end = queue_.size(); head_ < end; ++head_) {
            if (head_ > 0 && queue_[head_] == queue_[0]) continue;  // the start again: its neighbours are known
            for (const Side& s : steps_.sides()) {
                ranges_.clear();
                steps_.ranges(s, queue_[head_], ranges_);
                for (const Range& range : ranges_)
                    for (std::uint32_t p = range.begin; p < range.end; ++p) {
                        run.step(op_, 1);
                        if (seen_->insert(s.nodes[p])) queue_.push_back(s.nodes[p]);
                    }
            }
        }
        const std::size_t bytes = queue_.capacity() * 2 * sizeof(std::uint32_t);
        if (bytes > held_) run.hold(op_, bytes - std::exchange(held_, bytes));
    }

    const SearchSpec& spec_;
    std::unique_ptr<Cursor> input_;
    Adjacent steps_;
    Lease<IdSet> seen_;
    std::uint64_t min_, max_;
    std::vector<std::uint32_t> queue_;
    std::vector<Range> ranges_;
    std::size_t head_ = 0, given_ = 0, held_ = 0;
    std::uint64_t level_ = 0;
};

}  // namespace

bool pruned(const SearchSpec& spec) { return one_hop(spec) && spec.search.selection == ast::Selection::all; }
std::unique_ptr<Cursor> open_pruned(const PathSearch& op, std::unique_ptr<Cursor> input, Run& run) {
    return std::make_unique<TrailCursor>(op, std::move(input), run);
}

// A shortest way to another node is a path in every mode; the way back to the start is one only where it cannot be the same edge.
bool reachable_ends(const SearchSpec& spec) {
    if (!one_hop(spec) || spec.into || spec.search.selection != ast::Selection::all) return false;
    const bound::Segment& s = spec.search.segments[0];
    if (s.min == 0) return true;
    return s.min == 1 && s.hops[0].direction != ast::Direction::both && spec.search.mode != ast::PathMode::acyclic;
}
std::unique_ptr<Cursor> open_reach(const PathSearch& op, std::unique_ptr<Cursor> input, Run& run) {
    return std::make_unique<ReachCursor>(op, std::move(input), run);
}

}  // namespace demarche::query
