// Inside the clause stage: one sentence read from left to right with a stack of open clauses. A clause waits on the stack until its
// verb has come; a finite verb goes to the nearest clause that has a subject and no verb. Every item is pushed and popped once, and
// each look ahead is a table made in one pass from the right, so the cost is linear.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "extract/clauses/clause_rules.h"
#include "extract/text/token.h"

namespace demarche::extract::clauses {

// What a phrase is to the parser, as one letter.
//   N noun group  Y date  F finite verb  I infinitive  G gerund  E participle  p preposition  c conjunction  u subordinator  t that
//   w wh-word  a adjective  r adverb  e there  , : - . < > ( )  o other
struct Item {
    char kind = 'o';
    PhraseId phrase{};
};

struct Sources {
    const ClauseRules& rules;
    const Document& document;
    const Text& text;
    const Mentions& mentions;
    const Phrases& phrases;
};

// Tables over the items of a sentence; index items.size() stands for its end.
struct LookAhead {
    std::vector<std::uint32_t> run_end;     // of N: behind the nouns, prepositions and dates that may belong to it
    std::vector<std::uint32_t> next_verb;   // first verb at or after
    std::vector<std::uint32_t> next_finite; // first finite verb at or after
    std::vector<std::uint32_t> next_break;  // first comma, colon, dash, quote, bracket or stop at or after
    std::vector<std::uint32_t> closing;     // of < and (: the mark that closes it; else the end
    std::vector<bool> subject;              // N: subject of a finite verb that follows
    std::vector<bool> list;                 // N: followed by further members of a list
};

struct Frame {
    ClauseId clause{};
    bool verb = false;
    std::uint32_t subject = kNone;       // surface subject
    bool subject_shared = false;
    std::vector<std::uint32_t> edge;     // noun phrases to which what follows may attach, outer to inner
    std::size_t resume = 0;              // size of the edge when the apposition at its end is over; 0: none
    std::uint32_t object = kNone;        // last object
    std::uint32_t antecedent = kNone;    // of a relative clause
    bool gap = false;                    // the antecedent still has to find its role
    std::uint32_t whose = kNone;         // the antecedent possesses the next noun phrase
    bool by_comma = false;               // opened behind a comma: the next one closes it
    bool initial = false;                // stands before its main clause
    bool barrier = false;                // quotation or bracket: only its closing mark ends it
    bool there = false;
    std::size_t verb_item = 0;
    char verb_kind = 0;
    bool report = false;                 // "…, X said": what it reports stands before it
};

class SentenceParser {
public:
    SentenceParser(const Sources& sources, Clauses& out) : s_(sources), rules_(sources.rules), words_(sources.rules.words()), out_(out) {}
    void run(SentenceId sentence);

private:
    // items.cpp
    void collect(SentenceId sentence);
    char kind_of(const Phrase& phrase) const;
    char kind_of_word(const Phrase& phrase) const;
    void join_quotes();
    std::size_t dateline() const;
    void correct_participles();
    bool may_be_participle(std::size_t i) const;
    bool ends_stretch(std::size_t i) const;
    void look_ahead();
    void look_ahead_at(std::size_t i);
    bool subject_at(std::size_t i) const;
    char kind(std::size_t i) const { return i < items_.size() ? items_[i].kind : '.'; }
    std::size_t skip_adverbs(std::size_t i) const;
    const Phrase& phrase(std::size_t i) const { return s_.phrases[items_[i].phrase]; }
    std::uint32_t word(std::size_t i) const { return s_.text[phrase(i).tokens.begin].lower; }
    std::uint32_t verb_lemma(const Phrase& group) const;
    std::uint32_t verb_lemma_at(std::size_t i) const { return i < items_.size() ? verb_lemma(phrase(i)) : kNone; }

    // frames.cpp
    Frame& top() { return stack_.back(); }
    Clause& clause(ClauseId id) { return out_.items[index(id)]; }
    Clause& clause_of(const Frame& frame) { return out_.items[index(frame.clause)]; }
    ClauseId new_clause(ClauseKind kind, ClauseId parent);
    Frame& open(ClauseKind kind, ClauseId parent);
    void pop();
    void pop_to(std::size_t depth);  // leaves `depth` frames
    std::size_t floor() const;       // the deepest frame that may be reached: behind the last barrier
    void set_verb(Frame& frame, std::size_t i);
    void take_subject(Frame& frame, std::uint32_t np, bool shared);
    void add(ClauseId to, Role role, std::uint32_t np, std::uint32_t preposition = kNone, bool shared = false);
    void add_clause(ClauseId to, ClauseId complement, std::uint32_t preposition = kNone);
    bool has(ClauseId of, Role role) const;
    std::uint32_t logical(ClauseId of, Role role) const;

    // nouns.cpp
    std::uint32_t make_noun(PhraseId group, bool whose_allowed);
    bool is_time_adverbial(std::size_t i) const;
    void noun(std::size_t i);
    void noun_before_verb(std::size_t i, std::uint32_t np);
    void noun_after_verb(std::size_t i, std::uint32_t np);
    void object(std::uint32_t np);
    void date(std::size_t i);
    void coordinate(std::uint32_t np);
    void appose(std::uint32_t np);
    bool can_appose(std::uint32_t a, std::uint32_t b) const;
    bool is_name(std::uint32_t np) const;
    bool is_description(std::uint32_t np) const;
    int likeness(std::uint32_t a, std::uint32_t b) const;
    void extend(Frame& frame, TokenId end);
    std::uint32_t head_lemma(std::uint32_t np) const;
    std::uint32_t innermost(const Frame& frame) const { return frame.edge.empty() ? kNone : frame.edge.back(); }

    // attach.cpp
    void preposition(std::size_t i);
    void attach(std::uint32_t np, std::uint32_t preposition);
    void attach_to_noun(Frame& frame, std::size_t k, std::uint32_t np, std::uint32_t preposition);
    void attach_to_clause(Frame& frame, std::uint32_t np, std::uint32_t preposition);
    std::size_t noun_site(const Frame& frame, std::uint32_t preposition, bool noun_first) const;

    // verbs.cpp
    void finite(std::size_t i);
    bool coordinate_verb(std::size_t i);
    bool reduce_relative(std::size_t i);
    void infinitive(std::size_t i);
    std::uint32_t actor_of_noun(std::uint32_t np, std::uint32_t otherwise) const;
    bool can_act(std::uint32_t np) const;
    bool noun_infinitive(std::size_t i, Frame& frame);
    void gerund(std::size_t i);
    void participle(std::size_t i);
    void report_behind(std::size_t i);
    std::uint32_t controller(const Frame& frame) const;
    ClauseId finite_parent();

    // subordinate.cpp
    void wh(std::size_t i);
    void relative(std::size_t i, std::uint32_t preposition);
    void that(std::size_t i);
    void subordinator(std::size_t i);
    void open_adverbial(std::size_t i);
    std::uint32_t antecedent_for(std::size_t i) const;

    // marks.cpp
    void comma(std::size_t i);
    bool titles_another(std::uint32_t np);
    void comma_noun(std::size_t j);
    bool report_ahead(std::size_t j) const;
    void open_report();
    void conjunction(std::size_t i);
    void colon(std::size_t i);
    void dash(std::size_t i);
    void open_quote(std::size_t i);
    void close_quote(std::size_t i);
    void open_bracket(std::size_t i);
    void close_mark(bool quote);
    void new_main(ClauseKind kind);

    // finish.cpp
    ClauseId nominal(std::uint32_t np);
    void read(std::size_t i);
    void there(std::size_t i);
    void finish();
    ClauseId said_by(ClauseId id) const;
    void fill_waiting();
    void share_objects();
    void share_writings();                        // writing.cpp
    void report_adverbials();
    void drop_expletives();
    void finish_nominals();
    void set_source();
    void settle();
    void extend_over_complements();

    const Sources s_;
    const ClauseRules& rules_;
    const ClauseRules::Words& words_;
    Clauses& out_;

    SentenceId sentence_{};
    bool headline_ = false;
    std::vector<Item> items_;
    LookAhead ahead_;
    std::vector<Frame> stack_;
    std::uint32_t first_clause_ = 0, first_noun_ = 0;   // of this sentence
    std::vector<ClauseId> nominal_;                     // by noun phrase of the sentence
    std::vector<std::uint32_t> first_conjunct_;         // by noun phrase of the sentence; kNone: itself
    std::vector<ClauseId> waiting_;                     // initial clauses without subject: the main clause's
    std::vector<ClauseId> initial_;                     // initial adverbials without parent
    std::vector<std::pair<ClauseId, ClauseId>> bare_pairs_;  // verb and verb: the first may share the second's object
    std::uint32_t source_ = kNone;                      // "according to X"
    ClauseId quotation_ = none<ClauseId>();             // a quotation at the start that waits for its speaker
    std::uint32_t preposition_ = kNone;                 // read, without its noun yet
    bool conjunction_ = false;                          // read, what it joins not yet
    bool comma_before_conjunction_ = false;
    bool comma_ = false;                                // the last item was a comma or dash
    std::size_t skip_to_ = 0;
};

// Attribution inside a document: who speaks each clause, across the sentences of a quotation.
void set_speakers(const Sources& sources, Clauses& clauses);

}  // namespace demarche::extract::clauses
