// From a trigger to its participants, along the role paths of a frame.
#pragma once

#include <string_view>
#include <vector>

#include "extract/events/nouns.h"

namespace demarche::extract {

// Where a frame matched. A verb has a clause; an event noun has its phrase, and the verb too when that is a light one.
struct Site {
    const Frame* frame = nullptr;
    const Trigger* trigger = nullptr;
    ClauseId clause = none<ClauseId>();          // of the verb; for a lone noun: of its nominal clause, if it has one
    std::uint32_t noun = kNone;                  // the event noun's phrase (NounPhrase)
    std::uint32_t object_word = kNone;           // preposition whose phrase counts as the object ("call on X")
    ClauseId owner = none<ClauseId>();           // of a lone noun: the clause that it is an argument of
    ClauseId host = none<ClauseId>();            // … the same, when it is a circumstance there ("despite appeals by …, Norway left")
    bool light = false;                          // verb and noun together
    bool by_modal = false;                       // the trigger is the clause's modal verb
    bool from_before = false;                    // ends that only earlier acts tell are looked for: the last resort
    bool object_is_subject = false;              // "is concerned": a participle read as passive
    std::string_view own_state;                  // of the source: an implied target is another state
    bool lone_noun() const { return noun != kNone && !light; }
};

class Roles {
public:
    Roles(const Nouns& nouns, const FrameSet& frames, const Phrases& phrases, const Clauses& clauses)
        : nouns_(nouns), frames_(frames), phrases_(phrases), clauses_(clauses) {}

    // What stands at the end of a path, raw (whole phrases, not actors in them).
    std::vector<Found> follow(const Site& site, const Path& path) const;
    // Actors (or other nodes of these types) that the first path with any of them leads to, coordinated ones apart.
    std::vector<Found> participants(const Site& site, const std::vector<Path>& paths, TypeSet types, bool as_source, bool direct) const;
    // People known by a noun alone, along the first path that leads to any.
    std::vector<Found> described(const Site& site, const std::vector<Path>& paths) const;
    // Nobody is said to act: a passive statement without an agent, or a subject that is one of the frame's means or an act of its relation.
    bool unnamed_doer(const Site& site) const;
    // The place that an act of a verb is said to happen in; none: none is named.
    MentionId place_of(const Site& site) const;
    bool holds(const Site& site, const Condition& condition) const;

private:
    bool is_act(std::uint32_t np, std::uint32_t relation) const;
    void here(const Site& site, std::vector<Found>& out) const;
    void behind(const Site& site, std::uint32_t preposition, std::vector<Found>& out) const;
    void modifiers(const Site& site, std::vector<Found>& out) const;
    void first_step(const Site& site, PathStep step, std::vector<Found>& out) const;
    void host_subject(const Site& site, std::vector<Found>& out) const;
    void agent_of_circumstance(const Site& site, std::vector<Found>& out) const;
    void companions(const Clause& clause, std::vector<Found>& out) const;
    bool first_person(std::uint32_t np) const;
    void noun_subject(const Site& site, std::vector<Found>& out) const;
    void arguments(const Clause& clause, Role role, std::uint32_t preposition, std::vector<Found>& out) const;
    void links(std::uint32_t np, std::uint32_t preposition, std::vector<Found>& out) const;
    void complements(const Clause& clause, Step step, std::vector<Found>& out) const;
    void next_step(std::string_view own_state, const Found& from, PathStep step, std::vector<Found>& out) const;

    const Nouns& nouns_;
    const FrameSet& frames_;
    const Phrases& phrases_;
    const Clauses& clauses_;
};

}  // namespace demarche::extract
