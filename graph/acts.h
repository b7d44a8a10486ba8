// Which reports tell of one act. A pure function of the set of reports: their order does not matter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/extraction.h"

namespace demarche::graph {

// One edge of one article's extraction.
struct Report {
    const Extraction* article = nullptr;
    const ExtractedEdge* edge = nullptr;
    std::uint32_t source = 0, target = 0;  // nodes of the merged graph
};

// Groups the reports of one pair of nodes, relation, polarity and modality into acts. Acts and the reports in each come in a
// canonical order. `facts`: all are one (structural relations). O(n log n) for n reports: each is compared with at most 128 acts.
std::vector<std::vector<Report>> group_acts(std::vector<Report> reports, bool facts);

// The words that carry a topic: lower case, four letters or more, cut to six (a crude stem), sorted, each once.
std::vector<std::string> topic_words(std::string_view topic);

}  // namespace demarche::graph
