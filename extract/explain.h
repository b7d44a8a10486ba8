// How the sentences of an article became edges, stage by stage, as text for people.
#pragma once

#include <string>

#include "demarche/article.h"
#include "demarche/extractor.h"
#include "extract/rules/rules.h"

namespace demarche::extract {

// sentence: 1-based; 0 = all.
std::string explain_article(const Rules::Data& rules, const Article& article, std::size_t sentence);

}  // namespace demarche::extract
