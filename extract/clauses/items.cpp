#include "extract/clauses/parser.h"

namespace demarche::extract::clauses {

std::uint32_t SentenceParser::verb_lemma(const Phrase& group) const {
    const Token& head = s_.text[group.head];
    return head.verb_lemma == kNone ? head.lower : head.verb_lemma;
}

char SentenceParser::kind_of_word(const Phrase& phrase) const {
    switch (s_.text[phrase.tokens.begin].tag) {
        case Tag::comma: return ',';
        case Tag::colon: return ':';
        case Tag::dash: return '-';
        case Tag::stop: return '.';
        case Tag::open_quote: return '<';
        case Tag::close_quote: return '>';
        case Tag::open_bracket: return '(';
        case Tag::close_bracket: return ')';
        case Tag::there: return 'e';
        default: return 'o';
    }
}

char SentenceParser::kind_of(const Phrase& phrase) const {
    switch (phrase.kind) {
        case PhraseKind::noun: return phrase.date ? 'Y' : 'N';
        case PhraseKind::verb:
            switch (phrase.form) {
                case VerbForm::infinitive: return 'I';
                case VerbForm::gerund: return 'G';
                case VerbForm::participle: return 'E';
                default: return 'F';
            }
        case PhraseKind::preposition: return 'p';
        case PhraseKind::conjunction: return 'c';
        case PhraseKind::complementiser: return s_.text[phrase.tokens.begin].tag == Tag::that ? 't' : 'u';
        case PhraseKind::wh: return 'w';
        case PhraseKind::adverb: return 'r';
        case PhraseKind::adjective: return 'a';
        default: return kind_of_word(phrase);
    }
}

void SentenceParser::collect(SentenceId sentence) {
    sentence_ = sentence;
    items_.clear();
    for (std::uint32_t p = s_.phrases.first[index(sentence)]; p < s_.phrases.first[index(sentence) + 1]; ++p)
        if (!s_.phrases.items[p].nested) items_.push_back({kind_of(s_.phrases.items[p]), static_cast<PhraseId>(p)});
    // Headlines have no full stop; their past forms without object are passives ("Berg detained in Strelsau").
    headline_ = s_.text.sentences[index(sentence)].kind == SentenceKind::title && kind(items_.size() - 1) != '.';
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(dateline()));
    join_quotes();
    for (std::size_t i = 0; i < items_.size(); ++i)
        if (items_[i].kind == 'u' && kind(i + 1) == ',') items_[i].kind = 'r';  // "However,"
    for (std::size_t i = 1; i < items_.size(); ++i)
        if (items_[i].kind == 'N' && kind(i - 1) == 'N' && rules_.is(word(i), kIntensive)) items_[i].kind = 'r';  // "migrants themselves report"
    correct_participles();
    look_ahead();
}

// Items of a dateline at the start: "STRELSAU, Mar 03:", "STRELSAU (RNA) –": a place, dates and an agency up to a mark. 0: there is none.
std::size_t SentenceParser::dateline() const {
    constexpr std::size_t kLongest = 10;
    std::size_t end = 0;
    bool bracket = false;
    const auto shouted = [&](std::size_t i) {
        const TokenRange tokens = phrase(i).tokens;
        for (TokenId t = tokens.begin; t < tokens.end; t = next(t))
            if (s_.text[t].shape != Shape::upper || s_.text[t].range.size() < 4) return false;
        return true;
    };
    if ((kind(0) != 'N' && kind(0) != 'Y') || !shouted(0)) return 0;
    for (std::size_t i = 1; i < items_.size() && i < kLongest; ++i) {
        const char k = kind(i);
        if (k == '(') bracket = true;
        if (k == ')') {
            bracket = false;
            if (kind(i + 1) == 'N' && !shouted(i + 1)) end = i + 1;
        }
        if (k == '-' || k == ':') end = i + 1;
        const bool part = bracket || k == ')' || k == ',' || k == 'Y' || k == '-' || k == ':' || (k == 'N' && end == 0 && shouted(i));
        if (!part) break;
    }
    return end;
}

// A quotation that opens inside a noun group ("a “careful, fair approach to trade”") is a few words: its closing mark says nothing.
void SentenceParser::join_quotes() {
    bool inside = false;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (items_[i].kind == 'N')
            for (TokenId t = phrase(i).tokens.begin; t < phrase(i).tokens.end; t = next(t)) {
                if (s_.text[t].tag == Tag::open_quote) inside = true;
                if (s_.text[t].tag == Tag::close_quote) inside = false;
            }
        if (items_[i].kind == '>' && inside) {
            items_[i].kind = 'o';
            inside = false;
        }
    }
}

// "asked" may be past or participle. A past form behind a noun and before "by" is a participle; a participle behind a noun that is
// the only verb of its stretch is finite. A verb behind "and" is no proof of another finite verb: it may share the subject.
void SentenceParser::correct_participles() {
    bool finite_seen = false;
    std::size_t lone = items_.size();  // a participle behind a noun in a stretch without finite verb
    const auto end_stretch = [&] {
        if (!finite_seen && lone < items_.size()) items_[lone].kind = 'F';
        finite_seen = false;
        lone = items_.size();
    };
    for (std::size_t i = 0; i < items_.size(); ++i) {
        Item& item = items_[i];
        if (item.kind == 'F' || item.kind == 'E') {
            const Token& head = s_.text[phrase(i).head];
            const char before = i > 0 ? kind(i - 1) : '.';
            if (item.kind == 'F' && !headline_ && (before == 'N' || before == ',') && may_be_participle(i) && kind(i + 1) == 'p' && word(i + 1) == words_.by) item.kind = 'E';
            if (item.kind == 'F' && before != 'c') finite_seen = true;
            if (item.kind == 'E' && lone == items_.size() && (before == 'N' || before == 'Y' || before == ',' || before == ')') && (head.pos & kMayPast) != 0) lone = i;
        } else if (ends_stretch(i)) {
            end_stretch();
        }
    }
    end_stretch();
}

bool SentenceParser::may_be_participle(std::size_t i) const {
    const Phrase& group = phrase(i);
    const Token& head = s_.text[group.head];
    return group.voice == Voice::active && !group.perfect && head.tag == Tag::verb_past && (head.pos & kMayParticiple) != 0;
}

// A mark or word behind which another finite verb is to be expected; a comma when a subject and its verb follow.
bool SentenceParser::ends_stretch(std::size_t i) const {
    const char k = kind(i);
    if (k != ',') return k == 't' || k == 'w' || k == 'u' || k == '.' || k == '<' || k == '>' || k == ':';
    std::size_t j = skip_adverbs(i + 1);
    if (kind(j) != 'N') return false;
    while (kind(j) == 'N' || kind(j) == 'p' || kind(j) == 'Y') ++j;
    j = skip_adverbs(j);
    return kind(j) == 'F' && phrase(j).form == VerbForm::finite;
}

std::size_t SentenceParser::skip_adverbs(std::size_t i) const {
    while (kind(i) == 'r') ++i;
    return i;
}

namespace {
bool is_verb(char kind) { return kind == 'F' || kind == 'I' || kind == 'G' || kind == 'E'; }
bool is_break(char kind) { return kind == ',' || kind == ':' || kind == '-' || kind == '.' || kind == '<' || kind == '>' || kind == '(' || kind == ')'; }
}  // namespace

void SentenceParser::look_ahead() {
    const std::size_t n = items_.size();
    const auto end = static_cast<std::uint32_t>(n);
    ahead_.run_end.assign(n + 2, end);
    ahead_.next_verb.assign(n + 2, end);
    ahead_.next_finite.assign(n + 2, end);
    ahead_.next_break.assign(n + 2, end);
    ahead_.closing.assign(n + 2, end);
    ahead_.subject.assign(n + 2, false);
    ahead_.list.assign(n + 2, false);
    for (std::size_t i = n; i-- > 0;) look_ahead_at(i);
}

void SentenceParser::look_ahead_at(std::size_t i) {
    const auto at = static_cast<std::uint32_t>(i);
    const char k = kind(i);
    ahead_.next_verb[i] = is_verb(k) ? at : ahead_.next_verb[i + 1];
    ahead_.next_finite[i] = k == 'F' ? at : ahead_.next_finite[i + 1];
    ahead_.next_break[i] = is_break(k) ? at : ahead_.next_break[i + 1];
    if (k == '<' || k == '(') {
        // Quotes do not nest here; the nearest closing mark counts. next_break chains over the marks between.
        const char close = k == '<' ? '>' : ')';
        std::uint32_t j = ahead_.next_break[i + 1];
        for (int hops = 0; j < items_.size() && kind(j) != close && hops < 64; ++hops) j = ahead_.next_break[j + 1];
        ahead_.closing[i] = j < items_.size() && kind(j) == close ? j : static_cast<std::uint32_t>(items_.size());
    }
    if (k == 'p' || k == 'Y' || k == 'N') {
        ahead_.run_end[i] = at + 1;
        const char after = kind(i + 1);
        const bool goes_on = k == 'p' ? (after == 'N' || after == 'Y') : (after == 'p' && (kind(i + 2) == 'N' || kind(i + 2) == 'Y')) || (k == 'N' && after == 'Y');
        if (goes_on) ahead_.run_end[i] = ahead_.run_end[i + 1];
    }
    if (k != 'N') return;
    ahead_.subject[i] = subject_at(i);
    const std::uint32_t j = ahead_.run_end[i];
    const bool more = (kind(j) == ',' && kind(j + 1) == 'N' && ahead_.list[j + 1]) || (kind(j) == ',' && kind(j + 1) == 'c' && kind(j + 2) == 'N' && !ahead_.subject[j + 2]) ||
                      (kind(j) == 'c' && kind(j + 1) == 'N');
    ahead_.list[i] = more;
}

bool SentenceParser::subject_at(std::size_t i) const {
    std::size_t j = skip_adverbs(ahead_.run_end[i]);
    if (kind(j) == 'F') return true;
    if (kind(j) == 'c' && kind(j + 1) == 'N') return ahead_.subject[j + 1];
    if (kind(j) == 'c' && kind(j + 1) == 'p' && (kind(j + 2) == 'N')) return ahead_.subject[j + 2];
    if (kind(j) == 'G' || kind(j) == 'E' || kind(j) == 'I') {  // "the decision to sign the pact angered"
        j = ahead_.run_end[skip_adverbs(j + 1)];
        return kind(skip_adverbs(j)) == 'F';
    }
    if (kind(j) == 'w' || kind(j) == 't') {  // "the man who met Berg resigned": a second finite verb in the stretch
        const std::size_t first = ahead_.next_finite[j];
        if (first >= items_.size()) return false;
        const std::size_t second = ahead_.next_finite[first + 1];
        return second < items_.size() && ahead_.next_break[j] > second && ahead_.run_end[first + 1] == second;
    }
    if (kind(j) == ',' && kind(j + 1) != 'c') {  // an insertion: ", N …," or ", who …," and then the verb
        const char inserted = kind(j + 1);
        if (inserted == 'N' && ahead_.list[i]) return ahead_.subject[j + 1];
        if (inserted != 'N' && inserted != 'w' && inserted != 'E' && inserted != 'G' && inserted != 'p' && inserted != 'r') return false;
        const std::size_t close = ahead_.next_break[j + 1];
        return kind(close) == ',' && kind(skip_adverbs(close + 1)) == 'F';
    }
    if (kind(j) == '(') {
        const std::size_t close = ahead_.closing[j];
        return close < items_.size() && kind(skip_adverbs(close + 1)) == 'F';
    }
    return false;
}

}  // namespace demarche::extract::clauses
