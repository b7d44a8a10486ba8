// What a user's pack says that cannot be meant, and that no stage would notice.
#pragma once

#include <vector>

#include "extract/rules/rules.h"

namespace demarche::extract {

// Of the files of users' packs: a text that a list holds twice, a span that ends before it begins, and two entries of one kind and state
// with the same name and no dates to tell them apart. Told as faults, each with how to mend it. O(entries).
void check_entries(const PackFiles& files, std::vector<Diagnostic>& faults);

}  // namespace demarche::extract
