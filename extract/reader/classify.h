// Which blocks are news: furniture, foreign languages, bylines, headers; title, date and outlet from the top of the page.
#pragma once

#include "extract/reader/document.h"
#include "extract/reader/reader_rules.h"

namespace demarche::extract {

// Sets kind, read, why and section of the blocks, and the document's title, date and outlet where they are still empty.
void classify_blocks(const ReaderRules& rules, Document& document);

// A calendar date that a short line or a file name carries ("Tuesday25 March 2025", "March 3, 2024", "2024-10-14"); "": none.
std::string find_date(std::string_view line);

}  // namespace demarche::extract
