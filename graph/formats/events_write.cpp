// The table of events that political scientists know: tab-separated, one row an act, PLOVER event types and CAMEO codes.
#include <ostream>

#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

// No cell may hold the separators.
std::string cell(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20U) c = ' ';
    }
    return text;
}

std::string text_of(const Value& value) {
    if (value.is_null()) return {};
    if (value.as_string()) return *value.as_string();
    return value.as_double() ? plain_text(TextKind::floating, value) : tagged_json(value);
}

class EventWriter {
public:
    EventWriter(const PropertyGraph& graph, std::ostream& out) : graph_(graph), out_(out), names_(node_names(graph)) {}

    void write() {
        row({"event_id", "date", "last_date", "publication_date", "source_id", "source_name", "source_type", "source_country", "target_id", "target_name", "target_type",
             "target_country", "event_type", "event_mode", "event_code", "polarity", "modality", "topic", "location", "attributed_to", "confidence", "reports",
             "articles", "article", "sentence"});
        const bool coded = graph_.find_edge_key("plover") || graph_.find_edge_key("cameo");
        for (std::uint32_t e = 0; e < graph_.edge_count(); ++e) {
            // Who represents whom is a state of affairs, not an event: it has no code.
            if (!coded || !text(EdgeId{e}, "plover").empty() || !text(EdgeId{e}, "cameo").empty()) event(EdgeId{e});
        }
    }

private:
    std::string text(EdgeId e, std::string_view key) const {
        const auto id = graph_.find_edge_key(key);
        return id ? text_of(graph_.property(e, *id)) : std::string();
    }
    std::string text(NodeId n, std::string_view key) const {
        const auto id = graph_.find_node_key(key);
        return id ? text_of(graph_.property(n, *id)) : std::string();
    }
    void party(std::vector<std::string>& cells, NodeId n) const {
        const std::string& name = names_[static_cast<std::size_t>(n)];
        const std::vector<std::string> labels = split_labels(joined_labels(graph_, n));
        cells.insert(cells.end(), {name, shown(n), labels.empty() ? "" : labels.front(), text(n, "state")});
    }
    // Where the act took place, as far as the graph says: its own property, else an end that is a place or an event of a known place.
    std::string location(EdgeId e) const {
        if (std::string own = text(e, "location"); !own.empty()) return own;
        for (const NodeId end : {graph_.target(e), graph_.source(e)}) {
            if (place_ && graph_.has_label(end, *place_)) return shown(end);
            if (!event_ || !located_in_ || !graph_.has_label(end, *event_)) continue;
            if (const Adjacency places = graph_.out(end, *located_in_); !places.empty()) return shown(places.nodes.front());
        }
        return {};
    }
    std::string shown(NodeId n) const { return display_name(graph_, n, names_[static_cast<std::size_t>(n)]); }

    void event(EdgeId e) {
        std::string first = text(e, "first_date"), type = text(e, "plover");
        if (first.empty()) first = text(e, "date");
        for (char& c : type) {
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        }
        const auto key = graph_.find_edge_key("evidence");
        const Value evidence = key ? graph_.property(e, *key) : Value();
        const Value report = evidence.as_list() && !evidence.as_list()->empty() ? evidence.as_list()->front() : Value();
        const auto of_report = [&](const char* name) {
            const Value* value = report.find(name);
            return value ? text_of(*value) : std::string();
        };
        std::vector<std::string> cells = {"e" + std::to_string(static_cast<std::size_t>(e)), first, text(e, "last_date"), of_report("date")};
        party(cells, graph_.source(e));
        party(cells, graph_.target(e));
        cells.insert(cells.end(), {type, graph_.types()[static_cast<std::size_t>(graph_.type(e))], text(e, "cameo"), text(e, "polarity"), text(e, "modality"),
                                   text(e, "topic"), location(e), text(e, "attributed_to"), text(e, "confidence"), text(e, "weight"), text(e, "articles"),
                                   of_report("article"), of_report("sentence")});
        row(cells);
    }
    void row(const std::vector<std::string>& cells) {
        std::string line;
        for (const std::string& c : cells) line += (&c == &cells.front() ? "" : "\t") + cell(c);
        out_ << line << '\n';
    }

    const PropertyGraph& graph_;
    std::ostream& out_;
    std::vector<std::string> names_;
    std::optional<LabelId> place_ = graph_.find_label("Place"), event_ = graph_.find_label("Event");
    std::optional<TypeId> located_in_ = graph_.find_type("located_in");
};

}  // namespace

void write_events(const PropertyGraph& graph, std::ostream& out) { EventWriter(graph, out).write(); }

}  // namespace demarche::graph
