// What extraction gives for one article: nodes, mentions, edges with their evidence, and what was skipped.
// Plain values. All offsets are half-open byte ranges of the article's original bytes; to_json() can convert them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demarche/result.h"

namespace demarche {

struct ByteRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    auto operator<=>(const ByteRange&) const = default;
};

enum class MentionKind { name, metonym, adj, nominal, pronoun, title };
enum class Polarity { asserted, negated };
enum class Modality { actual, planned, hypothetical };

std::string_view to_string(MentionKind kind);
std::string_view to_string(Polarity polarity);
std::string_view to_string(Modality modality);

struct ExtractedNode {
    std::string id;    // stable and readable: "person:vladimir-putin", "state:RUS"
    std::string type;  // a node type of the ontology
    std::string name;
    std::vector<std::string> aliases;  // as found in the text, sorted, without `name`
    std::string state;                 // code of the state that it is or acts for (ISO 3166 alpha-3, or a user's own); empty: none
    std::vector<std::pair<std::string, std::string>> properties;  // further ones (title, number…), sorted by key
    bool operator==(const ExtractedNode&) const = default;
};

struct ExtractedMention {
    ByteRange range;
    std::uint32_t node = 0;  // index into Extraction::nodes
    MentionKind kind = MentionKind::name;
    bool operator==(const ExtractedMention&) const = default;
};

// One reported act.
struct ExtractedEdge {
    std::uint32_t source = 0;  // index into Extraction::nodes
    std::uint32_t target = 0;
    std::string relation;
    std::string plover;         // PLOVER 2021 event type, lower case; empty: none
    std::string cameo;          // CAMEO code; empty: none
    std::string topic;          // what was asked, protested, signed; empty: not said
    std::string date;           // ISO 8601, reduced ("2024", "2024-10") or an interval ("2024-06/2024-08"); empty: unknown
    Polarity polarity = Polarity::asserted;
    Modality modality = Modality::actual;
    std::string attributed_to;  // who claims it, as in the text; empty: the article itself
    double confidence = 1.0;    // 0 … 1
    std::string rule;           // id of the rule that found it
    ByteRange evidence;         // the sentence(s)
    ByteRange trigger;          // the words that carry the relation
    std::string sentence;       // text of the evidence, white space normalised
    bool operator==(const ExtractedEdge&) const = default;
};

struct SkippedText {
    ByteRange range;
    std::string why;  // "furniture", "foreign-language", "newsletter", …
    bool operator==(const SkippedText&) const = default;
};

struct Extraction {
    std::string id, title, date, url, outlet;    // of the article; empty: unknown
    std::vector<ExtractedNode> nodes;            // in order of their ids
    std::vector<ExtractedMention> mentions;      // in text order
    std::vector<ExtractedEdge> edges;            // in text order
    std::vector<SkippedText> skipped;            // in text order
    std::vector<Diagnostic> warnings;            // repaired encoding and the like
    bool operator==(const Extraction& o) const {
        return id == o.id && title == o.title && date == o.date && url == o.url && outlet == o.outlet && nodes == o.nodes &&
               mentions == o.mentions && edges == o.edges && skipped == o.skipped;
    }
};

enum class OffsetUnit { codepoints, bytes, utf16 };

// One line of JSON (schemas/extraction.schema.json, without "sentence"). `bytes` are the article's original bytes, needed for units other than
// bytes (code points of an encoding that is not UTF-8 are counted after decoding); text that is not UTF-8 counts each bad byte as one.
std::string to_json(const Extraction& extraction, std::string_view bytes, OffsetUnit unit);

}  // namespace demarche
