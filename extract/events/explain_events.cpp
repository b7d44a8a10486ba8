#include "extract/events/explain_events.h"

#include "extract/events/frame.h"
#include "extract/events/matcher.h"

namespace demarche::extract {

std::string explain_events(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases,
                           const Clauses& clauses, SentenceId sentence) {
    if (!rules.frames) return {};
    MatchLog log;
    log.sentence = sentence;
    Matcher matcher({*rules.frames, rules.ontology, document, text, mentions, phrases, clauses}, &log);
    Events events;
    matcher.run(events);
    return log.text;
}

std::string to_lines(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Clauses& clauses,
                     const Events& events, SentenceId sentence) {
    const auto name = [&](const Participant& who, const std::string& unnamed) {
        if (who.unnamed) return "(implied " + unnamed + ")";
        if (who.phrase == kNone && is_none(who.mention)) return std::string(who.discourse == Discourse::asker ? "(asker)" : who.discourse == Discourse::doer ? "(doer)" : "(addressee)");
        const TokenRange range = is_none(who.mention) ? clauses.phrases[who.phrase].tokens : mentions[who.mention].tokens;
        return (who.implied ? "(implied " : who.discourse == Discourse::act ? "(doer of " : "(") + std::string(text_of(document, text, range)) + ")";
    };
    std::string out;
    for (const Event& e : events.items) {
        if (e.sentence != sentence) continue;
        const Frame& frame = rules.frames->frames()[e.frame];
        out += name(e.source, frame.unnamed) + " -" + rules.ontology.relations()[e.relation].name + "-> " + name(e.target, frame.unnamed_target);
        if (!e.topic.empty()) out += " topic:(" + std::string(text_of(document, text, e.topic)) + ")";
        if (e.polarity == Polarity::negated) out += " negated";
        if (e.modality != Modality::actual) out += " " + std::string(to_string(e.modality));
        if (e.speaker != kNone) out += " by:(" + std::string(text_of(document, text, clauses.phrases[e.speaker].tokens)) + ")";
        if (!is_none(e.date)) out += " date:(" + std::string(text_of(document, text, mentions[e.date].tokens)) + ")";
        out += " [" + rules.frames->frames()[e.frame].id + "]\n";
    }
    return out;
}

}  // namespace demarche::extract
