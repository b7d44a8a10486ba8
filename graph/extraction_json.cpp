// One line of JSON for an extraction, with offsets in the unit that the reader counts in.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/json.h"
#include "base/utf8.h"
#include "demarche/extraction.h"

namespace demarche {
namespace {

// Converts byte offsets, all of them in one sweep over the text: O(bytes + offsets · log offsets).
class Offsets {
public:
    Offsets(const Extraction& extraction, std::string_view bytes, OffsetUnit unit) : identity_(unit == OffsetUnit::bytes) {
        if (identity_) return;
        const auto want = [&](const ByteRange& r) { wanted_.insert(wanted_.end(), {r.begin, r.end}); };
        for (const ExtractedMention& m : extraction.mentions) want(m.range);
        for (const ExtractedEdge& e : extraction.edges) {
            want(e.evidence);
            want(e.trigger);
        }
        for (const SkippedText& s : extraction.skipped) want(s.range);
        std::sort(wanted_.begin(), wanted_.end());
        wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
        sweep(bytes, unit);
    }
    // Of an offset of the extraction.
    std::uint32_t operator()(std::uint32_t byte) const {
        return identity_ ? byte : converted_[static_cast<std::size_t>(std::lower_bound(wanted_.begin(), wanted_.end(), byte) - wanted_.begin())];
    }

private:
    // An offset inside a sequence, or beyond the end, counts as the place after what stands before it.
    void sweep(std::string_view bytes, OffsetUnit unit) {
        std::size_t at = 0;
        std::uint32_t units = 0;
        converted_.reserve(wanted_.size());
        for (const std::uint32_t offset : wanted_) {
            while (at < offset && at < bytes.size()) {
                if (static_cast<signed char>(bytes[at]) >= 0) {
                    ++units;
                    ++at;
                    continue;
                }
                const std::size_t length = base::sequence_length(bytes, at);
                units += unit == OffsetUnit::utf16 && length == 4 ? 2U : 1U;
                at += std::max<std::size_t>(length, 1);
            }
            converted_.push_back(units);
        }
    }

    bool identity_;
    std::vector<std::uint32_t> wanted_, converted_;  // sorted; parallel
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
        number(offset_(r.begin));
        key("end");
        number(offset_(r.end));
    }
    void number(std::uint32_t n) {
        char digits[16];
        out_.append(digits, std::to_chars(digits, digits + sizeof digits, n).ptr);
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
