#include "extract/names/world_trie.h"

#include <algorithm>
#include <tuple>

namespace demarche::extract {
namespace {

std::uint64_t mix(std::uint32_t node, std::uint32_t word) {
    std::uint64_t h = (std::uint64_t{node} << 32U | word) * 0x9E3779B97F4A7C15ULL;
    h ^= h >> 29U;
    return h * 0xBF58476D1CE4E5B9ULL;
}

}  // namespace

NameTrie::NameTrie() : edges_(std::size_t{1} << 15U) {}

std::size_t NameTrie::slot(std::uint32_t node, std::uint32_t word) const {
    const std::size_t mask = edges_.size() - 1;
    std::size_t at = (mix(node, word) >> 20U) & mask;
    while (edges_[at].node != kNoNode && (edges_[at].node != node || edges_[at].word != word)) at = (at + 1) & mask;
    return at;
}

void NameTrie::grow() {
    std::vector<Edge> old(edges_.size() * 2);
    old.swap(edges_);
    for (const Edge& e : old)
        if (e.node != kNoNode) edges_[slot(e.node, e.word)] = e;
}

void NameTrie::add(std::span<const std::uint32_t> words, TrieName name) {
    std::uint32_t node = kRoot;
    if (words.front() / 64 >= starts_.size()) starts_.resize(words.front() / 64 + 1, 0);
    starts_[words.front() / 64] |= std::uint64_t{1} << (words.front() % 64);
    for (const std::uint32_t word : words) {
        if (used_ * 3 >= edges_.size() * 2) grow();
        Edge& edge = edges_[slot(node, word)];
        if (edge.node == kNoNode) {
            edge = {node, word, nodes_++};
            ++used_;
        }
        node = edge.child;
    }
    name.node = node;
    names_.push_back(name);
}

void NameTrie::finish() {
    const auto key = [](const TrieName& n) { return std::tuple(n.node, ~n.rank & 0xFFFF, n.entry, n.cases, n.flags); };
    std::sort(names_.begin(), names_.end(), [&](const TrieName& a, const TrieName& b) { return key(a) < key(b); });
    names_.erase(std::unique(names_.begin(), names_.end(), [&](const TrieName& a, const TrieName& b) { return key(a) == key(b); }), names_.end());
    first_.assign(nodes_ + 1, 0);
    for (const TrieName& n : names_) ++first_[n.node + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
}

std::uint32_t NameTrie::child(std::uint32_t node, std::uint32_t word) const {
    const Edge& edge = edges_[slot(node, word)];
    return edge.node == kNoNode ? kNoNode : edge.child;
}

std::span<const TrieName> NameTrie::names(std::uint32_t node) const {
    return {names_.data() + first_[node], names_.data() + first_[node + 1]};
}

}  // namespace demarche::extract
