// An article as a page that needs nothing else: no script, no font, no picture, nothing from the network.
#pragma once

#include <string>
#include <string_view>

#include "demarche/extraction.h"
#include "demarche/store.h"

namespace demarche::cli {

// The text with its mentions and the sentences behind its edges marked, and a list of the edges. Bytes that are no UTF-8 are shown as U+FFFD.
std::string article_page(const StoredArticle& article, const Extraction& extraction, std::string_view bytes);

}  // namespace demarche::cli
