// Running the frames' own examples: what Rules::test() reports.
#pragma once

#include <vector>

#include "demarche/extractor.h"

namespace demarche::extract {

// Every example must give the edges that it names ("Anna Berg -requested-> Ruritania", names as in the graph; further edges are
// allowed), by whatever rule; no counterexample may give an edge by its own frame.
Rules::TestReport test_frames(const Rules& rules);

}  // namespace demarche::extract
