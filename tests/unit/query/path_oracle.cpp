#include "path_oracle.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace demarche::test {
namespace {

bool fits(const NodeTest& test, const OracleGraph& g, int node) {
    const auto n = static_cast<std::size_t>(node);
    return ((test.labels.truth >> static_cast<unsigned>(g.labels[n])) & 1U) != 0 && (!test.least || g.weights[n] >= *test.least);
}

bool fits(const RelTest& test, const OracleEdge& edge) {
    return ((test.types.truth >> static_cast<unsigned>(edge.type)) & 1U) != 0 && (!test.least || edge.weight >= *test.least);
}

class Enumerator {
public:
    Enumerator(const OracleGraph& graph, const OraclePattern& pattern, std::size_t longest) : g_(graph), p_(pattern), longest_(longest) {
        for (const OraclePart& part : p_.parts) {
            begin_.push_back(path_.variables.size());
            path_.variables.resize(path_.variables.size() + (part.group ? 1 + 2 * part.hops.size() : 1));
        }
    }
    std::vector<Derivation> run() {
        for (int n = 0; n < static_cast<int>(g_.labels.size()); ++n) {
            path_.nodes = {n};
            if (fits(p_.ends[0], g_, n)) part(0);
        }
        return std::move(found_);
    }

private:
    using Then = std::function<void()>;
    void part(std::size_t i) {
        if (i == p_.parts.size()) {
            if (!p_.closed || path_.nodes.front() == path_.nodes.back()) found_.push_back(path_);
            return;
        }
        if (p_.parts[i].quantifier) repeat(i, 0);
        else hop(i, 0, path_.nodes.back(), [&] { leave(i); });
    }
    void leave(std::size_t i) {
        if (fits(p_.ends[i + 1], g_, path_.nodes.back())) part(i + 1);
    }
    void repeat(std::size_t i, int times) {
        const OraclePart& part = p_.parts[i];
        if (times >= part.quantifier->min) leave(i);
        if (part.quantifier->max && times >= *part.quantifier->max) return;
        const int first = path_.nodes.back();
        if (part.group && !fits(part.first, g_, first)) return;
        if (part.group) path_.variables[begin_[i]].push_back(first);
        hop(i, 0, first, [&] {
            if (!part.rising || weight(first) <= weight(path_.nodes.back())) repeat(i, times + 1);
        });
        if (part.group) path_.variables[begin_[i]].pop_back();
    }
    // The hops of one repetition from number h on.
    void hop(std::size_t i, std::size_t h, int first, const Then& then) {
        const OraclePart& part = p_.parts[i];
        if (h == part.hops.size()) {
            then();
            return;
        }
        if (path_.edges.size() == longest_) return;
        const int at = path_.nodes.back();
        for (int e = 0; e < static_cast<int>(g_.edges.size()); ++e) {
            const OracleEdge& edge = g_.edges[static_cast<std::size_t>(e)];
            const bool forward = edge.from == at && part.hops[h].way != Way::in;
            const bool backward = edge.to == at && part.hops[h].way != Way::out && !(forward && edge.from == edge.to);
            if (!fits(part.hops[h], edge)) continue;
            if (forward) step(i, h, first, e, edge.to, then);
            if (backward) step(i, h, first, e, edge.from, then);
        }
    }
    void step(std::size_t i, std::size_t h, int first, int edge, int to, const Then& then) {
        const OraclePart& part = p_.parts[i];
        if (!may(edge, to) || (part.group && !fits(part.nodes[h], g_, to))) return;
        path_.edges.push_back(edge);
        path_.nodes.push_back(to);
        const std::size_t v = begin_[i] + (part.group ? 1 + 2 * h : 0);
        path_.variables[v].push_back(edge);
        if (part.group) path_.variables[v + 1].push_back(to);
        hop(i, h + 1, first, then);
        if (part.group) path_.variables[v + 1].pop_back();
        path_.variables[v].pop_back();
        path_.edges.pop_back();
        path_.nodes.pop_back();
    }
    bool may(int edge, int to) const {
        if (p_.mode == Mode::walk) return true;
        const auto has = [](const std::vector<int>& list, int x) { return std::find(list.begin(), list.end(), x) != list.end(); };
        if (has(path_.edges, edge)) return false;
        if (p_.mode == Mode::acyclic) return !has(path_.nodes, to);
        if (p_.mode != Mode::simple) return true;
        const bool ended = path_.edges.size() > 0 && path_.nodes.front() == path_.nodes.back();
        return !ended && (to == path_.nodes.front() || !has(path_.nodes, to));
    }
    int weight(int node) const { return g_.weights[static_cast<std::size_t>(node)]; }

    const OracleGraph& g_;
    const OraclePattern& p_;
    std::size_t longest_;
    std::vector<std::size_t> begin_;  // of each part's variables
    Derivation path_;
    std::vector<Derivation> found_;
};

std::string show(const Derivation& d) {
    std::string out;
    for (std::size_t i = 0; i < d.nodes.size(); ++i) {
        if (i > 0) out += " -" + std::to_string(d.edges[i - 1]) + "- ";
        out += std::to_string(d.nodes[i]);
    }
    return out;
}

}  // namespace

bool Derivation::operator<(const Derivation& o) const { return std::tie(nodes, edges, variables) < std::tie(o.nodes, o.edges, o.variables); }

std::vector<Derivation> derivations(const OracleGraph& graph, const OraclePattern& pattern, std::size_t longest) {
    return Enumerator(graph, pattern, longest).run();
}

std::string wrong_choice(const OraclePattern& p, const std::vector<Derivation>& all, const std::vector<Derivation>& found) {
    std::vector<Derivation> rest = all;
    std::sort(rest.begin(), rest.end());
    using Ends = std::pair<int, int>;
    std::map<Ends, std::vector<std::size_t>> possible, chosen;  // lengths
    for (const Derivation& d : all) possible[{d.nodes.front(), d.nodes.back()}].push_back(d.edges.size());
    for (const Derivation& d : found) {
        const auto at = std::lower_bound(rest.begin(), rest.end(), d);
        if (at == rest.end() || !(*at == d)) return "not a match, or given too often: " + show(d);
        rest.erase(at);
        chosen[{d.nodes.front(), d.nodes.back()}].push_back(d.edges.size());
    }
    for (auto& [ends, lengths] : possible) {
        std::sort(lengths.begin(), lengths.end());
        std::vector<std::size_t> wanted = lengths;
        const auto count = static_cast<std::size_t>(p.count);
        if (p.choice == Choice::groups) {
            std::vector<std::size_t> groups = lengths;
            groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
            if (groups.size() > count) wanted.erase(std::upper_bound(wanted.begin(), wanted.end(), groups[count - 1]), wanted.end());
        } else if (p.choice != Choice::all) {
            wanted.resize(std::min(wanted.size(), count));
        }
        std::vector<std::size_t>& got = chosen[ends];
        std::sort(got.begin(), got.end());
        const bool same = p.choice == Choice::any ? got.size() == wanted.size() : got == wanted;
        if (!same)
            return "from " + std::to_string(ends.first) + " to " + std::to_string(ends.second) + ": " + std::to_string(got.size()) + " paths instead of " +
                   std::to_string(wanted.size()) + ", or longer ones than need be";
    }
    return {};
}

}  // namespace demarche::test
