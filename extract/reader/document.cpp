#include "extract/reader/document.h"

#include <algorithm>
#include <limits>

namespace demarche::extract {

void OffsetMap::add(std::uint32_t text, std::uint32_t source, bool linear) {
    if (!segments_.empty() && segments_.back().text == text) {
        segments_.back() = {text, source, linear};
        return;
    }
    segments_.push_back({text, source, linear});
}

std::uint32_t OffsetMap::to_source(std::uint32_t text) const {
    const auto after = std::upper_bound(segments_.begin(), segments_.end(), text, [](std::uint32_t t, const Segment& s) { return t < s.text; });
    if (after == segments_.begin()) return text;
    const Segment& segment = *(after - 1);
    return segment.linear ? segment.source + (text - segment.text) : segment.source;
}

ByteRange OffsetMap::to_source(TextRange range) const {
    if (range.empty()) return {to_source(range.begin), to_source(range.begin)};
    const std::uint32_t begin = to_source(range.begin);
    // The end is where the last byte's character ends in the source: the start of what follows a non-linear segment.
    const std::uint32_t last = range.end - 1;
    const auto after = std::upper_bound(segments_.begin(), segments_.end(), last, [](std::uint32_t t, const Segment& s) { return t < s.text; });
    if (after == segments_.begin()) return {begin, range.end};
    const Segment& segment = *(after - 1);
    if (segment.linear) return {begin, segment.source + (last - segment.text) + 1};
    return {begin, after == segments_.end() ? segment.source + 1 : after->source};
}

OffsetMap OffsetMap::compose(const OffsetMap& outer, const OffsetMap& inner) {
    OffsetMap map;
    for (std::size_t i = 0; i < outer.segments_.size(); ++i) {
        const Segment& s = outer.segments_[i];
        map.add(s.text, inner.to_source(s.source), s.linear);
        if (!s.linear || inner.segments_.size() < 2) continue;
        // The inner map's own segments begin inside the outer one.
        const std::uint32_t end = i + 1 < outer.segments_.size() ? outer.segments_[i + 1].text : std::numeric_limits<std::uint32_t>::max();
        auto next = std::upper_bound(inner.segments_.begin(), inner.segments_.end(), s.source, [](std::uint32_t m, const Segment& x) { return m < x.text; });
        if (next != inner.segments_.begin() && !(next - 1)->linear) map.segments_.back().linear = false;
        for (; next != inner.segments_.end() && next->text - s.source < end - s.text; ++next) map.add(s.text + (next->text - s.source), next->source, next->linear);
    }
    return map;
}

}  // namespace demarche::extract
