// Functions on nodes, relationships, paths and maps.
#include "query/functions/library.h"
#include "query/functions/temporal.h"
#include "query/functions/values.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;

Value id(EvalContext&, Arguments a) {
    if (const NodeId* n = a[0].as_node()) return static_cast<std::int64_t>(*n);
    if (const EdgeId* e = a[0].as_edge()) return static_cast<std::int64_t>(*e);
    fail_argument("id", "a node or relationship", a[0]);
}

// The node's own stable id when it has one ("state:RUS"), else its number.
Value element_id(EvalContext& context, Arguments a) {
    Value own = property(context, a[0], "id");
    if (own.as_string()) return own;
    return std::to_string(*id(context, a).as_integer());
}

Value type(EvalContext& context, Arguments a) {
    const EdgeId* e = a[0].as_edge();
    if (!e) fail_argument("type", "a relationship", a[0]);
    const PropertyGraph& graph = *context.graph;
    return graph.types()[static_cast<std::size_t>(graph.type(*e))];
}

Value labels(EvalContext& context, Arguments a) {
    const NodeId* n = a[0].as_node();
    if (!n) fail_argument("labels", "a node", a[0]);
    List out;
    for (const LabelId label : context.graph->labels_of(*n)) out.emplace_back(context.graph->labels()[static_cast<std::size_t>(label)]);
    return out;
}

Map properties_of(const EvalContext& context, std::string_view function, const Value& of) {
    if (const NodeId* n = of.as_node()) return context.graph->properties(*n);
    if (const EdgeId* e = of.as_edge()) return context.graph->properties(*e);
    if (const Map* map = of.as_map()) return *map;
    fail_argument(function, "a node, relationship or map", of);
}

Value properties(EvalContext& context, Arguments a) { return properties_of(context, "properties", a[0]); }

Value keys(EvalContext& context, Arguments a) {
    List out;
    for (auto& [key, value] : properties_of(context, "keys", a[0])) out.emplace_back(key);
    return out;
}

const Path& need_path(std::string_view function, const Value& value) {
    const Path* path = value.as_path();
    if (!path) fail_argument(function, "a path", value);
    return *path;
}

Value nodes(EvalContext&, Arguments a) {
    const Path& path = need_path("nodes", a[0]);
    return List(path.nodes.begin(), path.nodes.end());
}

Value relationships(EvalContext&, Arguments a) {
    const Path& path = need_path("relationships", a[0]);
    return List(path.edges.begin(), path.edges.end());
}

Value length(EvalContext&, Arguments a) { return static_cast<std::int64_t>(need_path("length", a[0]).edges.size()); }

Value start_node(EvalContext& context, Arguments a) {
    const EdgeId* e = a[0].as_edge();
    if (!e) fail_argument("startNode", "a relationship", a[0]);
    return context.graph->source(*e);
}

Value end_node(EvalContext& context, Arguments a) {
    const EdgeId* e = a[0].as_edge();
    if (!e) fail_argument("endNode", "a relationship", a[0]);
    return context.graph->target(*e);
}

// The sentences that report the relationship; an empty list when the graph keeps none.
Value evidence(EvalContext& context, Arguments a) {
    if (!a[0].as_edge()) fail_argument("evidence", "a relationship", a[0]);
    Value list = property(context, a[0], "evidence");
    return list.as_list() ? list : Value(List{});
}

std::int64_t degree(const Adjacency& all) { return static_cast<std::int64_t>(all.size()); }

NodeId need_node(std::string_view function, const Value& value) {
    const NodeId* n = value.as_node();
    if (!n) fail_argument(function, "a node", value);
    return *n;
}
Value in_degree(EvalContext& context, Arguments a) { return degree(context.graph->in(need_node("inDegree", a[0]))); }
Value out_degree(EvalContext& context, Arguments a) { return degree(context.graph->out(need_node("outDegree", a[0]))); }

constexpr std::array<TypeSet, 1> kTakesEntity = {kNode | kRelationship}, kTakesEntityOrMap = {kNode | kRelationship | kMap};

constexpr std::array<FunctionInfo, 14> kFunctions = {{
    {"elementid", 1, 1, kTakesEntity, kString, true, true, element_id, nullptr},
    {"endnode", 1, 1, kTakesRelationship, kNode, true, true, end_node, nullptr},
    {"evidence", 1, 1, kTakesRelationship, kList, true, true, evidence, nullptr},
    {"id", 1, 1, kTakesEntity, kInteger, true, true, id, nullptr},
    {"indegree", 1, 1, kTakesNode, kInteger, true, true, in_degree, nullptr},
    {"keys", 1, 1, kTakesEntityOrMap, kList, true, true, keys, nullptr},
    {"labels", 1, 1, kTakesNode, kList, true, true, labels, nullptr},
    {"length", 1, 1, kTakesPath, kInteger, true, true, length, nullptr},
    {"nodes", 1, 1, kTakesPath, kList, true, true, nodes, nullptr},
    {"outdegree", 1, 1, kTakesNode, kInteger, true, true, out_degree, nullptr},
    {"properties", 1, 1, kTakesEntityOrMap, kMap, true, true, properties, nullptr},
    {"relationships", 1, 1, kTakesPath, kList, true, true, relationships, nullptr},
    {"startnode", 1, 1, kTakesRelationship, kNode, true, true, start_node, nullptr},
    {"type", 1, 1, kTakesRelationship, kString, true, true, type, nullptr},
}};

}  // namespace

std::span<const FunctionInfo> graph_functions() { return kFunctions; }

}  // namespace demarche::query
