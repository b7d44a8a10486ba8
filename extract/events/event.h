// Stage 6, events: Clauses + frames → Events: who did what to whom, still in terms of noun phrases.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demarche/extraction.h"
#include "extract/clauses/clause.h"

namespace demarche::extract {

// Whom only the sentences before tell; resolve looks it up among the acts that the article has reported so far.
enum class Discourse : std::uint8_t {
    none,
    asker,      // who asked something of the other end ("Norway responded coldly")
    doer,       // who did the last act, of another state than the other end ("a note was delivered to Norway")
    addressee,  // the state on which the other end's state acted last ("Berg called for restraint")
    act,        // who did the act that `phrase` takes up again ("rejected the request")
    first,      // of two that the phrase counts ("the two countries", "both leaders", "they" who meet): one
    second      // … and the other
};

// A participant: a noun phrase (of Clauses::phrases), or a mention where no noun phrase applies (a demonym, an addressee implied).
struct Participant {
    std::uint32_t phrase = kNone;
    MentionId mention = none<MentionId>();
    bool implied = false;          // not spelt out: taken from a rule's default
    bool described = false;        // people known by a noun alone ("a gunman"): the phrase has no mention
    bool unnamed = false;          // nobody is told of: whom the frame says acts then, in the state of the mention, if there is one
    Discourse discourse = Discourse::none;
};

struct Event {
    std::uint32_t frame = kNone;               // index into the rule set's frames
    std::uint32_t relation = kNone;            // index into Ontology::relations
    std::string cameo;                         // more exact than the relation's, when the frame says so; empty: the relation's
    Participant source, target;
    TokenRange topic;                          // empty: none
    TokenRange trigger;
    SentenceId sentence{};
    bool nominal = false;                      // told by a noun that stands by itself
    bool anew = false;                         // told as something that happens, not as something known ("the raid was led by Berg")
    ClauseId clause = none<ClauseId>();
    Polarity polarity = Polarity::asserted;
    Modality modality = Modality::actual;
    std::uint32_t speaker = kNone;             // NounPhrase that it is attributed to
    MentionId date = none<MentionId>();        // a date mention of the clause
    MentionId place = none<MentionId>();       // a place or state in which its clause says it happens
    float confidence = 1.0F;
};

struct Events {
    std::vector<Event> items;  // in order of their triggers
};

}  // namespace demarche::extract
