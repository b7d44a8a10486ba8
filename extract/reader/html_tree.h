// Small views of gumbo's tree, for the reader's HTML files.
#pragma once

#include <string>
#include <string_view>

#include <gumbo.h>

#include "extract/reader/html.h"

namespace demarche::extract::html {

// Deeper than this nothing is looked at: real pages stay far below, and recursion must end.
inline constexpr unsigned kDepthLimit = 400;

inline bool is_element(const GumboNode& node) { return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE; }
inline bool is_text(const GumboNode& node) { return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA; }
inline bool is_space(const GumboNode& node) { return node.type == GUMBO_NODE_WHITESPACE; }
inline GumboTag tag_of(const GumboNode& node) { return is_element(node) ? node.v.element.tag : GUMBO_TAG_UNKNOWN; }

inline std::string_view attribute(const GumboNode& node, const char* name) {
    if (!is_element(node)) return {};
    const GumboAttribute* found = gumbo_get_attribute(&node.v.element.attributes, name);
    return found == nullptr ? std::string_view() : std::string_view(found->value);
}

template <class F>
void each_child(const GumboNode& node, F f) {
    if (!is_element(node)) return;
    for (unsigned i = 0; i < node.v.element.children.length; ++i) f(*static_cast<const GumboNode*>(node.v.element.children.data[i]));
}

// Elements that never hold news.
bool is_outside_news(const ReaderRules& rules, const GumboNode& node);
// All text below, white space collapsed.
std::string inner_text(const GumboNode& node);
// The element that holds the main text; nullptr: none.
const GumboNode* main_element(const ReaderRules& rules, const GumboNode& root);
// Title, date, outlet and address from meta elements, JSON-LD and the like.
void read_metadata(const GumboNode& root, Page& page);

}  // namespace demarche::extract::html
