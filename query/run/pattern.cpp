#include "query/run/pattern.h"

#include <algorithm>

#include "query/functions/values.h"

namespace demarche::query {
namespace {

// A relationship from before: its ends are checked or written, in one or both directions.
class EndsCursor : public Cursor {
public:
    EndsCursor(const RelationshipEnds& op, std::unique_ptr<Cursor> input) : Cursor(op), spec_(op.spec()), input_(std::move(input)) {}
    void reset(Run& run) override {
        input_->reset(run);
        turn_ = 2;
    }

protected:
    bool advance(Run& run) override {
        while (true) {
            if (turn_ >= 2) {
                if (!input_->next(run)) return false;
                const EdgeId* edge = run.at(spec_.relationship).as_edge();
                if (!edge || used_already(run, spec_.different, *edge) || !typed(run, *edge)) continue;
                edge_ = *edge;
                from_ = run.at(spec_.from);
                to_ = run.at(spec_.to);
                turn_ = 0;
            }
            const bool out = turn_++ == 0;
            if (out ? spec_.direction == ast::Direction::in : spec_.direction == ast::Direction::out) continue;
            NodeId a = run.graph.source(edge_), b = run.graph.target(edge_);
            if (!out) {
                if (a == b && spec_.direction == ast::Direction::both) continue;
                std::swap(a, b);
            }
            if ((spec_.from_bound && !same(from_, a)) || (spec_.into && !same(to_, b))) continue;
            run.at(spec_.from) = a;
            run.at(spec_.to) = b;
            if (spec_.from == spec_.to && a != b) continue;
            return true;
        }
    }

private:
    bool typed(Run& run, EdgeId edge) const {
        return spec_.types.any || std::binary_search(spec_.types.ids.begin(), spec_.types.ids.end(), run.graph.type(edge));
    }
    static bool same(const Value& v, NodeId node) { return v.as_node() && *v.as_node() == node; }

    const ExpandSpec& spec_;
    std::unique_ptr<Cursor> input_;
    EdgeId edge_{};
    Value from_, to_;
    int turn_ = 2;
};

class BuildPathCursor : public Cursor {
public:
    BuildPathCursor(const BuildPath& op, std::unique_ptr<Cursor> input) : Cursor(op), path_(op.path()), input_(std::move(input)) {}
    void reset(Run& run) override { input_->reset(run); }

protected:
    bool advance(Run& run) override {
        if (!input_->next(run)) return false;
        Path path;
        path.nodes.push_back(*run.at(path_.first).as_node());
        for (const auto& piece : path_.pieces) {
            const Value& v = run.at(piece.slot);
            if (const EdgeId* edge = v.as_edge()) {
                path.edges.push_back(*edge);
                path.nodes.push_back(*run.at(piece.node).as_node());
            } else if (const Path* part = v.as_path()) {
                path.edges.insert(path.edges.end(), part->edges.begin(), part->edges.end());
                path.nodes.insert(path.nodes.end(), part->nodes.begin() + 1, part->nodes.end());
            }
        }
        run.at(path_.slot) = Value(std::move(path));
        return true;
    }

private:
    const bound::PathVariable& path_;
    std::unique_ptr<Cursor> input_;
};

std::string slot_name(const bound::Query& query, bound::Slot slot) { return query.slot_names[static_cast<std::size_t>(slot)]; }

}  // namespace

bool used_already(Run& run, const std::vector<bound::Slot>& columns, EdgeId edge) {
    for (const bound::Slot column : columns) {
        const Value& v = run.at(column);
        if (const EdgeId* other = v.as_edge()) {
            if (*other == edge) return true;
        } else if (const Path* path = v.as_path()) {
            if (std::find(path->edges.begin(), path->edges.end(), edge) != path->edges.end()) return true;
        }
    }
    return false;
}

void Neighbours::start(const PropertyGraph& graph, NodeId node, ast::Direction direction, const bound::Types& types) {
    graph_ = &graph;
    types_ = &types;
    node_ = node;
    direction_ = direction;
    outgoing_ = direction != ast::Direction::in;
    type_ = 0;
    done_ = false;
    if (!load()) done_ = true;
}

// The list of the present direction and type. False when there is none left.
bool Neighbours::load() {
    at_ = 0;
    while (true) {
        if (types_->any ? type_ == 0 : type_ < types_->ids.size()) {
            if (types_->any) list_ = outgoing_ ? graph_->out(node_) : graph_->in(node_);
            else list_ = outgoing_ ? graph_->out(node_, types_->ids[type_]) : graph_->in(node_, types_->ids[type_]);
            ++type_;
            return true;
        }
        if (!outgoing_ || direction_ != ast::Direction::both) return false;
        outgoing_ = false;
        type_ = 0;
    }
}

bool Neighbours::next(EdgeId& edge, NodeId& node) {
    while (!done_) {
        while (at_ < list_.size()) {
            const std::size_t i = at_++;
            node = list_.nodes[i];
            if (!outgoing_ && direction_ == ast::Direction::both && node == node_) continue;
            edge = list_.edge(i);
            return true;
        }
        if (!load()) done_ = true;
    }
    return false;
}

std::unique_ptr<Cursor> RelationshipEnds::open(Run& run) const { return std::make_unique<EndsCursor>(*this, input_->open(run)); }
std::unique_ptr<Cursor> BuildPath::open(Run& run) const { return std::make_unique<BuildPathCursor>(*this, input_->open(run)); }

void RelationshipEnds::reads(SlotSet& slots) const {
    slots.add(spec_.from);
    slots.add(spec_.different);
    slots.add(spec_.to);
    slots.add(spec_.relationship);
}

void PathSearch::reads(SlotSet& slots) const {
    slots.add(spec_.from);
    slots.add(spec_.different);
    if (spec_.into) slots.add(spec_.to);
    slots.add(spec_.search.needs);
    slots.add(spec_.search.final_predicates);
    for (const bound::Segment& s : spec_.search.segments) {
        slots.add(s.first_predicates), slots.add(s.predicates), slots.add(s.exit_predicates);
        for (const bound::Hop& h : s.hops) slots.add(h.predicates);
    }
}

void BuildPath::reads(SlotSet& slots) const {
    slots.add(path_.first);
    for (const auto& piece : path_.pieces) slots.add(piece.slot), slots.add(piece.node);
}

std::string RelationshipEnds::details(const bound::Query& query) const {
    const bool in = spec_.direction == ast::Direction::in, out = spec_.direction == ast::Direction::out;
    return "(" + slot_name(query, spec_.from) + ")" + (in ? "<-[" : "-[") + slot_name(query, spec_.relationship) + (out ? "]->(" : "]-(") +
           slot_name(query, spec_.to) + ")";
}

std::string PathSearch::details(const bound::Query& query) const {
    return "(" + slot_name(query, spec_.from) + ")…(" + slot_name(query, spec_.to) + ")";
}

}  // namespace demarche::query
