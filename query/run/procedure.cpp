#include <algorithm>
#include <map>

#include "query/run/operators.h"

namespace demarche::query {
namespace {

std::vector<std::vector<Value>> names(std::span<const std::string> list) {
    std::vector<std::vector<Value>> rows;
    for (const std::string& name : list) rows.push_back({Value(name)});
    return rows;
}

std::vector<std::vector<Value>> keys(const PropertyGraph& graph) {
    std::vector<std::string> all(graph.node_keys().begin(), graph.node_keys().end());
    all.insert(all.end(), graph.edge_keys().begin(), graph.edge_keys().end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return names(all);
}

List labels_of(const PropertyGraph& graph, NodeId node) {
    List list;
    for (const LabelId label : graph.labels_of(node)) list.emplace_back(graph.labels()[static_cast<std::size_t>(label)]);
    return list;
}

// Which label sets are joined by which types, and how often. O(edges).
std::vector<std::vector<Value>> schema(Run& run, const Operator& op) {
    const PropertyGraph& graph = run.graph;
    const auto ids = [&](NodeId node) {
        const auto labels = graph.labels_of(node);
        return std::vector<LabelId>(labels.begin(), labels.end());
    };
    struct Seen { NodeId source, target; std::int64_t count = 0; };
    std::map<std::tuple<std::vector<LabelId>, TypeId, std::vector<LabelId>>, Seen> found;
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        run.step(op);
        const NodeId source = graph.source(EdgeId{e}), target = graph.target(EdgeId{e});
        Seen& seen = found.try_emplace({ids(source), graph.type(EdgeId{e}), ids(target)}, Seen{source, target, 0}).first->second;
        ++seen.count;
    }
    std::vector<std::vector<Value>> rows;
    for (const auto& [key, seen] : found)
        rows.push_back({labels_of(graph, seen.source), Value(graph.types()[static_cast<std::size_t>(std::get<1>(key))]),
                        labels_of(graph, seen.target), Value(seen.count)});
    return rows;
}

class ProcedureCursor : public Cursor {
public:
    ProcedureCursor(const Procedure& op, std::unique_ptr<Cursor> input) : Cursor(op), call_(op.call()), input_(std::move(input)) {}
    void reset(Run& run) override {
        input_->reset(run);
        at_ = rows_.size();
    }

protected:
    bool advance(Run& run) override {
        while (true) {
            for (; at_ < rows_.size();) {
                const std::vector<Value>& row = rows_[at_++];
                for (const auto& [column, slot] : call_.yields) run.at(slot) = row[column];
                run.current = &op_;
                if (!call_.where || holds(run, *call_.where)) return true;
            }
            if (!input_->next(run)) return false;
            if (!ready_) rows_ = compute(run);
            ready_ = true;
            at_ = 0;
        }
    }

private:
    std::vector<std::vector<Value>> compute(Run& run) const {
        switch (call_.procedure) {
            case bound::Procedure::labels: return names(run.graph.labels());
            case bound::Procedure::relationship_types: return names(run.graph.types());
            case bound::Procedure::property_keys: return keys(run.graph);
            default: return schema(run, op_);
        }
    }

    const bound::ProcedureCall& call_;
    std::unique_ptr<Cursor> input_;
    std::vector<std::vector<Value>> rows_;
    std::size_t at_ = 0;
    bool ready_ = false;
};

}  // namespace

std::unique_ptr<Cursor> Procedure::open(Run& run) const { return std::make_unique<ProcedureCursor>(*this, input_->open(run)); }

}  // namespace demarche::query
