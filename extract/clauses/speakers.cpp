// Who says a clause: the subject of the verb of saying above it, the source of "according to", or the speaker of the quotation
// that it stands in, which may run over several sentences.
#include "extract/clauses/parser.h"

namespace demarche::extract::clauses {
namespace {

struct Quotation {
    TokenRange tokens;
    std::uint32_t speaker = kNone;
    std::uint32_t block = 0;
    bool speech = false;  // holds a finite clause: a saying, not a quoted word
};

std::uint32_t subject_of(const Clause& clause) {
    for (const Argument& a : clause.arguments)
        if (a.role == Role::subject && a.phrase != kNone) return a.phrase;
    return kNone;
}

std::uint32_t object_of(const Clause& clause) {
    for (const Argument& a : clause.arguments)
        if (a.role == Role::object && a.phrase != kNone) return a.phrase;
    return kNone;
}

// "The agency quoted Berg as saying that …": Berg says it. False: another verb.
bool quoted_as_saying(const ClauseRules& rules, Clauses& clauses, Clause& clause) {
    const std::uint32_t quoted = object_of(clause);
    if (quoted == kNone) return false;
    for (const Argument& a : clause.arguments) {
        if (a.role != Role::oblique || is_none(a.clause) || !rules.is(clauses.items[index(a.clause)].lemma, kReports)) continue;
        Clause& saying = clauses.items[index(a.clause)];
        std::erase_if(saying.arguments, [](const Argument& x) { return x.role == Role::subject && x.shared; });
        saying.arguments.push_back({Role::subject, kNone, quoted, none<ClauseId>(), true});
        for (const Argument& said : clause.arguments)
            if (said.role == Role::complement && !is_none(said.clause)) clauses.items[index(said.clause)].speaker = quoted;
        return true;
    }
    return false;
}

// Quotations of the document, each within a block: from the opening mark to its closing one, or to the end of the block.
std::vector<Quotation> find_quotations(const Text& text) {
    std::vector<Quotation> found;
    bool open = false;
    std::uint32_t block = kNone;
    for (const Sentence& sentence : text.sentences) {
        if (open && sentence.block != block) {
            open = false;
            found.back().tokens.end = sentence.tokens.begin;
        }
        block = sentence.block;
        for (TokenId t = sentence.tokens.begin; t < sentence.tokens.end; t = next(t)) {
            if (text[t].tag == Tag::open_quote) {
                if (open) found.back().tokens.end = t;
                found.push_back({{t, static_cast<TokenId>(text.tokens.size())}, kNone, block, false});
                open = true;
            } else if (text[t].tag == Tag::close_quote && open) {
                found.back().tokens.end = t;
                open = false;
            }
        }
    }
    return found;
}

// "The president made it clear:" and then a quotation of its own sentence: the subject before the colon speaks.
void speak_before_colon(const Text& text, const Clauses& clauses, std::vector<Quotation>& quotations) {
    std::size_t c = 0;
    std::uint32_t subject = kNone;
    for (Quotation& quotation : quotations) {
        for (; c < clauses.items.size() && clauses.items[c].head < quotation.tokens.begin; ++c)
            if (const std::uint32_t own = subject_of(clauses.items[c]); own != kNone && !is_none(clauses.items[c].verb) && is_none(clauses.items[c].parent)) subject = own;
        const std::uint32_t at = index(quotation.tokens.begin);
        if (quotation.speaker == kNone && at > 0 && text.tokens[at - 1].tag == Tag::colon) quotation.speaker = subject;
    }
}

// "The minister said:" and then a statement without quotation marks, which speaks of itself in the first person: the minister says all that follows, up to
// the next quotation or to somebody else who says something.
void speak_in_statement(const Sources& sources, Clauses& clauses) {
    const Text& text = sources.text;
    std::uint32_t speaker = kNone;
    std::size_t c = 0;
    for (std::uint32_t s = 0; s < text.sentences.size(); ++s) {
        const TokenRange range = text.sentences[s].tokens;
        const std::size_t first = c;
        while (c < clauses.items.size() && clauses.items[c].head < range.end) ++c;
        if (range.empty()) continue;
        bool reports = false;
        for (std::size_t k = first; k < c; ++k) reports = reports || (is_none(clauses.items[k].parent) && sources.rules.is(clauses.items[k].lemma, kReports) && clauses.items[k].speaker == kNone);
        const TokenId last = static_cast<TokenId>(index(range.end) - 1);
        const bool quotes = text[range.begin].tag == Tag::open_quote;
        if (quotes || (reports && speaker != kNone)) speaker = kNone;
        for (std::size_t k = first; k < c && speaker != kNone; ++k)
            if (clauses.items[k].speaker == kNone) clauses.items[k].speaker = speaker;
        if (!reports || text[last].tag != Tag::colon || s + 1 >= text.sentences.size()) continue;
        const TokenRange after = text.sentences[s + 1].tokens;
        bool first_person = false;
        for (TokenId t = after.begin; t < after.end; t = next(t)) first_person = first_person || text.lower(t) == "i" || text.lower(t) == "we" || text.lower(t) == "our" || text.lower(t) == "my";
        if (!first_person || text[after.begin].tag == Tag::open_quote) continue;
        for (std::size_t k = first; k < c; ++k)
            if (is_none(clauses.items[k].parent) && sources.rules.is(clauses.items[k].lemma, kReports)) speaker = subject_of(clauses.items[k]);
    }
}

std::size_t quotation_of(const std::vector<Quotation>& quotations, TokenId t, std::size_t from) {
    while (from < quotations.size() && quotations[from].tokens.end <= t) ++from;
    return from;
}

}  // namespace

void set_speakers(const Sources& sources, Clauses& clauses) {
    const ClauseRules& rules = sources.rules;
    std::vector<Quotation> quotations = find_quotations(sources.text);
    // What a verb of saying takes is said by its subject.
    for (Clause& clause : clauses.items) {
        if (!rules.is(clause.lemma, kReports) || is_none(clause.verb) || quoted_as_saying(rules, clauses, clause)) continue;
        const std::uint32_t speaker = subject_of(clause);
        for (const Argument& a : clause.arguments) {
            if (is_none(a.clause) || a.role != Role::complement) continue;
            Clause& said = clauses.items[index(a.clause)];
            if (speaker != kNone && (said.kind != ClauseKind::infinitive && said.kind != ClauseKind::gerund)) said.speaker = speaker;
        }
    }
    std::size_t q = 0;
    for (Clause& clause : clauses.items) {
        q = quotation_of(quotations, clause.head, q);
        if (q == quotations.size()) break;
        if (!quotations[q].tokens.contains(clause.head)) continue;
        if (clause.tense != Tense::none && clause.kind != ClauseKind::nominal) quotations[q].speech = true;
        if (clause.speaker != kNone && quotations[q].speaker == kNone && (is_none(clause.parent) || !quotations[q].tokens.contains(clauses[clause.parent].head))) quotations[q].speaker = clause.speaker;
    }
    speak_before_colon(sources.text, clauses, quotations);
    std::uint32_t last = kNone, block = kNone;
    for (Quotation& quotation : quotations) {
        if (quotation.block != block) last = kNone;
        block = quotation.block;
        if (!quotation.speech) continue;
        if (quotation.speaker == kNone) quotation.speaker = last;
        last = quotation.speaker;
    }
    // Down the clauses: parents of a sentence may stand before or behind, so follow each upwards to the nearest speaker.
    q = 0;
    for (Clause& clause : clauses.items) {
        q = quotation_of(quotations, clause.head, q);
        const bool inside = q < quotations.size() && quotations[q].tokens.contains(clause.head) && quotations[q].speech;
        clause.quoted = inside;
        ClauseId up = clause.parent;
        for (int hops = 0; clause.speaker == kNone && !is_none(up) && hops < 16; ++hops) {
            clause.speaker = clauses[up].speaker;
            up = clauses[up].parent;
        }
        if (inside && clause.speaker == kNone) clause.speaker = quotations[q].speaker;
    }
    speak_in_statement(sources, clauses);
}

}  // namespace demarche::extract::clauses
