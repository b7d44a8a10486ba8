#include "graph/extraction_codec.h"

#include "graph/bytes.h"

namespace demarche::graph {
namespace {

constexpr std::uint8_t kVersion = 1;

void put(Writer& out, const ByteRange& r) {
    out.varint(r.begin);
    out.varint(r.end);
}

void put(Writer& out, const ExtractedNode& node) {
    out.text(node.id);
    out.text(node.type);
    out.text(node.name);
    out.varint(node.aliases.size());
    for (const std::string& alias : node.aliases) out.text(alias);
    out.text(node.state);
    out.varint(node.properties.size());
    for (const auto& [key, value] : node.properties) {
        out.text(key);
        out.text(value);
    }
}

void put(Writer& out, const ExtractedMention& mention) {
    put(out, mention.range);
    out.varint(mention.node);
    out.u8(static_cast<std::uint8_t>(mention.kind));
}

void put(Writer& out, const ExtractedEdge& e) {
    out.varint(e.source);
    out.varint(e.target);
    for (const std::string* text : {&e.relation, &e.plover, &e.cameo, &e.topic, &e.date, &e.attributed_to, &e.rule, &e.sentence}) out.text(*text);
    out.u8(static_cast<std::uint8_t>(e.polarity));
    out.u8(static_cast<std::uint8_t>(e.modality));
    out.f64(e.confidence);
    put(out, e.evidence);
    put(out, e.trigger);
}

void put(Writer& out, const SkippedText& skipped) {
    put(out, skipped.range);
    out.text(skipped.why);
}

template <class Items>
void put_list(Writer& out, const Items& items) {
    out.varint(items.size());
    for (const auto& item : items) put(out, item);
}

class Decoder {
public:
    explicit Decoder(std::string_view bytes) : in_(bytes) {}

    Result<Extraction> decode() {
        if (in_.u8() != kVersion) in_.fail();
        Extraction x;
        for (std::string* text : {&x.id, &x.title, &x.date, &x.url, &x.outlet}) *text = in_.text();
        list(x.nodes);
        nodes_ = x.nodes.size();
        list(x.mentions);
        list(x.edges);
        list(x.skipped);
        if (!in_.ok() || !in_.at_end()) return Error(ErrorCode::bad_input, "an article's extraction is damaged");
        return x;
    }

private:
    template <class Items>
    void list(Items& items) {
        const std::uint64_t n = in_.count();
        for (std::uint64_t i = 0; i < n && in_.ok(); ++i) get(items.emplace_back());
    }
    std::uint32_t below(std::uint64_t limit) {
        const std::uint64_t v = in_.varint();
        if (v >= limit) in_.fail();
        return in_.ok() ? static_cast<std::uint32_t>(v) : 0;
    }
    void get(ByteRange& r) {
        constexpr std::uint64_t kLimit = std::uint64_t{1} << 32U;
        r.begin = below(kLimit);
        r.end = below(kLimit);
    }
    void get(std::string& text) { text = in_.text(); }
    void get(std::pair<std::string, std::string>& entry) {
        entry.first = in_.text();
        entry.second = in_.text();
    }
    void get(ExtractedNode& node) {
        for (std::string* text : {&node.id, &node.type, &node.name}) *text = in_.text();
        list(node.aliases);
        node.state = in_.text();
        list(node.properties);
    }
    void get(ExtractedMention& mention) {
        get(mention.range);
        mention.node = below(nodes_);
        const std::uint8_t kind = in_.u8();
        if (kind > static_cast<std::uint8_t>(MentionKind::title)) in_.fail();
        mention.kind = in_.ok() ? static_cast<MentionKind>(kind) : MentionKind::name;
    }
    void get(ExtractedEdge& e) {
        e.source = below(nodes_);
        e.target = below(nodes_);
        for (std::string* text : {&e.relation, &e.plover, &e.cameo, &e.topic, &e.date, &e.attributed_to, &e.rule, &e.sentence}) *text = in_.text();
        const std::uint8_t polarity = in_.u8(), modality = in_.u8();
        if (polarity > 1 || modality > 2) in_.fail();
        if (in_.ok()) {
            e.polarity = static_cast<Polarity>(polarity);
            e.modality = static_cast<Modality>(modality);
        }
        e.confidence = in_.f64();
        get(e.evidence);
        get(e.trigger);
    }
    void get(SkippedText& skipped) {
        get(skipped.range);
        skipped.why = in_.text();
    }

    Reader in_;
    std::uint64_t nodes_ = 0;
};

}  // namespace

std::string encode_extraction(const Extraction& x) {
    Writer out;
    out.u8(kVersion);
    for (const std::string* text : {&x.id, &x.title, &x.date, &x.url, &x.outlet}) out.text(*text);
    put_list(out, x.nodes);
    put_list(out, x.mentions);
    put_list(out, x.edges);
    put_list(out, x.skipped);
    return out.take();
}

Result<Extraction> decode_extraction(std::string_view bytes) { return Decoder(bytes).decode(); }

}  // namespace demarche::graph
