// What is in the graph: labels, types, keys and which labels are joined by which types.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "query/procedures/procedures.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;

ProcedureRows names(std::span<const std::string> list) {
    ProcedureRows rows;
    for (const std::string& name : list) rows.push_back({Value(name)});
    return rows;
}

ProcedureRows labels(ProcedureContext& context, Arguments) { return names(context.graph.labels()); }
ProcedureRows types(ProcedureContext& context, Arguments) { return names(context.graph.types()); }

ProcedureRows keys(ProcedureContext& context, Arguments) {
    const PropertyGraph& graph = context.graph;
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

// O(edges).
ProcedureRows schema(ProcedureContext& context, Arguments) {
    const PropertyGraph& graph = context.graph;
    const auto ids = [&](NodeId node) {
        const auto labels = graph.labels_of(node);
        return std::vector<LabelId>(labels.begin(), labels.end());
    };
    struct Seen { NodeId source, target; std::int64_t count = 0; };
    std::map<std::tuple<std::vector<LabelId>, TypeId, std::vector<LabelId>>, Seen> found;
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        context.step(1);
        const NodeId source = graph.source(EdgeId{e}), target = graph.target(EdgeId{e});
        Seen& seen = found.try_emplace({ids(source), graph.type(EdgeId{e}), ids(target)}, Seen{source, target, 0}).first->second;
        ++seen.count;
    }
    ProcedureRows rows;
    for (const auto& [key, seen] : found)
        rows.push_back({labels_of(graph, seen.source), Value(graph.types()[static_cast<std::size_t>(std::get<1>(key))]),
                        labels_of(graph, seen.target), Value(seen.count)});
    return rows;
}

constexpr std::array<ProcedureColumn, 1> kLabel = {{{"label", kString}}}, kType = {{{"relationshipType", kString}}}, kKey = {{{"propertyKey", kString}}};
constexpr std::array<ProcedureColumn, 4> kSchema = {{{"source", kList}, {"relationshipType", kString}, {"target", kList}, {"count", kInteger}}};
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

constexpr std::array<ProcedureInfo, 4> kProcedures = {{
    {"db.labels", 0, {}, kNone, kLabel, labels},
    {"db.relationshipTypes", 0, {}, kNone, kType, types},
    {"db.propertyKeys", 0, {}, kNone, kKey, keys},
    {"db.schema", 0, {}, kNone, kSchema, schema},
}};

}  // namespace

std::span<const ProcedureInfo> catalogue_procedures() { return kProcedures; }

}  // namespace demarche::query
