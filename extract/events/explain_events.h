// The events stage's text forms: for `explain` and for tests.
#pragma once

#include <string>

#include "extract/stages.h"

namespace demarche::extract {

// A line for every frame that a word of the sentence called: matched, or the condition that failed. O(article).
std::string explain_events(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases,
                           const Clauses& clauses, SentenceId sentence);

// One line an event: "(Anna Berg) -requested-> (Ruritania) topic:(…) planned by:(…) [request.ask]".
std::string to_lines(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Clauses& clauses,
                     const Events& events, SentenceId sentence);

}  // namespace demarche::extract
