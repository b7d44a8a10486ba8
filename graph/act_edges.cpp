#include "graph/act_edges.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "graph/dates.h"
#include "graph/node_votes.h"

namespace demarche::graph {
namespace {

void put(Map& map, std::string_view key, std::string_view text) {
    if (!text.empty()) map.emplace_back(key, text);
}

// When the act happened at the earliest and at the latest, as far as the reports say; else when they were published.
std::pair<std::string, std::string> date_span(const std::vector<Report>& act) {
    std::string first, last;
    for (const bool dated : {true, false}) {
        for (const Report& r : act) {
            const auto range = day_range(dated ? r.edge->date : r.article->date);
            if (!range) continue;
            const std::string from = iso_day(range->first), to = iso_day(range->last);
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
        const auto range = day_range(r.edge->date);
        const std::int64_t its = range ? range->length() : std::int64_t{1} << 40;
        if (!r.edge->date.empty() && (best.empty() || its < length)) {
            best = r.edge->date;
            length = its;
        }
    }
    return best;
}

// The reports of the articles that speak for themselves, and for each such article those that print the same.
struct Voices {
    std::map<const Extraction*, std::vector<std::string_view>> copies;  // ids, in order of (date, id)

    Voices(const std::vector<Report>& act, NearDuplicates& duplicates) {
        std::vector<const Extraction*> articles;
        for (const Report& r : act) articles.push_back(r.article);
        const auto key = [](const Extraction* x) { return std::tie(x->date, x->id); };
        std::sort(articles.begin(), articles.end(), [&](const Extraction* a, const Extraction* b) { return key(a) < key(b); });
        articles.erase(std::unique(articles.begin(), articles.end()), articles.end());
        for (const std::vector<const Extraction*>& group : duplicates.groups(articles)) {
            std::vector<std::string_view>& others = copies[group.front()];
            for (std::size_t i = 1; i < group.size(); ++i) others.push_back(group[i]->id);
        }
    }
};

Value evidence_of(const std::vector<Report>& act, const Voices& voices) {
    std::vector<Report> sorted;
    std::copy_if(act.begin(), act.end(), std::back_inserter(sorted), [&](const Report& r) { return voices.copies.contains(r.article); });
    const auto key = [](const Report& r) {
        return std::tie(r.article->date, r.article->id, r.edge->evidence, r.edge->trigger, r.edge->sentence, r.edge->attributed_to);
    };
    std::stable_sort(sorted.begin(), sorted.end(), [&](const Report& a, const Report& b) { return key(a) < key(b); });
    List list;
    for (const Report& r : sorted) {
        Map item;
        item.emplace_back("article", r.article->id);
        put(item, "attributed_to", r.edge->attributed_to);
        if (const auto& copies = voices.copies.at(r.article); !copies.empty()) item.emplace_back("copies", List(copies.begin(), copies.end()));
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

Map edge_properties(const std::vector<Report>& act, NearDuplicates& duplicates) {
    const Voices voices(act, duplicates);
    Votes topic, attributed, plover, cameo;
    std::set<std::string_view> articles, outlets;
    const Report* surest = &act.front();
    bool own_voice = false;
    for (const Report& r : act) {
        topic.add(r.edge->topic);
        attributed.add(r.edge->attributed_to);
        plover.add(r.edge->plover);
        cameo.add(r.edge->cameo);
        articles.insert(r.article->id);
        if (!r.article->outlet.empty()) outlets.insert(r.article->outlet);
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
    Value evidence = evidence_of(act, voices);
    map.emplace_back("articles", static_cast<std::int64_t>(voices.copies.size()));
    put(map, "doc", *articles.begin());
    map.emplace_back("weight", static_cast<std::int64_t>(evidence.as_list()->size()));
    put(map, "first_date", first);
    put(map, "last_date", last);
    if (!outlets.empty()) map.emplace_back("outlets", List(outlets.begin(), outlets.end()));
    map.emplace_back("evidence", std::move(evidence));
    return make_map(std::move(map));
}

// Reports of a symmetric relation may stand both ways round: as most do, then the first node first.
std::pair<std::uint32_t, std::uint32_t> direction(const std::vector<Report>& act) {
    const std::uint32_t low = std::min(act.front().source, act.front().target), high = std::max(act.front().source, act.front().target);
    const auto forward = static_cast<std::size_t>(std::count_if(act.begin(), act.end(), [&](const Report& r) { return r.source == low; }));
    return forward * 2 >= act.size() ? std::pair(low, high) : std::pair(high, low);
}

}  // namespace

ActKey act_key(const Extraction& article, const ExtractedEdge& edge, const Ontology& ontology) {
    ActKey key{article.nodes[edge.source].id, article.nodes[edge.target].id, edge.relation, edge.polarity, edge.modality};
    const Relation* relation = ontology.find(edge.relation);
    if (relation && relation->symmetric && key.target < key.source) std::swap(key.source, key.target);
    return key;
}

std::vector<ActEdge> act_edges(std::vector<Report> reports, const Ontology& ontology, NearDuplicates& duplicates) {
    const Relation* relation = ontology.find(reports.front().edge->relation);
    std::vector<ActEdge> edges;
    for (const std::vector<Report>& act : group_acts(std::move(reports), relation && relation->family == "structural")) {
        const auto [source, target] = direction(act);
        edges.push_back({source, target, edge_properties(act, duplicates)});
    }
    return edges;
}

}  // namespace demarche::graph
