#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "demarche/store.h"
#include "graph/acts.h"
#include "graph/dates.h"
#include "graph/extraction_codec.h"

namespace demarche {
namespace {

using graph::Report;

// Chooses among what the articles say: what most say, then the longest, then the first in byte order.
class Vote {
public:
    void add(std::string_view text) {
        if (!text.empty()) ++count_[text];
    }
    std::string_view winner() const {
        std::string_view best;
        std::size_t votes = 0;
        for (const auto& [text, n] : count_) {
            if (n > votes || (n == votes && text.size() > best.size())) {
                best = text;
                votes = n;
            }
        }
        return best;
    }
    const std::map<std::string_view, std::size_t>& all() const { return count_; }

private:
    std::map<std::string_view, std::size_t> count_;
};

struct NodeVotes {
    Vote type, name, state;
    std::set<std::string_view> aliases;
    std::map<std::string_view, Vote> properties;
};

void put(Map& map, std::string_view key, std::string_view text) {
    if (!text.empty()) map.emplace_back(key, text);
}

std::vector<std::string_view> labels_of(const Ontology& ontology, std::string_view type) {
    std::vector<std::string_view> labels = {type};
    for (const NodeType& t : ontology.node_types()) {
        if (t.name != type && ontology.is_a(type, t.name)) labels.push_back(t.name);
    }
    return labels;
}

Map node_properties(std::string_view id, const NodeVotes& votes) {
    static constexpr std::string_view kOwn[] = {"id", "name", "aliases", "state"};
    const std::string_view name = votes.name.winner().empty() ? id : votes.name.winner();
    Map map;
    map.emplace_back("id", id);
    map.emplace_back("name", name);
    std::set<std::string_view> others = votes.aliases;
    for (const auto& [other, count] : votes.name.all()) others.insert(other);
    others.erase(name);
    others.erase("");
    if (!others.empty()) map.emplace_back("aliases", List(others.begin(), others.end()));
    put(map, "state", votes.state.winner());
    for (const auto& [key, vote] : votes.properties) {
        if (std::find(std::begin(kOwn), std::end(kOwn), key) == std::end(kOwn)) put(map, key, vote.winner());
    }
    return make_map(std::move(map));
}

// When the act happened at the earliest and at the latest, as far as the reports say; else when they were published.
std::pair<std::string, std::string> date_span(const std::vector<Report>& act) {
    std::string first, last;
    for (const bool dated : {true, false}) {
        for (const Report& r : act) {
            const auto range = graph::day_range(dated ? r.edge->date : r.article->date);
            if (!range) continue;
            const std::string from = graph::iso_day(range->first), to = graph::iso_day(range->last);
            if (first.empty() || from < first) first = from;
            if (last.empty() || to > last) last = to;
        }
        if (!first.empty()) break;
    }
    return {first, last};
}

// The date of the most exactly dated report.
std::string_view exact_date(const std::vector<Report>& act) {
    std::string_view best;
    std::int64_t length = 0;
    for (const Report& r : act) {
        const auto range = graph::day_range(r.edge->date);
        const std::int64_t its = range ? range->length() : std::int64_t{1} << 40;
        if (!r.edge->date.empty() && (best.empty() || its < length)) {
            best = r.edge->date;
            length = its;
        }
    }
    return best;
}

Value evidence_of(const std::vector<Report>& act) {
    std::vector<Report> sorted = act;
    const auto key = [](const Report& r) {
        return std::tie(r.article->date, r.article->id, r.edge->evidence, r.edge->trigger, r.edge->sentence, r.edge->attributed_to);
    };
    std::stable_sort(sorted.begin(), sorted.end(), [&](const Report& a, const Report& b) { return key(a) < key(b); });
    List list;
    for (const Report& r : sorted) {
        Map item;
        item.emplace_back("article", r.article->id);
        put(item, "attributed_to", r.edge->attributed_to);
        put(item, "date", r.article->date);
        item.emplace_back("end", static_cast<std::int64_t>(r.edge->evidence.end));
        put(item, "outlet", r.article->outlet);
        item.emplace_back("sentence", r.edge->sentence);
        item.emplace_back("start", static_cast<std::int64_t>(r.edge->evidence.begin));
        put(item, "url", r.article->url);
        list.emplace_back(std::move(item));
    }
    return Value(std::move(list));
}

Map edge_properties(const std::vector<Report>& act) {
    Vote topic, attributed, plover, cameo;
    std::set<std::string_view> articles;
    const Report* surest = &act.front();
    bool own_voice = false;
    for (const Report& r : act) {
        topic.add(r.edge->topic);
        attributed.add(r.edge->attributed_to);
        plover.add(r.edge->plover);
        cameo.add(r.edge->cameo);
        articles.insert(r.article->id);
        own_voice = own_voice || r.edge->attributed_to.empty();
        if (r.edge->confidence > surest->edge->confidence) surest = &r;
    }
    const auto [first, last] = date_span(act);
    Map map;
    put(map, "topic", topic.winner());
    put(map, "date", exact_date(act));
    put(map, "polarity", to_string(act.front().edge->polarity));
    put(map, "modality", to_string(act.front().edge->modality));
    if (!own_voice) put(map, "attributed_to", attributed.winner());
    map.emplace_back("confidence", surest->edge->confidence);
    put(map, "rule", surest->edge->rule);
    put(map, "plover", plover.winner());
    put(map, "cameo", cameo.winner());
    map.emplace_back("articles", static_cast<std::int64_t>(articles.size()));
    put(map, "doc", *articles.begin());
    map.emplace_back("weight", static_cast<std::int64_t>(act.size()));
    put(map, "first_date", first);
    put(map, "last_date", last);
    map.emplace_back("evidence", evidence_of(act));
    return make_map(std::move(map));
}

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
        collect_nodes();
        add_nodes();
        collect_reports();
        for (auto& [key, reports] : groups_) add_edges(std::move(reports));
        return builder_.freeze();
    }

private:
    // source, target, relation, polarity, modality; the ends of symmetric relations in order.
    using Key = std::tuple<std::uint32_t, std::uint32_t, std::string_view, Polarity, Modality>;

    void collect_nodes() {
        for (const Extraction& x : extractions_) {
            for (const ExtractedNode& node : x.nodes) {
                NodeVotes& votes = nodes_[node.id];
                votes.type.add(node.type);
                votes.name.add(node.name);
                votes.state.add(node.state);
                votes.aliases.insert(node.aliases.begin(), node.aliases.end());
                for (const auto& [key, value] : node.properties) votes.properties[key].add(value);
            }
        }
    }

    void add_nodes() {
        for (const auto& [id, votes] : nodes_) {
            const NodeId node = builder_.add_node(labels_of(ontology_, votes.type.winner()), node_properties(id, votes));
            number_.emplace(id, static_cast<std::uint32_t>(node));
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

    void add_edges(std::vector<Report> reports) {
        const std::string_view name = reports.front().edge->relation;
        const Relation* relation = ontology_.find(name);
        const bool facts = relation && relation->family == "structural";
        for (const std::vector<Report>& act : graph::group_acts(std::move(reports), facts)) {
            const auto [source, target] = direction(act);
            builder_.add_edge(NodeId{source}, name, NodeId{target}, edge_properties(act));
        }
    }

    // Reports of a symmetric relation may stand both ways round: as most do, then the first node first.
    static std::pair<std::uint32_t, std::uint32_t> direction(const std::vector<Report>& act) {
        const std::uint32_t low = std::min(act.front().source, act.front().target), high = std::max(act.front().source, act.front().target);
        const auto forward = static_cast<std::size_t>(std::count_if(act.begin(), act.end(), [&](const Report& r) { return r.source == low; }));
        return forward * 2 >= act.size() ? std::pair(low, high) : std::pair(high, low);
    }

    const std::vector<Extraction>& extractions_;
    const Ontology& ontology_;
    std::map<std::string_view, NodeVotes> nodes_;
    std::unordered_map<std::string_view, std::uint32_t> number_;
    std::map<Key, std::vector<Report>> groups_;
    GraphBuilder builder_;
};

}  // namespace

Result<PropertyGraph> merge(std::vector<Extraction> extractions, const Ontology& ontology) {
    keep_one_each(extractions);
    return Merger(extractions, ontology).run();
}

}  // namespace demarche
