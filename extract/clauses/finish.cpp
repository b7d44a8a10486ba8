// The end of a sentence: subjects of what stood before the main clause, nominal clauses, order.
#include <algorithm>

#include "extract/clauses/parser.h"

namespace demarche::extract::clauses {

void SentenceParser::run(SentenceId sentence) {
    collect(sentence);
    first_clause_ = static_cast<std::uint32_t>(out_.items.size());
    first_noun_ = static_cast<std::uint32_t>(out_.phrases.size());
    nominal_.clear();
    first_conjunct_.clear();
    waiting_.clear();
    initial_.clear();
    bare_pairs_.clear();
    source_ = preposition_ = kNone;
    quotation_ = none<ClauseId>();
    conjunction_ = comma_ = comma_before_conjunction_ = false;
    skip_to_ = 0;
    stack_.clear();
    open(s_.text.sentences[index(sentence)].kind == SentenceKind::title ? ClauseKind::headline : ClauseKind::main, none<ClauseId>());
    for (std::size_t i = 0; i < items_.size(); ++i)
        if (i >= skip_to_) read(i);
    pop_to(0);
    finish();
}

void SentenceParser::read(std::size_t i) {
    const char k = kind(i);
    switch (k) {
        case 'N': comma_ ? comma_noun(i) : noun(i); break;
        case 'Y': date(i); break;
        case 'F': finite(i); break;
        case 'I': infinitive(i); break;
        case 'G': gerund(i); break;
        case 'E': participle(i); break;
        case 'p': preposition(i); break;
        case 'c': conjunction(i); break;
        case 'u': subordinator(i); break;
        case 't': that(i); break;
        case 'w': wh(i); break;
        case 'e': there(i); break;
        case ',': comma(i); break;
        case ':': colon(i); break;
        case '-': dash(i); break;
        case '<': open_quote(i); break;
        case '>': close_quote(i); break;
        case '(': open_bracket(i); break;
        case ')': close_mark(false); break;
        case 'a':
            if (top().verb && clause_of(top()).adjective == kNone) clause_of(top()).adjective = word(i);
            break;
        default: break;
    }
    if (k != 'r') comma_ = k == ',' || k == '-' || (comma_ && (k == '<' || k == '>')) || (k == '>' && !is_none(quotation_));
    if (k != 'r' && k != 'c' && k != ',' && k != 'p' && k != '<') conjunction_ = false;
}

// "said there was no reason" is a clause of its own below the saying.
void SentenceParser::there(std::size_t i) {
    if (top().verb && i > 0 && kind(i - 1) == 'F' && rules_.is(clause_of(top()).lemma, kReports | kThinks) && kind(skip_adverbs(i + 1)) == 'F') {
        const ClauseId parent = top().clause;
        add_clause(parent, open(ClauseKind::that, parent).clause);
    }
    top().there = true;
}

// "If Kim resigns, Berg said, …": what is said depends on the condition, not the saying.
ClauseId SentenceParser::said_by(ClauseId id) const {
    const Clause& made = out_.items[index(id)];
    if (!rules_.is(made.lemma, kReports)) return id;
    for (const Argument& a : made.arguments)
        if (a.role == Role::complement && !is_none(a.clause)) return a.clause;
    return id;
}

// "Visiting Ruritania, Berg said …": the first finite clause behind has the subject and is the parent.
void SentenceParser::fill_waiting() {
    const auto main_behind = [&](ClauseId c) {
        for (std::uint32_t i = index(c) + 1; i < out_.items.size(); ++i) {
            const Clause& made = out_.items[i];
            if ((made.kind == ClauseKind::main || made.kind == ClauseKind::headline) && !is_none(made.verb)) return static_cast<ClauseId>(i);
        }
        for (std::uint32_t i = first_clause_; i < index(c); ++i) {
            const Clause& made = out_.items[i];
            if (made.kind != ClauseKind::nominal && !is_none(made.verb) && made.head > clause(c).head) return static_cast<ClauseId>(i);
        }
        return none<ClauseId>();
    };
    for (const ClauseId c : waiting_) {
        const ClauseId parent = main_behind(c);
        if (is_none(parent)) continue;
        if (is_none(clause(c).parent)) clause(c).parent = parent;
        std::uint32_t subject = logical(parent, clause(parent).passive ? Role::object : Role::subject);
        if (subject == kNone) subject = logical(parent, Role::subject);
        add(c, clause(c).passive ? Role::object : Role::subject, subject, kNone, true);
    }
    for (const ClauseId c : initial_)
        if (is_none(clause(c).parent)) clause(c).parent = main_behind(c);
    // "if …, then …": neither is asserted.
    for (std::uint32_t i = first_clause_; i < out_.items.size(); ++i)
        if (out_.items[i].kind == ClauseKind::conditional && !is_none(out_.items[i].verb) && !is_none(out_.items[i].parent)) clause(said_by(out_.items[i].parent)).conditional = true;
}

// "drafted and signed the law": the first verb has nothing of its own, so it shares the second's object.
void SentenceParser::share_objects() {
    for (const auto& [first, second] : bare_pairs_) {
        if (clause(first).passive || clause(second).passive || has(first, Role::object) || has(first, Role::complement)) continue;
        add(first, Role::object, logical(second, Role::object), kNone, true);
    }
}

// "as Berg reminded, …": the clause around is what was said.
void SentenceParser::report_adverbials() {
    for (std::uint32_t i = first_clause_; i < out_.items.size(); ++i) {
        const Clause made = out_.items[i];
        if (made.kind != ClauseKind::adverbial || is_none(made.parent) || !rules_.is(made.lemma, kReports | kThinks)) continue;
        const ClauseId id = static_cast<ClauseId>(i);
        if (has(id, Role::object) || has(id, Role::complement) || logical(id, Role::subject) == kNone) continue;
        add_clause(id, made.parent);
        clause(made.parent).parent = id;
        clause(id).parent = none<ClauseId>();
        clause(id).kind = ClauseKind::main;
    }
}

// "It is important to act": "it" stands for what follows and is nobody.
void SentenceParser::drop_expletives() {
    for (std::uint32_t i = first_clause_; i < out_.items.size(); ++i) {
        Clause& made = out_.items[i];
        if (made.adjective == kNone) continue;
        const bool completed = std::any_of(made.arguments.begin(), made.arguments.end(), [this](const Argument& a) {
            return !is_none(a.clause) && (clause(a.clause).kind == ClauseKind::infinitive || clause(a.clause).kind == ClauseKind::that);
        });
        if (!completed) continue;
        std::erase_if(made.arguments, [this](const Argument& a) {
            return a.role == Role::subject && a.phrase != kNone && s_.text[s_.phrases[out_.phrases[a.phrase].group].head].lower == words_.it;
        });
    }
}

ClauseId SentenceParser::nominal(std::uint32_t np) {
    ClauseId& id = nominal_[np - first_noun_];
    if (!is_none(id)) return id;
    id = new_clause(ClauseKind::nominal, none<ClauseId>());
    Clause& made = clause(id);
    const NounPhrase& noun = out_.phrases[np];
    const Phrase& group = s_.phrases[noun.group];
    made.noun = noun.group;
    made.phrase = np;
    made.head = group.head;
    made.lemma = head_lemma(np);
    made.tokens = noun.tokens;
    for (std::uint32_t t = index(group.determiner.begin); t < index(group.determiner.end); ++t)
        if (s_.text.tokens[t].lower == words_.no) made.negated = true;
    return id;
}

void SentenceParser::finish_nominals() {
    std::vector<ClauseId> user(nominal_.size(), none<ClauseId>());  // the verb clause in which a noun has a role
    for (std::uint32_t i = first_clause_; i < out_.items.size(); ++i)
        for (const Argument& a : out_.items[i].arguments)
            if (a.phrase != kNone && a.phrase >= first_noun_ && !a.shared && is_none(user[a.phrase - first_noun_])) user[a.phrase - first_noun_] = static_cast<ClauseId>(i);
    for (std::uint32_t np = first_noun_; np < out_.phrases.size(); ++np) {
        const Phrase& group = s_.phrases[out_.phrases[np].group];
        const Token& head = s_.text[group.head];
        if (head.tag != Tag::noun && head.tag != Tag::noun_plural && is_none(nominal_[np - first_noun_])) continue;
        const std::uint32_t lemma = head_lemma(np);
        const bool event = rules_.is(lemma, kEvent) || ((head.semantic & (kActNoun | kCommunicationNoun | kEventNoun)) != 0 && !rules_.is(lemma, kNotEvent | kPersonWord));
        if (is_none(nominal_[np - first_noun_]) && (!event || is_name(np))) continue;
        const ClauseId id = nominal(np);
        clause(id).tokens = out_.phrases[np].tokens;
        if (out_.phrases[np].possessor != kNone) add(id, Role::possessor, out_.phrases[np].possessor);
        for (const NounPhrase::Link& link : out_.phrases[np].links) add(id, Role::oblique, link.phrase, link.preposition);
        const std::uint32_t first = first_conjunct_[np - first_noun_] == kNone ? np : first_conjunct_[np - first_noun_];
        clause(id).parent = user[first - first_noun_];
    }
}

// "According to X, …": X speaks every clause of the sentence that has no other speaker above it.
void SentenceParser::set_source() {
    if (source_ == kNone) return;
    for (std::uint32_t i = first_clause_; i < out_.items.size(); ++i)
        if (is_none(out_.items[i].parent) && out_.items[i].speaker == kNone) out_.items[i].speaker = source_;
}

void SentenceParser::finish() {
    fill_waiting();
    share_objects();
    report_adverbials();
    drop_expletives();
    share_writings();
    finish_nominals();
    set_source();
    settle();
}

// Drops clauses without head, orders the others by their heads and renumbers the references.
void SentenceParser::settle() {
    const std::uint32_t count = static_cast<std::uint32_t>(out_.items.size()) - first_clause_;
    std::vector<std::uint32_t> order;
    const auto headless = [&](std::uint32_t i) { return is_none(out_.items[i].verb) && is_none(out_.items[i].noun); };
    for (std::uint32_t i = first_clause_; i < out_.items.size(); ++i)
        if (!headless(i)) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return out_.items[a].head != out_.items[b].head ? out_.items[a].head < out_.items[b].head : a < b;
    });
    std::vector<ClauseId> renamed(count, none<ClauseId>());
    for (std::size_t k = 0; k < order.size(); ++k) renamed[order[k] - first_clause_] = static_cast<ClauseId>(first_clause_ + k);
    // A clause below one without verb belongs to that one's parent.
    const auto rename = [&](ClauseId id) {
        for (int hops = 0; !is_none(id) && index(id) >= first_clause_ && is_none(renamed[index(id) - first_clause_]) && hops < 8; ++hops) id = out_.items[index(id)].parent;
        return is_none(id) || index(id) < first_clause_ ? none<ClauseId>() : renamed[index(id) - first_clause_];
    };
    std::vector<Clause> sorted;
    sorted.reserve(order.size());
    for (const std::uint32_t i : order) {
        Clause made = std::move(out_.items[i]);  // its parent, which rename() follows, stays readable
        made.parent = rename(made.parent);
        if (made.parent == renamed[i - first_clause_]) made.parent = none<ClauseId>();
        std::size_t kept = 0;
        for (Argument a : made.arguments) {
            if (!is_none(a.clause)) {
                a.clause = renamed[index(a.clause) - first_clause_];
                if (is_none(a.clause) && a.phrase == kNone) continue;
            }
            made.arguments[kept++] = a;
        }
        made.arguments.resize(kept);
        sorted.push_back(std::move(made));
    }
    out_.items.resize(first_clause_);
    for (Clause& made : sorted) {
        if (is_none(made.noun)) {
            TokenId begin = s_.phrases[made.verb].tokens.begin, end = s_.phrases[made.verb].tokens.end;
            for (const Argument& a : made.arguments) {
                if (a.phrase == kNone || a.shared) continue;
                begin = std::min(begin, out_.phrases[a.phrase].tokens.begin);
                end = std::max(end, out_.phrases[a.phrase].tokens.end);
            }
            made.tokens = {begin, end};
        }
        out_.items.push_back(std::move(made));
    }
    extend_over_complements();
}

// A clause reaches as far as what completes it; complements stand behind their verbs, so going backwards settles chains.
void SentenceParser::extend_over_complements() {
    for (std::uint32_t i = static_cast<std::uint32_t>(out_.items.size()); i-- > first_clause_;)
        for (const Argument& a : out_.items[i].arguments)
            if (!is_none(a.clause)) out_.items[i].tokens.end = std::max(out_.items[i].tokens.end, out_.items[index(a.clause)].tokens.end);
}

}  // namespace demarche::extract::clauses
