// GEXF 1.3: kinds of edges, weights, colours by type and a timeline, as Gephi reads them.
#include <ostream>

#include "graph/dates.h"
#include "graph/formats/format.h"
#include "graph/formats/xml.h"

namespace demarche::graph {
namespace {

// Told apart by people who do not see all colours (Okabe and Ito 2008).
constexpr const char* kColours[] = {"r=\"230\" g=\"159\" b=\"0\"", "r=\"86\" g=\"180\" b=\"233\"", "r=\"0\" g=\"158\" b=\"115\"", "r=\"240\" g=\"228\" b=\"66\"",
                                    "r=\"0\" g=\"114\" b=\"178\"", "r=\"213\" g=\"94\" b=\"0\"", "r=\"204\" g=\"121\" b=\"167\"", "r=\"128\" g=\"128\" b=\"128\""};

class GexfWriter {
public:
    GexfWriter(const PropertyGraph& graph, std::ostream& out)
        : graph_(graph), out_(out), names_(node_names(graph)), first_(graph.find_edge_key("first_date")), last_(graph.find_edge_key("last_date")),
          weight_(graph.find_edge_key("weight")) {}

    void write() {
        out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n";
        out_ << (first_ ? "<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">\n"
                        : "<graph defaultedgetype=\"directed\">\n");
        attributes("node", graph_.node_keys(), node_kinds_, graph_.node_count(),
                   [&](std::size_t row, KeyId key) { return graph_.property(NodeId{static_cast<std::uint32_t>(row)}, key); });
        attributes("edge", graph_.edge_keys(), edge_kinds_, graph_.edge_count(),
                   [&](std::size_t row, KeyId key) { return graph_.property(EdgeId{static_cast<std::uint32_t>(row)}, key); });
        out_ << "<nodes>\n";
        for (std::uint32_t n = 0; n < graph_.node_count(); ++n) node(NodeId{n});
        out_ << "</nodes>\n<edges>\n";
        for (std::uint32_t e = 0; e < graph_.edge_count(); ++e) edge(EdgeId{e});
        out_ << "</edges>\n</graph>\n</gexf>\n";
    }

private:
    static std::string escaped(std::string_view text, bool json = false) {
        std::string out;
        append_xml(out, text, json);
        return out;
    }

    void attributes(const char* owner, std::span<const std::string> keys, std::vector<TextKind>& kinds, std::size_t rows,
                    const std::function<Value(std::size_t, KeyId)>& value) {
        static constexpr const char* kTypes[] = {"long", "double", "boolean", "string", "string", "string"};
        out_ << "<attributes class=\"" << owner << "\" mode=\"static\">\n";
        out_ << "<attribute id=\"a_type\" title=\"" << (std::string_view(owner) == "node" ? "entity_type" : "relation") << "\" type=\"string\"/>\n";
        for (std::uint32_t i = 0; i < keys.size(); ++i) {
            kinds.push_back(text_kind([&](std::size_t row) { return value(row, KeyId{i}); }, rows, xml_clean));
            out_ << "<attribute id=\"a" << i << "\" title=\"" << escaped(keys[i].empty() ? "_" : keys[i]) << "\" type=\"" << kTypes[static_cast<std::size_t>(kinds[i])]
                 << "\"/>\n";
        }
        out_ << "</attributes>\n";
    }

    void values(const std::vector<TextKind>& kinds, std::string_view type, const std::function<Value(KeyId)>& value) {
        out_ << "<attvalues>";
        if (!type.empty()) out_ << "<attvalue for=\"a_type\" value=\"" << escaped(type) << "\"/>";
        for (std::uint32_t i = 0; i < kinds.size(); ++i) {
            const Value v = value(KeyId{i});
            if (v.is_null()) continue;
            out_ << "<attvalue for=\"a" << i << "\" value=\"" << escaped(plain_text(kinds[i], v), kinds[i] == TextKind::json) << "\"/>";
        }
        out_ << "</attvalues>";
    }

    void node(NodeId n) {
        const auto number = static_cast<std::size_t>(n);
        out_ << "<node id=\"n" << number << "\" label=\"" << escaped(display_name(graph_, n, names_[number])) << "\">";
        values(node_kinds_, joined_labels(graph_, n), [&](KeyId k) { return graph_.property(n, k); });
        std::size_t colour = std::size(kColours) - 1;
        for (const LabelId label : graph_.labels_of(n)) colour = static_cast<std::size_t>(label) % std::size(kColours);
        out_ << "<viz:color " << kColours[colour] << "/></node>\n";
    }

    // A date as Gephi parses it: a whole day.
    std::string day(EdgeId e, const std::optional<KeyId>& key) const {
        const Value v = key ? graph_.property(e, *key) : Value();
        const auto range = v.as_string() ? day_range(*v.as_string()) : std::nullopt;
        return range ? iso_day(range->first) : std::string();
    }

    void edge(EdgeId e) {
        const std::string type = escaped(graph_.types()[static_cast<std::size_t>(graph_.type(e))]);
        const Value w = weight_ ? graph_.property(e, *weight_) : Value();
        const double weight = w.as_integer() ? static_cast<double>(*w.as_integer()) : w.as_double() ? *w.as_double() : 1.0;
        out_ << "<edge id=\"e" << static_cast<std::size_t>(e) << "\" source=\"n" << static_cast<std::size_t>(graph_.source(e)) << "\" target=\"n"
             << static_cast<std::size_t>(graph_.target(e)) << "\" kind=\"" << type << "\" label=\"" << type << "\" weight=\""
             << plain_text(TextKind::floating, Value(weight > 0 && weight < 1e30 ? weight : 1.0)) << '"';
        const std::string first = day(e, first_), last = day(e, last_);
        if (!first.empty() && first <= last) out_ << " start=\"" << first << "\" end=\"" << last << '"';
        out_ << '>';
        values(edge_kinds_, graph_.types()[static_cast<std::size_t>(graph_.type(e))], [&](KeyId k) { return graph_.property(e, k); });
        out_ << "</edge>\n";
    }

    const PropertyGraph& graph_;
    std::ostream& out_;
    std::vector<std::string> names_;
    std::optional<KeyId> first_, last_, weight_;
    std::vector<TextKind> node_kinds_, edge_kinds_;
};

}  // namespace

void write_gexf(const PropertyGraph& graph, std::ostream& out, const ExportOptions&) { GexfWriter(graph, out).write(); }

}  // namespace demarche::graph
