#include <algorithm>

#include "extract/clauses/parser.h"

namespace demarche::extract::clauses {

std::uint32_t SentenceParser::make_noun(PhraseId group, bool whose_allowed) {
    NounPhrase made;
    made.group = group;
    made.tokens = s_.phrases[group].tokens;
    if (!is_none(s_.phrases[group].possessor)) made.possessor = make_noun(s_.phrases[group].possessor, false);
    if (whose_allowed && !stack_.empty() && top().whose != kNone) {
        made.possessor = top().whose;
        top().whose = kNone;
    }
    out_.phrases.push_back(std::move(made));
    nominal_.push_back(none<ClauseId>());
    first_conjunct_.push_back(kNone);
    return static_cast<std::uint32_t>(out_.phrases.size() - 1);
}

std::uint32_t SentenceParser::head_lemma(std::uint32_t np) const {
    const Token& head = s_.text[s_.phrases[out_.phrases[np].group].head];
    return head.noun_lemma == kNone ? head.lower : head.noun_lemma;
}

bool SentenceParser::is_name(std::uint32_t np) const {
    const Phrase& group = s_.phrases[out_.phrases[np].group];
    if (is_none(group.mention)) return s_.text[group.head].tag == Tag::proper && !rules_.is(head_lemma(np), kPersonWord);
    const Mention& mention = s_.mentions[group.mention];
    return mention.cls == MentionClass::name || mention.cls == MentionClass::capital;
}

bool SentenceParser::is_description(std::uint32_t np) const {
    const Phrase& group = s_.phrases[out_.phrases[np].group];
    const Token& head = s_.text[group.head];
    if (head.tag == Tag::pronoun) return false;
    if (!is_none(group.mention)) {
        const Mention& mention = s_.mentions[group.mention];
        if (mention.cls == MentionClass::office || mention.cls == MentionClass::organ || mention.cls == MentionClass::group) return true;
    }
    return rules_.is(head_lemma(np), kPersonWord) || (head.semantic & (kPersonNoun | kGroupNoun)) != 0;
}

bool SentenceParser::can_appose(std::uint32_t a, std::uint32_t b) const {
    return (is_name(a) && !is_name(b) && is_description(b)) || (is_name(b) && !is_name(a) && is_description(a));
}

// How alike two noun phrases are, for coordination: like joins like.
int SentenceParser::likeness(std::uint32_t a, std::uint32_t b) const {
    const Phrase& x = s_.phrases[out_.phrases[a].group];
    const Phrase& y = s_.phrases[out_.phrases[b].group];
    int score = 0;
    if (is_name(a) == is_name(b)) score += 2;
    if (!is_none(x.mention) && !is_none(y.mention) && s_.mentions[x.mention].type == s_.mentions[y.mention].type) score += 2;
    if (x.determiner.empty() == y.determiner.empty()) ++score;
    if ((s_.text[x.head].semantic & s_.text[y.head].semantic) != 0) ++score;
    if (s_.text[x.head].tag == s_.text[y.head].tag) ++score;
    return score;
}

void SentenceParser::extend(Frame& frame, TokenId end) {
    for (const std::uint32_t np : frame.edge) out_.phrases[np].tokens.end = std::max(out_.phrases[np].tokens.end, end);
}

void SentenceParser::coordinate(std::uint32_t np) {
    // ", and" reaches over a participle or relative clause to the noun that it hangs on.
    while (comma_before_conjunction_ && stack_.size() > floor() + 1 && top().verb_kind != 'F' && top().verb && !top().edge.empty()) {
        const Frame& below = stack_[stack_.size() - 2];
        if (below.edge.empty() || below.barrier || likeness(below.edge.back(), np) < likeness(top().edge.back(), np)) break;
        pop();
    }
    Frame& frame = top();
    if (frame.edge.empty()) {  // nothing to be coordinated with: a sentence that begins with "and"
        frame.edge.push_back(np);
        return;
    }
    std::size_t best = frame.edge.size() - 1;
    for (std::size_t k = frame.edge.size(); k-- > 0;)
        if (likeness(frame.edge[k], np) > likeness(frame.edge[best], np)) best = k;
    const std::uint32_t site = frame.edge[best];
    if (site < first_noun_ || site - first_noun_ >= first_conjunct_.size()) {  // a noun of another sentence
        frame.edge.push_back(np);
        return;
    }
    const std::uint32_t first = first_conjunct_[site - first_noun_] == kNone ? site : first_conjunct_[site - first_noun_];
    out_.phrases[first].conjuncts.push_back(np);
    first_conjunct_[np - first_noun_] = first;
    frame.edge.resize(best);
    extend(frame, out_.phrases[np].tokens.end);
    frame.edge.push_back(np);
}

void SentenceParser::appose(std::uint32_t np) {
    Frame& frame = top();
    std::size_t best = frame.edge.size() - 1;
    for (std::size_t k = frame.edge.size(); k-- > 0;) {
        if (!can_appose(frame.edge[k], np)) continue;
        best = k;
        break;
    }
    out_.phrases[frame.edge[best]].appositions.push_back(np);
    constexpr std::size_t kDeepest = 64;  // as of nouns on nouns
    frame.edge.resize(std::min(best + 1, kDeepest));
    extend(frame, out_.phrases[np].tokens.end);
    frame.resume = frame.edge.size();
    frame.edge.push_back(np);
}

// "a day later", "two weeks ago": when, not who.
bool SentenceParser::is_time_adverbial(std::size_t i) const {
    return preposition_ == kNone && (s_.text[phrase(i).head].semantic & kTimeNoun) != 0 && kind(i + 1) == 'r' && rules_.is(word(i + 1), kTimeAdverb);
}

void SentenceParser::noun(std::size_t i) {
    if (is_time_adverbial(i)) {
        date(i);
        return;
    }
    const std::uint32_t np = make_noun(items_[i].phrase, true);
    if (preposition_ != kNone) {
        const std::uint32_t preposition = preposition_;
        preposition_ = kNone;
        attach(np, preposition);
        return;
    }
    if (conjunction_ && ahead_.subject[i] && top().verb) {  // "met Berg and Moscow protested"
        ClauseId parent = clause_of(top()).parent;
        const ClauseKind before = clause_of(top()).kind;
        const bool complement = before == ClauseKind::that || before == ClauseKind::wh || before == ClauseKind::quotation || before == ClauseKind::adverbial || before == ClauseKind::conditional;
        while (stack_.size() > floor() + 1 && top().verb_kind != 'F') pop();
        if (!complement) parent = clause_of(top()).parent;
        Frame& frame = open(ClauseKind::coordinate, parent);
        if (complement && !is_none(parent) && (before == ClauseKind::that || before == ClauseKind::wh)) add_clause(parent, frame.clause);
        take_subject(top(), np, false);
        top().edge = {np};
        return;
    }
    if (conjunction_ && top().edge.empty() && top().verb)  // "the demand that Berg resign and the call …": the last noun is further out
        for (std::size_t k = stack_.size(); k-- > floor();) {
            if (!stack_[k].verb) break;
            if (stack_[k].edge.empty()) continue;
            pop_to(k + 1);
            break;
        }
    if (conjunction_ && !top().edge.empty()) {
        coordinate(np);
        return;
    }
    if (!top().verb) noun_before_verb(i, np);
    else noun_after_verb(i, np);
}

void SentenceParser::noun_before_verb(std::size_t i, std::uint32_t np) {
    Frame& frame = top();
    const bool adjacent = i > 0 && (kind(i - 1) == 'N' || kind(i - 1) == '<') && !frame.edge.empty();
    if (frame.subject != kNone && adjacent) {
        // "the president of Ruritania Anna Berg", "the newspaper “Izvestia”"
        if (kind(i - 1) == '<' || std::any_of(frame.edge.begin(), frame.edge.end(), [&](std::uint32_t e) { return can_appose(e, np); })) {
            appose(np);
            return;
        }
        if (ahead_.subject[i]) {  // "the issues Moscow raised were …"
            const std::uint32_t antecedent = frame.edge.back();
            Frame& inner = open(ClauseKind::relative, frame.clause);
            inner.antecedent = antecedent;
            inner.gap = true;
            inner.subject = np;
            inner.edge = {np};
            return;
        }
    }
    frame.subject = np;
    frame.edge = {np};
    frame.resume = 0;
}

void SentenceParser::noun_after_verb(std::size_t i, std::uint32_t np) {
    Frame& frame = top();
    if (i > 1 && kind(i - 1) == '<' && kind(i - 2) == 'N' && !frame.edge.empty()) {
        appose(np);
        return;
    }
    const Clause& made = clause_of(frame);
    const bool speech = rules_.is(made.lemma, kReports | kThinks);
    if (ahead_.subject[i] && i > 0 && !comma_ && frame.subject != kNone) {
        const char before = kind(i - 1);
        if (speech && (before == 'F' || before == 'I' || before == 'G' || before == 'E' || before == 'Y' || before == 'r' || (before == 'N' && rules_.is(made.lemma, kTellsObject)))) {
            Frame& inner = open(ClauseKind::that, frame.clause);
            const ClauseId parent = clause(inner.clause).parent;
            add_clause(parent, inner.clause);
            top().subject = np;
            top().edge = {np};
            return;
        }
        if (before == 'N' && !frame.edge.empty()) {
            const std::uint32_t antecedent = frame.edge.back();
            Frame& inner = open(ClauseKind::relative, frame.clause);
            inner.antecedent = antecedent;
            inner.gap = true;
            inner.subject = np;
            inner.edge = {np};
            return;
        }
    }
    object(np);
}

void SentenceParser::object(std::uint32_t np) {
    Frame& frame = top();
    const Clause& made = clause_of(frame);
    if (frame.there && rules_.is(made.lemma, kLinks) && frame.subject == kNone) {
        take_subject(frame, np, false);
    } else if (frame.report && frame.subject == kNone) {  // "said Berg"
        take_subject(frame, np, false);
    } else if (rules_.is(made.lemma, kLinks) && !made.passive) {
        add(frame.clause, Role::predicate, np);
    } else if (frame.object != kNone && !frame.edge.empty() && frame.edge.back() == frame.object) {
        if (can_appose(frame.object, np) && !rules_.is(made.lemma, kNames | kGives)) {
            appose(np);
            return;
        }
        if (rules_.is(made.lemma, kGives)) {
            for (Argument& a : clause_of(frame).arguments)
                if (a.role == Role::object && a.phrase == frame.object) a.role = Role::indirect_object;
            add(frame.clause, Role::object, np);
        } else {
            add(frame.clause, rules_.is(made.lemma, kNames) ? Role::predicate : Role::oblique, np);
        }
        frame.object = np;
    } else if (made.passive) {  // "was given a note", "was named minister"
        if (rules_.is(made.lemma, kNames)) {
            add(frame.clause, Role::predicate, np);
        } else {
            for (Argument& a : clause_of(frame).arguments)
                if (a.role == Role::object) a.role = Role::indirect_object;
            add(frame.clause, Role::object, np);
        }
        frame.object = np;
    } else {
        add(frame.clause, Role::object, np);
        frame.object = np;
    }
    frame.edge = {np};
    frame.resume = 0;
}

void SentenceParser::date(std::size_t i) {
    const std::uint32_t np = make_noun(items_[i].phrase, false);
    const std::uint32_t preposition = preposition_;
    preposition_ = kNone;
    if (preposition == words_.of && !top().edge.empty()) {
        attach(np, preposition);
        return;
    }
    add(top().clause, Role::oblique, np, preposition);
}

}  // namespace demarche::extract::clauses
