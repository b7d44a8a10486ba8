// Time zones, by ICU's copy of the IANA data (part of the ICU library: the same on every machine with that library).
#include <algorithm>
#include <memory>

#include <unicode/basictz.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include "base/temporal.h"
#include "query/error.h"
#include "query/functions/temporal.h"

namespace demarche::query {
namespace {

constexpr std::int32_t kMaxOffset = 18 * 3600;

std::unique_ptr<icu::TimeZone> find_zone(const std::string& name) {
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    if (!zone || *zone == icu::TimeZone::getUnknown()) return nullptr;
    return zone;
}

std::unique_ptr<icu::TimeZone> need_zone(const std::string& name) {
    auto zone = find_zone(name);
    if (!zone) fail(ErrorCode::argument, "InvalidArgumentValue", "unknown time zone '" + name + "'", "use an IANA name such as 'Europe/Vienna' or an offset such as '+01:00'");
    return zone;
}

std::int32_t offset_of(const icu::TimeZone& zone, std::int64_t utc_seconds) {
    int32_t raw = 0, dst = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone.getOffset(static_cast<UDate>(utc_seconds) * 1000.0, false, raw, dst, status);
    return (raw + dst) / 1000;
}

// Both readings of a local time are tried; in an overlap the earlier instant (the larger offset) wins, in a gap the offset before it.
std::int32_t offset_of_local(const icu::TimeZone& zone, std::int64_t local_seconds) {
    const std::int32_t before = offset_of(zone, local_seconds - kMaxOffset - base::kSecondsPerDay / 4);
    const std::int32_t after = offset_of(zone, local_seconds + kMaxOffset + base::kSecondsPerDay / 4);
    const std::int32_t candidates[] = {before, offset_of(zone, local_seconds - before), offset_of(zone, local_seconds - after), after};
    std::optional<std::int32_t> best;
    for (const std::int32_t offset : candidates)
        if (offset_of(zone, local_seconds - offset) == offset) best = std::max(best.value_or(offset), offset);
    if (best) return *best;
    return std::min(candidates[1], candidates[2]);
}

int two_digits(std::string_view text, std::size_t at) {
    if (at + 2 > text.size() || text[at] < '0' || text[at] > '9' || text[at + 1] < '0' || text[at + 1] > '9') return -1;
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

// ±HH, ±HHMM, ±HH:MM, ±HHMMSS, ±HH:MM:SS.
std::optional<std::int32_t> parse_offset(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    if (text.size() < 3 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const bool extended = text.size() > 3 && text[3] == ':';
    std::int32_t parts[3] = {0, 0, 0};
    std::size_t at = 1;
    for (int i = 0; i < 3 && at < text.size(); ++i) {
        if (i > 0 && extended && text[at++] != ':') return std::nullopt;
        const int n = two_digits(text, at);
        if (n < 0 || (i > 0 && n > 59)) return std::nullopt;
        parts[i] = n;
        at += 2;
    }
    const std::int32_t size = parts[0] * 3600 + parts[1] * 60 + parts[2];
    if (at != text.size() || size > kMaxOffset) return std::nullopt;
    return text[0] == '-' ? -size : size;
}

}  // namespace

Zone parse_zone(std::string_view text) {
    if (const auto offset = parse_offset(text)) return Zone{"", *offset};
    std::string name(text);
    if (name.empty() || name[0] == '+' || name[0] == '-') fail(ErrorCode::argument, "InvalidArgumentValue", "invalid time zone '" + name + "'");
    need_zone(name);
    return Zone{std::move(name), 0};
}

std::int32_t offset_at(const Zone& zone, std::int64_t utc_seconds) {
    return zone.name.empty() ? zone.offset : offset_of(*need_zone(zone.name), utc_seconds);
}

DateTime in_zone(std::int64_t utc_seconds, std::int32_t nanos, const Zone& zone) {
    return DateTime{utc_seconds, nanos, offset_at(zone, utc_seconds), zone.name};
}

DateTime at_local(std::int64_t local_seconds, std::int32_t nanos, const Zone& zone) {
    if (zone.name.empty()) return DateTime{local_seconds - zone.offset, nanos, zone.offset, ""};
    const auto icu_zone = need_zone(zone.name);
    const std::int64_t utc = local_seconds - offset_of_local(*icu_zone, local_seconds);
    return DateTime{utc, nanos, offset_of(*icu_zone, utc), zone.name};
}

}  // namespace demarche::query
