#include <algorithm>

#include "extract/stages.h"
#include "extract/text/lexicon_state.h"
#include "extract/text/sentences.h"
#include "extract/text/split.h"
#include "extract/text/tagger.h"

namespace demarche::extract {
namespace {

class Analyser {
public:
    Analyser(const Lexicon& lexicon, const Document& document) : lexicon_(lexicon), document_(document) { text_.lexicon = &lexicon; }

    Text run() {
        text_.tokens.reserve(document_.text.size() / 5);
        pieces_.reserve(document_.text.size() / 5);
        for (std::uint32_t b = 0; b < document_.blocks.size(); ++b)
            if (document_.blocks[b].read) add_block(b);
        remember_capitals();
        Tagger tagger(lexicon_, text_, memory_);
        for (std::size_t s = 0; s < text_.sentences.size(); ++s) {
            const TokenRange tokens = text_.sentences[s].tokens;
            tagger.tag(pieces_, index(tokens.begin), index(tokens.end), title_case_[s]);
        }
        return std::move(text_);
    }

private:
    void add_block(std::uint32_t b) {
        const Block& block = document_.blocks[b];
        const std::size_t first = pieces_.size();
        split(document_.text, block.range, pieces_);
        pair_quotes(document_.text, pieces_, first);
        for (std::size_t i = first; i < pieces_.size(); ++i) add_token(pieces_[i]);
        ends_.clear();
        find_sentence_ends(document_.text, pieces_, first, ends_);
        auto begin = static_cast<std::uint32_t>(first);
        for (const std::uint32_t end : ends_) {
            Sentence sentence;
            sentence.tokens = {TokenId{begin}, TokenId{end}};
            sentence.range = {pieces_[begin].range.begin, pieces_[end - 1].range.end};
            sentence.block = b;
            const bool heading = block.kind == BlockKind::title || block.kind == BlockKind::heading;
            sentence.kind = heading ? SentenceKind::title : block.kind == BlockKind::list_item ? SentenceKind::list_item : SentenceKind::prose;
            text_.tokens[begin].sentence_start = true;
            text_.sentences.push_back(sentence);
            title_case_.push_back(is_title_case(begin, end, heading || ends_.size() == 1));
            begin = end;
        }
    }

    void add_token(const Piece& piece) {
        Token token;
        token.range = piece.range;
        token.shape = piece.shape;
        token.space_before = piece.space_before;
        const std::uint32_t hash = lower_case_and_hash(document_.view(piece.range), lower_);
        if (const FrequentWords::Word* word = lexicon_.state().frequent.find(lower_, hash)) {
            token.lower = word->id;
            take(word->analysis, token);
        } else {
            token.lower = find(hash);
            if (token.lower < known_) take(lexicon_.analyse(token.lower), token);
        }
        if (token.pos == 0) token.pos = kUnknown;
        text_.tokens.push_back(token);
    }

    static void take(const Lexicon::Analysis& analysis, Token& token) {
        token.pos = analysis.pos;
        token.semantic = analysis.semantic;
        token.noun_lemma = analysis.noun_lemma;
        token.verb_lemma = analysis.verb_lemma;
    }

    // The number of lower_, which is one of the document's own when no lexicon has it.
    std::uint32_t find(std::uint32_t hash) {
        const Lexicon::State& state = lexicon_.state();
        if (const std::uint32_t id = state.dictionary.find(lower_, hash); id != kNone) return id;
        if (const std::uint32_t id = state.interned.find(lower_, hash); id != kNone) return state.dictionary.size() + id;
        const std::uint32_t own = own_.add(lower_, hash);
        if (own == text_.own_words.size()) text_.own_words.push_back(lower_);
        return known_ + own;
    }

    bool is_open_class(std::uint32_t i) const { return pieces_[i].kind == PieceKind::word && (text_.tokens[i].pos & kMayClosed) == 0; }

    // Most words of weight carry a capital: there, a capital does not make a name.
    bool is_title_case(std::uint32_t begin, std::uint32_t end, bool alone) const {
        std::uint32_t words = 0, capitals = 0, known = 0;
        for (std::uint32_t i = begin; i < end; ++i) {
            if (!is_open_class(i)) continue;
            ++words;
            const Token& token = text_.tokens[i];
            if (token.shape == Shape::lower) continue;
            ++capitals;
            if ((token.pos & (kUnknown | kMayProper)) == 0) ++known;
        }
        if (words < 3 || known < 2) return false;
        const bool stopped = pieces_[end - 1].kind == PieceKind::stop;
        return alone && !stopped ? capitals * 10 >= words * 7 : capitals * 20 >= words * 19 && words > 4;
    }

    void remember_capitals() {
        for (std::size_t s = 0; s < text_.sentences.size(); ++s) {
            if (title_case_[s]) continue;
            const TokenRange tokens = text_.sentences[s].tokens;
            for (std::uint32_t i = index(tokens.begin) + 1; i < index(tokens.end); ++i) {
                const PieceKind before = pieces_[i - 1].kind;
                if (pieces_[i].kind != PieceKind::word || text_.tokens[i].shape == Shape::lower || !is_open_class(i)) continue;
                if (before == PieceKind::word || before == PieceKind::comma || before == PieceKind::clitic) memory_.words.push_back(text_.tokens[i].lower);
            }
        }
        std::sort(memory_.words.begin(), memory_.words.end());
        memory_.words.erase(std::unique(memory_.words.begin(), memory_.words.end()), memory_.words.end());
    }

    const Lexicon& lexicon_;
    const std::uint32_t known_ = lexicon_.size();
    const Document& document_;
    Text text_;
    std::vector<Piece> pieces_;  // parallel to text_.tokens
    std::vector<bool> title_case_;
    std::vector<std::uint32_t> ends_;
    CapitalMemory memory_;
    WordTable own_;
    std::string lower_;
};

bool is_verbal(Tag tag) {
    switch (tag) {
        case Tag::verb_base: case Tag::verb_3sg: case Tag::verb_past: case Tag::verb_participle: case Tag::verb_gerund:
        case Tag::be: case Tag::have: case Tag::do_: case Tag::modal: return true;
        default: return false;
    }
}

}  // namespace

Text analyse_text(const Lexicon& lexicon, const Document& document) { return Analyser(lexicon, document).run(); }

Text analyse_text(const RuleSet& rules, const Document& document) { return analyse_text(*rules.lexicon, document); }

std::vector<std::string> split_words(std::string_view text) {
    std::vector<Piece> pieces;
    split(text, {0, static_cast<std::uint32_t>(text.size())}, pieces);
    std::vector<std::string> words;
    for (const Piece& piece : pieces) {
        std::string lower;
        lower_case(text.substr(piece.range.begin, piece.range.size()), lower);
        words.push_back(std::move(lower));
    }
    return words;
}

std::string_view Text::word(std::uint32_t id) const {
    if (id == kNone || lexicon == nullptr) return {};
    if (id < lexicon->size()) return lexicon->word(id);
    const std::uint32_t own = id - lexicon->size();
    return own < own_words.size() ? std::string_view(own_words[own]) : std::string_view();
}

std::string_view Text::lemma(TokenId t) const {
    const Token& token = (*this)[t];
    if (is_verbal(token.tag) && token.verb_lemma != kNone) return word(token.verb_lemma);
    if ((token.tag == Tag::noun || token.tag == Tag::noun_plural) && token.noun_lemma != kNone) return word(token.noun_lemma);
    return word(token.lower);
}

SentenceId Text::sentence_of(TokenId t) const {
    const auto after = std::upper_bound(sentences.begin(), sentences.end(), t, [](TokenId token, const Sentence& s) { return token < s.tokens.begin; });
    return static_cast<SentenceId>(after == sentences.begin() ? 0 : after - sentences.begin() - 1);
}

std::string_view text_of(const Document& document, const Text& text, TokenRange range) {
    if (range.empty()) return {};
    return document.view({text[range.begin].range.begin, text.tokens[index(range.end) - 1].range.end});
}

std::string to_line(const Document& document, const Text& text, SentenceId sentence) {
    std::string line;
    const TokenRange tokens = text.sentences[index(sentence)].tokens;
    for (TokenId t = tokens.begin; t < tokens.end; t = next(t)) {
        if (!line.empty()) line += ' ';
        line += document.view(text[t].range);
        line += '/';
        line += static_cast<char>(text[t].tag);
    }
    return line;
}

}  // namespace demarche::extract
