// Applying a curation to what one article says.
#include <algorithm>

#include "demarche/curation.h"

namespace demarche {
namespace {

constexpr std::string_view kConfirmed = "curation.confirm";

std::vector<ExtractedNode>::iterator find_node(Extraction& x, const std::string& id) {
    return std::find_if(x.nodes.begin(), x.nodes.end(), [&](const ExtractedNode& node) { return node.id == id; });
}

void add_alias(ExtractedNode& node, const std::string& alias) {
    if (alias.empty() || alias == node.name) return;
    const auto at = std::lower_bound(node.aliases.begin(), node.aliases.end(), alias);
    if (at == node.aliases.end() || *at != alias) node.aliases.insert(at, alias);
}

// Nodes are in order of their ids: when an id changes, they are sorted again and all references follow.
void sort_nodes(Extraction& x) {
    std::vector<std::uint32_t> order(x.nodes.size()), place(x.nodes.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return x.nodes[a].id < x.nodes[b].id; });
    std::vector<ExtractedNode> sorted;
    for (const std::uint32_t i : order) {
        if (sorted.empty() || sorted.back().id != x.nodes[i].id) {
            sorted.push_back(std::move(x.nodes[i]));
        } else {  // two became one: the first is the one that had the id
            add_alias(sorted.back(), x.nodes[i].name);
            for (const std::string& alias : x.nodes[i].aliases) add_alias(sorted.back(), alias);
        }
        place[i] = static_cast<std::uint32_t>(sorted.size() - 1);
    }
    x.nodes = std::move(sorted);
    for (ExtractedMention& mention : x.mentions) mention.node = place[mention.node];
    for (ExtractedEdge& edge : x.edges) {
        edge.source = place[edge.source];
        edge.target = place[edge.target];
    }
}

// The merged node's own name and type do not count against those of the other.
bool merge_nodes(Extraction& x, const CurationEntry& entry) {
    const auto node = find_node(x, entry.node);
    if (node == x.nodes.end()) return false;
    std::string name;
    name.swap(node->name);
    add_alias(*node, name);
    node->type.clear();
    node->state.clear();
    node->properties.clear();
    node->id = entry.other;
    // The node that already has the id goes first, so that it stays as it is.
    const auto other = std::find_if(x.nodes.begin(), x.nodes.end(), [&](const ExtractedNode& n) { return n.id == entry.other && !n.type.empty(); });
    if (other != x.nodes.end() && other > node) {
        const auto a = static_cast<std::uint32_t>(node - x.nodes.begin()), b = static_cast<std::uint32_t>(other - x.nodes.begin());
        std::swap(*node, *other);
        const auto swapped = [&](std::uint32_t i) { return i == a ? b : i == b ? a : i; };
        for (ExtractedMention& mention : x.mentions) mention.node = swapped(mention.node);
        for (ExtractedEdge& edge : x.edges) {
            edge.source = swapped(edge.source);
            edge.target = swapped(edge.target);
        }
    }
    sort_nodes(x);
    return true;
}

bool split_node(Extraction& x, const CurationEntry& entry) {
    if (std::find(entry.articles.begin(), entry.articles.end(), x.id) == entry.articles.end()) return false;
    const auto node = find_node(x, entry.node);
    if (node == x.nodes.end()) return false;
    node->id = entry.other;
    if (!entry.text.empty()) node->name = entry.text;
    sort_nodes(x);
    return true;
}

bool change_node(Extraction& x, const CurationEntry& entry) {
    const auto node = find_node(x, entry.node);
    if (node == x.nodes.end()) return false;
    if (entry.kind == CurationKind::retype) {
        node->type = entry.text;
    } else if (entry.kind == CurationKind::alias) {
        add_alias(*node, entry.text);
    } else {
        const std::string name = node->name;
        node->name = entry.text;
        std::erase(node->aliases, entry.text);
        add_alias(*node, name);
    }
    return true;
}

bool judge_edges(Extraction& x, const CurationEntry& entry) {
    const auto meant = [&](const ExtractedEdge& e) {
        const std::string &source = x.nodes[e.source].id, &target = x.nodes[e.target].id;
        const bool ends = (source == entry.node && target == entry.other) || (entry.either_way && source == entry.other && target == entry.node);
        return ends && e.relation == entry.relation &&
               (entry.sentences.empty() || std::find(entry.sentences.begin(), entry.sentences.end(), e.sentence) != entry.sentences.end());
    };
    if (entry.kind == CurationKind::reject) return std::erase_if(x.edges, meant) != 0;
    bool any = false;
    for (ExtractedEdge& edge : x.edges) {
        if (!meant(edge)) continue;
        edge.confidence = 1;
        edge.rule = kConfirmed;
        any = true;
    }
    return any;
}

bool apply_entry(Extraction& x, const CurationEntry& entry) {
    switch (entry.kind) {
        case CurationKind::merge: return merge_nodes(x, entry);
        case CurationKind::split: return split_node(x, entry);
        case CurationKind::reject:
        case CurationKind::confirm: return judge_edges(x, entry);
        default: return change_node(x, entry);
    }
}

}  // namespace

void Curation::apply(Extraction& extraction, std::vector<std::size_t>& applied) const {
    applied.resize(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) applied[i] += apply_entry(extraction, entries_[i]) ? 1 : 0;
}

}  // namespace demarche
