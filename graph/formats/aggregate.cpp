#include <algorithm>
#include <map>
#include <set>

#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

std::string text_of(const Value& value) { return value.as_string() ? *value.as_string() : tagged_json(value); }

Value sum(const std::vector<Value>& values) {
    std::int64_t integer = 0;
    double number = 0;
    bool whole = true;
    for (const Value& v : values) {
        if (v.as_integer()) integer += *v.as_integer();
        else if (v.as_double()) number += *v.as_double();
        whole = whole && !v.as_double();
    }
    return whole ? Value(integer) : Value(number + static_cast<double>(integer));
}

Value largest(const std::vector<Value>& values) {
    const Value* best = nullptr;
    const auto number = [](const Value& v) { return v.as_double() ? *v.as_double() : v.as_integer() ? static_cast<double>(*v.as_integer()) : 0.0; };
    for (const Value& v : values) {
        if (!best || number(v) > number(*best)) best = &v;
    }
    return *best;
}

Value together(const std::vector<Value>& values) {
    if (std::all_of(values.begin(), values.end(), [](const Value& v) { return v.as_list() != nullptr; })) {
        List all;
        for (const Value& v : values) all.insert(all.end(), v.as_list()->begin(), v.as_list()->end());
        return Value(std::move(all));
    }
    if (std::all_of(values.begin(), values.end(), [&](const Value& v) { return v == values.front(); })) return values.front();
    std::vector<std::string> texts;
    for (const Value& v : values) {
        if (std::string text = text_of(v); std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
    }
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
    return Value(std::move(all));
}

// The distinct articles of a list of evidence.
std::optional<Value> count_articles(const Value& evidence) {
    if (!evidence.as_list()) return std::nullopt;
    std::set<std::string> articles;
    for (const Value& item : *evidence.as_list()) {
        if (const Value* article = item.find("article"); article && article->as_string()) articles.insert(*article->as_string());
    }
    return articles.empty() ? std::nullopt : std::optional(Value(static_cast<std::int64_t>(articles.size())));
}

Map combine(const PropertyGraph& graph, const Adjacency& edges, std::size_t begin, std::size_t end) {
    if (end - begin == 1) return graph.properties(edges.edge(begin));
    std::map<std::string, std::vector<Value>> values;
    for (std::size_t i = begin; i < end; ++i) {
        Map properties = graph.properties(edges.edge(i));
        if (std::none_of(properties.begin(), properties.end(), [](const auto& p) { return p.first == "weight"; })) properties.emplace_back("weight", 1);
        for (auto& [key, value] : properties) values[key].push_back(std::move(value));
    }
    Map map;
    const auto texts = [](const std::vector<Value>& all) { return std::all_of(all.begin(), all.end(), [](const Value& v) { return v.as_string(); }); };
    const auto by_text = [](const Value& a, const Value& b) { return *a.as_string() < *b.as_string(); };
    for (const auto& [key, all] : values) {
        if (key == "weight" || key == "articles") map.emplace_back(key, sum(all));
        else if (key == "confidence") map.emplace_back(key, largest(all));
        else if (key == "first_date" && texts(all)) map.emplace_back(key, *std::min_element(all.begin(), all.end(), by_text));
        else if (key == "last_date" && texts(all)) map.emplace_back(key, *std::max_element(all.begin(), all.end(), by_text));
        else map.emplace_back(key, together(all));
    }
    map.emplace_back("acts", static_cast<std::int64_t>(end - begin));
    if (const auto evidence = values.find("evidence"); evidence != values.end()) {
        if (const auto articles = count_articles(together(evidence->second))) map.emplace_back("articles", *articles);
    }
    return make_map(std::move(map));
}

}  // namespace

PropertyGraph aggregate(const PropertyGraph& graph) {
    GraphBuilder builder;
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
        builder.add_node(label_names(graph, NodeId{n}), graph.properties(NodeId{n}));
    }
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
        const Adjacency out = graph.out(NodeId{n});
        for (std::size_t begin = 0, end = 0; begin < out.size(); begin = end) {
            while (end < out.size() && out.nodes[end] == out.nodes[begin] && graph.type(out.edge(end)) == graph.type(out.edge(begin))) ++end;
            builder.add_edge(NodeId{n}, graph.types()[static_cast<std::size_t>(graph.type(out.edge(begin)))], out.nodes[begin], combine(graph, out, begin, end));
        }
    }
    Result<PropertyGraph> result = builder.freeze();  // made of a graph's own values: nothing to refuse
    return result ? std::move(*result) : PropertyGraph();
}

}  // namespace demarche::graph
