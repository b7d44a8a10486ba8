// What follows from a graph's own columns: lists of nodes by label, counts, the reverse CSR, indexes.
#include <algorithm>
#include <functional>
#include <numeric>

#include "base/fold.h"
#include "graph/csr.h"
#include "graph/property_graph.h"

namespace demarche {
namespace graph {

namespace {

// The text under the key, or those in the list under it.
void for_each_text(const Value& value, const std::function<void(const std::string&)>& f) {
    if (const std::string* text = value.as_string()) f(*text);
    const List* const list = value.as_list();
    for (std::size_t i = 0; list && i < list->size(); ++i) {
        if (const std::string* text = (*list)[i].as_string()) f(*text);
    }
}

}  // namespace

TextIndex::TextIndex(const Column& column, std::size_t node_count) {
    if (column.kind() == Column::Kind::text) {
        take_texts(column, node_count);
        return;
    }
    Interner texts;
    Uses uses;
    for (std::uint32_t node = 0; node < node_count; ++node) {
        for_each_text(column.at(node), [&](const std::string& text) { uses.emplace_back(texts.add(text), node); });
    }
    take_uses(texts, std::move(uses));
}

TextIndex::TextIndex(std::span<const Column* const> columns, std::size_t node_count) {
    Interner texts;
    Uses uses;
    for (const Column* column : columns) {
        for (std::uint32_t node = 0; node < node_count; ++node) {
            for_each_text(column->at(node), [&](const std::string& text) { uses.emplace_back(texts.add(base::fold(text)), node); });
        }
    }
    take_uses(texts, std::move(uses));
}

// The column's own texts serve as the index; the nodes are sorted by counting.
void TextIndex::take_texts(const Column& column, std::size_t node_count) {
    texts_ = column.pool();
    first_.assign(texts_.size() + 1, 0);
    for (std::size_t node = 0; node < node_count; ++node) {
        if (column.contains(node)) ++first_[column.pool_number(node) + 1];
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::uint32_t> next(first_.begin(), first_.end());
    nodes_.resize(column.size());
    for (std::uint32_t node = 0; node < node_count; ++node) {
        if (column.contains(node)) nodes_[next[column.pool_number(node)]++] = NodeId{node};
    }
}

void TextIndex::take_uses(Interner& texts, Uses uses) {
    std::vector<std::uint32_t> renumber;
    texts_ = texts.freeze(renumber);
    for (auto& [text, node] : uses) text = renumber[text];
    std::sort(uses.begin(), uses.end());
    uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
    first_.assign(texts_.size() + 1, 0);
    for (const auto& [text, node] : uses) {
        ++first_[text + 1];
        nodes_.push_back(NodeId{node});
    }
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
}

std::span<const NodeId> TextIndex::find(std::string_view text) const {
    const std::size_t i = texts_.find(text);
    if (i == texts_.size()) return {};
    return {nodes_.data() + first_[i], static_cast<std::size_t>(first_[i + 1] - first_[i])};
}

std::vector<NodeId> TextSearch::find(const Column& column, std::string_view text) const {
    constexpr std::uint32_t kSearchesBeforeIndex = 8;
    if (column.kind() == Column::Kind::text && searches_.fetch_add(1, std::memory_order_relaxed) < kSearchesBeforeIndex) {
        const std::size_t number = column.pool().find(text);
        std::vector<NodeId> nodes;
        if (number < column.pool().size()) column.for_each_with(static_cast<std::int64_t>(number), [&](std::size_t row) { nodes.push_back(NodeId{static_cast<std::uint32_t>(row)}); });
        return nodes;
    }
    const std::span<const NodeId> nodes = index_.get([&] { return TextIndex(column, column.row_count()); }).find(text);
    return {nodes.begin(), nodes.end()};
}

}  // namespace graph

namespace {

struct Incoming {
    std::uint32_t edge = 0, source = 0, target = 0, type = 0;
};

// Copies in the order of key(e), which is less than `keys`; those of one key stay in their order.
template <class Key>
void sort_by(std::span<const Incoming> from, std::span<Incoming> to, std::size_t keys, Key key) {
    std::vector<std::uint32_t> at(keys + 1);
    for (const Incoming& e : from) ++at[key(e) + 1];
    std::partial_sum(at.begin(), at.end(), at.begin());
    for (const Incoming& e : from) to[at[key(e)]++] = e;
}

bool searched_by_text(std::string_view key) { return key == "id" || key == "name" || key == "aliases"; }

}  // namespace

void PropertyGraph::Data::derive() {
    type_counts = type_of.counts(types.size());
    searches.clear();
    for (const std::string& key : node_keys) searches.push_back(searched_by_text(key) ? std::make_unique<graph::TextSearch>() : nullptr);
    in_columns.clear();
    for (std::size_t key = 0; key < edge_keys.size(); ++key) in_columns.push_back(std::make_unique<graph::Lazy<graph::PackedInts>>());
}

std::vector<NodeId> PropertyGraph::Data::make_sources() const {
    std::vector<NodeId> sources(edge_count());
    const std::vector<std::uint32_t>& begin = forward.m_forward.m_rowstart;
    for (std::uint32_t node = 0; node < node_count(); ++node) std::fill(sources.begin() + begin[node], sources.begin() + begin[node + 1], NodeId{node});
    return sources;
}

std::vector<std::vector<NodeId>> PropertyGraph::Data::make_nodes_with() const {
    std::vector<std::vector<NodeId>> lists(labels.size());
    for (std::uint32_t node = 0; node < node_count(); ++node) {
        for (const LabelId label : label_sets[static_cast<std::size_t>(label_set_of.at(node))]) lists[static_cast<std::size_t>(label)].push_back(NodeId{node});
    }
    return lists;
}

// Edges in the order of their ids are in the order of their sources, so sorting them stably by type and then by target gives the order wanted.
// To stay in the cache they are first dealt out to ranges of targets, and each range is sorted by itself. O(edges + nodes + ranges · types).
graph::Reverse PropertyGraph::Data::make_reverse() const {
    const std::size_t nodes = node_count(), edges = edge_count();
    const std::vector<std::uint32_t>&begin = forward.m_forward.m_rowstart, &targets = forward.m_forward.m_column;
    std::vector<std::uint32_t> rows(nodes + 1);
    for (const std::uint32_t target : targets) ++rows[target + 1];
    std::partial_sum(rows.begin(), rows.end(), rows.begin());

    const std::size_t range = std::max<std::size_t>(4096, nodes / 256 + 1);
    std::vector<std::uint32_t> next;
    for (std::size_t first = 0; first < nodes; first += range) next.push_back(rows[first]);
    std::vector<Incoming> order(edges), scratch;
    for (std::uint32_t source = 0; source < nodes; ++source) {
        for (std::uint32_t edge = begin[source]; edge < begin[source + 1]; ++edge) {
            order[next[targets[edge] / range]++] = {edge, source, targets[edge], static_cast<std::uint32_t>(type_of.at(edge))};
        }
    }
    for (std::size_t first = 0; first < nodes; first += range) {
        const std::size_t last = std::min(first + range, nodes);
        const std::span<Incoming> part(order.data() + rows[first], rows[last] - rows[first]);
        scratch.resize(part.size());
        sort_by(part, scratch, types.size(), [](const Incoming& e) { return e.type; });
        sort_by(std::span<const Incoming>(scratch), part, last - first, [&](const Incoming& e) { return e.target - first; });
    }

    graph::Reverse reverse;
    std::vector<std::uint32_t> sources(edges);
    reverse.edges.resize(edges);
    for (std::size_t i = 0; i < edges; ++i) {
        sources[i] = order[i].source;
        reverse.edges[i] = EdgeId{order[i].edge};
    }
    reverse.types = graph::PackedInts(edges, [&](std::size_t i) { return std::int64_t{order[i].type}; });
    reverse.csr = graph::make_csr(std::move(rows), std::move(sources));
    return reverse;
}

}  // namespace demarche
