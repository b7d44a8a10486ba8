// Stage 4, phrases: Text + Mentions → Phrases: base noun groups and verb groups, by regular grammars over the string of tags.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/ids.h"
#include "extract/names/mention.h"
#include "extract/text/token.h"

namespace demarche::extract {

enum class PhraseKind : std::uint8_t { noun, verb, preposition, conjunction, complementiser, wh, adverb, adjective, punctuation, quote, other };
enum class Voice : std::uint8_t { active, passive };
enum class Tense : std::uint8_t { past, present, future, none };          // none: infinitive, participle
enum class VerbForm : std::uint8_t { finite, infinitive, gerund, participle, imperative };

struct Phrase {
    PhraseKind kind = PhraseKind::other;
    TokenRange tokens;
    TokenId head{};                          // noun groups: last noun; verb groups: the main verb
    bool nested = false;                     // a possessor inside a larger group; comes before its owner in Phrases::items
    bool date = false;                       // noun groups: a date or time ("last Monday")
    // noun groups
    TokenRange determiner;                   // the, a, this, his, "Russia's" …
    PhraseId possessor = none<PhraseId>();   // the noun group before 's, or the possessive pronoun's own one-token group
    MentionId mention = none<MentionId>();   // the mention that is, or contains, the head
    std::vector<MentionId> mentions;         // all inside
    // verb groups
    Voice voice = Voice::active;
    Tense tense = Tense::none;
    VerbForm form = VerbForm::finite;
    bool negated = false;
    bool perfect = false, progressive = false;
    std::uint32_t modal = kNone;             // lower-cased modal's word id ("may", "must", "will")
    std::uint32_t particle = kNone;          // word id of a particle that belongs to the verb ("carry out")
    bool to = false;                         // an infinitive marked by "to"; false for a bare one
};

struct Phrases {
    std::vector<Phrase> items;               // in text order; every token of a sentence is in exactly one top-level phrase (possessors are nested)
    std::vector<std::uint32_t> first;        // first phrase of each sentence; size = sentences + 1
    const Phrase& operator[](PhraseId p) const { return items[index(p)]; }
};

// One line: "n(The ambassador) v(has protested past perfect) ." — the stage's text form: n noun group, v verb group with its
// features, p preposition, c conjunction, u complementiser or subordinator, w wh-word, r adverb, a adjective; else the token.
std::string to_line(const Document& document, const Text& text, const Phrases& phrases, SentenceId sentence);

}  // namespace demarche::extract
