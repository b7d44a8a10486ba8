// GEXF 1.0 to 1.3: our own, exactly; and that of Gephi, networkx and others. Positions, sizes and colours are not read.
#include "graph/formats/import.h"
#include "graph/formats/xml_keys.h"
#include "graph/formats/xml_reader.h"

namespace demarche::graph {
namespace {

TextKind declared_kind(std::string_view type) {
    if (type == "integer" || type == "long" || type == "short" || type == "byte") return TextKind::integer;
    if (type == "float" || type == "double") return TextKind::floating;
    return type == "boolean" ? TextKind::boolean : TextKind::text;
}

class GexfHandler : public XmlHandler {
public:
    std::string begin(std::string_view name, const XmlAttributes& attributes, std::string_view) override {
        if (name == "attvalue") return value(attributes);
        if (name == "node") begin_node(attributes);
        else if (name == "edge") return begin_edge(attributes);
        else if (name == "attributes") owner_ = attributes["class"];
        else if (name == "attribute") begin_attribute(attributes);
        else if (name == "nodes" || name == "edges") settle();
        else if (name == "graph") begin_graph(attributes);
        return {};
    }
    std::string end(std::string_view name, std::string_view text) override {
        if (name == "node") return end_node();
        if (name == "edge") end_edge();
        else if (name == "attribute") end_attribute();
        else if (name == "default" && attribute_) return end_default(text);
        else if (name == "creator") own_file_ = text == "demarche";
        else if (name == "keywords") own_weight_ = own_file_ && text == "weight";
        return {};
    }
    std::optional<std::pair<std::string, std::size_t>> finish() override {
        if (!graph_seen_) return std::pair("no <graph>: not a GEXF file", std::size_t{0});
        return graph_.settle();
    }
    Result<PropertyGraph> freeze() { return graph_.freeze(); }

private:
    void begin_graph(const XmlAttributes& attributes) {
        graph_seen_ = true;
        directed_ = attributes.find("defaultedgetype").value_or("undirected") == "directed";
    }
    void begin_attribute(const XmlAttributes& attributes) {
        AttributeTable::Attribute a;
        a.id = attributes["id"];
        a.name = attributes.find("title").value_or(a.id);
        a.kind = declared_kind(attributes["type"]);
        const std::size_t colon = std::min(a.id.find(':'), a.id.size());
        if (const auto own = own_file_ ? kind_of_id(a.id.substr(0, colon)) : std::nullopt) {
            a.own = true;
            a.kind = *own;
            const auto name = colon < a.id.size() ? parse_tagged_json(std::string_view(a.id).substr(colon + 1)) : std::nullopt;
            if (name && name->as_string()) a.name = *name->as_string();
        }
        attribute_ = std::move(a);
    }
    std::string end_default(std::string_view text) {
        attribute_->default_value = parse_foreign(attribute_->kind, text);
        return attribute_->default_value ? std::string() : "'" + std::string(text.substr(0, 60)) + "' is no value of attribute '" + attribute_->name + "'";
    }
    void end_attribute() {
        if (attribute_) (owner_ == "edge" ? edges_ : nodes_).add(std::move(*attribute_));
        attribute_.reset();
    }
    void settle() {
        if (std::exchange(settled_, true)) return;
        keep_id_ = !own_file_ && !nodes_.has("id");
        keep_name_ = !own_file_ && !nodes_.has("name");
        nodes_.settle(own_file_, false);
        edges_.settle(own_file_, false);
    }
    std::string value(const XmlAttributes& attributes) {
        const std::string_view id = attributes.find("for").value_or(attributes["id"]);  // GEXF 1.0 called it id
        return in_edge_ ? edges_.set(id, attributes["value"]) : nodes_.set(id, attributes["value"]);
    }
    void spans(AttributeTable& table, const XmlAttributes& attributes) const {
        for (const char* key : {"start", "end", "timestamp", "startopen", "endopen"}) {
            if (const auto day = own_file_ ? std::nullopt : attributes.find(key)) table.set_property(key, Value(*day));
        }
    }

    void begin_node(const XmlAttributes& attributes) {
        if (!open_.empty()) {  // a node inside a node: what the outer one has stands before
            open_.back().properties = nodes_.take();
            open_.back().labels = nodes_.take_type().value_or("");
        }
        open_.push_back({std::string(attributes["id"]), "", {}});
        if (const auto label = attributes.find("label"); keep_name_ && label && !label->empty()) nodes_.set_property("name", Value(*label));
        if (const auto parent = own_file_ ? std::nullopt : attributes.find("pid")) nodes_.set_property("parent", Value(*parent));
        spans(nodes_, attributes);
        in_edge_ = false;
    }
    std::string end_node() {
        Open node = std::move(open_.back());
        open_.pop_back();
        if (keep_id_) nodes_.set_property("id", Value(node.id));
        Map properties = nodes_.take();
        properties.insert(properties.end(), node.properties.begin(), node.properties.end());
        if (!node.properties.empty()) properties = make_map(std::move(properties));
        const std::string labels = nodes_.take_type().value_or(node.labels);
        const bool fresh = graph_.add_node(node.id, own_file_ ? split_labels(labels) : labels_of_text(labels), std::move(properties));
        return fresh ? std::string() : "node '" + node.id + "' is there twice";
    }

    std::string begin_edge(const XmlAttributes& attributes) {
        source_ = attributes["source"];
        target_ = attributes["target"];
        type_ = attributes.find("kind").value_or(attributes["label"]);
        line_ = attributes.line();
        in_edge_ = true;
        spans(edges_, attributes);
        const std::string_view directed = attributes["type"];
        if (!own_file_ && (directed.empty() ? !directed_ : directed != "directed")) edges_.set_property("directed", Value(false));
        const auto weight = own_file_ && !own_weight_ ? std::nullopt : attributes.find("weight");
        if (!weight) return {};
        const bool whole = weight->find_first_not_of("0123456789") == std::string_view::npos;
        std::optional<Value> number = parse_foreign(own_file_ && whole ? TextKind::integer : TextKind::floating, *weight);
        if (!number) return "'" + std::string(weight->substr(0, 60)) + "' is no weight";
        edges_.set_property("weight", std::move(*number));
        return {};
    }
    void end_edge() {
        std::string type = edges_.take_type().value_or(type_);
        if (type.empty() && !own_file_) type = "RELATED";
        graph_.add_edge(source_, type, target_, edges_.filled(), line_);
        in_edge_ = false;
    }

    struct Open {
        std::string id, labels;
        Map properties;
    };
    NamedGraph graph_;
    AttributeTable nodes_{"n_types", label_rank}, edges_{"e_relation", relation_rank};
    std::optional<AttributeTable::Attribute> attribute_;  // the one that is open
    std::vector<Open> open_;                              // the innermost last
    std::string owner_, source_, target_, type_;
    std::size_t line_ = 0;
    bool in_edge_ = false, graph_seen_ = false, settled_ = false, directed_ = false, own_file_ = false, own_weight_ = false, keep_id_ = false, keep_name_ = false;
};

}  // namespace

Result<PropertyGraph> read_gexf(const std::string& path) {
    GexfHandler handler;
    if (const Result<void> read = read_xml(path, handler); !read) return read.error();
    return handler.freeze();
}

}  // namespace demarche::graph
