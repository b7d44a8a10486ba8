// What a noun phrase may stand for, and which actor it leads to ("Ruritania's decision", "the Ruritanian attack", "the arrest of
// Anna Berg"). A view over the earlier stages' values: cheap to make, valid as long as they are.
#pragma once

#include <string_view>
#include <vector>

#include "extract/clauses/clause.h"
#include "extract/events/event.h"
#include "extract/events/frame.h"
#include "extract/text/lexicon.h"

namespace demarche::extract {

// Something that a role path led to: a noun phrase, a mention inside one, or a clause.
struct Found {
    Participant who;
    ClauseId clause = none<ClauseId>();
    float weight = 1.0F;  // below 1 when the path led through another noun
};

class Nouns {
public:
    Nouns(const FrameSet& frames, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases, const Clauses& clauses)
        : frames_(frames), document_(document), text_(text), mentions_(mentions), phrases_(phrases), clauses_(clauses) {}

    const NounPhrase& operator[](std::uint32_t np) const { return clauses_.phrases[np]; }
    std::string_view word(TokenId t) const { return text_.lower(t); }
    std::uint32_t lemma(std::uint32_t np) const;       // of the head; kNone: none
    // Node types that the phrase may be: of its mention, its pronoun, or its noun's class; 0: neither actor nor law nor place.
    TypeSet types(std::uint32_t np) const;
    TypeSet types(MentionId mention) const;
    // A state named by an adjective or a noun before the head ("the Ruritanian attack"); none: no such mention.
    MentionId modifier(std::uint32_t np) const;
    // The phrase itself when it may be one of `types`; else the actor that it is of, by or from. Depth is bounded.
    bool actor(std::uint32_t np, TypeSet types, bool as_source, Found& out, int depth = 0) const;
    // The phrase and those coordinated with it.
    std::vector<std::uint32_t> with_conjuncts(std::uint32_t np) const;
    // First state (or capital, or demonym) named in a range of tokens, other than `not_state`.
    MentionId state_in(TokenRange range, std::string_view not_state) const;
    // Where things in a range of tokens happen: the first state or place of a state, another than `own_state` if there is one; not in `skip`.
    MentionId place_in(TokenRange range, TokenRange skip, std::string_view own_state) const;
    std::string_view state_of(std::uint32_t np) const;  // code; empty: unknown
    // "a series of attacks" → attacks.
    std::uint32_t see_through(std::uint32_t np) const;

private:
    bool is_pronoun(std::uint32_t np) const;

    const FrameSet& frames_;
    const Document& document_;
    const Text& text_;
    const Mentions& mentions_;
    const Phrases& phrases_;
    const Clauses& clauses_;
};

}  // namespace demarche::extract
