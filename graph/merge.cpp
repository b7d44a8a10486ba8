#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "demarche/store.h"
#include "graph/act_edges.h"
#include "graph/extraction_codec.h"
#include "graph/node_votes.h"

namespace demarche {
namespace {

using graph::Report;

// One extraction for each article, in order of the ids. Of two that differ under one id the one that encodes to more wins.
void keep_one_each(std::vector<Extraction>& extractions) {
    std::stable_sort(extractions.begin(), extractions.end(), [](const Extraction& a, const Extraction& b) { return a.id < b.id; });
    std::vector<Extraction> kept;
    for (Extraction& x : extractions) {
        if (kept.empty() || kept.back().id != x.id) {
            kept.push_back(std::move(x));
        } else if (!(kept.back() == x) && graph::encode_extraction(kept.back()) < graph::encode_extraction(x)) {
            kept.back() = std::move(x);
        }
    }
    extractions = std::move(kept);
}

class Merger {
public:
    Merger(const std::vector<Extraction>& extractions, const Ontology& ontology) : extractions_(extractions), ontology_(ontology) {}

    Result<PropertyGraph> run() {
        add_nodes();
        collect_reports();
        for (auto& [key, reports] : groups_) {
            const std::string_view relation = std::get<2>(key);
            for (graph::ActEdge& edge : graph::act_edges(std::move(reports), ontology_, duplicates_)) {
                builder_.add_edge(NodeId{edge.source}, relation, NodeId{edge.target}, std::move(edge.properties));
            }
        }
        return builder_.freeze();
    }

private:
    // source, target, relation, polarity, modality; the ends of symmetric relations in order.
    using Key = std::tuple<std::uint32_t, std::uint32_t, std::string_view, Polarity, Modality>;

    void add_nodes() {
        std::map<std::string_view, graph::NodeVotes> votes;
        for (const Extraction& x : extractions_) {
            for (const ExtractedNode& node : x.nodes) votes[node.id].add(node);
        }
        for (const auto& [id, of_one] : votes) {
            graph::NodeRecord record = of_one.record(id, ontology_);
            const std::vector<std::string_view> labels(record.labels.begin(), record.labels.end());
            number_.emplace(id, static_cast<std::uint32_t>(builder_.add_node(labels, std::move(record.properties))));
        }
    }

    void collect_reports() {
        for (const Extraction& x : extractions_) {
            for (const ExtractedEdge& e : x.edges) {
                if (e.source >= x.nodes.size() || e.target >= x.nodes.size()) continue;
                const Report report{&x, &e, number_.at(x.nodes[e.source].id), number_.at(x.nodes[e.target].id)};
                const Relation* relation = ontology_.find(e.relation);
                std::uint32_t a = report.source, b = report.target;
                if (relation && relation->symmetric && b < a) std::swap(a, b);
                groups_[{a, b, e.relation, e.polarity, e.modality}].push_back(report);
            }
        }
    }

    const std::vector<Extraction>& extractions_;
    const Ontology& ontology_;
    std::unordered_map<std::string_view, std::uint32_t> number_;
    std::map<Key, std::vector<Report>> groups_;
    graph::NearDuplicates duplicates_;
    GraphBuilder builder_;
};

}  // namespace

Result<PropertyGraph> merge(std::vector<Extraction> extractions, const Ontology& ontology) {
    keep_one_each(extractions);
    return Merger(extractions, ontology).run();
}

}  // namespace demarche
