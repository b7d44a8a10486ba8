#include "extract/clauses/parser.h"

namespace demarche::extract::clauses {

// "who" asks for a person or a body; other words take the nearest noun.
std::uint32_t SentenceParser::antecedent_for(std::size_t i) const {
    const Frame& frame = stack_.back();
    if (frame.edge.empty()) return kNone;
    if (word(i) != words_.who && word(i) != words_.whom) return frame.edge.back();
    for (std::size_t k = frame.edge.size(); k-- > 0;) {
        const Phrase& group = s_.phrases[out_.phrases[frame.edge[k]].group];
        const bool person = !is_none(group.mention) && s_.mentions[group.mention].type == EntityType::person;
        if (person || is_description(frame.edge[k]) || s_.text[group.head].tag == Tag::pronoun) return frame.edge[k];
    }
    return frame.edge.back();
}

void SentenceParser::relative(std::size_t i, std::uint32_t preposition) {
    const std::uint32_t antecedent = antecedent_for(i);
    const ClauseId parent = top().clause;
    const bool by_comma = comma_;
    const bool adverbial = rules_.is(word(i), kPlace);
    Frame& frame = open(ClauseKind::relative, parent);
    frame.antecedent = antecedent;
    frame.by_comma = by_comma;
    if (preposition != kNone) {
        add(frame.clause, Role::oblique, antecedent, preposition, true);
    } else if (word(i) == words_.whose) {
        frame.whose = antecedent;
    } else if (!adverbial) {
        frame.gap = true;
        if (kind(skip_adverbs(i + 1)) == 'F') {
            frame.subject = antecedent;
            frame.subject_shared = true;
            frame.gap = false;
        }
    }
}

void SentenceParser::wh(std::size_t i) {
    const std::uint32_t preposition = preposition_;
    preposition_ = kNone;
    const std::uint32_t name = word(i);
    const char before = i > 0 ? kind(i - 1) : '.';
    const bool after_noun = !top().edge.empty() && (before == 'N' || before == 'Y' || before == ',' || before == '-' || before == 'p' || before == ')' || before == 'c' || before == '>');
    if (conjunction_) {  // "who met Berg and who signed"
        for (std::size_t k = stack_.size(); k-- > floor() + 1;)
            if (clause_of(stack_[k]).kind == ClauseKind::relative && stack_[k].verb) {
                const std::uint32_t antecedent = stack_[k].antecedent;
                pop_to(k);
                top().edge = {antecedent};
                relative(i, preposition);
                conjunction_ = false;
                return;
            }
    }
    const bool asks = rules_.is(name, kQuestion) || (preposition != kNone && rules_.is(preposition, kQuestion));  // "regardless of who asks"
    if (rules_.is(name, kRelative) && after_noun && !asks) {
        relative(i, preposition);
        return;
    }
    if (rules_.is(name, kPlace) && before == 'N' && !top().edge.empty() && !(top().verb && rules_.is(clause_of(top()).lemma, kReports | kThinks))) {
        relative(i, preposition);
        return;
    }
    if (rules_.is(name, kAdverbial | kPlace) && !rules_.is(name, kQuestion) && !(top().verb && (before == 'F' || before == 'I' || before == 'G'))) {
        open_adverbial(i);
        return;
    }
    const ClauseId parent = top().clause;
    const bool complement = top().verb;
    const bool initial = !top().verb && top().subject == kNone;
    const std::uint32_t subject = top().subject;
    Frame& frame = open(ClauseKind::wh, parent);
    if (complement) add_clause(parent, frame.clause, preposition);
    if (kind(skip_adverbs(i + 1)) == 'I') frame.subject = subject;
    if (initial) frame.initial = true;
}

void SentenceParser::that(std::size_t i) {
    preposition_ = kNone;
    const std::size_t after = skip_adverbs(i + 1);
    if (conjunction_) {
        for (std::size_t k = stack_.size(); k-- > floor() + 1;) {
            if (clause_of(stack_[k]).kind != ClauseKind::that) continue;
            const ClauseId parent = clause_of(stack_[k]).parent;
            pop_to(k);
            Frame& frame = open(ClauseKind::that, parent);
            if (!is_none(parent)) add_clause(parent, frame.clause);
            conjunction_ = false;
            return;
        }
    }
    Frame& frame = top();
    const char before = i > 0 ? kind(i - 1) : '.';
    const bool after_noun = !frame.edge.empty() && (before == 'N' || before == 'Y' || before == '>' || before == ')');
    if (after_noun && kind(after) != 'F') {
        for (std::size_t k = frame.edge.size(); k-- > 0;) {
            if (!rules_.is(head_lemma(frame.edge[k]), kTakesThat)) continue;
            const ClauseId parent = nominal(frame.edge[k]);
            Frame& inner = open(ClauseKind::that, parent);
            add_clause(parent, inner.clause);
            return;
        }
    }
    const bool takes_that = frame.verb && rules_.is(clause_of(frame).lemma, kReports | kThinks | kTellsObject);
    const bool tells = frame.verb && rules_.is(clause_of(frame).lemma, kTellsObject | kReports) && before != ',';
    if (after_noun && (kind(after) == 'F' || !(takes_that && tells))) {
        relative(i, kNone);
        return;
    }
    const ClauseId parent = frame.clause;
    const bool complement = frame.verb;
    Frame& inner = open(ClauseKind::that, parent);
    if (complement) add_clause(parent, inner.clause);
    else inner.initial = true;
}

void SentenceParser::open_adverbial(std::size_t i) {
    preposition_ = kNone;
    conjunction_ = false;
    const bool conditional = rules_.is(word(i), kCondition);
    const bool initial = !top().verb && top().subject == kNone;
    ClauseId parent = initial ? none<ClauseId>() : conditional && top().verb ? top().clause : finite_parent();
    const bool by_comma = comma_ && !top().verb;
    Frame& frame = open(conditional ? ClauseKind::conditional : ClauseKind::adverbial, parent);
    frame.initial = initial;
    frame.by_comma = by_comma;
    if (initial) initial_.push_back(frame.clause);
}

void SentenceParser::subordinator(std::size_t i) {
    const std::size_t after = skip_adverbs(i + 1);
    const bool verb_before_break = ahead_.next_finite[i + 1] < items_.size() && (ahead_.next_finite[i + 1] < ahead_.next_break[i + 1] || (kind(after) == 'N' && ahead_.subject[after]));
    if (kind(after) == 'N' && !verb_before_break) {
        preposition_ = word(i);
        return;
    }
    if (word(i) == words_.if_ && top().verb && kind(i - 1) != ',' && rules_.is(clause_of(top()).lemma, kReports | kThinks)) {
        const ClauseId parent = top().clause;
        Frame& frame = open(ClauseKind::wh, parent);
        add_clause(parent, frame.clause);
        return;
    }
    if (kind(after) == 'G' || kind(after) == 'E') {  // "while visiting Ruritania"
        preposition_ = kind(after) == 'G' ? word(i) : kNone;
        return;
    }
    open_adverbial(i);
}

}  // namespace demarche::extract::clauses
