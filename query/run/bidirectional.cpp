// Shortest paths between two known nodes: breadth first from both ends, always the smaller frontier next, until they meet. What was reached
// from each side is a graph of predecessors; from it one path is read, all are counted (Brandes 2001: the number of shortest paths to a node
// is the sum over its predecessors), or all are enumerated one by one without dead ends.
#include <algorithm>
#include <limits>

#include "query/run/adjacency.h"
#include "query/run/operators.h"
#include "query/run/path_search.h"
#include "query/run/scratch.h"

namespace demarche::query {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFFU;

std::uint64_t saturated_sum(std::uint64_t a, std::uint64_t b) { return a > UINT64_MAX - b ? UINT64_MAX : a + b; }
std::uint64_t saturated_product(std::uint64_t a, std::uint64_t b) { return b != 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b; }

struct Reached {
    std::uint32_t node, parent, edge;
    std::uint64_t count;  // shortest paths from the end that the side began at
};

// What one side has reached: level after level, each a range of `reached`.
struct Reach {
    Reach(const PropertyGraph& graph, ast::Direction direction, const bound::Types& types, Pool<NodeTable>& tables)
        : adjacent(graph, direction, types), table(tables) {}

    Adjacent adjacent;
    Lease<NodeTable> table;  // node → reached
    std::vector<Reached> reached;
    std::vector<std::uint32_t> levels;  // where each begins; the last one is the frontier

    void start(std::uint32_t node) {
        table->clear();
        reached.clear();
        levels.assign(1, 0);
        table->set(node, 0);
        reached.push_back({node, kNone, kNone, 1});
    }
    std::size_t frontier() const { return reached.size() - levels.back(); }
    std::uint32_t length() const { return static_cast<std::uint32_t>(levels.size() - 1); }
    std::uint32_t level_end(std::size_t level) const { return level + 1 < levels.size() ? levels[level + 1] : static_cast<std::uint32_t>(reached.size()); }
};

class BidirectionalCursor : public Cursor {
public:
    BidirectionalCursor(const PathSearch& op, std::unique_ptr<Cursor> input, Run& run)
        : Cursor(op), self_(op), spec_(op.spec()), hop_(spec_.search.segments[0].hops[0]), input_(std::move(input)), from_(run.graph, hop_.direction, hop_.types, run.scratch.tables), to_(run.graph, reversed(hop_.direction), hop_.types, run.scratch.tables),
          all_(spec_.search.selection == ast::Selection::shortest_groups) {}

    void reset(Run& run) override {
        input_->reset(run);
        state_ = State::idle;
        run.release(std::exchange(held_, 0));
    }

protected:
    bool advance(Run& run) override {
        while (true) {
            if (state_ == State::general) {
                run.weight = 1;
                if (general_->next(run)) return true;
            } else if (state_ == State::paths && next_path(run)) {
                return true;
            }
            state_ = State::idle;
            if (!input_->next(run)) return false;
            const NodeId* a = run.at(spec_.from).as_node();
            const NodeId* b = run.at(spec_.to).as_node();
            if (!a || !b) continue;
            run.current = &op_;
            if (*a == *b) {
                if (!general_) general_ = open_general_search(self_, once_cursor(self_));
                general_->reset(run);
                state_ = State::general;
            } else if (search(run, static_cast<std::uint32_t>(*a), static_cast<std::uint32_t>(*b))) {
                if (all_ && spec_.fold) {
                    run.weight = count();
                    return true;
                }
                if (all_) prepare_paths(run);
                state_ = State::paths;
                path_given_ = false;
            }
        }
    }

private:
    enum class State { idle, general, paths };

    bool search(Run& run, std::uint32_t a, std::uint32_t b) {
        const std::uint64_t most = spec_.search.segments[0].max.value_or(UINT64_MAX);
        from_.start(a);
        to_.start(b);
        while (from_.frontier() > 0 && to_.frontier() > 0 && from_.length() + to_.length() < most) {
            meeting_ = kNone;
            const bool met = from_.frontier() <= to_.frontier() ? widen(run, from_, to_) : widen(run, to_, from_);
            const std::size_t bytes = (from_.reached.size() + to_.reached.size()) * sizeof(Reached);
            if (bytes > held_) {
                run.hold(op_, bytes - held_);
                held_ = bytes;
            }
            if (met) return true;
        }
        return false;
    }

    // One more level of `side`. True when it touches what the other side has reached.
    bool widen(Run& run, Reach& side, Reach& other) {
        const std::uint32_t begin = side.levels.back();
        const auto end = static_cast<std::uint32_t>(side.reached.size());
        side.levels.push_back(end);
        bool met = false;
        for (std::uint32_t i = begin; i < end; ++i) {
            for (const Side& s : side.adjacent.sides()) {
                ranges_.clear();
                side.adjacent.ranges(s, side.reached[i].node, ranges_);
                for (const Range& range : ranges_)
                    for (std::uint32_t p = range.begin; p < range.end; p += kChunk) {
                        const std::uint32_t stop = std::min(range.end, p + kChunk);
                        run.step(op_, stop - p + 1);
                        if (all_ ? scan<true>(side, other, s, i, end, {p, stop}, met) : scan<false>(side, other, s, i, end, {p, stop}, met)) return true;
                    }
            }
        }
        return met;
    }

    // True: met, and that is enough.
    template <bool all>
    bool scan(Reach& side, Reach& other, const Side& s, std::uint32_t i, std::uint32_t level, Range range, bool& met) {
        NodeTable& mine = *side.table;
        const NodeTable& theirs = *other.table;
        for (std::uint32_t p = range.begin; p < range.end; ++p) {
            const std::uint32_t node = s.nodes[p];
            if (!mine.contains(node)) {
                mine.set(node, static_cast<std::uint32_t>(side.reached.size()));
                side.reached.push_back({node, i, s.edge(p), side.reached[i].count});
                if (theirs.contains(node)) {
                    met = true;
                    if (!all) {
                        meeting_ = node;
                        return true;
                    }
                }
            } else if (all) {
                const std::uint32_t at = mine.at(node);
                if (at >= level) side.reached[at].count = saturated_sum(side.reached[at].count, side.reached[i].count);
            }
        }
        return false;
    }

    // The side that moved last met the other's frontier: each meeting node joins paths to it with paths from it.
    std::uint64_t count() const {
        std::uint64_t sum = 0;
        for (std::uint32_t i = from_.levels.back(); i < from_.reached.size(); ++i) {
            const Reached& r = from_.reached[i];
            if (const std::uint32_t j = in_frontier(to_, r.node); j != kNone) sum = saturated_sum(sum, saturated_product(r.count, to_.reached[j].count));
        }
        return sum;
    }
    static std::uint32_t in_frontier(const Reach& side, std::uint32_t node) {
        if (!side.table->contains(node)) return kNone;
        const std::uint32_t at = side.table->at(node);
        return at >= side.levels.back() ? at : kNone;
    }

    // ---- paths
    bool next_path(Run& run) {
        run.weight = 1;
        if (!all_) {
            if (path_given_) return false;
            path_given_ = true;
            write_path(run, spec_, one_path());
            return true;
        }
        return next_of_all(run);
    }

    Path one_path() const {
        Path path;
        for (std::uint32_t i = from_.table->at(meeting_); i != kNone; i = from_.reached[i].parent) {
            path.nodes.push_back(NodeId{from_.reached[i].node});
            if (from_.reached[i].parent != kNone) path.edges.push_back(EdgeId{from_.reached[i].edge});
        }
        std::reverse(path.nodes.begin(), path.nodes.end());
        std::reverse(path.edges.begin(), path.edges.end());
        for (std::uint32_t i = to_.table->at(meeting_); to_.reached[i].parent != kNone; i = to_.reached[i].parent) {
            path.edges.push_back(EdgeId{to_.reached[i].edge});
            path.nodes.push_back(NodeId{to_.reached[to_.reached[i].parent].node});
        }
        return path;
    }

    // Marks what lies on a shortest path: from the meeting nodes back to the start. (Towards the end every step of to_ does.)
    void prepare_paths(Run& run) {
        useful_.assign(from_.reached.size(), 0);
        for (std::uint32_t i = from_.levels.back(); i < from_.reached.size(); ++i) useful_[i] = in_frontier(to_, from_.reached[i].node) != kNone;
        for (std::size_t level = from_.length(); level-- > 0;)
            for (std::uint32_t i = from_.levels[level]; i < from_.level_end(level); ++i) {
                begin_node(from_.reached[i].node);
                Step step{};
                while (next_position(run, step) && !useful_[i]) useful_[i] = leads_on(level, step.node) ? 1 : 0;
            }
        begin_node(from_.reached[0].node);
    }

    struct Step { std::uint32_t edge = 0, node = 0; };
    // The place in the adjacency of a node on the current path.
    struct Frame {
        std::uint32_t node = 0, edge = 0;
        std::size_t first = 0, count = 0, range = 0;  // ranges of both sides, one after another
        std::size_t out_count = 0;
        std::uint32_t position = 0;
    };

    void push(std::uint32_t node) {
        Frame f;
        f.node = node;
        f.first = frame_ranges_.size();
        for (const Side& s : from_.adjacent.sides()) {
            from_.adjacent.ranges(s, node, frame_ranges_);
            if (&s == &from_.adjacent.sides()[0]) f.out_count = frame_ranges_.size() - f.first;
        }
        f.count = frame_ranges_.size() - f.first;
        if (f.count > 0) f.position = frame_ranges_[f.first].begin;
        stack_.push_back(f);
    }
    void begin_node(std::uint32_t node) {
        stack_.clear();
        frame_ranges_.clear();
        push(node);
    }
    // The next relationship of the top node.
    bool next_position(Run& run, Step& step) {
        Frame& f = stack_.back();
        while (f.range < f.count) {
            const Range& range = frame_ranges_[f.first + f.range];
            if (f.position < range.end) {
                run.step(op_, 1);
                const Side& s = from_.adjacent.sides()[f.range < f.out_count ? 0 : 1];
                step = {s.edge(f.position), s.nodes[f.position]};
                ++f.position;
                return true;
            }
            if (++f.range < f.count) f.position = frame_ranges_[f.first + f.range].begin;
        }
        return false;
    }
    // Does `node` lie on a shortest path, one step after `level`?
    bool leads_on(std::size_t level, std::uint32_t node) const {
        if (level < from_.length()) {
            if (!from_.table->contains(node)) return false;
            const std::uint32_t at = from_.table->at(node);
            return at >= from_.levels[level + 1] && at < from_.level_end(level + 1) && useful_[at];
        }
        const std::size_t left = to_.length() - (level - from_.length()) - 1;
        if (!to_.table->contains(node)) return false;
        const std::uint32_t at = to_.table->at(node);
        return at >= to_.levels[left] && at < to_.level_end(left);
    }

    bool next_of_all(Run& run) {
        const std::size_t length = from_.length() + to_.length();
        while (!stack_.empty()) {
            Step step{};
            if (!next_position(run, step)) {
                frame_ranges_.resize(stack_.back().first);
                stack_.pop_back();
                continue;
            }
            const std::size_t level = stack_.size() - 1;
            if (!leads_on(level, step.node)) continue;
            stack_.back().edge = step.edge;
            if (level + 1 < length) {
                push(step.node);
                continue;
            }
            Path path;
            for (const Frame& f : stack_) {
                path.nodes.push_back(NodeId{f.node});
                path.edges.push_back(EdgeId{f.edge});
            }
            path.nodes.push_back(NodeId{step.node});
            write_path(run, spec_, std::move(path));
            return true;
        }
        return false;
    }

    static constexpr std::uint32_t kChunk = 1000;
    const PathSearch& self_;
    const SearchSpec& spec_;
    const bound::Hop& hop_;
    std::unique_ptr<Cursor> input_, general_;
    Reach from_, to_;
    std::vector<Range> ranges_, frame_ranges_;
    std::vector<std::uint8_t> useful_;
    std::vector<Frame> stack_;
    std::uint32_t meeting_ = kNone;
    std::size_t held_ = 0;
    State state_ = State::idle;
    bool all_, path_given_ = false;
};

}  // namespace

bool bidirectional(const SearchSpec& spec) {
    const bound::Search& s = spec.search;
    return spec.into && !spec.reversed && one_hop(spec) && s.count == 1 && s.selection != ast::Selection::all && s.segments[0].min <= 1;
}

std::unique_ptr<Cursor> open_bidirectional(const PathSearch& op, std::unique_ptr<Cursor> input, Run& run) {
    return std::make_unique<BidirectionalCursor>(op, std::move(input), run);
}

}  // namespace demarche::query
