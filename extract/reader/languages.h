// Which parts of an article are in English: the others are marked and not read.
#pragma once

#include "extract/reader/document.h"
#include "extract/reader/reader_rules.h"

namespace demarche::extract {

// Marks blocks of another script or language, and parts a block at the ends of sentences where only some of its sentences are. Told by letters,
// and in Latin script by common words, in the first 4,000 bytes. Linear.
void mark_languages(const ReaderRules& rules, Document& document);

}  // namespace demarche::extract
