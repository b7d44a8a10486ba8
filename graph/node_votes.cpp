#include "graph/node_votes.h"

#include <algorithm>
#include <set>

namespace demarche::graph {
namespace {

void put(Map& map, std::string_view key, std::string_view text) {
    if (!text.empty()) map.emplace_back(key, text);
}

std::vector<std::string> labels_of(const Ontology& ontology, std::string_view type) {
    std::vector<std::string> labels = {std::string(type)};
    for (const NodeType& t : ontology.node_types()) {
        if (t.name != type && ontology.is_a(type, t.name)) labels.push_back(t.name);
    }
    return labels;
}

}  // namespace

void Votes::add(std::string_view text, std::int64_t count) {
    if (text.empty()) return;
    const auto entry = count_.find(text);
    if (entry == count_.end()) count_.emplace(text, count);
    else if ((entry->second += count) == 0) count_.erase(entry);
}

std::string_view Votes::winner() const {
    std::string_view best;
    std::int64_t votes = 0;
    for (const auto& [text, n] : count_) {
        if (n > votes || (n == votes && text.size() > best.size())) {
            best = text;
            votes = n;
        }
    }
    return best;
}

void Votes::write(Writer& out) const {
    out.varint(count_.size());
    for (const auto& [text, count] : count_) {
        out.text(text);
        out.zigzag(count);
    }
}

Votes Votes::read(Reader& in) {
    Votes votes;
    for (std::uint64_t n = in.count(2); n > 0 && in.ok(); --n) {
        const std::string text(in.text());
        votes.count_.emplace(text, in.zigzag());
    }
    return votes;
}

void NodeVotes::add(const ExtractedNode& node, int sign) {
    articles_ += sign;
    type_.add(node.type, sign);
    name_.add(node.name, sign);
    state_.add(node.state, sign);
    for (const std::string& alias : node.aliases) aliases_.add(alias, sign);
    for (const auto& [key, value] : node.properties) properties_[key].add(value, sign);
}

NodeRecord NodeVotes::record(std::string_view id, const Ontology& ontology) const {
    static constexpr std::string_view kOwn[] = {"id", "name", "aliases", "state"};
    const std::string_view name = name_.winner().empty() ? id : name_.winner();
    Map map;
    map.emplace_back("id", id);
    map.emplace_back("name", name);
    std::set<std::string_view> others;
    for (const Votes* votes : {&aliases_, &name_}) {
        for (const auto& [other, count] : votes->all()) others.insert(other);
    }
    others.erase(name);
    if (!others.empty()) map.emplace_back("aliases", List(others.begin(), others.end()));
    put(map, "state", state_.winner());
    for (const auto& [key, votes] : properties_) {
        if (std::find(std::begin(kOwn), std::end(kOwn), key) == std::end(kOwn)) put(map, key, votes.winner());
    }
    return {labels_of(ontology, type_.winner()), make_map(std::move(map))};
}

std::string NodeVotes::encode() const {
    Writer out;
    out.varint(static_cast<std::uint64_t>(articles_));
    for (const Votes* votes : {&type_, &name_, &state_, &aliases_}) votes->write(out);
    out.varint(properties_.size());
    for (const auto& [key, votes] : properties_) {
        out.text(key);
        votes.write(out);
    }
    return out.take();
}

bool NodeVotes::decode(std::string_view bytes, NodeVotes& votes) {
    Reader in(bytes);
    NodeVotes v;
    v.articles_ = static_cast<std::int64_t>(in.varint());
    for (Votes* each : {&v.type_, &v.name_, &v.state_, &v.aliases_}) *each = Votes::read(in);
    for (std::uint64_t n = in.count(2); n > 0 && in.ok(); --n) {
        const std::string key(in.text());
        v.properties_.emplace(key, Votes::read(in));
    }
    if (!in.ok() || !in.at_end()) return false;
    votes = std::move(v);
    return true;
}

}  // namespace demarche::graph
