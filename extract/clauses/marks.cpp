#include <algorithm>

#include "extract/clauses/parser.h"

namespace demarche::extract::clauses {

void SentenceParser::new_main(ClauseKind kind) {
    pop_to(floor() + (top().barrier ? 1 : 0));
    if (!stack_.empty() && !top().barrier) pop_to(stack_.size() - 1);
    open(kind, none<ClauseId>());
}

// "…, X said": what it reports is the clause at the bottom of the stack, or the quotation before.
void SentenceParser::open_report() {
    const std::size_t base = floor();
    ClauseId reported = quotation_;
    if (is_none(reported)) {
        std::size_t k = base;
        if (stack_[k].barrier && k + 1 < stack_.size()) ++k;
        reported = stack_[k].clause;
    }
    quotation_ = none<ClauseId>();
    Frame& frame = open(ClauseKind::main, none<ClauseId>());
    frame.report = true;
    frame.by_comma = true;
    add_clause(frame.clause, reported);
    clause(reported).parent = frame.clause;
}

// "…, officials say, …" / "…, the minister said on Monday.": a noun, a verb of saying and nothing for it to take.
bool SentenceParser::report_ahead(std::size_t j) const {
    const std::size_t v = skip_adverbs(ahead_.run_end[j]);
    if (kind(v) != 'F' || !rules_.is(verb_lemma_at(v), kReports | kThinks)) return false;
    const std::size_t after = skip_adverbs(v + 1);
    const char k = kind(after);
    return k == ',' || k == '.' || k == 'Y' || k == 'p' || k == '>' || k == '-' || k == 'G' || k == ')' || (k == 'N' && rules_.is(verb_lemma_at(v), kTellsObject) && kind(after + 1) != 't' && !ahead_.subject[after]);
}

void SentenceParser::comma(std::size_t i) {
    preposition_ = kNone;
    const std::size_t after = skip_adverbs(i + 1);
    if (kind(after) == ',' && after > i + 1) return;  // ", however,": the second comma speaks
    const char next = kind(after);
    const bool list = next == 'N' && ahead_.list[after] && !top().edge.empty() && i > 0 && kind(i - 1) == 'N';
    if (top().resume > 0) {
        top().edge.resize(top().resume);
        top().resume = 0;
    }
    if (next == 'c') return;
    const std::size_t base = floor();
    const bool goes_on = (top().initial || top().report) && (next == 'G' || next == 'E');  // "If Berg resigns, leaving …, …"; "…, Berg said, adding …"
    while (!list && !goes_on && stack_.size() > base + 1 && top().verb && (top().by_comma || top().initial)) {
        const bool initial = top().initial;
        pop();
        if (initial) {
            top().edge.clear();
            break;
        }
    }
    const bool relative = next == 'w' && rules_.is(word(after), kRelative);  // "Under the law, which …, …"
    if (!top().verb && top().subject == kNone && !relative) top().edge.clear();  // behind "In March,"
}

// A title of somebody named on the edge.
bool SentenceParser::titles_another(std::uint32_t np) {
    const MentionId title = s_.phrases[out_.phrases[np].group].mention;
    if (is_none(title) || s_.mentions[title].cls != MentionClass::office || is_none(s_.mentions[title].holder)) return false;
    return std::any_of(top().edge.begin(), top().edge.end(), [&](std::uint32_t at) { return s_.phrases[out_.phrases[at].group].mention == s_.mentions[title].holder; });
}

// A noun group behind a comma: report, list, apposition or the subject of a new clause.
void SentenceParser::comma_noun(std::size_t j) {
    const bool waiting = !top().verb && top().subject != kNone;
    if (report_ahead(j) && (waiting || top().verb || !is_none(quotation_))) {
        if (!waiting)
            while (stack_.size() > floor() + 1 && top().verb) pop();
        open_report();
        noun(j);
        return;
    }
    if (top().edge.empty() || conjunction_ || preposition_ != kNone) {
        if (top().verb && ahead_.subject[j] && !conjunction_ && preposition_ == kNone) new_main(ClauseKind::main);
        noun(j);
        return;
    }
    const std::uint32_t np = make_noun(items_[j].phrase, true);
    const std::uint32_t site = innermost(top());
    bool apposes = false;
    for (const std::uint32_t candidate : top().edge) apposes = apposes || can_appose(candidate, np);
    const char after = kind(ahead_.run_end[j]);
    const bool closes = after == ',' || after == '.' || after == 'w' || after == ')' || after == '-' || after == '>' || after == 'E' || after == 'G' || after == ':';
    const bool own_clause = ahead_.subject[j] && kind(skip_adverbs(ahead_.run_end[j])) == 'F';
    if (titles_another(np)) {  // "Berg, a lawyer and former judge, …"
        appose(np);
    } else if (apposes && closes && !(ahead_.list[j] && likeness(site, np) >= 5)) {
        appose(np);
    } else if (ahead_.list[j] && !own_clause) {
        coordinate(np);
    } else if (own_clause && !waiting) {
        new_main(ClauseKind::main);
        take_subject(top(), np, false);
        top().edge = {np};
    } else if (own_clause && (!apposes || (kind(j - 1) == '-' && j == 2))) {  // a dateline: "STRELSAU - The minister said …"
        top().subject = np;
        top().edge = {np};
    } else if (!apposes && likeness(site, np) >= 5) {
        coordinate(np);
    } else {
        appose(np);
    }
}

void SentenceParser::conjunction(std::size_t i) {
    const std::size_t after = skip_adverbs(i + 1);
    const char next = kind(after);
    if (preposition_ != kNone && (next == 'p')) preposition_ = kNone;
    if (top().resume > 0 && next != 'N') {
        top().edge.resize(top().resume);
        top().resume = 0;
    }
    conjunction_ = true;
    comma_before_conjunction_ = i > 0 && kind(i - 1) == ',';
    if (i > 0 && kind(i - 1) == ',' && (next == 'F' || (next == 'N' && ahead_.subject[after]))) {
        // ", and": insertions are over
        while (stack_.size() > floor() + 1 && top().verb && (top().by_comma || top().initial)) pop();
    }
}

// "said: …" completes the verb; "X: …" names who speaks, in a headline or a transcript.
void SentenceParser::colon(std::size_t i) {
    preposition_ = kNone;
    if (top().verb) {
        const ClauseId parent = top().clause;
        const bool speech = rules_.is(clause_of(top()).lemma, kReports | kThinks);
        if (speech && kind(i + 1) == '<') return;  // the quotation itself is the complement
        Frame& frame = open(speech ? ClauseKind::quotation : ClauseKind::coordinate, speech ? parent : none<ClauseId>());
        if (speech) add_clause(parent, frame.clause);
        return;
    }
    if (top().subject != kNone && source_ == kNone) source_ = top().subject;
    top().subject = kNone;
    top().edge.clear();
}

void SentenceParser::dash(std::size_t i) {
    comma(i);
}

void SentenceParser::open_bracket(std::size_t i) {
    const std::size_t close = ahead_.closing[i];
    if (ahead_.next_verb[i] >= close) {
        // A few words in brackets: an acronym or a short remark.
        if (kind(i + 1) == 'N' && close == i + 2 && !top().edge.empty()) {
            const std::uint32_t np = make_noun(items_[i + 1].phrase, false);
            if (is_name(np)) out_.phrases[top().edge.back()].appositions.push_back(np);
        }
        skip_to_ = close < items_.size() ? close + 1 : i + 1;
        return;
    }
    const std::uint32_t noun_before = innermost(top());
    Frame& frame = open(ClauseKind::main, none<ClauseId>());
    frame.barrier = true;
    if (kind(i + 1) == 'E' || kind(i + 1) == 'G') frame.edge = noun_before == kNone ? std::vector<std::uint32_t>() : std::vector<std::uint32_t>{noun_before};
}

void SentenceParser::open_quote(std::size_t i) {
    const std::size_t close = ahead_.closing[i];
    const bool verb_inside = ahead_.next_finite[i] < close;
    const char before = i > 0 ? kind(i - 1) : '.';
    const bool speech = top().verb && rules_.is(clause_of(top()).lemma, kReports | kThinks);
    const bool boundary = i == 0 || before == ',' || before == ':' || before == '-' || before == '>' || before == 't' || before == '.' || speech;
    if (!verb_inside || !boundary || before == 't') return;
    const bool starts = !top().verb && top().subject == kNone;
    const ClauseId parent = speech ? top().clause : none<ClauseId>();
    Frame& frame = open(ClauseKind::quotation, parent);
    frame.barrier = true;
    if (speech) add_clause(parent, frame.clause);
    else if (starts || is_none(quotation_)) quotation_ = frame.clause;
    preposition_ = kNone;
    conjunction_ = false;
}

void SentenceParser::close_mark(bool quote) {
    const std::size_t base = floor();
    if (stack_[base].barrier) {
        pop_to(base);
    } else if (quote && (top().verb || stack_.size() > 1) && is_none(quotation_)) {
        // The quotation began in an earlier sentence: all so far was in it.
        quotation_ = stack_.front().clause;
        pop_to(0);
    }
    if (stack_.empty()) open(ClauseKind::main, none<ClauseId>());
    preposition_ = kNone;
}

void SentenceParser::close_quote(std::size_t i) {
    const char after = kind(skip_adverbs(i + 1));
    const bool mine = stack_[floor()].barrier;
    if (!mine) {
        bool opened = false;
        for (std::size_t k = i; k-- > 0 && !opened;) {
            if (kind(k) == '<') opened = true;
            if (kind(k) == '>') break;
        }
        if (opened) return;  // a few quoted words inside a clause
        if (after == '.' && i + 1 >= items_.size()) return;
    }
    close_mark(true);
}

}  // namespace demarche::extract::clauses
