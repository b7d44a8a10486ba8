#include "query/procedures/network.h"

#include <algorithm>

#include "base/suggest.h"
#include "query/functions/temporal.h"
#include "query/functions/text.h"

namespace demarche::query {
namespace {

std::string day_text(const Value& value) {
    if (const std::string* s = value.as_string()) return *s;
    return is_temporal(value) ? to_text(value).value_or("") : std::string();
}

// Which relationships are in the span of time.
class Span {
public:
    Span(const PropertyGraph& graph, const Options& options)
        : graph_(graph), since_(options.text("since")), until_(options.text("until")), first_(graph.find_edge_key("first_date")),
          last_(graph.find_edge_key("last_date")), date_(graph.find_edge_key("date")) {}
    bool holds(EdgeId edge) const {
        if (since_.empty() && until_.empty()) return true;
        std::string first = text(edge, first_), last = text(edge, last_);
        if (first.empty()) first = last.empty() ? text(edge, date_) : last;
        if (last.empty()) last = first;
        if (first.empty()) return false;
        // A month or year covers all its days, at either end.
        return (since_.empty() || last >= since_ || since_.compare(0, last.size(), last) == 0) && (until_.empty() || first.substr(0, until_.size()) <= until_);
    }

private:
    std::string text(EdgeId edge, std::optional<KeyId> key) const { return key ? day_text(graph_.property(edge, *key)) : std::string(); }

    const PropertyGraph& graph_;
    std::string since_, until_;
    std::optional<KeyId> first_, last_, date_;
};

// By number of the type: is it asked for?
std::vector<bool> wanted_types(const ProcedureContext& context, const Value& relation) {
    const PropertyGraph& graph = context.graph;
    std::vector<bool> wanted(graph.types().size(), relation.is_null());
    const auto want = [&](const std::string& name) {
        if (const auto type = graph.find_type(name)) wanted[static_cast<std::size_t>(*type)] = true;
    };
    const auto add = [&](const Value& value) {
        const std::string* name = value.as_string();
        if (!name) fail(ErrorCode::type, "InvalidArgumentValue", "a relation is named by a string, got " + describe(value));
        want(*name);
        for (const std::string& below : context.ontology.expand(*name)) want(below);
    };
    if (const List* list = relation.as_list()) std::for_each(list->begin(), list->end(), add);
    else if (!relation.is_null()) add(relation);
    return wanted;
}

}  // namespace

Options::Options(std::string_view procedure, const Value& map, std::vector<std::string> known) : procedure_(procedure), map_(map) {
    if (map.is_null()) return;
    const Map* entries = map.as_map();
    if (!entries) fail(ErrorCode::type, "InvalidArgumentValue", procedure_ + "() takes its options as a map, got " + describe(map));
    for (const auto& [key, value] : *entries)
        if (std::find(known.begin(), known.end(), key) == known.end())
            fail(ErrorCode::argument, "InvalidArgumentValue", procedure_ + "() has no option '" + key + "'", base::did_you_mean(key, known));
}

void Options::fail_option(std::string_view key, std::string_view expected, const Value& got) const {
    fail(ErrorCode::type, "InvalidArgumentValue", "the option '" + std::string(key) + "' of " + procedure_ + "() needs " + std::string(expected) + ", got " + describe(got));
}

std::string Options::text(std::string_view key) const {
    const Value* value = map_.find(key);
    if (!value || value->is_null()) return {};
    std::string text = day_text(*value);
    if (text.empty()) fail_option(key, "a string or date", *value);
    return text;
}

double Options::number(std::string_view key, double otherwise, double least, double most) const {
    const Value* value = map_.find(key);
    if (!value || value->is_null()) return otherwise;
    const double* d = value->as_double();
    const std::int64_t* i = value->as_integer();
    const double n = d ? *d : i ? static_cast<double>(*i) : least - 1;
    if (!(n >= least && n <= most)) fail_option(key, "a number from " + to_json(Value(least)) + " to " + to_json(Value(most)), *value);
    return n;
}

bool Options::flag(std::string_view key) const {
    const Value* value = map_.find(key);
    if (!value || value->is_null()) return false;
    if (!value->as_bool()) fail_option(key, "true or false", *value);
    return *value->as_bool();
}

Orientation Options::direction(Orientation otherwise) const {
    const std::string word = text("direction");
    if (word.empty()) return otherwise;
    if (word == "out") return Orientation::out;
    if (word == "in") return Orientation::in;
    if (word == "both") return Orientation::both;
    fail_option("direction", "'out', 'in' or 'both'", Value(word));
}

Network::Network(ProcedureContext& context, const Value& relation, const Options& options, Orientation direction) : context_(&context) {
    const PropertyGraph& graph = context.graph;
    const std::size_t nodes = graph.node_count();
    const std::vector<bool> wanted = wanted_types(context, relation);
    const Span span(graph, options);
    std::vector<EdgeId> chosen;
    offsets_.assign(nodes + 1, 0);
    touched_.assign(nodes, false);
    context.hold(nodes * sizeof(std::size_t));
    const bool out = direction != Orientation::in, in = direction != Orientation::out;
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
        context.step(1);
        const EdgeId edge{e};
        if (!wanted[static_cast<std::size_t>(graph.type(edge))] || !span.holds(edge)) continue;
        const auto source = static_cast<BoostVertex>(graph.source(edge)), target = static_cast<BoostVertex>(graph.target(edge));
        chosen.push_back(edge);
        touched_[source] = touched_[target] = true;
        if (out) ++offsets_[source + 1];
        if (in && !(out && source == target)) ++offsets_[target + 1];
    }
    for (std::size_t v = 0; v < nodes; ++v) offsets_[v + 1] += offsets_[v];
    context.hold(chosen.size() * sizeof(EdgeId) + offsets_[nodes] * (sizeof(NodeId) + sizeof(EdgeId)));
    targets_.resize(offsets_[nodes]);
    edges_.resize(offsets_[nodes]);
    std::vector<std::size_t> at(offsets_.begin(), offsets_.end() - 1);
    const auto put = [&](NodeId from, NodeId to, EdgeId edge) {
        const std::size_t i = at[static_cast<std::size_t>(from)]++;
        targets_[i] = to;
        edges_[i] = edge;
    };
    for (const EdgeId edge : chosen) {
        context.step(1);
        const NodeId source = graph.source(edge), target = graph.target(edge);
        if (out) put(source, target, edge);
        if (in && !(out && source == target)) put(target, source, edge);
    }
}

}  // namespace demarche::query
