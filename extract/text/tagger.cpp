#include "extract/text/tagger.h"

#include <algorithm>
#include <array>

#include "extract/text/lexicon_state.h"

namespace demarche::extract {
namespace {

namespace format = lexicon_format;

constexpr TagSet kNoun = bit(Tag::noun), kPlural = bit(Tag::noun_plural), kProper = bit(Tag::proper), kBase = bit(Tag::verb_base), k3sg = bit(Tag::verb_3sg);
constexpr TagSet kPast = bit(Tag::verb_past), kParticiple = bit(Tag::verb_participle), kGerund = bit(Tag::verb_gerund), kAdjective = bit(Tag::adjective);
constexpr TagSet kAdverb = bit(Tag::adverb);

TagSet punctuation(PieceKind kind, std::string_view word) {
    switch (kind) {
        case PieceKind::stop: return bit(Tag::stop);
        case PieceKind::comma: return bit(Tag::comma);
        case PieceKind::colon:
        case PieceKind::semicolon: return bit(Tag::colon);
        case PieceKind::dash: return bit(Tag::dash);
        case PieceKind::open_quote: return bit(Tag::open_quote);
        case PieceKind::close_quote: return bit(Tag::close_quote);
        case PieceKind::quote: return bit(Tag::open_quote);
        case PieceKind::open_bracket: return bit(Tag::open_bracket);
        case PieceKind::close_bracket: return bit(Tag::close_bracket);
        default: return word == "&" ? bit(Tag::conjunction) : bit(Tag::symbol);
    }
}

bool ends_with(std::string_view word, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return word.size() > e.size() + 1 && word.ends_with(e); });
}

// By ending alone, for words that no dictionary has.
TagSet by_ending(std::string_view word) {
    if (ends_with(word, {"ing"})) return kGerund | kNoun | kAdjective;
    if (ends_with(word, {"ed"})) return kPast | kParticiple | kAdjective;
    if (ends_with(word, {"ly", "wards", "wise"})) return kAdverb;
    if (ends_with(word, {"able", "ible", "al", "ic", "ous", "ive", "ful", "less", "ish", "ian", "ese", "ary", "old", "like", "wide"})) return kAdjective | kNoun;
    if (ends_with(word, {"ise", "ize", "ify"})) return kBase;
    if (ends_with(word, {"ises", "izes", "ifies"})) return k3sg;
    if (ends_with(word, {"ss", "us", "is"})) return kNoun;
    if (ends_with(word, {"s"})) return kPlural;
    return kNoun;
}

TagSet number_readings(std::string_view lower) {
    if (ends_with(lower, {"st", "nd", "rd", "th"})) return kAdjective;
    if (ends_with(lower, {"s"})) return kPlural;
    if (lower.find("-year") != std::string_view::npos || lower.find("-day") != std::string_view::npos || lower.find("-month") != std::string_view::npos) return kAdjective | kNoun;
    return kProper;
}

// "Moscow-based", "Iran-backed": a name, but an adjective as a whole.
bool is_name_with_participle(std::string_view lower) {
    const std::size_t hyphen = lower.rfind('-');
    if (hyphen == std::string_view::npos || lower.size() - hyphen < 4) return false;
    const std::uint32_t last = built_in_dictionary().find(lower.substr(hyphen + 1));
    return last != kNone && (built_in_dictionary().record(last).pos & (kMayParticiple | kMayGerund | kMayAdverb | kMayAdjective)) != 0 &&
           (built_in_dictionary().record(last).flags & (format::kProperNoun | format::kProperAdjective)) == 0;
}

}  // namespace

bool CapitalMemory::has(std::uint32_t word) const { return std::binary_search(words.begin(), words.end(), word); }

void Tagger::tag(const std::vector<Piece>& pieces, std::uint32_t begin, std::uint32_t end, bool title) {
    begin_ = begin;
    end_ = end;
    title_ = title;
    readings_.assign(end - begin, 0);
    capital_.assign(end - begin, false);
    bool start = true;
    for (std::uint32_t i = begin; i < end; ++i) {
        Token& token = text_.tokens[i];
        const PieceKind kind = pieces[i].kind;
        capital_[i - begin] = (kind == PieceKind::word || kind == PieceKind::abbreviation) && token.shape != Shape::lower && token.shape != Shape::digits;
        readings_[i - begin] = readings_of(pieces[i], token, !title && !start, start);
        const bool opens = kind == PieceKind::open_quote || kind == PieceKind::quote || kind == PieceKind::colon || kind == PieceKind::symbol || kind == PieceKind::open_bracket || kind == PieceKind::stop;
        start = opens || (start && kind == PieceKind::dash);
    }
    run_rules();
    for (std::uint32_t i = begin; i < end; ++i) {
        Token& token = text_.tokens[i];
        token.tag = choose(token, readings_[i - begin]);
        settle_lemmas(token);
    }
}

TagSet Tagger::readings_of(const Piece& piece, Token& token, bool capital_means_name, bool start) {
    switch (piece.kind) {
        case PieceKind::number: return bit(Tag::number);
        case PieceKind::url: return kProper;
        case PieceKind::word:
        case PieceKind::clitic:
        case PieceKind::abbreviation: return word_readings(token, capital_[static_cast<std::size_t>(&token - &text_.tokens[begin_])], capital_means_name, start);
        default: return punctuation(piece.kind, text_.word(token.lower));
    }
}

TagSet Tagger::word_readings(Token& token, bool capital, bool capital_means_name, bool start) {
    const Lexicon::State& state = lexicon_.state();
    const WordFacts& facts = state.facts_of(token.lower);
    const bool known = token.lower < state.dictionary.size();
    const std::uint16_t flags = known ? state.dictionary.record(token.lower).flags : 0;
    if (token.shape == Shape::alnum) return number_readings(text_.word(token.lower));
    TagSet open = 0;
    if (facts.tags == 0 || facts.open || facts.replaces_pos) open = tags_of(token.pos);
    if (facts.tags != 0 && !facts.open) open = 0;
    // A word in lower case is no name, unless the dictionary knows nothing else of it.
    if (!capital && (open & ~kProper) != 0) open &= ~kProper;
    const bool verb = verb_expected(static_cast<std::uint32_t>(&token - &text_.tokens[begin_]));
    if ((flags & format::kRareVerb) != 0 && !verb && (open & ~(kBase | k3sg)) != 0) open &= ~(kBase | k3sg);
    if ((flags & format::kRareNoun) != 0 && (open & ~(kNoun | kPlural)) != 0 &&
        !noun_expected(static_cast<std::uint32_t>(&token - &text_.tokens[begin_]), state.dictionary.record(token.lower).noun_count))
        open &= ~(kNoun | kPlural);
    if ((flags & format::kRareAdjective) != 0 && (open & ~kAdjective) != 0) open &= ~kAdjective;
    TagSet readings = facts.tags | open;
    if (!capital && (readings & ~kProper) != 0) readings &= ~kProper;
    if (readings == 0) readings = capital ? kProper : unknown_readings(token);
    if (!capital) return readings;
    if (capital_means_name) {
        if (is_name_with_participle(text_.word(token.lower))) return kAdjective;
        if ((flags & format::kProperAdjective) != 0) return kProper | kAdjective;
        const bool grammar = facts.tags != 0 && !facts.open && token.shape == Shape::initial;  // "The", "Of" inside a name or a quotation
        return grammar ? readings | (token.lower < state.dictionary.size() && memory_.has(token.lower) ? kProper : 0) : kProper;
    }
    if (facts.tags != 0 && !facts.open) return readings;
    const bool proper = (open & kProper) != 0 || memory_.has(token.lower) || token.shape == Shape::mixed || (token.shape == Shape::upper && !title_);
    if (start && !proper) return readings;
    return proper ? readings | kProper : readings;
}

// After "to", a modal, "not", a pronoun or a relative even a word that is seldom a verb may be one ("to impact", "they focus").
bool Tagger::verb_expected(std::uint32_t at) const {
    constexpr TagSet kBefore = bit(Tag::to) | bit(Tag::modal) | bit(Tag::negation) | bit(Tag::pronoun) | bit(Tag::wh);
    if (at > 0 && (readings_[at - 1] & kAdverb) != 0) --at;
    return at > 0 && (readings_[at - 1] & kBefore) != 0;
}

// After a determiner or an adjective even a word that is seldom a noun may be one ("the accord"); after a noun, and where a possessive may be
// something else ("her", "'s"), one that is a noun at times ("a peace offer", not "let the crew go").
bool Tagger::noun_expected(std::uint32_t at, unsigned noun_count) const {
    constexpr TagSet kSure = bit(Tag::determiner) | bit(Tag::number) | kAdjective;
    constexpr TagSet kUnsure = bit(Tag::possessive) | bit(Tag::possessive_pronoun) | kNoun;
    constexpr unsigned kAtTimes = 2;
    if (at == 0) return false;
    return (readings_[at - 1] & kSure) != 0 || (noun_count >= kAtTimes && (readings_[at - 1] & kUnsure) != 0);
}

TagSet Tagger::unknown_readings(Token& token) const {
    const std::string_view word = text_.word(token.lower);
    const Lexicon::State& state = lexicon_.state();
    const std::size_t hyphen = word.rfind('-');
    if (hyphen != std::string_view::npos && hyphen + 1 < word.size()) {
        const std::uint32_t last = state.dictionary.find(word.substr(hyphen + 1));
        if (last == kNone) return by_ending(word);
        const format::Record& record = state.dictionary.record(last);
        const TagSet tags = tags_of(record.pos);
        token.semantic = record.semantic;
        if ((tags & (kParticiple | kGerund | kAdjective)) != 0) return kAdjective;
        if ((tags & kPlural) != 0) return kPlural | kAdjective;
        return kAdjective | kNoun;
    }
    for (const std::string_view prefix : {"re", "un", "anti", "non", "pro", "counter", "over", "under", "co", "inter", "mis", "out", "pre", "de", "dis", "multi", "super", "sub", "trans", "ultra", "cyber", "micro", "bio"}) {
        if (!word.starts_with(prefix) || word.size() < prefix.size() + 4) continue;
        const std::uint32_t rest = state.dictionary.find(word.substr(prefix.size()));
        if (rest != kNone) return tags_of(state.dictionary.record(rest).pos) & ~kProper;
    }
    return by_ending(word);
}

Tag Tagger::choose(const Token& token, TagSet readings) const {
    if (is_single(readings) || readings == 0) return first_tag(readings);
    const Lexicon::State& state = lexicon_.state();
    const WordFacts& facts = state.facts_of(token.lower);
    if (facts.tags != 0 && (readings & bit(facts.first)) != 0) return facts.first;
    if ((readings & facts.tags) != 0) return first_tag(readings & facts.tags);
    // The rules have found the verbs that have a subject: what is left of "call" or "demands" is a noun.
    if ((readings & (kNoun | kPlural)) != 0) readings &= ~(kBase | k3sg);
    std::array<unsigned, 4> counts{};  // noun, verb, adjective, adverb
    if (token.lower < state.dictionary.size()) {
        const format::Record& r = state.dictionary.record(token.lower);
        counts = {r.noun_count, r.verb_count, r.adjective_count, r.adverb_count};
    }
    struct Choice { TagSet set; std::size_t count; unsigned bias; };
    static constexpr Choice kChoices[] = {{kProper, 0, 4}, {kNoun, 0, 3}, {kPlural, 0, 3}, {kAdjective, 2, 2}, {kAdverb, 3, 2}, {kPast, 1, 2}, {kParticiple, 1, 1},
                                          {kGerund, 1, 1}, {k3sg, 1, 0}, {kBase, 1, 0}};
    Tag best = first_tag(readings);
    unsigned best_score = 0;
    for (const Choice& choice : kChoices) {
        if ((readings & choice.set) == 0) continue;
        const unsigned score = counts[choice.count] * 8 + choice.bias + 1;
        if (score > best_score) {
            best_score = score;
            best = first_tag(choice.set);
        }
    }
    return best;
}

void Tagger::settle_lemmas(Token& token) const {
    if (token.tag == Tag::verb_base && token.lower < lexicon_.state().dictionary.size() &&
        (lexicon_.state().dictionary.record(token.lower).flags & format::kVerbLemma) != 0)
        token.verb_lemma = token.lower;
}

}  // namespace demarche::extract
