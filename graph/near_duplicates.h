// Which articles print the same text: one agency's report in several outlets.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "demarche/extraction.h"

namespace demarche::graph {

// Compares the sentences behind the edges, as sets of word pairs (shingles; A. Broder, "On the resemblance and containment of documents",
// 1997): a change of headline, byline or a few words does not matter. Candidates are those that share one of their eight least hashes
// (min-hashing), so that many articles are not compared with each other.
class NearDuplicates {
public:
    // Groups of articles that print the same; groups and members in the order given. A function of the articles and their order.
    std::vector<std::vector<const Extraction*>> groups(const std::vector<const Extraction*>& articles);

private:
    using Shingles = std::vector<std::uint64_t>;  // ascending, each once
    const Shingles& shingles_of(const Extraction& article);

    std::unordered_map<const Extraction*, Shingles> shingles_;  // of articles that were asked for
};

}  // namespace demarche::graph
