#include "extract/missing.h"

#include <algorithm>

#include "extract/events/frame.h"
#include "extract/stages.h"

namespace demarche::extract {
namespace {

// Names that no list has: those that were told by their form, and capitalised words that are part of none.
void names(const Document& document, const Text& text, const Mentions& mentions, std::vector<Missing>& out) {
    std::vector<bool> named(text.tokens.size());
    for (const Mention& m : mentions.items) {
        for (TokenId t = m.tokens.begin; t < m.tokens.end; t = next(t)) named[index(t)] = true;
        if (m.cls == MentionClass::name && m.entry == kNone && is_none(m.parent))
            out.push_back({"name", std::string(text_of(document, text, m.tokens)), 1});
    }
    for (std::size_t t = 0; t < text.tokens.size(); ++t) {
        if (named[t] || text.tokens[t].tag != Tag::proper) continue;
        const std::size_t begin = t;
        while (t + 1 < text.tokens.size() && !named[t + 1] && text.tokens[t + 1].tag == Tag::proper) ++t;
        out.push_back({"name", std::string(text_of(document, text, {static_cast<TokenId>(begin), static_cast<TokenId>(t + 1)})), 1});
    }
}

// Verbs that neither call a frame, nor govern other verbs, nor go with event nouns.
void verbs(const FrameSet& frames, const Text& text, const Clauses& clauses, std::vector<Missing>& out) {
    for (const Clause& clause : clauses.items) {
        if (is_none(clause.verb) || clause.lemma == kNone) continue;
        const Tag tag = text[clause.head].tag;
        const bool main = tag == Tag::verb_base || tag == Tag::verb_3sg || tag == Tag::verb_past || tag == Tag::verb_participle || tag == Tag::verb_gerund;
        if (!main || frames.is_light(clause.lemma) || frames.composition(clause.lemma) || !frames.triggers(clause.lemma, TriggerKind::verb).empty()) continue;
        out.push_back({"verb", std::string(text.word(clause.lemma)), 1});
    }
}

}  // namespace

std::vector<Missing> missing_in(const Rules::Data& rules, const Article& article) {
    const Document document = read_document(rules, article);
    const Text text = analyse_text(rules, document);
    const Mentions mentions = find_names(rules, document, text);
    const Phrases phrases = find_phrases(rules, document, text, mentions);
    const Clauses clauses = find_clauses(rules, document, text, mentions, phrases);
    std::vector<Missing> out;
    names(document, text, mentions, out);
    if (rules.frames) verbs(*rules.frames, text, clauses, out);
    return out;
}

}  // namespace demarche::extract
