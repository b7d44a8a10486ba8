#include "extract/events/matcher.h"
#include "extract/stages.h"

namespace demarche::extract {

Events match_events(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases,
                    const Clauses& clauses) {
    Events events;
    if (!rules.frames) return events;
    Matcher matcher({*rules.frames, rules.ontology, document, text, mentions, phrases, clauses}, nullptr);
    matcher.run(events);
    return events;
}

}  // namespace demarche::extract
