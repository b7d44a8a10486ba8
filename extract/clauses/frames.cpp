#include <algorithm>

#include "extract/clauses/parser.h"

namespace demarche::extract::clauses {

ClauseId SentenceParser::new_clause(ClauseKind kind, ClauseId parent) {
    Clause made;
    made.kind = kind;
    made.parent = parent;
    made.sentence = sentence_;
    made.conditional = kind == ClauseKind::conditional || (!is_none(parent) && clause(parent).kind == ClauseKind::conditional);
    out_.items.push_back(std::move(made));
    return static_cast<ClauseId>(out_.items.size() - 1);
}

// Deeper than the clauses of any sentence: the innermost gives way to the next, so that what looks through the stack costs a bounded time.
constexpr std::size_t kDeepest = 64;

Frame& SentenceParser::open(ClauseKind kind, ClauseId parent) {
    Frame frame;
    frame.clause = new_clause(kind, parent);
    if (stack_.size() >= kDeepest && !top().barrier) pop();
    stack_.push_back(std::move(frame));
    return stack_.back();
}

void SentenceParser::pop() {
    const Frame& frame = top();
    if (frame.gap && frame.verb && frame.antecedent != kNone) {
        const Clause& made = clause_of(frame);
        if (!has(frame.clause, Role::object) && !rules_.is(made.lemma, kLinks)) add(frame.clause, Role::object, frame.antecedent, kNone, true);
    }
    stack_.pop_back();
}

void SentenceParser::pop_to(std::size_t depth) {
    while (stack_.size() > depth) pop();
}

std::size_t SentenceParser::floor() const {
    for (std::size_t i = stack_.size(); i-- > 0;)
        if (stack_[i].barrier) return i;
    return 0;
}

bool SentenceParser::has(ClauseId of, Role role) const {
    const std::vector<Argument>& arguments = out_.items[index(of)].arguments;
    return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& a) { return a.role == role; });
}

std::uint32_t SentenceParser::logical(ClauseId of, Role role) const {
    for (const Argument& a : out_.items[index(of)].arguments)
        if (a.role == role && a.phrase != kNone) return a.phrase;
    return kNone;
}

void SentenceParser::add(ClauseId to, Role role, std::uint32_t np, std::uint32_t preposition, bool shared) {
    if (np == kNone) return;
    Argument argument;
    argument.role = role;
    argument.phrase = np;
    argument.preposition = preposition;
    argument.shared = shared;
    clause(to).arguments.push_back(argument);
}

void SentenceParser::add_clause(ClauseId to, ClauseId complement, std::uint32_t preposition) {
    Argument argument;
    argument.role = preposition == kNone ? Role::complement : Role::oblique;
    argument.preposition = preposition;
    argument.clause = complement;
    clause(to).arguments.push_back(argument);
}

// The surface subject of a passive is the logical object.
void SentenceParser::take_subject(Frame& frame, std::uint32_t np, bool shared) {
    if (np == kNone) return;
    frame.subject = np;
    frame.subject_shared = shared;
    if (!frame.verb) return;
    Clause& made = clause_of(frame);
    add(frame.clause, made.passive ? Role::object : Role::subject, np, kNone, shared);
}

void SentenceParser::set_verb(Frame& frame, std::size_t i) {
    const Phrase& group = phrase(i);
    Clause& made = clause_of(frame);
    made.verb = items_[i].phrase;
    made.head = group.head;
    made.lemma = verb_lemma(group);
    made.particle = group.particle;
    made.passive = group.voice == Voice::passive;
    made.negated = made.negated || group.negated;
    made.tense = items_[i].kind == 'F' && group.form == VerbForm::participle ? Tense::past : group.tense;
    made.perfect = group.perfect;
    made.modal = group.modal;
    // A bare participle is passive: "a note delivered to …".
    if (items_[i].kind == 'E' && s_.text[group.head].tag != Tag::be) made.passive = true;
    const char after = kind(i + 1);
    if (headline_ && items_[i].kind == 'F' && group.voice == Voice::active && !group.perfect && group.modal == kNone && (s_.text[group.head].pos & kMayParticiple) != 0 &&
        (s_.text[group.head].tag == Tag::verb_past || s_.text[group.head].tag == Tag::verb_participle) && (after == 'p' || after == 'I' || after == 'Y' || i + 1 == items_.size()))
        made.passive = true;
    frame.verb = true;
    frame.verb_item = i;
    frame.verb_kind = items_[i].kind;
    frame.edge.clear();
    frame.resume = 0;
    if (frame.subject != kNone) add(frame.clause, made.passive ? Role::object : Role::subject, frame.subject, kNone, frame.subject_shared);
    preposition_ = kNone;
    conjunction_ = false;
}

}  // namespace demarche::extract::clauses
