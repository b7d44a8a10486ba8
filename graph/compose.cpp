#include "graph/compose.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "graph/property_graph.h"

namespace demarche::graph {
namespace {

constexpr std::uint32_t kFromDelta = 0x80000000U;  // set: a number in the delta's list, else a row of the base
constexpr std::uint32_t kGone = 0xFFFFFFFFU;

// Where in the order of edges one belongs. Views into the base and the delta.
using Place = std::tuple<std::uint32_t, std::string_view, std::uint32_t, std::string_view, std::string_view>;

struct NewEdge {
    std::uint32_t source = 0, target = 0;
    const ActKey* key = nullptr;
    const Map* properties = nullptr;
};

class Composition {
public:
    Composition(const PropertyGraph& base, const GraphDelta& delta, const Ontology& ontology)
        : base_(base), data_(base.data()), delta_(delta), ontology_(ontology) {}

    std::optional<PropertyGraph> run() {
        const auto id = base_.find_node_key("id");
        if (base_.node_count() && (!id || data_.node_columns[static_cast<std::size_t>(*id)].kind() != Column::Kind::text)) return std::nullopt;
        if (id) ids_ = &data_.node_columns[static_cast<std::size_t>(*id)];
        order_nodes();
        drop_edges();
        if (!number_new_edges()) return std::nullopt;
        if (!add_edges()) return std::nullopt;
        Result<PropertyGraph> graph = builder_.freeze();
        if (!graph) return std::nullopt;
        fill(const_cast<PropertyGraph::Data&>(graph->data()));  // nobody else has the graph yet
        return std::move(*graph);
    }

private:
    std::string_view id_of(std::uint32_t node) const { return ids_->text(node); }

    std::optional<std::uint32_t> base_node(std::string_view id) const {
        std::uint32_t low = 0, high = static_cast<std::uint32_t>(base_.node_count());
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (id_of(middle) < id) low = middle + 1;
            else high = middle;
        }
        return low < base_.node_count() && id_of(low) == id ? std::optional(low) : std::nullopt;
    }

    // Both lists are in the order of the ids; of two with one id the delta's counts.
    void order_nodes() {
        new_number_.assign(base_.node_count(), kGone);
        std::uint32_t node = 0;
        const auto keep_until = [&](std::string_view id, bool all) {
            for (; node < base_.node_count() && (all || id_of(node) < id); ++node) {
                new_number_[node] = add_node(node, base_labels(node));
            }
        };
        for (std::uint32_t i = 0; i < delta_.nodes.size(); ++i) {
            const auto& [id, record] = delta_.nodes[i];
            keep_until(id, false);
            const bool replaced = node < base_.node_count() && id_of(node) == id;
            if (record) {
                const std::uint32_t number = add_node(i | kFromDelta, {record->labels.begin(), record->labels.end()});
                added_.emplace(id, number);
                if (replaced) new_number_[node] = number;
            }
            if (replaced) ++node;
        }
        keep_until({}, true);
    }
    std::uint32_t add_node(std::uint32_t origin, const std::vector<std::string_view>& labels) {
        node_origin_.push_back(origin);
        return static_cast<std::uint32_t>(builder_.add_node(labels));
    }
    std::vector<std::string_view> base_labels(std::uint32_t node) const {
        std::vector<std::string_view> labels;
        for (const LabelId label : base_.labels_of(NodeId{node})) labels.push_back(base_.labels()[static_cast<std::size_t>(label)]);
        return labels;
    }

    std::string_view text_of(const char* key, std::uint32_t edge) const {
        const auto id = base_.find_edge_key(key);
        if (!id) return {};
        const Column& column = data_.edge_columns[static_cast<std::size_t>(*id)];
        return column.kind() == Column::Kind::text && column.contains(edge) ? column.text(edge) : std::string_view();
    }

    // The base's edges of the acts that the delta has anew.
    void drop_edges() {
        dropped_.assign(base_.edge_count(), false);
        for (const auto& [key, edges] : delta_.acts) {
            const auto source = base_node(key.source), target = base_node(key.target);
            const auto type = base_.find_type(key.relation);
            if (!source || !target || !type) continue;
            for (const auto& [from, to] : {std::pair(*source, *target), std::pair(*target, *source)}) {
                if (from == *target && from != *source && !either_way(key)) continue;
                const Adjacency out = base_.out(NodeId{from}, *type);
                const auto range = std::equal_range(out.nodes.begin(), out.nodes.end(), NodeId{to});
                for (auto at = range.first; at != range.second; ++at) {
                    const auto edge = static_cast<std::uint32_t>(out.edge(static_cast<std::size_t>(at - out.nodes.begin())));
                    if (text_of("polarity", edge) == to_string(key.polarity) && text_of("modality", edge) == to_string(key.modality)) dropped_[edge] = true;
                }
            }
        }
    }
    bool either_way(const ActKey& key) const {
        const Relation* relation = ontology_.find(key.relation);
        return relation && relation->symmetric;
    }

    bool number_new_edges() {
        const auto number_of = [&](const std::string& id) {
            if (const auto added = added_.find(id); added != added_.end()) return added->second;
            const auto node = base_node(id);
            return node ? new_number_[*node] : kGone;
        };
        for (const auto& [key, edges] : delta_.acts) {
            const std::uint32_t ends[] = {number_of(key.source), number_of(key.target)};
            for (const ActEdge& edge : edges) {
                if (edge.source > 1 || edge.target > 1 || ends[edge.source] == kGone || ends[edge.target] == kGone) return false;
                new_edges_.push_back({ends[edge.source], ends[edge.target], &key, &edge.properties});
            }
        }
        std::stable_sort(new_edges_.begin(), new_edges_.end(), [](const NewEdge& a, const NewEdge& b) { return place(a) < place(b); });
        return true;
    }
    static Place place(const NewEdge& e) { return {e.source, e.key->relation, e.target, rank(e.key->polarity), rank(e.key->modality)}; }
    // Texts that are in the order of the kinds, as merge() adds acts.
    static std::string_view rank(Polarity polarity) { return polarity == Polarity::asserted ? "0" : "1"; }
    static std::string_view rank(Modality modality) { return modality == Modality::actual ? "0" : modality == Modality::planned ? "1" : "2"; }
    Place place(std::uint32_t edge) const {
        const std::string_view modality = text_of("modality", edge);
        return {new_number_[static_cast<std::size_t>(base_.source(EdgeId{edge}))], base_.types()[static_cast<std::size_t>(base_.type(EdgeId{edge}))],
                new_number_[static_cast<std::size_t>(base_.target(EdgeId{edge}))], rank(text_of("polarity", edge) == "negated" ? Polarity::negated : Polarity::asserted),
                rank(modality == "planned" ? Modality::planned : modality == "hypothetical" ? Modality::hypothetical : Modality::actual)};
    }

    // Adds all edges in their final order, so that the builder leaves them in it.
    bool add_edges() {
        std::size_t next = 0;
        const auto add_new = [&] {
            const NewEdge& e = new_edges_[next];
            edge_origin_.push_back(static_cast<std::uint32_t>(next++) | kFromDelta);
            builder_.add_edge(NodeId{e.source}, e.key->relation, NodeId{e.target});
        };
        for (std::uint32_t edge = 0; edge < base_.edge_count(); ++edge) {
            if (dropped_[edge]) continue;
            const std::uint32_t source = new_number_[static_cast<std::size_t>(base_.source(EdgeId{edge}))];
            while (next < new_edges_.size() && (new_edges_[next].source < source || (new_edges_[next].source == source && place(new_edges_[next]) < place(edge)))) add_new();
            edge_origin_.push_back(edge);
            const std::uint32_t target = new_number_[static_cast<std::size_t>(base_.target(EdgeId{edge}))];
            if (source == kGone || target == kGone) return false;
            builder_.add_edge(NodeId{source}, base_.types()[static_cast<std::size_t>(base_.type(EdgeId{edge}))], NodeId{target});
        }
        while (next < new_edges_.size()) add_new();
        return true;
    }

    void fill(PropertyGraph::Data& made) {
        std::vector<const Map*> nodes, edges;
        for (const auto& [id, record] : delta_.nodes) nodes.push_back(record ? &record->properties : nullptr);
        for (const NewEdge& edge : new_edges_) edges.push_back(edge.properties);
        columns(data_.node_keys, data_.node_columns, node_origin_, nodes, made.node_keys, made.node_columns);
        columns(data_.edge_keys, data_.edge_columns, edge_origin_, edges, made.edge_keys, made.edge_columns);
        made.derive();
    }

    static void columns(const std::vector<std::string>& base_keys, const std::vector<Column>& base, const std::vector<std::uint32_t>& origin,
                        const std::vector<const Map*>& delta, std::vector<std::string>& keys, std::vector<Column>& made) {
        std::map<std::string_view, const Column*> from;  // null: the delta alone has the key
        for (std::size_t i = 0; i < base_keys.size(); ++i) from.emplace(base_keys[i], &base[i]);
        for (const Map* map : delta) {
            for (std::size_t i = 0; map && i < map->size(); ++i) from.emplace((*map)[i].first, nullptr);
        }
        for (const auto& [key, column] : from) {
            const bool left_out = column && column->row_count() == 0;
            Column whole = left_out ? Column() : compose_column(key, column, origin, delta);
            if (!left_out && whole.size() == 0) continue;
            keys.emplace_back(key);
            made.push_back(std::move(whole));
        }
    }
    static Column compose_column(std::string_view key, const Column* base, const std::vector<std::uint32_t>& origin, const std::vector<const Map*>& delta) {
        ColumnBuilder builder;
        for (std::uint32_t row = 0; row < origin.size(); ++row) {
            if ((origin[row] & kFromDelta) == 0) {
                if (base && base->contains(origin[row])) builder.add_from(row, *base, origin[row]);
                continue;
            }
            const Map& map = *delta[origin[row] & ~kFromDelta];
            const auto entry = std::lower_bound(map.begin(), map.end(), key, [](const auto& e, std::string_view k) { return e.first < k; });
            if (entry != map.end() && entry->first == key && !entry->second.is_null()) builder.add(row, entry->second);
        }
        return builder.freeze(origin.size(), {});
    }

    const PropertyGraph& base_;
    const PropertyGraph::Data& data_;
    const GraphDelta& delta_;
    const Ontology& ontology_;
    const Column* ids_ = nullptr;
    std::vector<std::uint32_t> new_number_, node_origin_, edge_origin_;
    std::map<std::string_view, std::uint32_t> added_;
    std::vector<bool> dropped_;
    std::vector<NewEdge> new_edges_;
    GraphBuilder builder_;
};

}  // namespace

std::optional<PropertyGraph> compose(const PropertyGraph& base, const GraphDelta& delta, const Ontology& ontology) {
    return Composition(base, delta, ontology).run();
}

}  // namespace demarche::graph
