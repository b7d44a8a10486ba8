// How something is done or said: the adverbs and the tone that some frames ask for, and phrases that take up an act told before.
#include <algorithm>

#include "extract/events/matcher.h"

namespace demarche::extract {
namespace {

bool contains(const std::vector<std::uint32_t>& words, std::uint32_t word) { return std::binary_search(words.begin(), words.end(), word); }

}  // namespace

// "responded coldly", "sharply criticised": at the verb; "called the plan absurd", "referred to it as “an absurd idea”": behind the object.
bool Matcher::manner_fits(const Site& site) {
    const Frame& frame = *site.frame;
    if (is_none(site.clause) || is_none(in_.clauses[site.clause].verb)) return frame.adverbs.empty() && frame.tone.empty();
    const Clause& clause = in_.clauses[site.clause];
    const TokenRange verb = in_.phrases[clause.verb].tokens;
    const TokenId last = in_.text.sentences[index(clause.sentence)].tokens.end;
    const auto any = [&](TokenId from, std::uint32_t reach, const std::vector<std::uint32_t>& words, bool lemmas) {
        for (std::uint32_t i = 0; i < reach && next(from, i) < last; ++i) {
            const Token& token = in_.text[next(from, i)];
            if (token.tag == Tag::stop) return false;
            if (contains(words, token.lower) || (lemmas && token.noun_lemma != kNone && contains(words, token.noun_lemma))) return true;
        }
        return false;
    };
    constexpr std::uint32_t kAtVerb = 3, kTone = 16;  // tokens
    if (!frame.adverbs.empty() && !any(verb.begin, verb.size() + kAtVerb, frame.adverbs, false)) {
        say(site, "none of the frame's adverbs at the verb");
        return false;
    }
    if (frame.tone.empty()) return true;
    TokenId from = verb.end;
    for (const Argument& a : clause.arguments)
        if (a.phrase != kNone && (a.role == Role::object || (a.role == Role::oblique && a.preposition == site.object_word)) && !is_none(nouns_[a.phrase].group))
            from = std::max(from, in_.phrases[nouns_[a.phrase].group].tokens.end);
    const bool copula = clause.lemma == in_.frames.closed().be;  // what follows is what it is called; nothing further off
    if (any(from, copula ? kAtVerb + 1 : kTone, frame.tone, true)) return true;
    say(site, "none of the words that the frame's tone asks for");
    return false;
}

bool Nouns::takes_up_act(std::uint32_t np) const {
    const PhraseId id = clauses_.phrases[np].group;
    if (is_none(id) || is_none(clauses_.phrases[np].group) || !is_none(phrases_[id].mention) || clauses_.phrases[np].possessor != kNone) return false;
    const TokenRange determiner = phrases_[id].determiner;
    if (determiner.empty()) return false;
    const std::string_view first = text_.lower(determiner.begin);
    if (first != "the" && first != "this" && first != "that" && first != "these" && first != "those" && first != "such") return false;
    const std::uint32_t head = lemma(np);
    return frames_.is_act(head) || !frames_.triggers(head, TriggerKind::noun).empty();
}

}  // namespace demarche::extract
