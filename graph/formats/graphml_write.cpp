// GraphML as Gephi, networkx, igraph, graph-tool, graphology, Cytoscape and yEd all read it: default namespace, all keys first, nodes
// before edges, ids that are NMTOKENs, the six types of the schema, unique attribute names, no empty data, a weight on every edge.
//
// So that import gives the same graph back, a key's id tells the kind of its values, and a key that had to be renamed has its own
// name in <desc>.
#include "graph/formats/xml.h"
#include "graph/formats/xml_keys.h"

namespace demarche::graph {
namespace {

class GraphmlWriter {
public:
    GraphmlWriter(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options)
        : graph_(graph), options_(options), names_(node_names(graph)), keys_(xml_keys(graph)), text_(out) {}

    void write() {
        *text_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                  "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
        key("n_label", "node", "label", "string");
        key(labels_id_, "node", "entity_type", "string");
        for (const XmlKey& k : keys_.nodes) key(k, "node");
        key("e_id", "edge", "eid", "string");
        key(type_id_, "edge", "relation", "string");
        if (!keys_.weight) key("e_weight", "edge", "weight", "double");
        for (const XmlKey& k : keys_.edges) key(k, "edge");
        *text_ += "<graph id=\"G\" edgedefault=\"directed\">\n";
        for (std::uint32_t n = 0; n < graph_.node_count(); ++n) node(NodeId{n});
        for (std::uint32_t e = 0; e < graph_.edge_count(); ++e) edge(EdgeId{e});
        *text_ += "</graph>\n</graphml>\n";
    }

private:
    void open_key(std::string_view id, std::string_view owner, std::string_view name, std::string_view type) {
        text_->append("<key id=\"").append(id).append("\" for=\"").append(owner).append("\" attr.name=\"");
        append_xml(*text_, name);
        text_->append("\" attr.type=\"").append(type).append("\"");
    }
    void key(std::string_view id, std::string_view owner, std::string_view name, std::string_view type) {
        open_key(id, owner, name, type);
        *text_ += "/>\n";
    }
    void key(const XmlKey& k, std::string_view owner) {
        open_key(k.id, owner, k.name, xml_type(k.kind));
        if (k.name == k.original && xml_clean(k.name)) {
            *text_ += "/>\n";
        } else {
            *text_ += "><desc>";
            append_xml(*text_, tagged_json(Value(k.original)), true);
            *text_ += "</desc></key>\n";
        }
    }
    void data(std::string_view id, std::string_view text, bool json = false) {
        text_->append("<data key=\"").append(id).append("\">");
        append_xml(*text_, text, json);
        *text_ += "</data>";
    }
    template <class Get>
    void values(const std::vector<XmlKey>& keys, const Get& value) {
        for (std::uint32_t i = 0; i < keys.size(); ++i) {
            const Value v = value(KeyId{i});
            if (!v.is_null()) data(keys[i].id, plain_text(keys[i].kind, v), keys[i].kind == TextKind::json);
        }
    }
    void node(NodeId n) {
        const auto number = static_cast<std::size_t>(n);
        text_->append("<node id=\"n").append(std::to_string(number)).append("\">");
        data("n_label", display_name(graph_, n, names_[number]));
        if (!graph_.labels_of(n).empty()) data(labels_id_, labels_text(graph_, n, keys_), keys_.json_labels);
        values(keys_.nodes, [&](KeyId k) { return graph_.property(n, k); });
        *text_ += "</node>\n";
        text_.breathe();
    }
    void edge(EdgeId e) {
        const std::string id = "e" + std::to_string(static_cast<std::size_t>(e));
        const std::string& type = graph_.types()[static_cast<std::size_t>(graph_.type(e))];
        text_->append("<edge id=\"").append(id).append("\" source=\"n").append(std::to_string(static_cast<std::size_t>(graph_.source(e))));
        text_->append("\" target=\"n").append(std::to_string(static_cast<std::size_t>(graph_.target(e)))).append("\"");
        if (!options_.strict_xsd && !type.empty()) {
            *text_ += " label=\"";
            append_xml(*text_, type);
            *text_ += '"';
        }
        *text_ += '>';
        data("e_id", id);
        if (!type.empty()) data(type_id_, type_text(type, keys_), keys_.json_types);
        if (!keys_.weight) data("e_weight", "1.0");
        values(keys_.edges, [&](KeyId k) { return graph_.property(e, k); });
        *text_ += "</edge>\n";
        text_.breathe();
    }

    const PropertyGraph& graph_;
    ExportOptions options_;
    std::vector<std::string> names_;
    XmlKeys keys_;
    std::string_view labels_id_ = keys_.json_labels ? "n_typesj" : "n_types", type_id_ = keys_.json_types ? "e_relationj" : "e_relation";
    TextBuffer text_;
};

}  // namespace

void write_graphml(const PropertyGraph& graph, std::ostream& out, const ExportOptions& options) { GraphmlWriter(graph, out, options).write(); }

}  // namespace demarche::graph
