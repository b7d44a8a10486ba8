// HTML → text and blocks, with where each byte came from. Parsed by gumbo (HTML5's rules, so any tag soup gives a tree).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/reader/document.h"
#include "extract/reader/reader_rules.h"

namespace demarche::extract {

// Does it look like a page rather than plain text?
bool looks_like_html(std::string_view bytes);
// The charset that the page's first 2 KiB declare; "": none.
std::string declared_charset(std::string_view bytes);

struct Page {
    std::string text;
    OffsetMap offsets;  // into the page's UTF-8
    std::vector<Block> blocks;
    std::string title, date, outlet, url;
};

// The main text by structure and density; navigation, asides, related items, forms and the like are left out.
Page read_page(const ReaderRules& rules, std::string_view html);

}  // namespace demarche::extract
