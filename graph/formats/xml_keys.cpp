#include "graph/formats/xml_keys.h"

#include <algorithm>
#include <ostream>
#include <set>

#include "graph/formats/xml.h"

namespace demarche::graph {
namespace {

using Taken = std::set<std::string>;

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

XmlKey make(const char* prefix, std::uint32_t number, const std::string& original, TextKind kind, Taken& taken) {
    XmlKey k;
    k.id = prefix + std::to_string(number) + "idbtsj"[static_cast<std::size_t>(kind)];
    k.original = original;
    k.name = original.empty() ? "_" : original;
    while (!taken.insert(lower(k.name)).second) k.name += '_';
    k.kind = kind;
    return k;
}

// Gephi drops edges of weight 0.
bool is_weight(const Value& v) {
    return v.as_integer() ? *v.as_integer() > 0 : v.as_double() && *v.as_double() > 0 && *v.as_double() < 1e300;
}

std::optional<KeyId> weight_of_all(const PropertyGraph& graph) {
    const std::optional<KeyId> weight = graph.find_edge_key("weight");
    bool integer = false, floating = false;
    for (std::uint32_t e = 0; weight && e < graph.edge_count(); ++e) {
        const Value v = graph.property(EdgeId{e}, *weight);
        if (!is_weight(v)) return std::nullopt;
        integer = integer || v.as_integer();
        floating = floating || v.as_double();
    }
    return integer && floating ? std::nullopt : weight;
}

bool unclean(std::span<const std::string> names) {
    return std::any_of(names.begin(), names.end(), [](const std::string& name) { return !name.empty() && !xml_clean(name); });
}

}  // namespace

XmlKeys xml_keys(const PropertyGraph& graph) {
    XmlKeys keys;
    Taken taken = {"id", "label", "nodelabel", "entity_type", "type", "x", "y", "z", "xpos", "ypos", "zpos", "size", "r", "g", "b", "color",
                   "kind", "interval", "timeset", "source", "target", "weight"};
    for (std::uint32_t i = 0; i < graph.node_keys().size(); ++i) {
        const auto value = [&](std::size_t row) { return graph.property(NodeId{static_cast<std::uint32_t>(row)}, KeyId{i}); };
        keys.nodes.push_back(make("nk", i, graph.node_keys()[i], text_kind(value, graph.node_count(), xml_clean), taken));
    }
    keys.weight = weight_of_all(graph);
    taken = {"id", "eid", "label", "edgelabel", "relation", "edge weight", "type", "r", "g", "b", "color", "kind", "interval", "timeset", "source", "target"};
    if (!keys.weight) taken.insert("weight");
    for (std::uint32_t i = 0; i < graph.edge_keys().size(); ++i) {
        const auto value = [&](std::size_t row) { return graph.property(EdgeId{static_cast<std::uint32_t>(row)}, KeyId{i}); };
        keys.edges.push_back(make("ek", i, graph.edge_keys()[i], text_kind(value, graph.edge_count(), xml_clean), taken));
    }
    keys.json_labels = unclean(graph.labels());
    keys.json_types = unclean(graph.types());
    return keys;
}

std::optional<TextKind> kind_of_id(std::string_view id) {
    if (id.size() < 4 || (!id.starts_with("nk") && !id.starts_with("ek"))) return std::nullopt;
    const std::string_view digits = id.substr(2, id.size() - 3);
    const std::size_t kind = std::string_view("idbtsj").find(id.back());
    if (kind == std::string_view::npos || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    return static_cast<TextKind>(kind);
}

std::string_view xml_type(TextKind kind) {
    switch (kind) {
        case TextKind::integer: return "long";
        case TextKind::floating: return "double";
        case TextKind::boolean: return "boolean";
        default: return "string";
    }
}

std::string labels_text(const PropertyGraph& graph, NodeId node, const XmlKeys& keys) {
    const std::string labels = joined_labels(graph, node);
    return keys.json_labels ? tagged_json(Value(labels)) : labels;
}

std::string type_text(const std::string& type, const XmlKeys& keys) { return keys.json_types ? tagged_json(Value(type)) : type; }

void TextBuffer::flush() {
    out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
}

}  // namespace demarche::graph
