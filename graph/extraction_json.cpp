// One line of JSON for an extraction, with offsets in the unit that the reader counts in.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "base/json.h"
#include "demarche/extraction.h"

namespace demarche {
namespace {

// Length of the well-formed UTF-8 sequence at `s` (RFC 3629), or 0.
std::size_t sequence_length(std::string_view s) {
    const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0), second = byte(1);
    if (lead < 0x80U) return 1;
    if (lead >= 0xC2U && lead <= 0xDFU) return tail(1) ? 2 : 0;
    if (lead >= 0xE0U && lead <= 0xEFU) {
        const bool surrogate = lead == 0xEDU && second >= 0xA0U, overlong = lead == 0xE0U && second < 0xA0U;
        return tail(1) && tail(2) && !surrogate && !overlong ? 3 : 0;
    }
    if (lead >= 0xF0U && lead <= 0xF4U) {
        const bool beyond = lead == 0xF4U && second >= 0x90U, overlong = lead == 0xF0U && second < 0x90U;
        return tail(1) && tail(2) && tail(3) && !beyond && !overlong ? 4 : 0;
    }
    return 0;
}

// Converts byte offsets, all of them in one sweep over the text: O(bytes + offsets · log offsets).
class Offsets {
public:
    Offsets(const Extraction& extraction, std::string_view bytes, OffsetUnit unit) : identity_(unit == OffsetUnit::bytes) {
        if (identity_) return;
        std::vector<std::uint32_t> wanted;
        const auto want = [&](const ByteRange& r) { wanted.insert(wanted.end(), {r.begin, r.end}); };
        for (const ExtractedMention& m : extraction.mentions) want(m.range);
        for (const ExtractedEdge& e : extraction.edges) {
            want(e.evidence);
            want(e.trigger);
        }
        for (const SkippedText& s : extraction.skipped) want(s.range);
        std::sort(wanted.begin(), wanted.end());
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        sweep(bytes, unit, wanted);
    }
    std::uint32_t operator()(std::uint32_t byte) const { return identity_ ? byte : converted_.at(byte); }

private:
    // An offset inside a sequence, or beyond the end, counts as the place after what stands before it.
    void sweep(std::string_view bytes, OffsetUnit unit, const std::vector<std::uint32_t>& wanted) {
        std::size_t at = 0;
        std::uint32_t units = 0;
        for (const std::uint32_t offset : wanted) {
            while (at < offset && at < bytes.size()) {
                const std::size_t length = sequence_length(bytes.substr(at, 4));
                units += unit == OffsetUnit::utf16 && length == 4 ? 2U : 1U;
                at += std::max<std::size_t>(length, 1);
            }
            converted_.emplace(offset, units);
        }
    }

    bool identity_;
    std::unordered_map<std::uint32_t, std::uint32_t> converted_;
};

class LineWriter {
public:
    LineWriter(const Extraction& extraction, std::string_view bytes, OffsetUnit unit)
        : extraction_(extraction), offset_(extraction, bytes, unit) {}

    std::string write() {
        out_ = "{";
        text("id", extraction_.id);
        text_or_null("date", extraction_.date);
        list("nodes", extraction_.nodes);
        list("mentions", extraction_.mentions);
        list("edges", extraction_.edges);
        list("skipped", extraction_.skipped);
        return std::move(out_) + '}';
    }

private:
    void key(std::string_view name) {
        if (out_.back() != '{') out_ += ',';
        out_ += '"';
        out_ += name;
        out_ += "\":";
    }
    void text(std::string_view name, std::string_view value) {
        key(name);
        base::append_json_string(out_, value);
    }
    void text_or_null(std::string_view name, std::string_view value) {
        if (!value.empty()) return text(name, value);
        key(name);
        out_ += "null";
    }
    void range(const ByteRange& r) {
        key("start");
        out_ += std::to_string(offset_(r.begin));
        key("end");
        out_ += std::to_string(offset_(r.end));
    }
    std::string_view node_id(std::uint32_t node) const {
        return node < extraction_.nodes.size() ? std::string_view(extraction_.nodes[node].id) : std::string_view();
    }
    template <class Items>
    void list(std::string_view name, const Items& items) {
        key(name);
        out_ += '[';
        for (std::size_t i = 0; i < items.size(); ++i) {
            out_ += i ? ",{" : "{";
            write(items[i]);
            out_ += '}';
        }
        out_ += ']';
    }

    void write(const ExtractedNode& node) {
        text("id", node.id);
        text("type", node.type);
        text("name", node.name);
        key("aliases");
        out_ += '[';
        for (std::size_t i = 0; i < node.aliases.size(); ++i) {
            if (i) out_ += ',';
            base::append_json_string(out_, node.aliases[i]);
        }
        out_ += ']';
        text_or_null("state", node.state);
        for (const auto& [name, value] : node.properties) {
            static constexpr std::string_view kOwn[] = {"id", "type", "name", "aliases", "state"};
            if (std::find(std::begin(kOwn), std::end(kOwn), name) != std::end(kOwn)) continue;
            out_ += ',';
            base::append_json_string(out_, name);
            out_ += ':';
            base::append_json_string(out_, value);
        }
    }
    void write(const ExtractedMention& mention) {
        range(mention.range);
        text("node", node_id(mention.node));
        text("kind", to_string(mention.kind));
    }
    void write(const ExtractedEdge& edge) {
        text("source", node_id(edge.source));
        text("relation", edge.relation);
        text("target", node_id(edge.target));
        text_or_null("plover", edge.plover);
        text_or_null("cameo", edge.cameo);
        text_or_null("topic", edge.topic);
        text_or_null("date", edge.date);
        text("polarity", to_string(edge.polarity));
        text("modality", to_string(edge.modality));
        text_or_null("attributed_to", edge.attributed_to);
        key("confidence");
        char digits[32];
        const double rounded = std::isfinite(edge.confidence) ? std::round(std::clamp(edge.confidence, 0.0, 1.0) * 1000) / 1000 : 0.0;
        out_.append(digits, std::to_chars(digits, digits + sizeof digits, rounded).ptr);
        text("rule", edge.rule);
        range(edge.evidence);
        key("trigger");
        out_ += '{';
        range(edge.trigger);
        out_ += '}';
    }
    void write(const SkippedText& skipped) {
        range(skipped.range);
        text("why", skipped.why);
    }

    const Extraction& extraction_;
    Offsets offset_;
    std::string out_;
};

}  // namespace

std::string_view to_string(MentionKind kind) {
    static constexpr std::string_view kNames[] = {"name", "metonym", "adj", "nominal", "pronoun", "title"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::string_view to_string(Polarity polarity) { return polarity == Polarity::asserted ? "asserted" : "negated"; }

std::string_view to_string(Modality modality) {
    static constexpr std::string_view kNames[] = {"actual", "planned", "hypothetical"};
    return kNames[static_cast<std::size_t>(modality)];
}

std::string to_json(const Extraction& extraction, std::string_view bytes, OffsetUnit unit) {
    return LineWriter(extraction, bytes, unit).write();
}

}  // namespace demarche
