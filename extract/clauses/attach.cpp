// Where a prepositional phrase belongs: to a noun on the right edge, or to the verb. What words claim decides; then a few
// general preferences.
#include <algorithm>

#include "extract/clauses/parser.h"

namespace demarche::extract::clauses {

void SentenceParser::preposition(std::size_t i) {
    const std::uint32_t name = word(i);
    const char after = kind(skip_adverbs(i + 1));
    if (rules_.is(name, kTimePreposition) && after == 'N' && ahead_.subject[skip_adverbs(i + 1)] && ahead_.next_finite[i] < items_.size()) {
        open_adverbial(i);
        return;
    }
    preposition_ = name;
}

// The innermost noun of the edge that may take the preposition; edge.size() when none. `noun_first`: a noun's own claim is enough.
std::size_t SentenceParser::noun_site(const Frame& frame, std::uint32_t preposition, bool noun_first) const {
    for (std::size_t k = frame.edge.size(); noun_first && k-- > 0;)
        if (rules_.noun_claims(head_lemma(frame.edge[k]), preposition)) return k;
    if (preposition == words_.of && !frame.edge.empty()) return frame.edge.size() - 1;
    return frame.edge.size();
}

void SentenceParser::attach_to_noun(Frame& frame, std::size_t k, std::uint32_t np, std::uint32_t preposition) {
    const std::uint32_t site = frame.edge[k];
    out_.phrases[site].links.push_back({preposition, np});
    constexpr std::size_t kDeepest = 64;  // deeper than any sentence nests its nouns: bounds what looks through the edge
    frame.edge.resize(std::min(k + 1, kDeepest));
    extend(frame, out_.phrases[np].tokens.end);
    frame.edge.push_back(np);
    // What hangs on the object of a light verb is the clause's as well: "sent a note to Berg", "held talks with Ruritania".
    if (frame.verb && site == frame.object && preposition != words_.of) add(frame.clause, Role::oblique, np, preposition, true);
}

void SentenceParser::attach_to_clause(Frame& frame, std::uint32_t np, std::uint32_t preposition) {
    add(frame.clause, Role::oblique, np, preposition);
    frame.edge.push_back(np);
    if (frame.verb) frame.edge = {np};
}

void SentenceParser::attach(std::uint32_t np, std::uint32_t preposition) {
    Frame& frame = top();
    if (rules_.is(preposition, kSource)) {
        source_ = np;
        if (frame.verb) clause_of(frame).speaker = np;
        add(frame.clause, Role::oblique, np, preposition);
        if (frame.subject == kNone || frame.verb) frame.edge = {np};
        else frame.edge.push_back(np);
        return;
    }
    if (!frame.verb) {
        if (frame.edge.empty() || frame.subject == kNone) {
            const std::size_t site = noun_site(frame, preposition, true);
            if (site < frame.edge.size()) {
                attach_to_noun(frame, site, np, preposition);
                return;
            }
            add(frame.clause, Role::oblique, np, preposition);
            frame.edge = {np};
            return;
        }
        std::size_t site = noun_site(frame, preposition, true);
        if (site == frame.edge.size()) site = frame.edge.size() - 1;
        attach_to_noun(frame, site, np, preposition);
        return;
    }
    const Clause& made = clause_of(frame);
    const bool passive_agent = preposition == words_.by && made.passive && !has(frame.clause, Role::subject) && !rules_.is(made.lemma, kByActor);
    const bool verb_claims = rules_.verb_claims(made.lemma, preposition);
    std::size_t site = noun_site(frame, preposition, true);
    if (passive_agent && (site == frame.edge.size() || kind(frame.verb_item + 1) == 'p')) {
        add(frame.clause, Role::subject, np);
        frame.edge = {np};
        return;
    }
    // "accused Moscow of": the verb's own claim on "of" comes before the noun's default.
    // So it does not behind another phrase's noun: "approved at the request of".
    const bool follows = !frame.edge.empty() && frame.edge.front() != frame.object && !made.passive && !is_name(frame.edge.front()) &&
                         index(out_.phrases[frame.edge.front()].tokens.end) + 1 == index(out_.phrases[np].tokens.begin);
    if (verb_claims && preposition == words_.of && (frame.edge.size() <= 1) && !follows && (site == frame.edge.size() || !rules_.noun_claims(head_lemma(frame.edge[site]), preposition))) site = frame.edge.size();
    if (site < frame.edge.size() && (preposition == words_.of || !verb_claims || frame.edge[site] == frame.object)) {
        attach_to_noun(frame, site, np, preposition);
        return;
    }
    const std::uint32_t inner = innermost(frame);
    const bool common = inner != kNone && !is_name(inner) && s_.text[s_.phrases[out_.phrases[inner].group].head].tag != Tag::pronoun;
    const bool loose = preposition == words_.for_ || preposition == words_.from || preposition == words_.between || preposition == words_.among || preposition == words_.with;
    if (!verb_claims && common && loose && !frame.edge.empty()) {
        attach_to_noun(frame, frame.edge.size() - 1, np, preposition);
        return;
    }
    attach_to_clause(frame, np, preposition);
}

}  // namespace demarche::extract::clauses
