#include "extract/text/sentences.h"

#include <array>
#include <string>

#include "extract/text/dictionary.h"

namespace demarche::extract {
namespace {

bool begins_upper(std::string_view text, const Piece& piece) {
    return piece.shape == Shape::initial || piece.shape == Shape::upper || (piece.shape == Shape::mixed && !(text[piece.range.begin] >= 'a' && text[piece.range.begin] <= 'z'));
}

bool is_word(const Piece& piece) { return piece.kind == PieceKind::word || piece.kind == PieceKind::abbreviation; }

class SentenceFinder {
public:
    SentenceFinder(std::string_view text, const std::vector<Piece>& pieces, std::size_t begin, std::vector<std::uint32_t>& ends)
        : text_(text), pieces_(pieces), begin_(begin), ends_(ends) {}

    void run() {
        std::size_t last = begin_;
        for (std::size_t i = begin_; i < pieces_.size(); ++i) {
            const Piece& piece = pieces_[i];
            if (i - last == kLongestSentence) {
                last = cut(last, i);
                ends_.push_back(static_cast<std::uint32_t>(last));
            }
            if (piece.kind != PieceKind::stop && piece.kind != PieceKind::abbreviation) continue;
            const std::size_t after = absorb_closers(i + 1);
            if (after >= pieces_.size() || !ends_here(i, after)) continue;
            ends_.push_back(static_cast<std::uint32_t>(after));
            last = after;
            i = after - 1;
        }
        if (last < pieces_.size()) ends_.push_back(static_cast<std::uint32_t>(pieces_.size()));
    }

private:
    // Where to part what goes on too long, before `end`: after a mark of punctuation in its second half, if there is one.
    std::size_t cut(std::size_t begin, std::size_t end) const {
        for (std::size_t i = end; i > begin + kLongestSentence / 2; --i) {
            const PieceKind kind = pieces_[i - 1].kind;
            if (kind == PieceKind::comma || kind == PieceKind::semicolon || kind == PieceKind::colon || kind == PieceKind::dash) return i;
        }
        return end;
    }

    // Closing quotes and brackets right after the stop belong to the sentence.
    std::size_t absorb_closers(std::size_t i) const {
        while (i < pieces_.size() && (pieces_[i].kind == PieceKind::close_quote || pieces_[i].kind == PieceKind::close_bracket) && !pieces_[i].space_before) ++i;
        return i;
    }

    bool ends_here(std::size_t stop, std::size_t after) const {
        const Piece& next = pieces_[after];
        if (pieces_[stop].kind == PieceKind::abbreviation) return abbreviation_ends(stop, after);
        const std::string_view mark = text_.substr(pieces_[stop].range.begin, pieces_[stop].range.size());
        const bool full_stop = mark == ".";
        const bool quoted = after > stop + 1 && pieces_[after - 1].kind == PieceKind::close_quote;
        if (next.kind == PieceKind::comma || next.kind == PieceKind::semicolon || next.kind == PieceKind::colon || next.kind == PieceKind::stop) return false;
        if (next.kind == PieceKind::dash) return full_stop && !quoted;
        if (next.kind == PieceKind::close_quote || next.kind == PieceKind::close_bracket) return false;
        if (is_word(next) && !begins_upper(text_, next) && next.shape != Shape::alnum) return full_stop && !quoted && next.space_before && mark_is_certain(stop);
        if (quoted && !full_stop && is_word(next)) return !speech_follows(after);
        return true;
    }

    // A lower-case word after a full stop: only a stop after an ordinary lower-case word ends the sentence (names such as "iPhone" begin one).
    bool mark_is_certain(std::size_t stop) const { return stop > begin_ && pieces_[stop - 1].kind == PieceKind::word && pieces_[stop - 1].range.size() > 4 && stop + 1 < pieces_.size() && pieces_[stop + 1].shape == Shape::mixed; }

    bool abbreviation_ends(std::size_t stop, std::size_t after) const {
        const Piece& next = pieces_[after];
        const std::string_view word = text_.substr(pieces_[stop].range.begin, pieces_[stop].range.size());
        std::string lower;
        lower_case(word.substr(0, word.size() - 1), lower);
        const std::uint32_t id = built_in_dictionary().find(lower);
        const std::uint16_t flags = id == kNone ? 0 : built_in_dictionary().record(id).flags;
        if ((flags & lexicon_format::kTitleAbbreviation) != 0) return false;
        if (after > stop + 1) return true;
        if (is_word(next) && begins_upper(text_, next)) return is_sentence_starter(text_.substr(next.range.begin, next.range.size()));
        return next.kind == PieceKind::open_quote && next.space_before;
    }

    // "…?" Berg asked: a short name and a verb of saying after the quotation carry it on.
    bool speech_follows(std::size_t at) const {
        std::string lower;
        for (std::size_t i = at; i < pieces_.size() && i < at + 5; ++i) {
            if (!is_word(pieces_[i])) return false;
            lower_case(text_.substr(pieces_[i].range.begin, pieces_[i].range.size()), lower);
            const std::uint32_t id = built_in_dictionary().find(lower);
            if (id == kNone || begins_upper(text_, pieces_[i])) continue;
            const lexicon_format::Record& record = built_in_dictionary().record(id);
            if ((record.semantic & kCommunicationVerb) != 0 && (record.pos & (kMayPast | kMay3sg)) != 0) return true;
        }
        return false;
    }

    std::string_view text_;
    const std::vector<Piece>& pieces_;
    std::size_t begin_;
    std::vector<std::uint32_t>& ends_;
};

}  // namespace

bool is_sentence_starter(std::string_view word) {
    static constexpr std::array<std::string_view, 44> kStarters = {
        "A", "After", "All", "Although", "An", "And", "As", "At", "Because", "Before", "But", "By", "During", "Each", "For", "From", "He", "Her", "His", "However", "I",
        "If", "In", "It", "Its", "Meanwhile", "Most", "No", "On", "Only", "Our", "She", "Since", "So", "Some", "That", "The", "Their", "There", "These", "They", "This", "Those", "We"};
    for (const std::string_view starter : kStarters)
        if (word == starter) return true;
    return false;
}

void pair_quotes(std::string_view text, std::vector<Piece>& pieces, std::size_t begin) {
    bool open = false;
    for (std::size_t i = begin; i < pieces.size(); ++i) {
        Piece& piece = pieces[i];
        if (piece.kind == PieceKind::open_quote && piece.range.size() > 1) open = true;
        if (piece.kind == PieceKind::close_quote && piece.range.size() > 1) open = false;
        if (piece.kind != PieceKind::quote) continue;
        const bool space_after = i + 1 == pieces.size() || pieces[i + 1].space_before;
        const bool opens = piece.space_before != space_after ? piece.space_before : !open;
        piece.kind = opens ? PieceKind::open_quote : PieceKind::close_quote;
        open = opens;
    }
    (void)text;
}

void find_sentence_ends(std::string_view text, const std::vector<Piece>& pieces, std::size_t begin, std::vector<std::uint32_t>& ends) {
    SentenceFinder(text, pieces, begin, ends).run();
}

}  // namespace demarche::extract
