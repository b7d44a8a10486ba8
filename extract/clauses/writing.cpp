// What a letter says, its sender says to its addressee: "sent a note to Ruritania demanding an inquiry".
#include <algorithm>

#include "extract/clauses/parser.h"

namespace demarche::extract::clauses {

// A participle or relative clause of saying or asking whose subject is a writing: the writing's "to" is the clause's too, and whoever sends the
// writing is the subject, unless the writing names its author by a possessor. Linear in the clauses of the sentence.
void SentenceParser::share_writings() {
    for (std::uint32_t i = first_clause_; i < out_.items.size(); ++i) {
        const ClauseId id = static_cast<ClauseId>(i);
        const Clause& made = out_.items[i];
        if ((made.kind != ClauseKind::participle && made.kind != ClauseKind::relative) || made.passive || is_none(made.parent) || !rules_.is(made.lemma, kReports)) continue;
        const std::uint32_t writing = logical(id, Role::subject);
        if (writing == kNone || is_name(writing) || is_none(out_.phrases[writing].group)) continue;
        const std::uint16_t kinds = s_.text[s_.phrases[out_.phrases[writing].group].head].semantic;
        if ((kinds & kCommunicationNoun) == 0 || (kinds & kPersonNoun) != 0) continue;
        const ClauseId sending = made.parent;
        const auto& roles = clause(sending).arguments;
        const bool sent = std::any_of(roles.begin(), roles.end(), [&](const Argument& a) { return a.phrase == writing && a.role == Role::object; });
        const std::uint32_t sender = sent ? logical(sending, Role::subject) : kNone;
        const std::vector<NounPhrase::Link> links = out_.phrases[writing].links;
        for (const NounPhrase::Link& link : links)
            if (link.preposition == words_.to) add(id, Role::oblique, link.phrase, link.preposition, true);
        if (sender == kNone || sender == writing || out_.phrases[writing].possessor != kNone) continue;
        for (Argument& a : out_.items[i].arguments)
            if (a.role == Role::subject && a.phrase == writing) a.phrase = sender;
    }
}

}  // namespace demarche::extract::clauses
