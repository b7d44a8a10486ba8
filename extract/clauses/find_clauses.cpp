#include "extract/stages.h"

#include "extract/clauses/parser.h"

namespace demarche::extract {

Clauses find_clauses(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases) {
    Clauses out;
    const clauses::Sources sources{*rules.clauses, document, text, mentions, phrases};
    clauses::SentenceParser parser(sources, out);
    for (std::uint32_t s = 0; s < text.sentences.size(); ++s) parser.run(static_cast<SentenceId>(s));
    clauses::set_speakers(sources, out);
    return out;
}

}  // namespace demarche::extract
