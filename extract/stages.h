// The map of extraction: each stage is a function from values to values. extractor.cpp calls them in this order.
#pragma once

#include "demarche/extraction.h"
#include "demarche/extractor.h"
#include "extract/clauses/clause.h"
#include "extract/events/event.h"
#include "extract/names/mention.h"
#include "extract/phrases/phrase.h"
#include "extract/reader/document.h"
#include "extract/text/token.h"

namespace demarche::extract {

using RuleSet = Rules::Data;  // extract/rules/rules.h

Document read_document(const RuleSet& rules, const Article& article);
Text analyse_text(const RuleSet& rules, const Document& document);
Mentions find_names(const RuleSet& rules, const Document& document, const Text& text);
Phrases find_phrases(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions);
Clauses find_clauses(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases);
Events match_events(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases,
                    const Clauses& clauses);
Extraction resolve(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases,
                   const Clauses& clauses, const Events& events);

}  // namespace demarche::extract
