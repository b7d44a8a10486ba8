// GraphML: our own, exactly; and that of Gephi, networkx, igraph, yEd, Cytoscape and Neo4j, by the attributes' names and types.
#include "graph/formats/import.h"
#include "graph/formats/xml_keys.h"
#include "graph/formats/xml_reader.h"

namespace demarche::graph {
namespace {

TextKind declared_kind(std::string_view type) {
    if (type == "int" || type == "integer" || type == "long" || type == "short" || type == "byte") return TextKind::integer;
    if (type == "float" || type == "double") return TextKind::floating;
    return type == "boolean" || type == "bool" ? TextKind::boolean : TextKind::text;
}

struct OpenNode {
    std::string id, labels;
    Map properties;  // those read before a nested graph began
};
struct OpenEdge {
    std::string source, target, type;
    std::size_t line = 0;
};

class GraphmlHandler : public XmlHandler {
public:
    std::string begin(std::string_view name, const XmlAttributes& attributes, std::string_view text) override {
        if (std::exchange(in_label_, name == "NodeLabel" || name == "EdgeLabel")) drawn_label(text);  // before what tells where it is drawn
        if (name == "data") data_ = attributes["key"];
        else if (name == "node") begin_node(attributes);
        else if (name == "edge") begin_edge(attributes);
        else if (name == "key") begin_key(attributes);
        else if (name == "graph") begin_graph(attributes);
        else if (name == "hyperedge") return "a <hyperedge> has no place in a graph of edges";
        return {};
    }
    std::string end(std::string_view name, std::string_view text) override {
        if (name == "data") return end_data(text);
        if (name == "node") return end_node();
        if (name == "edge") end_edge();
        else if (name == "desc" && key_) rename_key(text);
        else if (name == "default" && key_) return end_default(text);
        else if (name == "key") end_key();
        else if (std::exchange(in_label_, false)) drawn_label(text);
        return {};
    }
    std::optional<std::pair<std::string, std::size_t>> finish() override {
        if (!graph_seen_) return std::pair("no <graph>: not a GraphML file", std::size_t{0});
        return graph_.settle();
    }
    Result<PropertyGraph> freeze() { return graph_.freeze(); }

private:
    void begin_key(const XmlAttributes& attributes) {
        AttributeTable::Attribute key;
        key.id = attributes["id"];
        key.name = attributes.find("attr.name").value_or(key.id);
        const std::optional<TextKind> own = kind_of_id(key.id);
        key.own = own.has_value();
        key.kind = own ? *own : declared_kind(attributes.find("attr.type").value_or("string"));
        own_file_ = own_file_ || key.id == "n_label";
        const bool derived = own_file_ && (key.id == "n_label" || key.id == "e_id" || key.id == "e_weight");
        key.ignored = derived || attributes.find("yfiles.type").has_value();
        key_owner_ = attributes.find("for").value_or("all");
        key_ = std::move(key);
    }
    // The key's own name, as our writer puts it where the attribute had to be called otherwise.
    void rename_key(std::string_view text) {
        const std::optional<Value> name = key_->own ? parse_tagged_json(text) : std::nullopt;
        if (name && name->as_string()) key_->name = *name->as_string();
    }
    std::string end_default(std::string_view text) {
        key_->default_value = parse_foreign(key_->kind, text);
        return key_->default_value ? std::string() : "'" + std::string(text.substr(0, 60)) + "' is no value of attribute '" + key_->name + "'";
    }
    void end_key() {
        if (key_ && (key_owner_ == "node" || key_owner_ == "all")) nodes_.add(*key_);
        if (key_ && (key_owner_ == "edge" || key_owner_ == "all")) edges_.add(*key_);
        key_.reset();
    }

    void begin_graph(const XmlAttributes& attributes) {
        directed_ = attributes["edgedefault"] != "undirected";
        if (std::exchange(graph_seen_, true)) return;
        keep_id_ = !own_file_ && !nodes_.has("id");
        nodes_.settle(own_file_, true);
        edges_.settle(own_file_, false);
    }

    void begin_node(const XmlAttributes& attributes) {
        if (!open_.empty()) {
            open_.back().properties = nodes_.take();
            if (auto labels = nodes_.take_type()) open_.back().labels = std::move(*labels);
        }
        open_.push_back({std::string(attributes["id"]), std::string(attributes["labels"]), {}});
        in_node_ = true;
    }
    void begin_edge(const XmlAttributes& attributes) {
        edge_.source = attributes["source"];
        edge_.target = attributes["target"];
        edge_.type = attributes["label"];
        edge_.line = attributes.line();
        const std::string_view directed = attributes["directed"];
        if (!own_file_ && (directed.empty() ? !directed_ : directed == "false")) edges_.set_property("directed", Value(false));
        in_node_ = false;
    }
    std::string end_data(std::string_view text) {
        if (in_node_ && open_.empty()) return {};  // of the <graph>
        return in_node_ ? nodes_.set(data_, text) : edges_.set(data_, text);
    }
    // yEd keeps what people see in its drawing of the element.
    void drawn_label(std::string_view text) {
        const std::string label = trimmed(text);
        if (label.empty()) return;
        if (in_node_ && !open_.empty()) nodes_.set_property("name", Value(label));
        else if (!in_node_ && edge_.type.empty()) edge_.type = label;
    }

    std::string end_node() {
        OpenNode node = std::move(open_.back());
        open_.pop_back();
        if (keep_id_) nodes_.set_property("id", Value(node.id));
        Map properties = nodes_.take();
        if (!node.properties.empty()) {
            properties.insert(properties.end(), node.properties.begin(), node.properties.end());
            properties = make_map(std::move(properties));
        }
        const std::string labels = nodes_.take_type().value_or(node.labels);
        const bool fresh = graph_.add_node(node.id, own_file_ ? split_labels(labels) : labels_of_text(labels), std::move(properties));
        return fresh ? std::string() : "node '" + node.id + "' is there twice";
    }
    void end_edge() {
        std::string type = edges_.take_type().value_or(edge_.type);
        if (type.empty() && !own_file_) type = "RELATED";
        graph_.add_edge(edge_.source, type, edge_.target, edges_.filled(), edge_.line);
        in_node_ = true;
    }

    NamedGraph graph_;
    AttributeTable nodes_{"n_types", label_rank}, edges_{"e_relation", relation_rank};
    std::optional<AttributeTable::Attribute> key_;  // the <key> that is open
    std::string key_owner_, data_;
    std::vector<OpenNode> open_;  // the innermost last
    OpenEdge edge_;
    bool in_node_ = true, graph_seen_ = false, directed_ = true, own_file_ = false, keep_id_ = false, in_label_ = false;
};

}  // namespace

Result<PropertyGraph> read_graphml(const std::string& path) {
    GraphmlHandler handler;
    if (const Result<void> read = read_xml(path, handler); !read) return read.error();
    return handler.freeze();
}

}  // namespace demarche::graph
