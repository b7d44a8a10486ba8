#include "extract/reader/document.h"

#include <algorithm>

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

}  // namespace demarche::extract
