#include "extract/reader/html.h"

#include <algorithm>
#include <memory>

#include <gumbo.h>

#include "extract/reader/html_tree.h"
#include "extract/reader/lines.h"

namespace demarche::extract {
namespace {

using namespace html;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

std::size_t find_ignoring_case(std::string_view text, std::string_view what, std::size_t from = 0) {
    const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(), what.begin(), what.end(), [](char a, char b) { return lower(a) == b; });
    return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

bool is_space_char(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

// gumbo frees its tree by recursion: a page that opens this many elements without closing them is read without a tree.
bool is_too_deep(std::string_view html) {
    constexpr std::size_t kLimit = 8000;
    std::size_t open = 0;
    for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos; ++at) {
        const char next = at + 1 < html.size() ? lower(html[at + 1]) : ' ';
        if (next == '/' && open > 0) --open;
        else if (next >= 'a' && next <= 'z') ++open;
        if (open > kLimit && html.size() / open < 64) return true;
    }
    return false;
}

class PageWriter {
public:
    PageWriter(const ReaderRules& rules, std::string_view source, Page& page) : rules_(rules), source_(source), page_(page) {}

    void write(const GumboNode& node, unsigned depth) {
        if (is_text(node)) return text(node);
        if (is_space(node)) return space();
        if (depth > kDepthLimit || !is_element(node) || is_outside_news(rules_, node)) return;
        const GumboTag tag = tag_of(node);
        if (tag == GUMBO_TAG_BR) return line_break();
        const bool block = is_block(tag);
        if (block) close();
        if (block) kind_ = kind_of(tag);
        const bool link = tag == GUMBO_TAG_A;
        links_ += link ? 1U : 0U;
        each_child(node, [&](const GumboNode& child) { write(child, depth + 1); });
        links_ -= link ? 1U : 0U;
        if (block) close();
    }

    void close() {
        while (page_.text.size() > begin_ && page_.text.back() == ' ') page_.text.pop_back();
        breaks_ = 0;
        pending_space_ = false;
        const auto end = static_cast<std::uint32_t>(page_.text.size());
        if (end > begin_) {
            Block block;
            block.range = {begin_, end};
            block.kind = kind_;
            // A line that is mostly links is a menu or a list of other articles.
            if (linked_ * 10 > (end - begin_) * 7 && kind_ != BlockKind::title) {
                block.kind = BlockKind::furniture;
                block.read = false;
                block.why = "related";
            }
            page_.blocks.push_back(block);
            page_.text += '\n';
        }
        begin_ = static_cast<std::uint32_t>(page_.text.size());
        linked_ = 0;
        kind_ = BlockKind::paragraph;
        linear_ = false;
    }

private:
    static bool is_block(GumboTag tag) {
        switch (tag) {
            case GUMBO_TAG_A: case GUMBO_TAG_SPAN: case GUMBO_TAG_B: case GUMBO_TAG_I: case GUMBO_TAG_EM: case GUMBO_TAG_STRONG: case GUMBO_TAG_U: case GUMBO_TAG_SUB: case GUMBO_TAG_SUP:
            case GUMBO_TAG_SMALL: case GUMBO_TAG_FONT: case GUMBO_TAG_MARK: case GUMBO_TAG_ABBR: case GUMBO_TAG_CITE: case GUMBO_TAG_Q: case GUMBO_TAG_CODE: case GUMBO_TAG_INS: case GUMBO_TAG_DEL:
            case GUMBO_TAG_BDI: case GUMBO_TAG_BDO: case GUMBO_TAG_WBR: case GUMBO_TAG_IMG: case GUMBO_TAG_LABEL: case GUMBO_TAG_S: case GUMBO_TAG_KBD: case GUMBO_TAG_VAR: case GUMBO_TAG_DFN: return false;
            default: return true;
        }
    }

    static BlockKind kind_of(GumboTag tag) {
        switch (tag) {
            case GUMBO_TAG_H1: return BlockKind::title;
            case GUMBO_TAG_H2: case GUMBO_TAG_H3: case GUMBO_TAG_H4: case GUMBO_TAG_H5: case GUMBO_TAG_H6: return BlockKind::heading;
            case GUMBO_TAG_LI: case GUMBO_TAG_DD: case GUMBO_TAG_DT: return BlockKind::list_item;
            case GUMBO_TAG_FIGCAPTION: case GUMBO_TAG_CAPTION: return BlockKind::caption;
            default: return BlockKind::paragraph;
        }
    }

    void space() {
        if (page_.text.size() > begin_) pending_space_ = true;
    }

    // One break is a space, two are a new paragraph.
    void line_break() {
        space();
        if (++breaks_ < 2) return;
        const BlockKind kind = kind_;
        close();
        kind_ = kind;
    }

    void put(std::string_view bytes, std::uint32_t source, bool linear) {
        if (pending_space_) {
            page_.offsets.add(static_cast<std::uint32_t>(page_.text.size()), source > 0 ? source - 1 : 0, false);
            page_.text += ' ';
            pending_space_ = false;
            linear_ = false;
        }
        if (!(linear && linear_ && source == next_source_)) page_.offsets.add(static_cast<std::uint32_t>(page_.text.size()), source, linear);
        linear_ = linear;
        page_.text += bytes;
        next_source_ = source + static_cast<std::uint32_t>(bytes.size());
        breaks_ = 0;
        if (links_ > 0) linked_ += static_cast<std::uint32_t>(bytes.size());
    }

    // Walks the decoded text and the source side by side: equal bytes are linear, an entity is one segment of its own.
    void text(const GumboNode& node) {
        const std::string_view decoded(node.v.text.text);
        const GumboStringPiece original = node.v.text.original_text;
        if (original.data < source_.data() || original.data + original.length > source_.data() + source_.size()) return;
        const auto base = static_cast<std::uint32_t>(original.data - source_.data());
        const std::string_view raw(original.data, original.length);
        std::size_t r = 0;
        for (std::size_t d = 0; d < decoded.size() && r < raw.size();) {
            if (is_space_char(decoded[d])) {
                space();
                r += raw[r] == '\r' && r + 1 < raw.size() && raw[r + 1] == '\n' ? 2 : entity_length(raw, r);
                ++d;
                continue;
            }
            const std::size_t used = entity_length(raw, r);
            if (used == 1 && raw[r] == decoded[d]) {
                std::size_t end = d + 1, to = r + 1;
                while (end < decoded.size() && to < raw.size() && raw[to] != '&' && raw[to] == decoded[end] && !is_space_char(raw[to])) ++end, ++to;
                put(decoded.substr(d, end - d), base + static_cast<std::uint32_t>(r), true);
                d = end;
                r = to;
                continue;
            }
            std::size_t end = d + 1;
            while (end < decoded.size() && (static_cast<unsigned char>(decoded[end]) & 0xC0U) == 0x80U) ++end;
            put(decoded.substr(d, end - d), base + static_cast<std::uint32_t>(r), false);
            linear_ = false;
            page_.offsets.add(static_cast<std::uint32_t>(page_.text.size()), base + static_cast<std::uint32_t>(r + used));
            next_source_ = base + static_cast<std::uint32_t>(r + used);
            linear_ = true;
            d = end;
            r += used;
        }
    }

    // Bytes of the character reference at `at`; 1 when there is none.
    static std::size_t entity_length(std::string_view raw, std::size_t at) {
        if (raw[at] != '&') return 1;
        std::size_t end = at + 1;
        while (end < raw.size() && end - at < 34 && (raw[end] == '#' || (raw[end] >= '0' && raw[end] <= '9') || (lower(raw[end]) >= 'a' && lower(raw[end]) <= 'z'))) ++end;
        if (end == at + 1) return 1;
        return end < raw.size() && raw[end] == ';' ? end + 1 - at : end - at;
    }

    const ReaderRules& rules_;
    std::string_view source_;
    Page& page_;
    BlockKind kind_ = BlockKind::paragraph;
    std::uint32_t begin_ = 0, linked_ = 0, links_ = 0, breaks_ = 0, next_source_ = 0;
    bool pending_space_ = false, linear_ = false;
};

const GumboNode* find_h1(const GumboNode& node, unsigned depth) {
    if (depth > kDepthLimit || !is_element(node)) return nullptr;
    if (tag_of(node) == GUMBO_TAG_H1) return &node;
    const GumboNode* found = nullptr;
    each_child(node, [&](const GumboNode& child) {
        if (found == nullptr) found = find_h1(child, depth + 1);
    });
    return found;
}

// Without a tree: tags become spaces, byte for byte, and the rest is plain text.
Page strip_tags(std::string_view html) {
    Page page;
    page.text = std::string(html);
    bool inside = false;
    for (char& c : page.text) {
        if (c == '<') inside = true;
        const bool ends = c == '>';
        if (inside) c = ' ';
        if (ends) inside = false;
    }
    page.offsets.add(0, 0);
    find_blocks(page.text, page.blocks);
    return page;
}

struct DestroyOutput {
    void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

}  // namespace

bool looks_like_html(std::string_view bytes) {
    std::string_view head = bytes.substr(0, 2048);
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || head[first] != '<') return false;
    for (const std::string_view mark : {"<!doctype html", "<html", "<head", "<body", "<p>", "<p ", "<div", "<article", "<h1"})
        if (find_ignoring_case(head, mark) != std::string_view::npos) return true;
    return false;
}

std::string declared_charset(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 2048);
    std::size_t at = find_ignoring_case(head, "charset");
    const bool xml = at == std::string_view::npos && head.substr(0, 100).find("<?xml") != std::string_view::npos;
    if (xml) at = head.substr(0, 200).find("encoding");
    if (at == std::string_view::npos) return {};
    at = head.find_first_not_of(" \t=\"'", at + (xml ? 8 : 7));
    if (at == std::string_view::npos) return {};
    std::size_t end = at;
    while (end < head.size() && ((lower(head[end]) >= 'a' && lower(head[end]) <= 'z') || (head[end] >= '0' && head[end] <= '9') || head[end] == '-' || head[end] == '_')) ++end;
    return std::string(head.substr(at, end - at));
}

Page read_page(const ReaderRules& rules, std::string_view html) {
    if (is_too_deep(html)) return strip_tags(html);
    const std::unique_ptr<GumboOutput, DestroyOutput> output(gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()));
    Page page;
    if (!output || output->root == nullptr) return page;
    read_metadata(*output->root, page);
    PageWriter writer(rules, html, page);
    const GumboNode* main = main_element(rules, *output->root);
    if (main == nullptr) main = output->root;
    if (const GumboNode* h1 = find_h1(*output->root, 0); h1 != nullptr && find_h1(*main, 0) == nullptr) writer.write(*h1, 0);
    writer.write(*main, 0);
    writer.close();
    return page;
}

}  // namespace demarche::extract
