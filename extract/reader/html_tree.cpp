#include "extract/reader/html_tree.h"

#include <unordered_map>

#include "extract/reader/reader_state.h"

namespace demarche::extract::html {
namespace {

void collect_text(const GumboNode& node, unsigned depth, std::string& out) {
    if (is_text(node)) {
        for (const char c : std::string_view(node.v.text.text)) {
            const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
            if (!space) out += c;
            else if (!out.empty() && out.back() != ' ') out += ' ';
        }
    } else if (is_space(node)) {
        if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (depth < kDepthLimit && tag_of(node) != GUMBO_TAG_SCRIPT && tag_of(node) != GUMBO_TAG_STYLE) {
        each_child(node, [&](const GumboNode& child) { collect_text(child, depth + 1, out); });
    }
}

std::size_t text_length(const GumboNode& node, unsigned depth) {
    if (is_text(node)) return std::string_view(node.v.text.text).size();
    std::size_t length = 0;
    if (depth < kDepthLimit) each_child(node, [&](const GumboNode& child) { length += text_length(child, depth + 1); });
    return length;
}

// A wrapper may carry any class ("with-sidebar"): what holds the article itself is never left out.
bool holds_article(const GumboNode& node, unsigned depth) {
    const GumboTag tag = tag_of(node);
    if (tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) return true;
    bool found = false;
    if (depth < kDepthLimit) each_child(node, [&](const GumboNode& child) { found = found || holds_article(child, depth + 1); });
    return found;
}

// Readability's idea: a paragraph speaks for its parent, half as much for its grandparent.
class Scores {
public:
    explicit Scores(const ReaderRules& rules) : rules_(rules) {}

    void visit(const GumboNode& node, unsigned depth) {
        if (depth > kDepthLimit || !is_element(node) || is_outside_news(rules_, node)) return;
        const GumboTag tag = tag_of(node);
        if (tag == GUMBO_TAG_P || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_PRE) add(node, text_length(node, depth));
        std::size_t loose = 0;
        each_child(node, [&](const GumboNode& child) {
            if (is_text(child) && tag != GUMBO_TAG_P) loose += std::string_view(child.v.text.text).size();
        });
        if (loose > 200 && node.parent != nullptr) score_[&node] += static_cast<double>(loose);
        each_child(node, [&](const GumboNode& child) { visit(child, depth + 1); });
        if (attribute(node, "itemprop") == "articleBody") score_[&node] *= 4;
        else if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) score_[&node] *= 1.5;
        const auto found = score_.find(&node);
        if (found != score_.end() && found->second > best_score_) {
            best_score_ = found->second;
            best_ = &node;
        }
    }

    const GumboNode* best() const { return best_; }

private:
    void add(const GumboNode& paragraph, std::size_t length) {
        if (length < 25) return;
        double share = static_cast<double>(length);
        const GumboNode* up = paragraph.parent;
        for (int level = 0; level < 3 && up != nullptr && is_element(*up); ++level, up = up->parent, share *= 0.6) score_[up] += share;
    }

    const ReaderRules& rules_;
    std::unordered_map<const GumboNode*, double> score_;  // looked up only, never walked
    const GumboNode* best_ = nullptr;
    double best_score_ = 0;
};

}  // namespace

bool is_outside_news(const ReaderRules& rules, const GumboNode& node) {
    switch (tag_of(node)) {
        case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_TEMPLATE: case GUMBO_TAG_IFRAME: case GUMBO_TAG_BUTTON:
        case GUMBO_TAG_FORM: case GUMBO_TAG_SELECT: case GUMBO_TAG_NAV: case GUMBO_TAG_ASIDE: case GUMBO_TAG_FOOTER: case GUMBO_TAG_HEAD: case GUMBO_TAG_SVG:
        case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_INPUT: case GUMBO_TAG_VIDEO: case GUMBO_TAG_AUDIO: case GUMBO_TAG_OBJECT: case GUMBO_TAG_TIME: return true;
        case GUMBO_TAG_BODY: case GUMBO_TAG_HTML: case GUMBO_TAG_MAIN: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_H1: return false;
        default: break;
    }
    if (attribute(node, "aria-hidden") == "true" || gumbo_get_attribute(&node.v.element.attributes, "hidden") != nullptr) return true;
    const std::string_view role = attribute(node, "role");
    if (role == "navigation" || role == "complementary" || role == "search" || role == "dialog") return true;
    const ReaderRules::State& state = rules.state();
    if (!state.html_skip) return false;
    for (const char* name : {"class", "id"}) {
        const std::string_view value = attribute(node, name);
        if (!value.empty() && state.html_skip->matches(value)) return !holds_article(node, 0);
    }
    return false;
}

std::string inner_text(const GumboNode& node) {
    std::string out;
    collect_text(node, 0, out);
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

const GumboNode* main_element(const ReaderRules& rules, const GumboNode& root) {
    Scores scores(rules);
    scores.visit(root, 0);
    return scores.best();
}

}  // namespace demarche::extract::html
