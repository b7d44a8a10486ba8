// Stage 1, reader: Article → Document. Decodes, finds the main text, joins hard-wrapped lines, marks what is no news.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "demarche/article.h"
#include "demarche/extraction.h"
#include "extract/ids.h"

namespace demarche::extract {

enum class BlockKind { title, heading, byline, paragraph, list_item, caption, quotation, furniture, foreign };

// A paragraph-like piece of the text. Sentences never cross blocks.
struct Block {
    TextRange range;
    BlockKind kind = BlockKind::paragraph;
    bool read = true;      // false: not read as news (furniture, foreign)
    std::string_view why;  // for unread blocks: "furniture", "newsletter", "related", "foreign-language", … (static strings)
    std::uint32_t section = 0;  // raised by a break such as "A Message from …" or "Similar news": coreference does not cross
};

// Where each byte of Document::text came from. Piecewise linear: segments sorted by `text`; identity for plain UTF-8.
class OffsetMap {
public:
    struct Segment { std::uint32_t text = 0, source = 0; bool linear = true; };
    void add(std::uint32_t text, std::uint32_t source, bool linear = true);
    // Byte offset in the article's original bytes. O(log segments).
    std::uint32_t to_source(std::uint32_t text) const;
    ByteRange to_source(TextRange range) const;
    // For a text that was made from a text: `outer` leads into the middle one, `inner` from there to the source.
    static OffsetMap compose(const OffsetMap& outer, const OffsetMap& inner);

private:
    std::vector<Segment> segments_;
};

struct Document {
    std::string id, title, url, outlet;
    std::string date;   // ISO 8601; from metadata, else found in the text or in the id; empty: unknown
    std::string text;   // UTF-8, valid; line breaks inside a block are single spaces (byte for byte in place of the break)
    OffsetMap offsets;
    std::vector<Block> blocks;             // in text order, disjoint
    std::vector<Diagnostic> warnings;

    std::string_view view(TextRange r) const { return std::string_view(text).substr(r.begin, r.size()); }
};

}  // namespace demarche::extract
