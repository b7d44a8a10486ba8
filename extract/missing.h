// What an article speaks of that no rule pack knows: what a user would add next.
#pragma once

#include <vector>

#include "demarche/article.h"
#include "demarche/extractor.h"
#include "extract/rules/rules.h"

namespace demarche::extract {

// In text order, one for each occurrence (count 1).
std::vector<Missing> missing_in(const Rules::Data& rules, const Article& article);

}  // namespace demarche::extract
