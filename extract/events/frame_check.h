// What loads, but can never do what a user's frame is meant to: told as faults, with how to mend them.
#pragma once

#include <string>
#include <vector>

#include "extract/events/frame_reader.h"

namespace demarche::extract {

// The frame asks for something and forbids it.
void check_conditions(const FrameReader& reader, const Frame& frame, const std::string& pointer);
// Words that no text can have as a lemma, words named twice, and words that another frame of the same pack takes first wherever this
// one would match. `added` is not yet in the set's index.
void check_triggers(const FrameReader& reader, const FrameSet& set, const std::vector<PlacedTrigger>& added, const std::string& pointer);

}  // namespace demarche::extract
