#include "demarche/extractor.h"

#include "extract/explain.h"
#include "extract/missing.h"
#include "extract/stages.h"

namespace demarche {

Extraction extract_article(const Rules& rules, const Article& article) {
    const extract::RuleSet& set = rules.data();
    const extract::Document document = extract::read_document(set, article);
    const extract::Text text = extract::analyse_text(set, document);
    const extract::Mentions mentions = extract::find_names(set, document, text);
    const extract::Phrases phrases = extract::find_phrases(set, document, text, mentions);
    const extract::Clauses clauses = extract::find_clauses(set, document, text, mentions, phrases);
    const extract::Events events = extract::match_events(set, document, text, mentions, phrases, clauses);
    Extraction extraction = extract::resolve(set, document, text, mentions, phrases, clauses, events);
    extraction.warnings = document.warnings;
    return extraction;
}

std::string explain(const Rules& rules, const Article& article, std::size_t sentence) { return extract::explain_article(rules.data(), article, sentence); }

std::vector<Missing> missing(const Rules& rules, const Article& article) { return extract::missing_in(rules.data(), article); }

}  // namespace demarche
