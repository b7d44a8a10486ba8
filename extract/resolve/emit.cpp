// Entities, mentions and edges in the order of the output.
#include <algorithm>
#include <numeric>

#include "extract/resolve/resolver.h"

namespace demarche::extract {

// Names always; what is only described when it takes part in an edge, stands for a state, or is described closely enough to be told from others.
bool Resolver::shown(const Entity& e) const {
    if (e.named || e.used) return true;
    return e.specific && (e.type == EntityType::group || e.type == EntityType::law || (e.type == EntityType::organisation && !e.state.empty()));
}

void Resolver::output_mentions(Extraction& out, const std::vector<std::uint32_t>& place) const {
    for (std::uint32_t i = 0; i < mentions_.items.size(); ++i) {
        const Mention& m = mentions_.items[i];
        const std::uint32_t e = of_mention_[i];
        if (e == kNone || place[e] == kNone) continue;
        // A name inside of a longer name ("Ruritania" in "Bank of Ruritania") is no mention of its own; inside a description it is.
        if (!is_none(m.parent) && mentions_[m.parent].cls == MentionClass::name && m.cls != MentionClass::demonym) continue;
        out.mentions.push_back({source_of(m.tokens), place[e], kind_[i]});
    }
    for (const Reference& r : references_)
        if (place[r.entity] != kNone) out.mentions.push_back({source_of(r.tokens), place[r.entity], r.kind});
    std::sort(out.mentions.begin(), out.mentions.end(), [](const ExtractedMention& a, const ExtractedMention& b) {
        if (a.range.begin != b.range.begin) return a.range.begin < b.range.begin;
        if (a.range.end != b.range.end) return a.range.end > b.range.end;
        return a.node != b.node ? a.node < b.node : a.kind < b.kind;
    });
    out.mentions.erase(std::unique(out.mentions.begin(), out.mentions.end()), out.mentions.end());
}

Extraction Resolver::output() {
    Extraction out;
    out.id = document_.id;
    out.title = document_.title;
    out.date = document_.date;
    out.url = document_.url;
    out.outlet = document_.outlet;
    out.warnings = document_.warnings;
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < entities_.size(); ++i)
        if (shown(entities_[i])) order.push_back(i);
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) { return entities_[a].id < entities_[b].id; });
    std::vector<std::uint32_t> place(entities_.size(), kNone);
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        Entity& e = entities_[order[i]];
        place[order[i]] = i;
        ExtractedNode node;
        node.id = e.id;
        node.type = std::string(to_string(e.type));
        node.name = e.name;
        // What is only described is headed like a title: "Migration amnesty law".
        if (e.type == EntityType::law && !e.named && e.name.find(' ') != std::string::npos && e.name[0] >= 'a' && e.name[0] <= 'z')
            node.name[0] = static_cast<char>(e.name[0] - 'a' + 'A');
        node.aliases = e.aliases;
        std::erase(node.aliases, node.name);
        std::sort(node.aliases.begin(), node.aliases.end());
        node.state = e.state;
        node.properties = e.properties;
        std::sort(node.properties.begin(), node.properties.end());
        out.nodes.push_back(std::move(node));
    }
    output_mentions(out, place);
    for (ExtractedEdge& edge : edges_) {
        edge.source = place[edge.source];
        edge.target = place[edge.target];
        out.edges.push_back(std::move(edge));
    }
    std::stable_sort(out.edges.begin(), out.edges.end(), [](const ExtractedEdge& a, const ExtractedEdge& b) {
        if (a.evidence.begin != b.evidence.begin) return a.evidence.begin < b.evidence.begin;
        return a.trigger.begin < b.trigger.begin;
    });
    for (const Block& block : document_.blocks)
        if (!block.read) out.skipped.push_back({document_.offsets.to_source(block.range), std::string(block.why)});
    return out;
}

}  // namespace demarche::extract
