#include "extract/text/split.h"

#include <algorithm>
#include <string>

#include <unicode/utf8.h>

#include "extract/text/char_class.h"
#include "extract/text/dictionary.h"

namespace demarche::extract {
namespace {

using text_split::char_class;
using text_split::CharClass;
using text_split::is_alnum;
using text_split::is_letter;

struct Peek {
    CharClass cls = CharClass::space;  // beyond the end: space
    std::uint32_t size = 0;            // bytes; 0 beyond the end
};

class Splitter {
public:
    Splitter(std::string_view text, TextRange range, std::vector<Piece>& out)
        : text_(text), at_(range.begin), end_(range.end), out_(out), dictionary_(built_in_dictionary()),
          no_mail_until_(text.substr(range.begin, range.end - range.begin).find('@') == std::string_view::npos ? range.end : range.begin) {}

    void run() {
        while (at_ < end_) {
            const Peek c = peek(at_);
            if (c.cls == CharClass::space) {
                space_ = true;
                at_ += c.size;
            } else if (is_alnum(c.cls)) {
                word();
            } else {
                punctuation(c);
            }
        }
    }

private:
    Peek peek(std::uint32_t at) const {
        if (at >= end_) return {};
        const char c = text_[at];
        if (static_cast<signed char>(c) >= 0) return {char_class(c), 1};
        std::int32_t i = 0;
        UChar32 point = 0;
        U8_NEXT(text_.data() + at, i, static_cast<std::int32_t>(end_ - at), point);
        return {point < 0 ? CharClass::other : char_class(point), static_cast<std::uint32_t>(i)};
    }

    void put(std::uint32_t begin, std::uint32_t end, PieceKind kind, Shape shape) {
        out_.push_back({{begin, end}, kind, shape, space_});
        space_ = false;
    }

    // --- words -------------------------------------------------------------------------------------------------------

    // What has been seen of the word that is being scanned.
    struct Scan {
        std::uint32_t uppers = 0, lowers = 0, digits = 0;
        bool first_upper = false, hyphen = false, apostrophe = false, inner_stop = false, spelt = true;  // spelt: single letters with stops between ("U.S")
        bool upper_after_hyphen = true;  // every part after a hyphen begins with a capital
        bool capital_inside = false;     // a capital that begins neither the word nor a part
        std::uint32_t letters_in_part = 0;
    };

    void count(Scan& s, CharClass c, bool part_start) const {
        if (c == CharClass::upper) {
            if (s.uppers + s.lowers + s.digits == 0) s.first_upper = true;
            else if (!part_start) s.capital_inside = true;
            ++s.uppers;
        } else if (c == CharClass::lower) {
            ++s.lowers;
        } else if (c == CharClass::digit) {
            ++s.digits;
        }
        if (is_letter(c) && ++s.letters_in_part > 1) s.spelt = false;
        if (c == CharClass::digit) s.spelt = false;
    }

    // The letters a to z are most of all text.
    void skip_lowers(Scan& s, CharClass& before) {
        const std::uint32_t begin = at_;
        while (at_ < end_ && text_[at_] >= 'a' && text_[at_] <= 'z') ++at_;
        if (at_ == begin) return;
        s.lowers += at_ - begin;
        s.letters_in_part += at_ - begin;
        if (s.letters_in_part > 1) s.spelt = false;
        before = CharClass::lower;
    }

    // May the punctuation at `at` stand inside the word? Returns its size, or 0.
    std::uint32_t connector(const Scan& s, std::uint32_t at, CharClass before) const {
        const Peek c = peek(at);
        const Peek n = peek(at + c.size);
        switch (c.cls) {
            case CharClass::hyphen: return is_alnum(n.cls) ? c.size : 0;
            case CharClass::apostrophe: return text_[at] != '`' && is_letter(before) && is_letter(n.cls) ? c.size : 0;
            case CharClass::comma: return before == CharClass::digit && n.cls == CharClass::digit && !s.hyphen ? c.size : 0;
            case CharClass::colon:
            case CharClass::slash: return before == CharClass::digit && n.cls == CharClass::digit && s.uppers + s.lowers == 0 ? c.size : 0;
            case CharClass::stop: return text_[at] == '.' ? stop_connector(s, at, before, n) : 0;
            case CharClass::other: return text_[at] == '&' && before == CharClass::upper && n.cls == CharClass::upper ? c.size : 0;
            default: return 0;
        }
    }

    std::uint32_t stop_connector(const Scan& s, std::uint32_t at, CharClass before, Peek n) const {
        if (before == CharClass::digit && n.cls == CharClass::digit) return 1;
        const Peek after = peek(at + 1 + n.size);
        if (s.spelt && is_letter(n.cls) && !is_alnum(after.cls)) return 1;                       // U.S
        if (s.spelt && s.inner_stop && n.cls == CharClass::hyphen && is_alnum(after.cls)) return 1;  // U.S.-led
        if (n.cls == CharClass::lower && is_alnum(before) && is_domain(at + 1)) return 1;
        return 0;
    }

    // "example.com", "example.co.uk": labels in lower case, the last one of two to four letters, and no space anywhere.
    bool is_domain(std::uint32_t at) const {
        constexpr std::uint32_t kLongestDomain = 253;
        std::uint32_t label = 0;
        for (const std::uint32_t limit = std::min(end_, at + kLongestDomain); at < limit; ++at) {
            const char c = text_[at];
            if ((c >= 'a' && c <= 'z') || c == '-') ++label;
            else if (c == '.' && label > 1 && at + 1 < end_ && text_[at + 1] >= 'a' && text_[at + 1] <= 'z') label = 0;
            else break;
        }
        return label >= 2 && label <= 4 && !is_alnum(peek(at).cls);
    }

    static Shape shape_of(const Scan& s) {
        if (s.uppers + s.lowers == 0) return Shape::digits;
        if (s.digits > 0) return Shape::alnum;
        if (s.uppers == 0) return Shape::lower;
        if (s.lowers == 0 && s.uppers > 1) return Shape::upper;
        return s.first_upper && !s.capital_inside ? Shape::initial : Shape::mixed;
    }

    void word() {
        if (const std::uint32_t end = url_end(); end != 0) {
            put(at_, end, PieceKind::url, Shape::symbol);
            at_ = end;
            return;
        }
        const std::uint32_t begin = at_;
        Scan s;
        CharClass before = CharClass::space;
        bool part_start = true;
        while (at_ < end_) {
            if (!part_start) skip_lowers(s, before);
            if (at_ == end_) break;
            const Peek c = peek(at_);
            if (is_alnum(c.cls) || c.cls == CharClass::mark || text_[at_] == '_') {
                count(s, c.cls, part_start);
                if (part_start && s.hyphen && c.cls != CharClass::upper) s.upper_after_hyphen = false;
                part_start = false;
                before = c.cls == CharClass::mark ? before : c.cls;
                at_ += c.size;
                continue;
            }
            const std::uint32_t size = connector(s, at_, before);
            if (size == 0) break;
            if (c.cls == CharClass::hyphen) s.hyphen = true;
            if (c.cls == CharClass::apostrophe) s.apostrophe = true;
            if (c.cls == CharClass::stop) s.inner_stop = true;
            part_start = c.cls == CharClass::hyphen || c.cls == CharClass::stop || c.cls == CharClass::apostrophe;
            if (part_start) s.letters_in_part = 0;
            at_ += size;
        }
        finish_word(begin, s);
    }

    void finish_word(std::uint32_t begin, const Scan& s) {
        const Shape shape = shape_of(s);
        if (s.inner_stop && !s.spelt && s.lowers > 0 && !s.hyphen) {
            put(begin, at_, PieceKind::url, Shape::symbol);
            return;
        }
        if (at_ < end_ && text_[at_] == '.' && takes_stop(begin, s)) {
            ++at_;
            if (s.hyphen && split_compound(begin, at_)) return;
            put(begin, at_, PieceKind::abbreviation, shape);
            return;
        }
        if (s.uppers + s.lowers == 0) {
            put(begin, at_, PieceKind::number, Shape::digits);
            return;
        }
        const std::uint32_t clitic = s.apostrophe ? clitic_start(begin) : at_;
        if (!(s.hyphen && s.first_upper && s.upper_after_hyphen && split_compound(begin, clitic))) {
            const bool alone = clitic == begin;
            if (!alone) put_word(begin, clitic, shape);
        }
        if (clitic < at_) put(clitic, at_, PieceKind::clitic, Shape::lower);
    }

    // "cannot" is two words to a grammar.
    void put_word(std::uint32_t begin, std::uint32_t end, Shape shape) {
        if (end - begin == 6 && (text_[begin] | 0x20) == 'c' && (text_.substr(begin + 1, 5) == "annot" || text_.substr(begin + 1, 5) == "ANNOT")) {
            put(begin, begin + 3, PieceKind::word, shape);
            put(begin + 3, end, PieceKind::word, shape == Shape::initial ? Shape::lower : shape);
            return;
        }
        put(begin, end, PieceKind::word, shape);
    }

    // Where 's, n't, 're, 've, 'll, 'd or 'm begins at the end of text_[begin, at_); at_ when there is none.
    std::uint32_t clitic_start(std::uint32_t begin) const {
        for (std::uint32_t back = 2; back <= 5 && begin + back <= at_; ++back) {
            const std::uint32_t at = at_ - back;
            const Peek c = peek(at);
            if (c.cls != CharClass::apostrophe || text_[at] == '`') continue;
            const std::string_view tail = text_.substr(at + c.size, at_ - at - c.size);
            if (tail == "t" || tail == "T") return at > begin && (text_[at - 1] | 0x20) == 'n' && at - 1 > begin ? at - 1 : at_;
            for (const std::string_view ending : {"s", "S", "re", "ve", "ll", "d", "m", "RE", "VE", "LL"})
                if (tail == ending) return at;
            return at_;
        }
        return at_;
    }

    // "Russian-Tajik", "US-Russia": both sides are names of their own, so they are cut.
    bool split_compound(std::uint32_t begin, std::uint32_t end) {
        std::uint32_t part = begin;
        for (std::uint32_t i = begin; i <= end; ++i) {
            if (i < end && text_[i] != '-') continue;
            if (!is_own_name(text_.substr(part, i - part))) return false;
            part = i + 1;
        }
        part = begin;
        for (std::uint32_t i = begin; i <= end; ++i) {
            if (i < end && text_[i] != '-') continue;
            const std::string_view word = text_.substr(part, i - part);
            const bool acronym = word.size() > 1 && (word[1] == '.' || (word[1] >= 'A' && word[1] <= 'Z'));
            put(part, i, word.back() == '.' ? PieceKind::abbreviation : PieceKind::word, acronym ? Shape::upper : Shape::initial);
            if (i < end) put(i, i + 1, PieceKind::dash, Shape::punctuation);
            part = i + 1;
        }
        return true;
    }

    bool is_own_name(std::string_view word) {
        if (word.size() < 2) return false;
        bool capitals = word.size() <= 4;
        for (const char c : word) capitals = capitals && ((c >= 'A' && c <= 'Z') || c == '.');
        if (capitals) return true;
        const std::uint32_t id = find(word);
        if (id == kNone) return false;
        const std::uint16_t flags = dictionary_.record(id).flags;
        return (flags & (lexicon_format::kPlace | lexicon_format::kProperAdjective)) != 0;
    }

    std::uint32_t find(std::string_view word) {
        lower_case(word, scratch_);
        return dictionary_.find(scratch_);
    }

    // Is the full stop after text_[begin, at_) part of an abbreviation?
    bool takes_stop(std::uint32_t begin, const Scan& s) {
        std::uint32_t next = at_ + 1;
        while (next < end_ && peek(next).cls == CharClass::space) next += peek(next).size;
        const CharClass follows = peek(next).cls;
        const bool last = next >= end_;
        if (s.spelt && s.inner_stop) return true;
        if (s.spelt && s.uppers == 1) return !last && (follows == CharClass::upper || next == at_ + 1) && !starts_sentence(next);
        if (s.digits > 0 || s.uppers + s.lowers > 7) return false;
        const std::uint32_t id = find(text_.substr(begin, at_ - begin));
        if (id == kNone) return false;
        const lexicon_format::Record& record = dictionary_.record(id);
        if ((record.flags & lexicon_format::kNumberAbbreviation) != 0) return follows == CharClass::digit;
        const bool is_word = record.pos != 0;
        if (s.uppers == 0 && is_word && follows != CharClass::digit) return false;
        if ((record.flags & lexicon_format::kTitleAbbreviation) != 0) return !last;
        return (record.flags & lexicon_format::kAbbreviation) != 0;
    }

    // The capitalised word at `at` is one that begins sentences rather than names ("The", "He", "In").
    bool starts_sentence(std::uint32_t at) const {
        std::uint32_t end = at;
        while (end < end_ && ((text_[end] >= 'a' && text_[end] <= 'z') || (text_[end] >= 'A' && text_[end] <= 'Z'))) ++end;
        return is_sentence_starter(text_.substr(at, end - at));
    }

    std::uint32_t url_end() {
        const std::string_view rest = text_.substr(at_, end_ - at_);
        const bool url = (rest[0] == 'h' || rest[0] == 'w') && (rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www."));
        if (!url && at_ < no_mail_until_) return 0;
        std::uint32_t i = at_;
        bool mail = false;
        for (; i < end_ && !(text_[i] == ' ' || text_[i] == '\n' || text_[i] == '\t' || text_[i] == '<' || text_[i] == '>' || text_[i] == '"'); ++i) {
            if (text_[i] == '@' && i > at_) mail = true;
            if (!url && !mail && !((text_[i] | 0x20) >= 'a' && (text_[i] | 0x20) <= 'z') && text_[i] != '@' && text_[i] != '.' && text_[i] != '_' && !(text_[i] >= '0' && text_[i] <= '9')) break;
        }
        if (!url && !mail) {
            no_mail_until_ = i;
            return 0;
        }
        while (i > at_ + 1 && (text_[i - 1] == '.' || text_[i - 1] == ',' || text_[i - 1] == ')' || text_[i - 1] == ';' || text_[i - 1] == ':' || text_[i - 1] == '!' || text_[i - 1] == '?')) --i;
        return i;
    }

    // --- punctuation -------------------------------------------------------------------------------------------------

    void punctuation(Peek c) {
        const std::uint32_t begin = at_;
        at_ += c.size;
        switch (c.cls) {
            case CharClass::apostrophe: apostrophe(begin, c); return;
            case CharClass::stop: stops(begin); return;
            case CharClass::ellipsis: put(begin, at_, PieceKind::stop, Shape::punctuation); return;
            case CharClass::comma: put(begin, at_, PieceKind::comma, Shape::punctuation); return;
            case CharClass::colon: put(begin, at_, PieceKind::colon, Shape::punctuation); return;
            case CharClass::semicolon: put(begin, at_, PieceKind::semicolon, Shape::punctuation); return;
            case CharClass::slash: put(begin, at_, PieceKind::slash, Shape::punctuation); return;
            case CharClass::open_quote: put(begin, at_, PieceKind::open_quote, Shape::punctuation); return;
            case CharClass::close_quote: put(begin, at_, PieceKind::close_quote, Shape::punctuation); return;
            case CharClass::quote: put(begin, at_, PieceKind::quote, Shape::punctuation); return;
            case CharClass::open_bracket: put(begin, at_, PieceKind::open_bracket, Shape::punctuation); return;
            case CharClass::close_bracket: put(begin, at_, PieceKind::close_bracket, Shape::punctuation); return;
            case CharClass::hyphen:
            case CharClass::dash: {
                while (at_ < end_ && (peek(at_).cls == CharClass::hyphen || peek(at_).cls == CharClass::dash)) at_ += peek(at_).size;
                put(begin, at_, PieceKind::dash, Shape::punctuation);
                return;
            }
            default: symbols(begin); return;
        }
    }

    // Emoji come in sequences (variation selectors, joiners, skin tones): one piece. Other symbols stand alone.
    void symbols(std::uint32_t begin) {
        if (static_cast<signed char>(text_[begin]) < 0)
            while (at_ < end_ && static_cast<signed char>(text_[at_]) < 0) {
                const Peek c = peek(at_);
                if (c.cls != CharClass::other && c.cls != CharClass::mark) break;
                at_ += c.size;
            }
        put(begin, at_, PieceKind::symbol, Shape::symbol);
    }

    void stops(std::uint32_t begin) {
        while (at_ < end_ && (text_[at_] == '.' || text_[at_] == '!' || text_[at_] == '?')) ++at_;
        put(begin, at_, PieceKind::stop, Shape::punctuation);
    }

    void apostrophe(std::uint32_t begin, Peek c) {
        const Peek n = peek(at_);
        if (c.size == 1 && n.cls == CharClass::apostrophe && n.size == 1) {  // '' and ``
            ++at_;
            put(begin, at_, text_[begin] == '`' ? PieceKind::open_quote : PieceKind::close_quote, Shape::punctuation);
            return;
        }
        const bool spaced = space_ || begin == 0 || out_.empty() || out_.back().range.end != begin;
        const bool after_word = !spaced && !out_.empty() && (out_.back().kind == PieceKind::word || out_.back().kind == PieceKind::abbreviation);
        const bool after_quote = !spaced && (out_.back().kind == PieceKind::close_quote || out_.back().kind == PieceKind::quote);
        if ((after_word || after_quote) && n.cls == CharClass::lower && text_[at_] == 's' && !is_alnum(peek(at_ + 1).cls)) {
            ++at_;
            put(begin, at_, PieceKind::clitic, Shape::lower);
            return;
        }
        if (spaced && n.cls == CharClass::digit) {  // '90s
            word();
            out_.back().range.begin = begin;
            return;
        }
        if ((spaced || out_.back().kind == PieceKind::open_bracket || out_.back().kind == PieceKind::dash || out_.back().kind == PieceKind::open_quote) && n.cls != CharClass::space) {
            ++open_single_;
            put(begin, at_, PieceKind::open_quote, Shape::punctuation);
            return;
        }
        if (open_single_ == 0 && after_word && text_[begin - 1] == 's') {  // the workers' rights
            put(begin, at_, PieceKind::clitic, Shape::lower);
            return;
        }
        if (open_single_ > 0) --open_single_;
        put(begin, at_, PieceKind::close_quote, Shape::punctuation);
    }

    std::string_view text_;
    std::uint32_t at_, end_;
    std::vector<Piece>& out_;
    const Dictionary& dictionary_;
    std::uint32_t no_mail_until_;  // no address begins before it: each stretch is looked at once
    std::string scratch_;
    bool space_ = true;
    std::uint32_t open_single_ = 0;
};

}  // namespace

void split(std::string_view text, TextRange range, std::vector<Piece>& out) { Splitter(text, range, out).run(); }

}  // namespace demarche::extract
