#include "page.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace demarche::cli {
namespace {

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body{font:17px/1.6 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222;background:#fff}
h1{font-size:1.4em}.about,.where{color:#555;font-size:.85em}.text{white-space:pre-wrap}
.s{background:#fff3c4}.t{border-bottom:3px solid #d55e00}.m{color:#005a8c;font-weight:bold}
a{color:#005a8c}li{margin:.6em 0}li:target,.s:target{outline:2px solid #d55e00}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}.s{background:#4a4118}.m,a{color:#7cc4ee}.about,.where{color:#aaa}}
</style>
)";

// The length of the UTF-8 character that `s` begins with; 0: it is none.
std::size_t character(std::string_view s) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    if (byte(0) < 0x80U) return 1;
    const std::size_t length = byte(0) >= 0xF0U ? 4 : byte(0) >= 0xE0U ? 3 : 2;
    if (byte(0) < 0xC2U || byte(0) > 0xF4U || s.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
    }
    return length;
}

void append_escaped(std::string& out, std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = character(text.substr(i, 4));
        if (length == 0) out += "\xEF\xBF\xBD";
        else if (text[i] == '&') out += "&amp;";
        else if (text[i] == '<') out += "&lt;";
        else if (text[i] == '>') out += "&gt;";
        else if (text[i] == '"') out += "&quot;";
        else if (length > 1 || text[i] == '\n' || text[i] == '\t' || static_cast<unsigned char>(text[i]) >= 0x20U) out += text.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
}

std::string escaped(std::string_view text) {
    std::string out;
    append_escaped(out, text);
    return out;
}

bool is_markup(std::string_view id, std::string_view bytes) {
    if (id.ends_with(".html") || id.ends_with(".htm")) return true;
    const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    return first != std::string_view::npos && bytes[first] == '<' && bytes.find("</") != std::string_view::npos;
}

// What of an article's bytes is text: all of them, or what stands between the tags.
class Text {
public:
    Text(std::string_view bytes, bool markup) : bytes_(bytes), markup_(markup) {
        if (markup) find_tags();
    }
    // Appends what is text of [begin, end).
    void append(std::string& out, std::size_t begin, std::size_t end) const {
        if (!markup_) return append_escaped(out, bytes_.substr(begin, end - begin));
        auto tag = std::partition_point(tags_.begin(), tags_.end(), [&](const ByteRange& t) { return t.end <= begin; });
        for (; begin < end; ++tag) {
            const std::size_t stop = tag == tags_.end() ? end : std::clamp<std::size_t>(tag->begin, begin, end);
            append_references(out, bytes_.substr(begin, stop - begin));
            if (stop == end) return;
            if (is_block(bytes_.substr(tag->begin, tag->end - tag->begin)) && tag->begin >= begin) out += '\n';
            begin = std::max<std::size_t>(stop, std::min<std::size_t>(tag->end, end));
        }
    }

private:
    // A character reference stays what it is.
    static void append_references(std::string& out, std::string_view text) {
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t mark = std::min(text.find('&', begin), text.size());
            append_escaped(out, text.substr(begin, mark - begin));
            if (mark == text.size()) return;
            const std::size_t stop = text.find_first_not_of("#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", mark + 1);
            const bool reference = stop != std::string_view::npos && text[stop] == ';' && stop > mark + 1 && stop < mark + 34;
            begin = reference ? stop + 1 : mark + 1;
            if (reference) out += text.substr(mark, begin - mark);
            else out += "&amp;";
        }
    }
    static bool is_block(std::string_view tag) {
        for (const char* name : {"</p", "</h", "</li", "</div", "</tr", "<br", "</blockquote", "</title"}) {
            if (tag.substr(0, std::string_view(name).size()) == name) return true;
        }
        return false;
    }
    bool starts(std::size_t at, std::string_view word) const {
        const std::string_view there = bytes_.substr(at, word.size());
        return there.size() == word.size() && std::equal(there.begin(), there.end(), word.begin(), [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
    }
    void find_tags() {
        for (std::size_t at = bytes_.find('<'); at != std::string_view::npos; at = bytes_.find('<', at)) {
            std::size_t end = bytes_.find('>', at);
            if (starts(at, "<!--")) end = std::min(bytes_.find("-->", at), bytes_.size()) + 2;
            for (const std::string_view hidden : {"<script", "<style", "<svg", "<noscript"}) {
                if (!starts(at, hidden)) continue;
                const std::string close = "</" + std::string(hidden.substr(1));
                std::size_t stop = at;
                while (stop < bytes_.size() && !starts(stop, close)) ++stop;
                end = bytes_.find('>', stop);
            }
            end = std::min(end == std::string_view::npos ? bytes_.size() : end + 1, bytes_.size());
            tags_.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
            at = end;
        }
    }

    std::string_view bytes_;
    bool markup_;
    std::vector<ByteRange> tags_;
};

// What begins or ends at a byte.
struct Change {
    std::vector<std::size_t> mentions_on, mentions_off, edges_on, edges_off, triggers_on, triggers_off;
};

class Page {
public:
    Page(const StoredArticle& article, const Extraction& extraction, std::string_view bytes)
        : article_(article), x_(extraction), text_(bytes, is_markup(article.id, bytes)), size_(bytes.size()) {}

    std::string write() {
        const std::string title = escaped(article_.title.empty() ? article_.id : article_.title);
        out_ = std::string(kHead) + "<title>" + title + "</title></head><body>\n<h1>" + title + "</h1>\n<p class=\"about\">" + escaped(article_.id);
        for (const std::string* part : {&article_.date, &article_.outlet}) {
            if (!part->empty()) out_ += " · " + escaped(*part);
        }
        const bool web = article_.url.starts_with("https://") || article_.url.starts_with("http://");
        if (web) out_ += " · <a rel=\"noreferrer\" href=\"" + escaped(article_.url) + "\">" + escaped(article_.url) + "</a>";
        out_ += "</p>\n<p class=\"about\"><span class=\"m\">name</span> · <span class=\"s\">sentence of an edge</span> · <span class=\"t\">the words that carry it</span></p>\n";
        out_ += "<div class=\"text\">";
        body();
        out_ += "</div>\n<h2>" + std::to_string(x_.edges.size()) + " edges</h2>\n<ol>\n";
        for (std::size_t i = 0; i < x_.edges.size(); ++i) edge(i);
        return out_ + "</ol>\n</body></html>\n";
    }

private:
    void mark(const ByteRange& range, std::vector<std::size_t> Change::*on, std::vector<std::size_t> Change::*off, std::size_t number) {
        const std::size_t end = std::min<std::size_t>(range.end, size_);
        if (range.begin >= end) return;
        (changes_[range.begin].*on).push_back(number);
        (changes_[end].*off).push_back(number);
    }
    void body() {
        for (std::size_t i = 0; i < x_.mentions.size(); ++i) mark(x_.mentions[i].range, &Change::mentions_on, &Change::mentions_off, i);
        for (std::size_t i = 0; i < x_.edges.size(); ++i) {
            mark(x_.edges[i].evidence, &Change::edges_on, &Change::edges_off, i);
            mark(x_.edges[i].trigger, &Change::triggers_on, &Change::triggers_off, i);
        }
        std::size_t at = 0;
        for (const auto& [place, change] : changes_) {
            piece(at, place);
            at = place;
            const auto apply = [](std::set<std::size_t>& live, const std::vector<std::size_t>& off, const std::vector<std::size_t>& on) {
                for (const std::size_t i : off) live.erase(i);
                live.insert(on.begin(), on.end());
            };
            apply(mentions_, change.mentions_off, change.mentions_on);
            apply(edges_, change.edges_off, change.edges_on);
            apply(triggers_, change.triggers_off, change.triggers_on);
            for (const std::size_t i : change.edges_on) out_ += "<a id=\"s" + std::to_string(i + 1) + "\" href=\"#e" + std::to_string(i + 1) + "\"><sup>" + std::to_string(i + 1) + "</sup></a>";
        }
        piece(at, size_);
    }
    void piece(std::size_t begin, std::size_t end) {
        if (begin >= end) return;
        std::string classes;
        for (const auto& [live, name] : {std::pair(&edges_, "s"), std::pair(&triggers_, "t"), std::pair(&mentions_, "m")}) {
            if (!live->empty()) classes += (classes.empty() ? "" : " ") + std::string(name);
        }
        if (classes.empty()) return text_.append(out_, begin, end);
        std::string names;
        for (const std::size_t i : mentions_) names += (names.empty() ? "" : "; ") + x_.nodes[x_.mentions[i].node].name + " (" + std::string(to_string(x_.mentions[i].kind)) + ")";
        out_ += "<span class=\"" + classes + "\"" + (names.empty() ? "" : " title=\"" + escaped(names) + "\"") + ">";
        text_.append(out_, begin, end);
        out_ += "</span>";
    }
    void edge(std::size_t i) {
        const ExtractedEdge& e = x_.edges[i];
        const std::string number = std::to_string(i + 1);
        out_ += "<li id=\"e" + number + "\"><b>" + escaped(x_.nodes[e.source].name) + "</b> <a href=\"#s" + number + "\">" + escaped(e.relation) + "</a> <b>" +
                escaped(x_.nodes[e.target].name) + "</b>";
        if (!e.topic.empty()) out_ += ": " + escaped(e.topic);
        out_ += "<br><span class=\"where\">“" + escaped(e.sentence) + "”<br>";
        if (!e.date.empty()) out_ += escaped(e.date) + " · ";
        if (e.polarity != Polarity::asserted) out_ += std::string(to_string(e.polarity)) + " · ";
        if (e.modality != Modality::actual) out_ += std::string(to_string(e.modality)) + " · ";
        if (!e.attributed_to.empty()) out_ += "says " + escaped(e.attributed_to) + " · ";
        out_ += "bytes " + std::to_string(e.evidence.begin) + "–" + std::to_string(e.evidence.end) + " · rule " + escaped(e.rule) + "</span></li>\n";
    }

    const StoredArticle& article_;
    const Extraction& x_;
    Text text_;
    std::size_t size_;
    std::map<std::size_t, Change> changes_;
    std::set<std::size_t> mentions_, edges_, triggers_;  // what covers the place
    std::string out_;
};

}  // namespace

std::string article_page(const StoredArticle& article, const Extraction& extraction, std::string_view bytes) { return Page(article, extraction, bytes).write(); }

}  // namespace demarche::cli
