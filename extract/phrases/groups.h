// Inside the phrase stage: one sentence as a string of tags, and the analysis of a matched group.
#pragma once

#include <string>
#include <vector>

#include "extract/phrases/phrase_rules.h"

namespace demarche::extract::phrases {

// One letter a token, as the grammars read them: names are N, dates Y, expressions of several words '#' (with their length and
// kind beside), numbers' approximators r.
struct TagString {
    std::string tags;
    std::vector<std::uint8_t> expression;  // length of the expression that starts here; 0: none
    std::vector<PhraseKind> kind;          // of that expression
    std::vector<std::uint32_t> words;      // lower-cased word ids
};
// `mention` is the first mention that starts in or after the sentence. O(tokens + mentions of the sentence).
void build_tags(const PhraseRules& rules, const Text& text, const Mentions& mentions, const Sentence& sentence, std::size_t mention, TagString& out);

// Where a run of noun tags [begin, end) has to be cut because two names stand side by side without being one ("told Berg
// Ruritania would …"); `end` when nowhere.
TokenId cut_between_names(const Mentions& mentions, std::size_t mention, TokenId begin, TokenId end);

// Fills head, determiner and mentions of a noun group whose tokens are set. `mention`: first mention at or after its begin.
void analyse_noun_group(const Text& text, const Mentions& mentions, const TagString& tags, TokenId sentence_begin, std::size_t mention, Phrase& group);
// Fills head, voice, tense, form, negation, modal, particle of a verb group whose tokens are set.
void analyse_verb_group(const PhraseRules& rules, const Text& text, Phrase& group);

}  // namespace demarche::extract::phrases
