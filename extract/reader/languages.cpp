#include "extract/reader/languages.h"

#include <string_view>
#include <utility>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "extract/reader/reader_state.h"

namespace demarche::extract {
namespace {

constexpr std::size_t kLooksAt = 4000;  // bytes of a text by which its language is told

bool is_ascii(std::string_view text) {
    unsigned char bits = 0;
    for (const char c : text) bits |= static_cast<unsigned char>(c);
    return bits < 0x80;
}

// What speaks for and against English in a text.
struct Signs {
    std::size_t latin = 0, other = 0;                // letters by script
    std::size_t words = 0, english = 0, foreign = 0;  // words in Latin script; of them common ones

    bool is_foreign() const { return other > latin || (words >= 5 && foreign >= 2 && foreign > english * 2); }
    // Some sentences of the text may be foreign though the whole is not.
    bool is_doubtful() const { return other >= 10 || foreign >= 2; }
};

void count_letters(std::string_view text, Signs& signs) {
    if (is_ascii(text)) return;
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < size;) {
        const char c = text[static_cast<std::size_t>(i)];
        if (static_cast<signed char>(c) >= 0) {
            signs.latin += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? 1U : 0U;
            ++i;
            continue;
        }
        UChar32 point = 0;
        U8_NEXT(text.data(), i, size, point);
        if (point < 0x250 || !u_isalpha(point)) continue;
        UErrorCode status = U_ZERO_ERROR;
        ++(uscript_getScript(point, &status) == USCRIPT_LATIN ? signs.latin : signs.other);
    }
}

// Common words between two with a capital are of a name: "Jean de la Tour", "Maria van den Berg".
void count_words(const CommonWords& common, std::string_view text, Signs& signs) {
    std::uint64_t hash = CommonWords::kHashStart;
    std::size_t run = 0;                                              // foreign words in a row
    bool word = false, capital = false, before = false, name = false;  // name: a capital stands before the run
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ' ';
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || static_cast<signed char>(c) < 0) {
            if (!word) capital = upper;
            hash = CommonWords::hash_next(hash, upper ? static_cast<char>(c | 0x20) : c);
            word = true;
            continue;
        }
        if (!word) continue;
        ++signs.words;
        const CommonWords::Language language = common.find(hash);
        if (language == CommonWords::Language::foreign) {
            if (run++ == 0) name = before;
        } else {
            if (!name || !capital) signs.foreign += run;
            run = 0;
            signs.english += language == CommonWords::Language::english ? 1U : 0U;
        }
        before = capital;
        hash = CommonWords::kHashStart;
        word = false;
    }
    signs.foreign += run;
}

Signs signs_of(const ReaderRules::State& rules, std::string_view text) {
    Signs signs;
    count_letters(text, signs);
    count_words(rules.common_words, text.substr(0, kLooksAt), signs);
    return signs;
}

// One past the sentence that begins at `begin`, without knowing words: after a stop, its closing quotes and a blank, where no small letter follows.
std::size_t sentence_end(std::string_view text, std::size_t begin) {
    for (std::size_t at = text.find_first_of(".!?", begin); at != std::string_view::npos; at = text.find_first_of(".!?", at)) {
        const bool initial = at > begin && text[at - 1] >= 'A' && text[at - 1] <= 'Z' && (at == begin + 1 || text[at - 2] == ' ' || text[at - 2] == '.');  // "J. R. Fenwick"
        ++at;
        if (initial) continue;
        for (const std::string_view close : {"\"", ")", "\xC2\xBB", "\xE2\x80\x9D", "\xE2\x80\x99"})
            if (text.substr(at).starts_with(close)) at += close.size();
        if (at >= text.size()) break;
        if (text[at] != ' ') continue;
        const std::size_t next = text.find_first_not_of(' ', at);
        auto i = static_cast<std::int32_t>(std::min(next, text.size()));
        UChar32 point = 0;
        if (static_cast<std::size_t>(i) < text.size()) U8_NEXT(text.data(), i, static_cast<std::int32_t>(text.size()), point);
        if (!u_islower(point)) return std::min(next, text.size());
    }
    return text.size();
}

void mark_foreign(Block& block) {
    block.kind = BlockKind::foreign;
    block.read = false;
    block.why = "foreign-language";
}

// The block as runs of sentences in English and not.
void part(const ReaderRules::State& rules, const Document& document, const Block& block, std::vector<Block>& out) {
    const std::string_view text = document.view(block.range);
    const std::size_t first = out.size();
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = sentence_end(text, begin);
        const bool foreign = signs_of(rules, text.substr(begin, end - begin)).is_foreign();
        const auto at = static_cast<std::uint32_t>(block.range.begin + end);
        if (out.size() > first && (out.back().kind == BlockKind::foreign) == foreign) {
            out.back().range.end = at;
        } else {
            Block piece = block;
            piece.range = {static_cast<std::uint32_t>(block.range.begin + begin), at};
            if (foreign) mark_foreign(piece);
            out.push_back(piece);
        }
        begin = end;
    }
    for (std::size_t i = first; i + 1 < out.size(); ++i)  // the blank between two pieces belongs to none
        while (!out[i].range.empty() && document.text[out[i].range.end - 1] == ' ') --out[i].range.end;
}

}  // namespace

void mark_languages(const ReaderRules& rules, Document& document) {
    std::vector<Block> out;
    out.reserve(document.blocks.size());
    for (Block& block : document.blocks) {
        const Signs signs = block.read ? signs_of(rules.state(), document.view(block.range)) : Signs();
        if (signs.is_foreign()) mark_foreign(block);
        if (block.kind != BlockKind::foreign && signs.is_doubtful()) part(rules.state(), document, block, out);
        else out.push_back(block);
    }
    document.blocks = std::move(out);
}

}  // namespace demarche::extract
