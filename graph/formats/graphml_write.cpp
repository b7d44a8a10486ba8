// GraphML as Gephi, networkx, igraph, graph-tool, graphology, Cytoscape and yEd all read it: default namespace, all keys first, nodes
// before edges, ids that are NMTOKENs, the six types of the schema, unique attribute names, no empty data, a weight on every edge.
//
// So that import gives the same graph back, a key's id ends with the kind of its values (i d b t s, or j for JSON), and a key
// that had to be renamed has its own name in <desc>.
#include <array>
#include <ostream>
#include <set>

#include "graph/formats/format.h"
#include "graph/formats/xml.h"

namespace demarche::graph {
namespace {

struct Key {
    std::string id, name, original;
    TextKind kind = TextKind::text;
};

constexpr char letter(TextKind kind) { return "idbtsj"[static_cast<std::size_t>(kind)]; }

constexpr std::string_view attribute_type(TextKind kind) {
    switch (kind) {
        case TextKind::integer: return "long";
        case TextKind::floating: return "double";
        case TextKind::boolean: return "boolean";
        default: return "string";
    }
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

class GraphmlWriter {
public:
    GraphmlWriter(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options)
        : graph_(graph), out_(out), options_(options), names_(node_names(graph)) {}

    void write() {
        find_keys();
        text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
        key("n_label", "node", "label", "string");
        key("n_types", "node", "entity_type", "string");
        for (const Key& k : node_keys_) key(k, "node");
        key("e_id", "edge", "eid", "string");
        key("e_relation", "edge", "relation", "string");
        if (own_weight_) key("e_weight", "edge", "weight", "double");
        for (const Key& k : edge_keys_) key(k, "edge");
        text_ += "<graph id=\"G\" edgedefault=\"directed\">\n";
        for (std::uint32_t n = 0; n < graph_.node_count(); ++n) node(NodeId{n});
        for (std::uint32_t e = 0; e < graph_.edge_count(); ++e) edge(EdgeId{e});
        text_ += "</graph>\n</graphml>\n";
        flush(0);
    }

private:
    void find_keys() {
        // Attributes that Gephi, igraph or sigma.js take for something else.
        std::set<std::string> taken = {"id", "label", "nodelabel", "entity_type", "type", "x", "y", "z", "xpos", "ypos", "zpos", "size", "r", "g", "b", "color",
                                       "kind", "interval", "timeset", "source", "target", "weight"};
        const auto nodes = [&](KeyId k) { return [this, k](std::size_t row) { return graph_.property(NodeId{static_cast<std::uint32_t>(row)}, k); }; };
        const auto edges = [&](KeyId k) { return [this, k](std::size_t row) { return graph_.property(EdgeId{static_cast<std::uint32_t>(row)}, k); }; };
        for (std::uint32_t i = 0; i < graph_.node_keys().size(); ++i) {
            node_keys_.push_back(make("nk", i, graph_.node_keys()[i], text_kind(nodes(KeyId{i}), graph_.node_count(), xml_clean), taken));
        }
        own_weight_ = !all_weighted();
        taken = {"id", "eid", "label", "edgelabel", "relation", "edge weight", "type", "r", "g", "b", "color", "kind", "interval", "timeset", "source", "target"};
        if (own_weight_) taken.insert("weight");
        for (std::uint32_t i = 0; i < graph_.edge_keys().size(); ++i) {
            edge_keys_.push_back(make("ek", i, graph_.edge_keys()[i], text_kind(edges(KeyId{i}), graph_.edge_count(), xml_clean), taken));
        }
    }

    static Key make(const char* prefix, std::uint32_t number, const std::string& original, TextKind kind, std::set<std::string>& taken) {
        Key k;
        k.id = prefix + std::to_string(number) + letter(kind);
        k.original = original;
        k.name = original.empty() ? "_" : original;
        while (!taken.insert(lower(k.name)).second) k.name += '_';
        k.kind = kind;
        return k;
    }

    // Every edge has a positive number as its weight: then that is what the readers get. Gephi drops edges of weight 0.
    bool all_weighted() const {
        const std::optional<KeyId> weight = graph_.find_edge_key("weight");
        bool integer = false, floating = false;
        for (std::uint32_t e = 0; weight && e < graph_.edge_count(); ++e) {
            const Value v = graph_.property(EdgeId{e}, *weight);
            if (v.as_integer() ? *v.as_integer() <= 0 : !(v.as_double() && *v.as_double() > 0 && *v.as_double() < 1e300)) return false;
            integer = integer || v.as_integer();
            floating = floating || v.as_double();
        }
        return weight.has_value() && integer != floating;
    }

    void key(std::string_view id, std::string_view owner, std::string_view name, std::string_view type) {
        text_ += "<key id=\"" + std::string(id) + "\" for=\"" + std::string(owner) + "\" attr.name=\"" + std::string(name) + "\" attr.type=\"" +
                 std::string(type) + "\"/>\n";
    }
    void key(const Key& k, std::string_view owner) {
        text_ += "<key id=\"" + k.id + "\" for=\"" + std::string(owner) + "\" attr.name=\"";
        append_xml(text_, k.name);
        text_ += "\" attr.type=\"" + std::string(attribute_type(k.kind)) + '"';
        if (k.name == k.original) {
            text_ += "/>\n";
        } else {
            text_ += "><desc>";
            append_xml(text_, tagged_json(Value(k.original)), true);
            text_ += "</desc></key>\n";
        }
    }
    void data(std::string_view id, std::string_view text, bool json = false) {
        text_ += "<data key=\"";
        text_ += id;
        text_ += "\">";
        append_xml(text_, text, json);
        text_ += "</data>";
    }
    void values(const std::vector<Key>& keys, const std::function<Value(KeyId)>& value) {
        for (std::uint32_t i = 0; i < keys.size(); ++i) {
            const Value v = value(KeyId{i});
            if (!v.is_null()) data(keys[i].id, plain_text(keys[i].kind, v), keys[i].kind == TextKind::json);
        }
    }
    void node(NodeId n) {
        const auto number = static_cast<std::size_t>(n);
        text_ += "<node id=\"n" + std::to_string(number) + "\">";
        data("n_label", display_name(graph_, n, names_[number]));
        if (const std::string types = joined_labels(graph_, n); !types.empty()) data("n_types", types);
        values(node_keys_, [&](KeyId k) { return graph_.property(n, k); });
        text_ += "</node>\n";
        flush(1 << 16);
    }
    void edge(EdgeId e) {
        const std::string id = "e" + std::to_string(static_cast<std::size_t>(e));
        const std::string& type = graph_.types()[static_cast<std::size_t>(graph_.type(e))];
        text_ += "<edge id=\"" + id + "\" source=\"n" + std::to_string(static_cast<std::size_t>(graph_.source(e))) + "\" target=\"n" +
                 std::to_string(static_cast<std::size_t>(graph_.target(e))) + '"';
        if (!options_.strict_xsd && !type.empty()) {
            text_ += " label=\"";
            append_xml(text_, type);
            text_ += '"';
        }
        text_ += '>';
        data("e_id", id);
        if (!type.empty()) data("e_relation", type);
        if (own_weight_) data("e_weight", "1.0");
        values(edge_keys_, [&](KeyId k) { return graph_.property(e, k); });
        text_ += "</edge>\n";
        flush(1 << 16);
    }
    void flush(std::size_t limit) {
        if (text_.size() < limit) return;
        out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
        text_.clear();
    }

    const PropertyGraph& graph_;
    std::ostream& out_;
    ExportOptions options_;
    std::vector<std::string> names_;
    std::vector<Key> node_keys_, edge_keys_;
    bool own_weight_ = false;
    std::string text_;
};

}  // namespace

void write_graphml(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options) { GraphmlWriter(graph, out, options).write(); }

}  // namespace demarche::graph
