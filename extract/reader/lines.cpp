#include "extract/reader/lines.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace demarche::extract {
namespace {

struct Line {
    TextRange range;          // without surrounding blanks
    bool blank_before = false;
    std::uint32_t marker = 0; // bytes of a bullet or number at its start; 0: none
    bool emoji = false;       // the marker is a pictograph: may begin a heading or a paragraph as well
};

UChar32 code_point(std::string_view text, std::uint32_t at, std::uint32_t end, std::uint32_t* size = nullptr) {
    if (at >= end) return -1;
    std::int32_t i = 0;
    UChar32 point = 0;
    U8_NEXT(text.data() + at, i, static_cast<std::int32_t>(end - at), point);
    if (size != nullptr) *size = static_cast<std::uint32_t>(i);
    return point;
}

bool is_pictograph(UChar32 p) { return (p >= 0x1F000 && p <= 0x1FAFF) || (p >= 0x2600 && p <= 0x27BF) || (p >= 0x2B00 && p <= 0x2BFF) || p == 0xFE0F || p == 0x200D; }
bool is_bullet(UChar32 p) { return p == '*' || p == 0x2022 || p == 0x25AA || p == 0x25CF || p == 0x25CB || p == 0x25E6 || p == 0x2023 || p == 0x00B7 || p == 0x25A0 || p == 0x25BA; }

class BlockFinder {
public:
    BlockFinder(std::string& text, std::vector<Block>& blocks) : text_(text), blocks_(blocks) {}

    void run() {
        split_lines();
        std::size_t group = 0;
        while (group < lines_.size()) {
            std::size_t end = group + 1;
            while (end < lines_.size() && !lines_[end].blank_before) ++end;
            uniform_ = is_uniform(group, end);
            menu_ = is_menu(group, end);
            for (std::size_t i = group; i < end; ++i) add_line(i);
            group = end;
        }
        close();
    }

private:
    void split_lines() {
        std::uint32_t at = 0;
        bool blank = true;
        const auto size = static_cast<std::uint32_t>(text_.size());
        while (at <= size) {
            std::uint32_t end = at;
            while (end < size && text_[end] != '\n' && text_[end] != '\r') ++end;
            Line line;
            line.range = trim({at, end});
            line.blank_before = blank;
            blank = line.range.empty();
            if (!blank) {
                find_marker(line);
                lines_.push_back(line);
            }
            if (end < size && text_[end] == '\r' && end + 1 < size && text_[end + 1] == '\n') ++end;
            at = end + 1;
        }
    }

    TextRange trim(TextRange r) const {
        const auto is_blank = [&](std::uint32_t at) { return text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\f' || text_[at] == '\v'; };
        while (r.begin < r.end && is_blank(r.begin)) ++r.begin;
        while (r.begin < r.end && is_blank(r.end - 1)) --r.end;
        return r;
    }

    void find_marker(Line& line) const {
        const std::uint32_t end = line.range.end;
        std::uint32_t at = line.range.begin, size = 0;
        UChar32 p = code_point(text_, at, end, &size);
        if (is_pictograph(p)) {
            while (at < end && is_pictograph(code_point(text_, at, end, &size))) at += size;
            line.emoji = true;
        } else if (is_bullet(p) || ((p == '-' || p == 0x2013 || p == 0x2014) && at + size < end && text_[at + size] == ' ')) {
            at += size;
        } else if (p >= '0' && p <= '9') {
            while (at < end && text_[at] >= '0' && text_[at] <= '9') ++at;
            if (at - line.range.begin > 2 || at + 1 >= end || (text_[at] != '.' && text_[at] != ')') || text_[at + 1] != ' ') return;
            ++at;
        } else {
            return;
        }
        while (at < end && text_[at] == ' ') ++at;
        line.marker = at - line.range.begin;
    }

    std::uint32_t body(const Line& line) const { return line.range.begin + line.marker; }

    // All lines of the group are about as wide as the widest: broken by a machine, so that the breaks say nothing.
    bool is_uniform(std::size_t begin, std::size_t end) const {
        if (end - begin < 3) return false;
        std::uint32_t widest = 0;
        for (std::size_t i = begin; i < end; ++i) widest = std::max(widest, lines_[i].range.size());
        if (widest > 120 || widest < 40) return false;
        for (std::size_t i = begin; i + 1 < end; ++i) {
            const std::uint32_t first_word = static_cast<std::uint32_t>(std::min<std::size_t>(text_.find(' ', lines_[i + 1].range.begin) - lines_[i + 1].range.begin, 30));
            if (lines_[i].range.size() + 1 + first_word + 4 < widest || lines_[i + 1].marker != 0) return false;
        }
        return true;
    }

    // Three or more short lines, few of which end a sentence: a menu, a list of buttons or tags.
    bool is_menu(std::size_t begin, std::size_t end) const {
        std::size_t complete = 0, bytes = 0;
        for (std::size_t i = begin; i < end; ++i) {
            if (lines_[i].range.size() > 40) return false;
            bytes += lines_[i].range.size();
            complete += ends_complete(lines_[i].range) ? 1U : 0U;
        }
        return end - begin >= 3 && complete * 2 < end - begin && bytes < (end - begin) * 20;
    }

    // --- joining -----------------------------------------------------------------------------------------------------

    void add_line(std::size_t i) {
        const Line& line = lines_[i];
        if (open_ && continues(line)) {
            current_.end = line.range.end;
            ++lines_in_block_;
        } else {
            close();
            open_ = true;
            current_ = line.range;
            first_ = line;
            lines_in_block_ = 1;
        }
        last_ = line.range;
    }

    bool continues(const Line& line) const {
        if (stands_alone(line.range) || stands_alone(last_)) return false;
        if (line.marker != 0 || (menu_ && !line.blank_before)) return false;
        const UChar32 first = code_point(text_, line.range.begin, line.range.end);
        const bool lower = u_islower(first);
        const bool complete = ends_complete(last_);
        if (line.blank_before) return lower && !complete && last_.size() > 40 && first_.marker == 0;
        if (uniform_) return true;
        if (lower && !complete) return true;
        if (open_quote()) return current_.size() < 2000;
        if (complete) return false;
        if (first_.marker != 0 && !first_.emoji) return false;
        if (lines_in_block_ == 1 && is_heading_like()) return false;
        return !complete;
    }

    // A site's name or an address: one word with a full stop inside.
    bool stands_alone(TextRange line) const {
        const std::string_view s(text_.data() + line.begin, line.size());
        const std::size_t stop = s.rfind('.');
        return s.find(' ') == std::string_view::npos && stop != std::string_view::npos && stop > 2 && stop + 1 < s.size();
    }

    // The last visible character, quotes and brackets aside, is a sentence's end.
    bool ends_complete(TextRange line) const {
        std::uint32_t at = line.end;
        while (at > line.begin) {
            const std::string_view s(text_.data() + line.begin, at - line.begin);
            if (s.ends_with('"') || s.ends_with('\'') || s.ends_with(')')) --at;
            else if (s.ends_with("\xE2\x80\x9D") || s.ends_with("\xE2\x80\x99")) at -= 3;
            else if (s.ends_with("\xC2\xBB")) at -= 2;
            else break;
        }
        if (at == line.begin) return false;
        const std::string_view s(text_.data() + line.begin, at - line.begin);
        return s.back() == '.' || s.back() == '!' || s.back() == '?' || s.back() == ':' || s.ends_with("\xE2\x80\xA6");
    }

    // An odd number of straight quotes, or more curly ones opened than closed.
    bool open_quote() const {
        const std::string_view s(text_.data() + current_.begin, current_.size());
        const auto straight = std::count(s.begin(), s.end(), '"');
        std::size_t open = 0, closed = 0;
        for (std::size_t at = 0; (at = s.find("\xE2\x80\x9C", at)) != std::string_view::npos; at += 3) ++open;
        for (std::size_t at = 0; (at = s.find("\xE2\x80\x9D", at)) != std::string_view::npos; at += 3) ++closed;
        return straight % 2 == 1 || open > closed;
    }

    // A first line without a final stop is a heading unless it breaks off in the middle of a phrase.
    bool is_heading_like() const {
        if (last_.size() > 110) return false;
        const std::string_view s(text_.data() + last_.begin, last_.size());
        if (s.back() == ',' || s.back() == ';' || s.back() == '-' || s.ends_with("\xE2\x80\x94")) return false;
        const std::size_t space = s.rfind(' ');
        const std::string_view word = space == std::string_view::npos ? s : s.substr(space + 1);
        static constexpr std::array<std::string_view, 40> kOpen = {
            "of", "the", "a", "an", "to", "in", "on", "at", "and", "or", "but", "with", "for", "from", "by", "as", "that", "which", "who", "is", "are", "was", "were", "be", "has", "have", "had",
            "will", "would", "not", "its", "their", "his", "her", "this", "these", "between", "under", "over", "into"};
        return std::find(kOpen.begin(), kOpen.end(), word) == kOpen.end();
    }

    void close() {
        if (!open_) return;
        open_ = false;
        for (std::uint32_t at = current_.begin; at < current_.end; ++at)
            if (text_[at] == '\n' || text_[at] == '\r') text_[at] = ' ';
        Block block;
        block.range = current_;
        const bool complete = ends_complete(current_);
        const bool short_line = lines_in_block_ == 1 && current_.size() <= 110 && !complete;
        if (first_.marker != 0 && !first_.emoji) {
            block.kind = BlockKind::list_item;
            block.range.begin = body(first_);
        } else if (first_.marker != 0) {
            block.range.begin = body(first_);
            block.kind = short_line || text_[current_.end - 1] == ':' ? BlockKind::heading : BlockKind::paragraph;
        } else if (short_line) {
            block.kind = BlockKind::heading;
        }
        if (!block.range.empty()) blocks_.push_back(block);
    }

    std::string& text_;
    std::vector<Block>& blocks_;
    std::vector<Line> lines_;
    TextRange current_, last_;
    Line first_;
    std::size_t lines_in_block_ = 0;
    bool open_ = false, uniform_ = false, menu_ = false;
};

}  // namespace

void find_blocks(std::string& text, std::vector<Block>& blocks) { BlockFinder(text, blocks).run(); }

}  // namespace demarche::extract
