// GEXF 1.3: kinds of edges, weights, colours and sizes, and a timeline, as Gephi reads them.
//
// So that import gives the same graph back, an attribute's id tells the kind of its values and, where it had to be renamed, its own
// name after a colon; <keywords> says when the weights are a property of the edges.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "graph/dates.h"
#include "graph/formats/xml.h"
#include "graph/formats/xml_keys.h"

namespace demarche::graph {
namespace {

// Told apart by people who do not see all colours (Okabe and Ito 2008). The last is for all the rest.
constexpr const char* kColours[] = {"r=\"230\" g=\"159\" b=\"0\"", "r=\"86\" g=\"180\" b=\"233\"", "r=\"0\" g=\"158\" b=\"115\"", "r=\"204\" g=\"121\" b=\"167\"",
                                    "r=\"0\" g=\"114\" b=\"178\"", "r=\"213\" g=\"94\" b=\"0\"", "r=\"240\" g=\"228\" b=\"66\"", "r=\"128\" g=\"128\" b=\"128\""};
constexpr std::size_t kOther = std::size(kColours) - 1;

// By number: the most frequent first, then in order of the numbers.
std::vector<std::size_t> colours(std::size_t count, const std::function<std::size_t(std::size_t)>& frequency) {
    std::vector<std::size_t> order(count), colour(count, kOther);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return frequency(a) > frequency(b); });
    for (std::size_t i = 0; i < std::min(count, kOther); ++i) colour[order[i]] = i;
    return colour;
}

class GexfWriter {
public:
    GexfWriter(const PropertyGraph& graph, std::ostream& out)
        : graph_(graph), names_(node_names(graph)), keys_(xml_keys(graph)), first_(graph.find_edge_key("first_date")), last_(graph.find_edge_key("last_date")),
          label_colours_(colours(graph.labels().size(), [&](std::size_t i) { return graph.nodes_with(LabelId{static_cast<std::uint32_t>(i)}).size(); })),
          type_colours_(colours(graph.types().size(), [&](std::size_t i) { return graph.edge_count(TypeId{static_cast<std::uint32_t>(i)}); })), text_(out) {}

    void write() {
        find_days();
        *text_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n"
                  "<meta><creator>demarche</creator>";
        if (keys_.weight) *text_ += "<keywords>weight</keywords>";
        *text_ += first_ ? "</meta>\n<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">\n"
                         : "</meta>\n<graph defaultedgetype=\"directed\">\n";
        attributes("node", labels_id_, "entity_type", keys_.nodes);
        attributes("edge", type_id_, "relation", keys_.edges);
        *text_ += "<nodes>\n";
        for (std::uint32_t n = 0; n < graph_.node_count(); ++n) node(NodeId{n});
        *text_ += "</nodes>\n<edges>\n";
        for (std::uint32_t e = 0; e < graph_.edge_count(); ++e) edge(EdgeId{e});
        *text_ += "</edges>\n</graph>\n</gexf>\n";
    }

private:
    struct Days {
        std::int64_t first = 1, last = 0;  // none
        bool any() const { return first <= last; }
        void widen(const Days& o) {
            if (any() && o.any()) *this = {std::min(first, o.first), std::max(last, o.last)};
            else if (o.any()) *this = o;
        }
    };

    // When an edge's act was, and for a node from the first of its acts to the last: else Gephi's timeline would hide it.
    void find_days() {
        node_days_.resize(graph_.node_count());
        if (!first_) return;
        for (std::uint32_t e = 0; e < graph_.edge_count(); ++e) {
            const Days days = days_of(EdgeId{e});
            node_days_[static_cast<std::size_t>(graph_.source(EdgeId{e}))].widen(days);
            node_days_[static_cast<std::size_t>(graph_.target(EdgeId{e}))].widen(days);
        }
    }
    Days days_of(EdgeId e) const {
        const auto range = [&](const std::optional<KeyId>& key) {
            const Value v = key ? graph_.property(e, *key) : Value();
            return v.as_string() ? day_range(*v.as_string()) : std::nullopt;
        };
        const auto first = range(first_), last = range(last_);
        return first && last ? Days{first->first, last->last} : Days{};
    }
    void span(const Days& days) {
        if (days.any()) text_->append(" start=\"").append(iso_day(days.first)).append("\" end=\"").append(iso_day(days.last)).append("\"");
    }

    bool left_out(const std::vector<XmlKey>& keys, std::uint32_t i) const { return &keys == &keys_.edges && keys_.weight == KeyId{i}; }
    std::string id_of(const XmlKey& key) const {
        return key.name == key.original && xml_clean(key.name) ? key.id : key.id + ':' + tagged_json(Value(key.original));
    }
    void attributes(std::string_view owner, std::string_view type_id, std::string_view type_title, const std::vector<XmlKey>& keys) {
        text_->append("<attributes class=\"").append(owner).append("\" mode=\"static\">\n<attribute id=\"").append(type_id);
        text_->append("\" title=\"").append(type_title).append("\" type=\"string\"/>\n");
        std::vector<std::string>& ids = &keys == &keys_.nodes ? node_ids_ : edge_ids_;
        for (std::uint32_t i = 0; i < keys.size(); ++i) {
            ids.emplace_back();
            append_xml(ids.back(), id_of(keys[i]), true);
            if (left_out(keys, i)) continue;
            text_->append("<attribute id=\"").append(ids.back()).append("\" title=\"");
            append_xml(*text_, keys[i].name);
            text_->append("\" type=\"").append(xml_type(keys[i].kind)).append("\"/>\n");
        }
        *text_ += "</attributes>\n";
    }

    void value(std::string_view id, std::string_view text, bool json) {
        text_->append("<attvalue for=\"").append(id).append("\" value=\"");
        append_xml(*text_, text, json);
        *text_ += "\"/>";
    }
    template <class Get>
    void values(const std::vector<XmlKey>& keys, const std::vector<std::string>& ids, const Get& get) {
        for (std::uint32_t i = 0; i < keys.size(); ++i) {
            const Value v = left_out(keys, i) ? Value() : get(KeyId{i});
            if (!v.is_null()) value(ids[i], plain_text(keys[i].kind, v), keys[i].kind == TextKind::json);
        }
    }

    void node(NodeId n) {
        const auto number = static_cast<std::size_t>(n);
        text_->append("<node id=\"n").append(std::to_string(number)).append("\" label=\"");
        append_xml(*text_, display_name(graph_, n, names_[number]));
        *text_ += '"';
        span(node_days_[number]);
        *text_ += "><attvalues>";
        std::size_t colour = kOther;  // of the most general label
        for (const LabelId label : graph_.labels_of(n)) colour = std::min(colour, label_colours_[static_cast<std::size_t>(label)]);
        if (!graph_.labels_of(n).empty()) value(labels_id_, labels_text(graph_, n, keys_), keys_.json_labels);
        values(keys_.nodes, node_ids_, [&](KeyId k) { return graph_.property(n, k); });
        const auto degree = static_cast<double>(graph_.out(n).size() + graph_.in(n).size());
        text_->append("</attvalues><viz:color ").append(kColours[colour]).append("/><viz:size value=\"");
        text_->append(std::to_string(8 + std::lround(4 * std::sqrt(degree)))).append("\"/></node>\n");
        text_.breathe();
    }

    void edge(EdgeId e) {
        const auto type_number = static_cast<std::size_t>(graph_.type(e));
        const std::string& type = graph_.types()[type_number];
        text_->append("<edge id=\"e").append(std::to_string(static_cast<std::size_t>(e)));
        text_->append("\" source=\"n").append(std::to_string(static_cast<std::size_t>(graph_.source(e))));
        text_->append("\" target=\"n").append(std::to_string(static_cast<std::size_t>(graph_.target(e)))).append("\" type=\"directed\"");
        for (const char* attribute : {" kind=\"", " label=\""}) {
            if (type.empty()) continue;
            *text_ += attribute;
            append_xml(*text_, type);
            *text_ += '"';
        }
        const Value weight = keys_.weight ? graph_.property(e, *keys_.weight) : Value(1.0);
        text_->append(" weight=\"").append(plain_text(weight.as_integer() ? TextKind::integer : TextKind::floating, weight)).append("\"");
        if (first_) span(days_of(e));
        *text_ += "><attvalues>";
        if (!type.empty()) value(type_id_, type_text(type, keys_), keys_.json_types);
        values(keys_.edges, edge_ids_, [&](KeyId k) { return graph_.property(e, k); });
        text_->append("</attvalues><viz:color ").append(kColours[type_colours_[type_number]]).append("/></edge>\n");
        text_.breathe();
    }

    const PropertyGraph& graph_;
    std::vector<std::string> names_;
    XmlKeys keys_;
    std::string_view labels_id_ = keys_.json_labels ? "n_typesj" : "n_types", type_id_ = keys_.json_types ? "e_relationj" : "e_relation";
    std::optional<KeyId> first_, last_;
    std::vector<std::size_t> label_colours_, type_colours_;
    std::vector<std::string> node_ids_, edge_ids_;  // of the attributes, escaped
    std::vector<Days> node_days_;
    TextBuffer text_;
};

}  // namespace

void write_gexf(const PropertyGraph& graph, std::ostream& out, const ExportOptions&) { GexfWriter(graph, out).write(); }

}  // namespace demarche::graph
