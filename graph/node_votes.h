// What the articles say of one node, as counts that can be added and taken away, and the node that follows.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/extraction.h"
#include "demarche/ontology.h"
#include "demarche/value.h"
#include "graph/bytes.h"

namespace demarche::graph {

// How many say what. Chooses what most say, then the longest, then the first in byte order.
class Votes {
public:
    void add(std::string_view text, std::int64_t count = 1);  // empty texts do not vote
    std::string_view winner() const;
    const std::map<std::string, std::int64_t, std::less<>>& all() const { return count_; }
    void write(Writer& out) const;
    static Votes read(Reader& in);

private:
    std::map<std::string, std::int64_t, std::less<>> count_;
};

struct NodeRecord {
    std::vector<std::string> labels;
    Map properties;
};

class NodeVotes {
public:
    // sign: 1 adds what an article says, -1 takes it away.
    void add(const ExtractedNode& node, int sign = 1);
    bool empty() const { return articles_ == 0; }
    bool sound() const { return articles_ >= 0; }  // no more was taken away than there was
    NodeRecord record(std::string_view id, const Ontology& ontology) const;
    std::string encode() const;
    // An empty one and false for bytes that encode() did not make.
    static bool decode(std::string_view bytes, NodeVotes& votes);

private:
    std::int64_t articles_ = 0;
    Votes type_, name_, state_, aliases_;
    std::map<std::string, Votes, std::less<>> properties_;
};

}  // namespace demarche::graph
