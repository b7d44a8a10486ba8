// Nodes that may be one: same names after folding, or a last name alone.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/fold.h"
#include "demarche/curation.h"

namespace demarche {
namespace {

constexpr std::size_t kMostWithOneName = 16;  // "the minister": a name that so many share tells nothing

class Doubts {
public:
    explicit Doubts(const PropertyGraph& graph) : graph_(graph), id_(graph.find_node_key("id")), name_(graph.find_node_key("name")), aliases_(graph.find_node_key("aliases")) {}

    std::vector<DoubtfulMerge> find() {
        if (!id_ || !name_) return {};
        for (std::uint32_t node = 0; node < graph_.node_count(); ++node) collect(NodeId{node});
        for (const auto& [name, nodes] : called_) compare(nodes, nodes, "both are called '" + name + "'");
        for (const auto& [name, nodes] : last_names_) {
            if (const auto bare = called_.find(name); bare != called_.end()) compare(bare->second, nodes, "one is called '" + name + "' alone");
        }
        return {doubts_.begin(), doubts_.end()};
    }

private:
    struct Order {
        bool operator()(const DoubtfulMerge& a, const DoubtfulMerge& b) const { return std::tie(a.one, a.other) < std::tie(b.one, b.other); }
    };

    std::string text(NodeId node, KeyId key) const {
        const Value value = graph_.property(node, key);
        return value.as_string() ? *value.as_string() : std::string();
    }
    void collect(NodeId node) {
        const std::string name = base::fold(text(node, *name_));
        if (name.empty()) return;
        called_[name].insert(node);
        const Value aliases = aliases_ ? graph_.property(node, *aliases_) : Value();
        for (const Value& alias : aliases.as_list() ? *aliases.as_list() : List()) {
            if (alias.as_string()) called_[base::fold(*alias.as_string())].insert(node);
        }
        const auto person = graph_.find_label("Person");
        const std::size_t space = name.rfind(' ');
        if (person && graph_.has_label(node, *person) && space != std::string::npos) last_names_[name.substr(space + 1)].insert(node);
    }
    void compare(const std::set<NodeId>& some, const std::set<NodeId>& others, const std::string& why) {
        if (some.size() > kMostWithOneName || others.size() > kMostWithOneName) return;
        for (const NodeId a : some) {
            for (const NodeId b : others) {
                if (a == b || !std::ranges::equal(graph_.labels_of(a), graph_.labels_of(b))) continue;
                std::string one = text(a, *id_), other = text(b, *id_);
                if (other < one) std::swap(one, other);
                doubts_.insert({std::move(one), std::move(other), why});
            }
        }
    }

    const PropertyGraph& graph_;
    std::optional<KeyId> id_, name_, aliases_;
    std::map<std::string, std::set<NodeId>> called_, last_names_;  // by folded names
    std::set<DoubtfulMerge, Order> doubts_;
};

}  // namespace

std::vector<DoubtfulMerge> doubtful_merges(const PropertyGraph& graph) { return Doubts(graph).find(); }

}  // namespace demarche
