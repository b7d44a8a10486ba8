#include "extract/clauses/parser.h"

namespace demarche::extract::clauses {

// A finite verb goes to the nearest open clause that has a subject and no verb yet.
void SentenceParser::finite(std::size_t i) {
    const std::size_t base = floor();
    if (conjunction_ && coordinate_verb(i)) return;
    for (std::size_t k = stack_.size(); k-- > base;) {
        Frame& frame = stack_[k];
        if (frame.verb) continue;
        const bool relative = frame.gap && frame.subject == kNone && frame.antecedent != kNone;
        if (frame.subject == kNone && !relative && !frame.there && k + 1 != stack_.size()) continue;
        pop_to(k + 1);
        if (!is_none(quotation_) && !stack_[floor()].barrier && rules_.is(verb_lemma_at(i), kReports | kThinks)) {  // "…," said Berg
            top().report = true;
            add_clause(top().clause, quotation_);
            clause(quotation_).parent = top().clause;
            quotation_ = none<ClauseId>();
        }
        if (relative && top().subject == kNone) {
            top().subject = top().antecedent;
            top().subject_shared = true;
            top().gap = false;
        }
        set_verb(top(), i);
        return;
    }
    if (comma_ && kind(skip_adverbs(i + 1)) == 'N' && rules_.is(verb_lemma_at(i), kReports)) {
        open_report();
        set_verb(top(), i);
        return;
    }
    if (!comma_ && reduce_relative(i)) return;
    if (!comma_ && i > 0 && kind(i - 1) == 'N' && may_be_participle(i) && kind(i + 1) != 'N' && kind(i + 1) != 't') {  // "said a note delivered to Berg"
        items_[i].kind = 'E';
        participle(i);
        return;
    }
    // No clause waits: a list of verbs ("came, saw, left"), else a clause without subject.
    conjunction_ = true;
    if (comma_ && coordinate_verb(i)) return;
    conjunction_ = false;
    Frame& frame = open(ClauseKind::fragment, stack_.empty() ? none<ClauseId>() : top().clause);
    set_verb(frame, i);
}

// "the plan aimed at easing tension has failed": with a second verb to come, what looked like the clause's verb was a participle.
bool SentenceParser::reduce_relative(std::size_t i) {
    for (std::size_t k = stack_.size(); k-- > floor();) {
        const Frame& frame = stack_[k];
        if (!frame.verb || frame.verb_kind != 'F' || frame.subject == kNone) continue;
        const std::size_t v = frame.verb_item;
        if (v == 0 || kind(v - 1) != 'N' || kind(v + 1) == 'N' || kind(v + 1) == 't' || !may_be_participle(v)) return false;
        pop_to(k + 1);
        const Frame before = top();
        const ClauseId participle = before.clause;
        stack_.pop_back();
        const ClauseId parent = clause(participle).parent;
        Frame& whole = open(clause(participle).kind, parent);
        whole.subject = before.subject;
        whole.subject_shared = before.subject_shared;
        whole.by_comma = before.by_comma;
        whole.initial = before.initial;
        if (!is_none(parent))
            for (Argument& a : clause(parent).arguments)
                if (a.clause == participle) a.clause = whole.clause;
        Clause& made = clause(participle);
        made.kind = ClauseKind::participle;
        made.parent = whole.clause;
        made.passive = true;
        made.tense = Tense::none;
        for (Argument& a : made.arguments)
            if (a.role == Role::subject) {
                a.role = Role::object;
                a.shared = true;
            }
        set_verb(top(), i);
        return true;
    }
    return false;
}

// "met Berg and signed": the verb joins the nearest clause whose verb has the same form, and shares its subject.
bool SentenceParser::coordinate_verb(std::size_t i) {
    const char form = kind(i);
    const Phrase& group = phrase(i);
    const bool bare = form == 'F' && group.tokens.size() == 1 && (s_.text[group.head].tag == Tag::verb_base);
    const bool maybe_participle = form == 'E' || (form == 'F' && group.tokens.size() == 1 && (s_.text[group.head].pos & kMayParticiple) != 0);
    const std::size_t base = floor();
    std::size_t found = stack_.size();
    for (std::size_t k = stack_.size(); k-- > base;) {
        const Frame& frame = stack_[k];
        if (!frame.verb) {
            if (form == 'F' && frame.subject != kNone) return false;  // the verb is that clause's own
            continue;
        }
        const bool same = frame.verb_kind == form || (bare && frame.verb_kind == 'I') || (form == 'E' && frame.verb_kind == 'F');
        if (!same) continue;
        found = k;
        break;
    }
    if (found == stack_.size()) return false;
    const bool from_bare = stack_[found].verb_item + 1 == i || (stack_[found].verb_item + 2 == i && kind(i - 1) == 'c');
    pop_to(found + 1);
    const Frame before = top();
    const Clause& model = clause_of(before);
    const ClauseId parent = model.parent;
    const bool passive = model.passive;
    const std::uint32_t modal = model.modal;
    const Tense tense = model.tense;
    const bool conditional = model.conditional, perfect = model.perfect, negated = model.negated;
    const ClauseKind before_kind = model.kind;
    stack_.pop_back();
    Frame& frame = open(before_kind == ClauseKind::main ? ClauseKind::coordinate : before_kind, parent);
    frame.by_comma = before.by_comma;
    frame.initial = before.initial;
    frame.antecedent = before.antecedent;
    frame.gap = before.gap;
    set_verb(frame, i);
    frame.verb_kind = before.verb_kind;
    Clause& made = clause_of(frame);
    if (passive && maybe_participle && kind(i + 1) != 'N' && kind(i + 1) != 't') made.passive = true;
    if (bare || form == 'E') {
        made.modal = modal;
        made.tense = tense;
        made.perfect = perfect && form == 'E';
        made.conditional = conditional;
        if (negated && bare && words_.or_ == word(i - 1)) made.negated = true;
    }
    if (form == 'E' && !passive) made.passive = false;
    take_subject(frame, before.subject, true);
    if (!is_none(parent))
        for (const Argument& a : std::vector<Argument>(clause(parent).arguments))
            if (a.clause == before.clause) {
                add_clause(parent, frame.clause, a.preposition);
                break;
            }
    if (from_bare) bare_pairs_.emplace_back(before.clause, frame.clause);
    return true;
}

// Whose act an infinitive or gerund below this clause is.
std::uint32_t SentenceParser::controller(const Frame& frame) const {
    const Clause& made = out_.items[index(frame.clause)];
    if (made.passive) return logical(frame.clause, Role::object) != kNone ? logical(frame.clause, Role::object) : frame.subject;
    const std::uint32_t indirect = logical(frame.clause, Role::indirect_object);
    const std::uint32_t object = indirect != kNone ? indirect : logical(frame.clause, Role::object);
    if (object != kNone && !rules_.is(made.lemma, kSubjectControl)) return can_act(object) || frame.subject == kNone ? object : frame.subject;
    // "appealed to Moscow to stop", "called on Berg to resign"
    if (object == kNone)
        for (const Argument& a : made.arguments) {
            if (a.role != Role::oblique || a.phrase == kNone || s_.phrases[out_.phrases[a.phrase].group].date) continue;  // "decided on Thursday to …"
            const bool addressed = a.preposition == words_.on || a.preposition == words_.to || a.preposition == words_.for_ || a.preposition == words_.with;
            if (addressed && rules_.verb_claims(made.lemma, a.preposition)) return a.phrase;
        }
    return frame.subject;
}

ClauseId SentenceParser::finite_parent() {
    for (std::size_t k = stack_.size(); k-- > floor();)
        if (stack_[k].verb && stack_[k].verb_kind == 'F') return stack_[k].clause;
    return stack_.empty() ? none<ClauseId>() : top().clause;
}

// Who is to act by an infinitive of this noun: whom it is addressed to ("an appeal to Berg to …"), else whose it is.
std::uint32_t SentenceParser::actor_of_noun(std::uint32_t np, std::uint32_t otherwise) const {
    std::uint32_t owner = out_.phrases[np].possessor;
    for (const NounPhrase::Link& link : out_.phrases[np].links) {
        if (link.preposition == words_.to || link.preposition == words_.on || link.preposition == words_.for_) return link.phrase;
        if (link.preposition == words_.of && owner == kNone) owner = link.phrase;
    }
    return owner == kNone ? otherwise : owner;
}

bool SentenceParser::can_act(std::uint32_t np) const {
    return is_name(np) || is_description(np) || s_.text[s_.phrases[out_.phrases[np].group].head].tag == Tag::pronoun;
}

bool SentenceParser::noun_infinitive(std::size_t i, Frame& frame) {
    for (std::size_t k = frame.edge.size(); k-- > 0;) {
        if (!rules_.is(head_lemma(frame.edge[k]), kTakesInfinitive)) continue;
        // "asked Moscow for permission to …": the innermost noun that takes one, unless the verb's own object stands right before.
        const std::uint32_t np = frame.edge[k];
        const ClauseId parent = nominal(np);
        const std::uint32_t actor = actor_of_noun(np, frame.subject);
        extend(frame, phrase(i).tokens.end);
        Frame& inner = open(ClauseKind::infinitive, parent);
        set_verb(inner, i);
        take_subject(inner, actor, true);
        add_clause(parent, inner.clause);
        return true;
    }
    return false;
}

void SentenceParser::infinitive(std::size_t i) {
    const bool joined = conjunction_;
    if (joined && coordinate_verb(i)) return;
    Frame& frame = top();
    if (!frame.verb) {
        const bool verb_follows = ahead_.next_finite[i + 1] < items_.size();
        if (frame.subject != kNone && !verb_follows && !comma_) {  // headline: "Berg to visit Ruritania"
            set_verb(frame, i);
            clause_of(frame).tense = Tense::future;
            return;
        }
        if (frame.subject != kNone && noun_infinitive(i, frame)) return;
        const ClauseId parent = frame.clause;
        const bool initial = frame.subject == kNone && frame.edge.empty();
        const std::uint32_t subject = frame.gap ? kNone : frame.subject;
        Frame& inner = open(ClauseKind::infinitive, initial ? none<ClauseId>() : parent);
        set_verb(inner, i);
        if (initial) {
            inner.initial = true;
            waiting_.push_back(inner.clause);
        } else {
            take_subject(inner, subject, true);
        }
        return;
    }
    if (kind(i - 1) == 'N' || kind(i - 1) == 'Y' || kind(i - 1) == '>') {
        const std::uint32_t inner = innermost(frame);
        const bool own_object = inner != kNone && inner == frame.object && can_act(inner);
        if (!own_object && noun_infinitive(i, frame)) return;
    }
    const ClauseId parent = frame.clause;
    const std::uint32_t subject = controller(frame);
    Frame& inner = open(ClauseKind::infinitive, parent);
    set_verb(inner, i);
    take_subject(inner, subject, true);
    add_clause(parent, inner.clause);
}

void SentenceParser::gerund(std::size_t i) {
    if (conjunction_ && coordinate_verb(i)) return;
    const std::uint32_t preposition = preposition_;
    preposition_ = kNone;
    Frame& frame = top();
    const ClauseId here = frame.clause;
    if (preposition != kNone) {  // "accused Moscow of violating", "after meeting Berg"
        const bool object_acts = preposition == words_.of || preposition == words_.from || preposition == words_.for_ || preposition == words_.with;
        const std::uint32_t subject = frame.verb && object_acts ? controller(frame) : frame.subject;
        const bool initial = !frame.verb && frame.subject == kNone;
        Frame& inner = open(ClauseKind::gerund, initial ? none<ClauseId>() : here);
        inner.initial = initial;
        set_verb(inner, i);
        if (initial) waiting_.push_back(inner.clause);
        else take_subject(inner, subject, true);
        add_clause(here, inner.clause, preposition);
        return;
    }
    if (!frame.verb && frame.subject == kNone) {
        Frame& inner = open(ClauseKind::participle, none<ClauseId>());
        inner.initial = true;
        set_verb(inner, i);
        waiting_.push_back(inner.clause);
        return;
    }
    const char before = i > 0 ? kind(i - 1) : '.';
    if (frame.verb && !comma_ && (before == 'F' || before == 'I' || before == 'G' || before == 'E' || before == 'r')) {
        Frame& inner = open(ClauseKind::gerund, here);
        set_verb(inner, i);
        take_subject(inner, controller(stack_[stack_.size() - 2]), true);
        add_clause(here, inner.clause);
        return;
    }
    participle(i);
}

// "…, asking him to …" belongs to the clause's subject; "a law allowing …", "a note delivered to …" to the noun before.
void SentenceParser::participle(std::size_t i) {
    if (conjunction_ && coordinate_verb(i)) return;
    if (comma_) {
        while (stack_.size() > floor() + 1 && top().verb && top().verb_kind != 'F') pop();
    }
    Frame& frame = top();
    const bool ing = kind(i) == 'G';
    std::uint32_t subject = innermost(frame);
    // "sent a note to Berg requesting …": what is said says, not who hears it.
    if (!comma_ && frame.verb && ing && frame.object != kNone && subject != frame.object && rules_.is(head_lemma(frame.object), kEvent) && rules_.is(verb_lemma_at(i), kReports)) subject = frame.object;
    if (comma_ && (ing || !frame.verb || subject == kNone)) subject = frame.subject;
    if (!frame.verb && frame.subject == kNone && frame.edge.empty()) {
        Frame& inner = open(ClauseKind::participle, none<ClauseId>());
        inner.initial = true;
        set_verb(inner, i);
        waiting_.push_back(inner.clause);
        return;
    }
    const bool by_comma = comma_;
    Frame& inner = open(ClauseKind::participle, frame.clause);
    inner.by_comma = by_comma;
    set_verb(inner, i);
    take_subject(inner, subject == kNone ? stack_[stack_.size() - 2].subject : subject, true);
}

}  // namespace demarche::extract::clauses
