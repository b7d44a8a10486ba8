// Frames: which verbs, nouns and adjectives report which relation, and which grammatical roles become its ends. Compiled from the
// packs' files of the kinds "frames" and "composition"; read-only afterwards, so any number of threads may match with one set.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "demarche/extraction.h"
#include "demarche/ontology.h"
#include "extract/ids.h"
#include "extract/names/mention.h"
#include "extract/rules/rules.h"

namespace demarche::extract {

// Node types as a bit set: 1 << EntityType.
using TypeSet = std::uint16_t;
constexpr TypeSet bit(EntityType type) { return static_cast<TypeSet>(1U << static_cast<unsigned>(type)); }
inline constexpr TypeSet kActors = static_cast<TypeSet>((1U << 0) | (1U << 1) | (1U << 2) | (1U << 4));  // Person State Organisation Group

// One step of a path from a trigger to a participant: "object", "with", "infinitive", "possessor" …
// "here": the state that the act happens in, as far as its clause names one. "speaker": who says the clause. "asker", "doer", "addressee": see
// Discourse in event.h.
enum class Step : std::uint8_t {
    subject, object, indirect_object, predicate, possessor, that, infinitive, wh, gerund, quotation, clause, between, state, here, noun, host, speaker,
    asker, doer, addressee, preposition
};
struct PathStep {
    Step step = Step::subject;
    std::uint32_t word = kNone;  // of a preposition
    friend bool operator==(const PathStep&, const PathStep&) = default;
};
using Path = std::vector<PathStep>;

enum class TriggerKind : std::uint8_t { verb, verb_noun, noun, adjective };
struct Trigger {
    TriggerKind kind = TriggerKind::verb;
    std::uint32_t head = kNone;             // lemma of the verb or noun; an adjective's own form
    std::vector<std::uint32_t> after;       // particles and prepositions that must follow the verb
    std::vector<std::uint32_t> nouns;       // verb_noun: lemmas that the object's head may have; sorted
    bool passive_only = false;
    std::uint16_t layer = 0;                // of the pack that brings it: later packs' are tried first
    std::uint32_t frame = 0;
};

// A restriction: the phrase at `path` must (or must not) be of one of these types or have one of these heads.
struct Condition {
    Path path;
    TypeSet types = 0;
    std::vector<std::uint32_t> words;  // lemmas; sorted
    bool forbid = false;
    bool any = false;                  // anything at all at the path
    std::string text;                  // for explain
    friend bool operator==(const Condition&, const Condition&) = default;
};

struct Frame {
    std::string id, file;
    std::uint32_t relation = 0;        // index into Ontology::relations
    std::string cameo;                 // empty: the relation's
    std::vector<Path> source, target, topic, noun_source, noun_target, implied;
    std::vector<Condition> conditions;
    TypeSet source_types = 0, target_types = 0;
    std::vector<std::uint32_t> modals;  // a clause that completes the trigger must have one of these ("said that X must …"); sorted
    std::vector<std::uint32_t> adverbs;  // one of these must stand at the verb ("responded coldly"); sorted
    std::vector<std::uint32_t> tone;     // one of these words or lemmas must be in what follows the verb's object ("called it absurd"); sorted
    bool needs_negation = false;         // "saw no need for": the negation belongs to the frame
    bool symmetric = false;
    bool light = true;                 // nouns may follow a light verb ("made a request")
    bool alone = true;                 // nouns may stand as a phrase of their own ("Ruritania's request to Syldavia")
    bool direct_target = false;        // the target is the phrase itself, never an actor inside it
    bool needs_fact = false;           // not for planned or hypothetical acts
    bool fallback = false;             // only where nothing else was found in the clause or what it says
    bool described = false;            // people known by a noun alone count where nobody is named ("a gunman shot a girl")
    std::string unnamed;               // who acts on people where nothing tells who ("two men were killed"): a group of that name; empty: no act then
    std::string unnamed_target;        // on whom somebody acts where nothing tells ("farmers protested"): a group of that name; empty: no act then
    bool at_home = false;              // nobody told of is then of the doer's own state, where no place is told either
    std::vector<std::uint32_t> means;  // nouns of what stands for its unnamed user as the subject ("a bomb killed two men"); sorted
    bool also = false;                 // beside what else the clause reports, not instead
    float confidence = 1.0F;
    Polarity polarity = Polarity::asserted;
    Modality modality = Modality::actual;
};

// What a governing word does to an act below it ("refused to help", "threatened sanctions").
enum class Effect : std::uint8_t { keep, negate, plan, suppose, suppress, rewrite };
struct Composition {
    std::string id;
    struct Rule { std::string family; std::uint32_t from = kNone; Effect effect = Effect::keep; std::uint32_t relation = kNone; };
    std::vector<Rule> rules;             // the first that fits the act's relation or family counts; family "" fits all
    bool nominals = false;               // also governs event nouns ("threatened sanctions", "called for talks")
    bool claims = false;                 // dropped acts are claims where a passive does not say by whom
    std::string cameo;                   // of a rewritten act; empty: the relation's
    bool declares = false;               // what it governs is a declared intent
};

// The words of the grammar of events that frames take for granted.
struct Closed {
    std::uint32_t by, from, of, to, with, between, on, against, in, about, for_, into, at, over, among, and_, be, alongside, during, despite, following, after, near;
    std::array<std::uint32_t, 14> occasions;  // prepositions of what else happens while somebody acts
};

class FrameSet {
public:
    // All faults at once: unknown relation, type, role or word list, duplicate id, a frame that nothing can trigger; in users' packs also words
    // that no text can have (inflected, capitals) and words or frames that another frame of the same pack always hides. Frames of later packs
    // are tried before those of earlier ones, and in a pack in the order of the files.
    static std::unique_ptr<FrameSet> compile(const PackFiles& files, const Ontology& ontology, Lexicon& lexicon,
                                             std::vector<Diagnostic>& faults);

    const std::vector<Frame>& frames() const { return frames_; }
    // Triggers whose head is this lemma (adjectives: this word), in the order of the frames; empty: none.
    const std::vector<Trigger>& triggers(std::uint32_t head, TriggerKind kind) const;
    const Composition* composition(std::uint32_t lemma) const;       // of verbs
    const Composition* noun_composition(std::uint32_t lemma) const;  // of nouns
    const Composition* relation_composition(std::uint32_t relation) const;  // of whatever reports this relation, when its word has none
    // What "will not" makes of an act: a composition of its own, with the id "will-not"; nullptr: the packs have none.
    const Composition* refusal() const { return refusal_ == kNone ? nullptr : &compositions_[refusal_]; }
    // What gives acts of this relation that are only intended a CAMEO code of their own; nullptr: nothing. From the compositions
    // whose id begins with "intended".
    const Composition* intention(std::uint32_t relation, std::string_view family) const;
    bool is_light(std::uint32_t verb) const { return is(verb, kLight); }
    bool is_transparent(std::uint32_t noun) const { return is(noun, kTransparent); }   // "a series of attacks" is attacks
    bool is_legislation(std::uint32_t noun) const { return is(noun, kLegislation); }
    bool is_carrier(std::uint32_t noun) const { return is(noun, kCarrier); }           // "aid deliveries" are aid
    const Composition* adjective_composition(std::uint32_t word) const;  // of predicate adjectives ("is ready to")
    bool is_state(std::uint32_t noun) const { return is(noun, kState); }               // "the kingdom": takes up a state named before
    bool is_person(std::uint32_t noun) const { return is(noun, kPersonWord); }         // "bomber", "group": acts, whatever else it may mean
    bool is_thing(std::uint32_t noun) const { return is(noun, kThing); }               // "data": a collection, but nobody
    bool is_act(std::uint32_t noun) const { return is(noun, kAct); }                   // "this move", "the approach": takes up any act
    const Closed& closed() const { return closed_; }
    float threshold() const { return threshold_; }

    struct Example { std::string frame, file, pointer, text; std::vector<std::string> edges; std::size_t line = 0; bool user = false; };
    const std::vector<Example>& examples() const { return examples_; }  // counterexamples have no edges

private:
    friend class FrameCompiler;
    std::vector<Frame> frames_;
    std::array<std::unordered_map<std::uint32_t, std::vector<Trigger>>, 3> index_;  // verb and verb_noun, noun, adjective
    std::unordered_map<std::uint32_t, std::uint32_t> verb_compositions_, noun_compositions_, adjective_compositions_, relation_compositions_;
    std::vector<Composition> compositions_;
    enum WordBits : std::uint16_t { kLight = 1, kTransparent = 2, kLegislation = 4, kCarrier = 8, kAct = 16, kTriggers = 32, kState = 256, kPersonWord = 512, kThing = 1024 };  // kTriggers: of the index 0; 64, 128
    bool is(std::uint32_t word, unsigned bits) const { return word < word_bits_.size() && (word_bits_[word] & bits) != 0; }
    void mark(std::uint32_t word, unsigned bits);
    std::vector<std::uint16_t> word_bits_;  // by word id: WordBits, so that most words need no look into a map
    std::vector<Example> examples_;
    Closed closed_{};
    std::uint32_t refusal_ = kNone;
    std::vector<std::uint32_t> intentions_;
    float threshold_ = 0.45F;
};

}  // namespace demarche::extract
