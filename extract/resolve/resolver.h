// Inside of resolve: the entities of one article. Not for other stages.
//
// Order: cluster (mentions → entities) → offices (who holds what for whom) → events (participants by phrase, pronouns and descriptions on
// demand) → structural edges → output with the entities that are named or take part.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "extract/names/name_rules.h"
#include "extract/names/world.h"
#include "extract/resolve/resolve_rules.h"
#include "extract/stages.h"

namespace demarche::extract {

struct Entity {
    std::string id, name, state;
    EntityType type = EntityType::none;
    std::vector<std::string> aliases;
    std::vector<std::pair<std::string, std::string>> properties;
    char gender = 0;      // 'm', 'f'; 0: unknown
    bool plural = false;
    bool named = false;   // a proper name: always a node
    bool used = false;    // takes part in an edge
    bool specific = false;  // a group, law or organ that is described closely enough to be told from others
    std::string office;   // of a person
    std::string folded;   // of a person: the name in lower case
    TokenId seen{};       // of a person: where first named
    std::uint32_t head = kNone;  // word number of the head noun, for "the ministry"
};

// A reference found while events were resolved: becomes a mention of the output.
struct Reference { TokenRange tokens; std::uint32_t entity = kNone; MentionKind kind = MentionKind::nominal; };

class Resolver {
public:
    Resolver(const RuleSet& rules, const Document& document, const Text& text, const Mentions& mentions, const Phrases& phrases,
             const Clauses& clauses, const Events& events);
    Extraction run();

private:
    // cluster.cpp
    void cluster();
    std::uint32_t entity(std::string id, EntityType type, std::string_view name);  // makes or finds
    std::uint32_t state_entity(std::string_view code);
    std::uint32_t named_entity(const Mention& m);
    std::uint32_t organisation(const Mention& m);
    std::uint32_t shortened_name(const Mention& m) const;
    bool of_home(const Mention& m, const WorldEntry& known) const;
    std::uint32_t acronym_of(const Mention& m) const;
    std::uint32_t described(MentionId id);
    std::uint32_t group(MentionId id);
    bool tells_apart(const Mention& m, const Entity& e) const;
    std::string state_spoken_of(TokenId before) const;
    bool led_by(const Mention& organ, std::string& state) const;
    std::uint32_t law_again(const Mention& m);
    bool after_determiner(const Mention& m) const;
    std::string possessing_state(const Mention& m) const;
    bool names_law(TokenRange r) const;
    TokenRange with_content(const Mention& m) const;
    // full_names.cpp
    void find_groups();
    TokenRange in_full(MentionId m) const;
    TokenRange behind(TokenId preposition) const;
    bool in_full_apart(MentionId m) const;
    bool capital_is_place(MentionId m) const;
    void find_home();
    // people.cpp
    void people();
    std::uint32_t find_person(const Mention& m) const;
    const WorldEntry* holder_of_name(const Mention& m, std::string_view& state) const;
    std::uint32_t add_person(const Mention& m);
    // offices.cpp
    void attach_offices();
    void introduce_holders();                       // "The ombudsman spoke too. Anna Berg demanded …"
    std::uint32_t office_entity(MentionId m);       // the holder, or a person known only by the office
    std::uint32_t denied_office(const Mention& m);
    std::string implied_state(const Mention& m) const;
    // refer.cpp
    std::uint32_t of_participant(const Participant& p, std::uint32_t speaker);
    std::uint32_t described_people(std::uint32_t phrase);
    std::uint32_t unnamed(std::string name, MentionId place, const std::vector<std::uint32_t>& other);
    std::uint32_t of_phrase(std::uint32_t phrase, std::uint32_t speaker, int depth);
    std::uint32_t of_mention(MentionId m, bool acts);
    std::uint32_t pronoun(TokenId t, std::uint32_t speaker, bool whole);
    std::uint32_t taken_up(const Phrase& g, std::uint32_t np);
    std::uint32_t from_noun(const Phrase& g, std::uint32_t np);
    std::uint32_t antecedent(TokenId before, std::uint32_t wanted, bool whole) const;
    std::uint32_t organisation_before(TokenId t) const;
    bool far_behind(const Mention& office, const Entity& person) const;
    std::uint32_t named_holder(MentionId office) const;
    std::uint32_t dated_holder(const Mention& office, std::string_view state) const;
    std::uint32_t speaker_near(MentionId office) const;
    // discourse.cpp
    std::uint32_t from_discourse(const Participant& p, const std::vector<std::uint32_t>& other, SentenceId here) const;
    std::uint32_t one_of_two(const Participant& p, SentenceId here) const;
    std::uint32_t last_two_states(TokenId before, bool first) const;
    bool asks_for(const Participant& p, std::string_view relation) const;
    bool same_side(std::uint32_t entity, const std::vector<std::uint32_t>& side) const;
    std::uint32_t state_of(std::uint32_t entity) const;
    std::uint32_t state_of_law(const Participant& p);
    bool is_taken_up(const Event& event, const ExtractedEdge& edge) const;
    void share_with_speaker(const Event& event, const ExtractedEdge& edge);
    // edges.cpp
    void event_edges();
    void add_edges(const Event& event);
    void settle(const Event& event, const std::vector<std::uint32_t>& ends);
    void find_ends(const Event& event, std::vector<std::uint32_t>& sources, std::vector<std::uint32_t>& targets);
    bool add_edge(ExtractedEdge edge, std::size_t since);
    void participants(const Participant& p, std::uint32_t speaker, std::vector<std::uint32_t>& out);
    std::string date_of(const Event& event) const;
    void structural_edges();
    void structural(std::uint32_t source, std::string_view relation, std::uint32_t target, std::string topic, TokenRange trigger, std::string_view rule);
    // emit.cpp
    Extraction output();
    void output_mentions(Extraction& out, const std::vector<std::uint32_t>& place) const;
    bool shown(const Entity& e) const;

    std::string words_of(TokenRange r) const;      // white space normalised
    std::string lower_of(TokenRange r) const;      // lower-cased words with single spaces
    ByteRange source_of(TokenRange r) const;
    static TokenRange excerpt(TokenRange sentence, TokenRange trigger);  // all of it, or its part around the trigger
    TokenRange sentence_tokens(SentenceId s) const { return text_.sentences[index(s)].tokens; }
    void alias(std::uint32_t e, std::string name);
    const Token& tok(TokenId t) const { return text_[t]; }
    std::uint32_t first_mention(TokenId t) const;  // index of the first mention that begins at or after t

    const RuleSet& rules_;
    const World& world_;
    const NameRules& words_;
    const ResolveRules& refer_;
    const Document& document_;
    const Text& text_;
    const Mentions& mentions_;
    const Phrases& phrases_;
    const Clauses& clauses_;
    const Events& events_;
    std::vector<Entity> entities_;
    std::map<std::string, std::uint32_t, std::less<>> by_id_;
    std::vector<std::uint32_t> of_mention_;                         // mention → entity
    std::vector<MentionKind> kind_;                                 // mention → how it refers
    std::vector<PhraseId> group_of_;                                // mention → the noun group whose head it holds; none
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> last_names_;  // word → people
    std::unordered_map<std::uint32_t, std::uint32_t> heads_;        // head noun → last organisation or law of the kind (while clustering)
    struct DraftLaw { std::string modifiers; std::uint32_t entity; };
    std::vector<DraftLaw> laws_;                                    // described by what stands before their head noun
    std::map<std::string, std::uint32_t, std::less<>> acronyms_;    // "EAEU" → entity
    std::vector<Reference> references_;
    struct Act { std::uint32_t source, target; std::string_view relation; SentenceId sentence; };
    std::vector<Act> acts_;                                         // of the events so far, in their order
    std::vector<ExtractedEdge> edges_;                              // source, target: entity numbers until output
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::string_view>> facts_;  // structural edges made; the names are literals
    std::vector<std::uint32_t> subjects_;                           // of the event at hand: a pronoun that is its object is none of them
    const std::vector<std::string>* allowed_ = nullptr;             // types of the event's target: what is adopted is a law, so "it" means no state
    std::map<std::string, std::uint32_t, std::less<>> titles_;      // "the foreign secretary", without a state: who was meant first
    std::string home_;                                              // state that "the government" of this article belongs to
};

}  // namespace demarche::extract
