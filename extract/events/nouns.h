// What a noun phrase may stand for, and which actor it leads to ("Ruritania's decision", "the Ruritanian attack", "the arrest of
// Anna Berg"). A view over the earlier stages' values: cheap to make, valid as long as they are.
#pragma once

#include <span>
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

// A noun phrase and those coordinated with it, in the order of the text, without a list of their own.
class Coordination {
public:
    Coordination(std::uint32_t first, std::span<const std::uint32_t> more) : first_(first), more_(more) {}
    class Iterator {
    public:
        Iterator(const Coordination& all, std::size_t at) : all_(&all), at_(at) {}
        std::uint32_t operator*() const { return at_ == 0 ? all_->first_ : all_->more_[at_ - 1]; }
        Iterator& operator++() { return ++at_, *this; }
        bool operator!=(const Iterator& other) const { return at_ != other.at_; }

    private:
        const Coordination* all_;
        std::size_t at_;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, more_.size() + 1}; }

private:
    std::uint32_t first_;
    std::span<const std::uint32_t> more_;
};

class Nouns {
public:
    Nouns(const FrameSet& frames, const Text& text, const Mentions& mentions, const Phrases& phrases, const Clauses& clauses)
        : frames_(frames), text_(text), mentions_(mentions), phrases_(phrases), clauses_(clauses), done_(clauses.phrases.size(), kNone), doing_(done_), nominal_(done_) {
        for (std::uint32_t c = 0; c < clauses.items.size(); ++c)
            for (const Argument& a : clauses.items[c].arguments)
                if (clauses.items[c].kind == ClauseKind::participle && a.shared && a.phrase != kNone) {
                    if (a.role == Role::object) done_[a.phrase] = c;
                    if (a.role == Role::subject) doing_[a.phrase] = c;
                }
        for (std::uint32_t c = 0; c < clauses.items.size(); ++c)
            if (const Clause& clause = clauses.items[c]; clause.kind == ClauseKind::nominal && clause.phrase != kNone) nominal_[clause.phrase] = c;
    }

    const NounPhrase& operator[](std::uint32_t np) const { return clauses_.phrases[np]; }
    std::string_view word(TokenId t) const { return text_.lower(t); }
    std::uint32_t lemma(std::uint32_t np) const;       // of the head; kNone: none
    // Of the noun before a head that only carries it ("aid deliveries", "a ceasefire agreement"); kNone: no such noun.
    std::uint32_t carried(std::uint32_t np) const;
    // Node types that the phrase may be: of its mention, its pronoun, or its noun's class; 0: neither actor nor law nor place.
    TypeSet types(std::uint32_t np) const;
    TypeSet types(MentionId mention) const;
    // People that only a noun tells of ("a gunman"), without a name, office or nationality.
    bool described_people(std::uint32_t np) const;
    bool is_date(std::uint32_t np) const { return np != kNone && !is_none(clauses_.phrases[np].group) && phrases_[clauses_.phrases[np].group].date; }
    // A state named by an adjective or a noun before the head ("the Ruritanian attack"); none: no such mention.
    MentionId modifier(std::uint32_t np) const;
    // The names, adjectives and offices before the head ("Ruritania's NATO membership"), from left to right.
    std::vector<MentionId> modifiers(std::uint32_t np) const;
    // The phrase itself when it may be one of `types`; else the actor that it is of, by or from. Depth is bounded.
    bool actor(std::uint32_t np, TypeSet types, bool as_source, Found& out, int depth = 0) const;
    // The phrase and those coordinated with it. Valid as long as the clauses.
    Coordination with_conjuncts(std::uint32_t np) const;
    // First state (or capital, or demonym) named in a range of tokens, other than `not_state`.
    MentionId state_in(TokenRange range, std::string_view not_state) const;
    // Where things in a range of tokens happen: the first state or place of a state, another than `own_state` if there is one; not in `skip`.
    MentionId place_in(TokenRange range, TokenRange skip, std::string_view own_state) const;
    // The participle behind a phrase, of which that is the object ("sanctions imposed on Norway"); nullptr: none.
    const Clause* done(std::uint32_t np) const { return done_[np] == kNone ? nullptr : &clauses_.items[done_[np]]; }
    // The nominal clause of an event noun ("its demand that …"); nullptr: none.
    const Clause* nominal(std::uint32_t np) const { return nominal_[np] == kNone ? nullptr : &clauses_.items[nominal_[np]]; }
    std::string_view state_of(std::uint32_t np) const;  // code; empty: unknown
    // Whether the phrase may take up an act told before: "the request", "this approach".
    bool takes_up_act(std::uint32_t np) const;
    // The phrase, or the one that it is of, when it means two known from before: "the two countries", "officials of both sides", "they"; kNone: neither.
    std::uint32_t counted_two(std::uint32_t np) const;
    // "a series of attacks" → attacks.
    std::uint32_t see_through(std::uint32_t np) const;

private:
    bool is_pronoun(std::uint32_t np) const;
    bool through_participle(std::uint32_t np, TypeSet wanted, Found& out, int depth) const;
    bool through(std::uint32_t np, std::uint32_t preposition, TypeSet wanted, bool as_source, Found& out, int depth) const;

    const FrameSet& frames_;
    const Text& text_;
    const Mentions& mentions_;
    const Phrases& phrases_;
    const Clauses& clauses_;
    std::vector<std::uint32_t> done_, doing_, nominal_;
};

}  // namespace demarche::extract
