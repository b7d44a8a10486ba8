// ISO 8601 texts of temporal values, in the forms that openCypher names.
#include <charconv>

#include "base/temporal.h"
#include "query/error.h"
#include "query/functions/temporal.h"

namespace demarche::query {
namespace {

constexpr std::int64_t kMaxYear = 999'999'999;

// Reads a text from left to right; every read that fails leaves the place as it was.
class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}
    bool done() const { return at_ == text_.size(); }
    std::size_t at() const { return at_; }
    void back_to(std::size_t at) { at_ = at; }
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    std::string_view rest() const { return text_.substr(at_); }
    bool accept(char c) {
        if (peek() != c || done()) return false;
        ++at_;
        return true;
    }
    std::size_t digits_ahead() const {
        std::size_t n = 0;
        while (peek(n) >= '0' && peek(n) <= '9') ++n;
        return n;
    }
    // Exactly `count` digits.
    std::optional<std::int64_t> number(std::size_t count) {
        if (digits_ahead() < count) return std::nullopt;
        std::int64_t n = 0;
        std::from_chars(text_.data() + at_, text_.data() + at_ + count, n);
        at_ += count;
        return n;
    }
    // [.,]digits as nanoseconds; 0 when there is no fraction.
    std::optional<std::int64_t> fraction() {
        if (peek() != '.' && peek() != ',') return 0;
        ++at_;
        const std::size_t count = digits_ahead();
        if (count == 0 || count > 9) return std::nullopt;
        std::int64_t n = *number(count);
        for (std::size_t i = count; i < 9; ++i) n *= 10;
        return n;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
};

std::optional<std::int64_t> civil(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (month < 1 || month > 12 || day < 1 || day > base::days_in_month(year, static_cast<int>(month))) return std::nullopt;
    return base::days_from_civil(year, static_cast<int>(month), static_cast<int>(day));
}

std::optional<std::int64_t> ordinal(std::int64_t year, std::int64_t day) {
    if (day < 1 || day > (base::is_leap_year(year) ? 366 : 365)) return std::nullopt;
    return base::days_from_civil(year, 1, 1) + day - 1;
}

std::optional<std::int64_t> read_week(Cursor& c, std::int64_t year) {
    const auto week = c.number(2);
    if (!week || *week < 1 || *week > base::weeks_in_year(year)) return std::nullopt;
    std::int64_t day = 1;
    if ((c.peek() == '-' && c.peek(1) != '\0') || c.digits_ahead() == 1) {
        c.accept('-');
        const auto d = c.number(1);
        if (!d || *d < 1 || *d > 7) return std::nullopt;
        day = *d;
    }
    return base::days_from_week(year, static_cast<int>(*week), static_cast<int>(day));
}

std::optional<std::int64_t> read_quarter(Cursor& c, std::int64_t year) {
    const auto quarter = c.number(1);
    if (!quarter || *quarter < 1 || *quarter > 4) return std::nullopt;
    const std::int64_t first = base::days_from_civil(year, static_cast<int>(*quarter) * 3 - 2, 1);
    if (c.done() || c.peek() == 'T') return first;
    c.accept('-');
    const auto day = c.number(2);
    const std::int64_t next = *quarter == 4 ? base::days_from_civil(year + 1, 1, 1) : base::days_from_civil(year, static_cast<int>(*quarter) * 3 + 1, 1);
    if (!day || *day < 1 || first + *day > next) return std::nullopt;
    return first + *day - 1;
}

// After the year: what follows tells the form by the count of its digits.
std::optional<std::int64_t> read_rest_of_date(Cursor& c, std::int64_t year) {
    if (c.done() || c.peek() == 'T') return base::days_from_civil(year, 1, 1);
    const bool extended = c.accept('-');
    if (c.accept('W')) return read_week(c, year);
    if (c.accept('Q')) return read_quarter(c, year);
    const std::size_t digits = c.digits_ahead();
    if (digits == 3) return ordinal(year, *c.number(3));
    if (digits == 4 && !extended) {
        const std::int64_t month = *c.number(2);
        return civil(year, month, *c.number(2));
    }
    if (digits != 2) return std::nullopt;
    const std::int64_t month = *c.number(2);
    if (!extended || c.done() || c.peek() == 'T') return civil(year, month, 1);
    const auto day = c.accept('-') ? c.number(2) : std::nullopt;
    return day ? civil(year, month, *day) : std::nullopt;
}

std::optional<std::int64_t> read_date(Cursor& c) {
    const bool negative = c.peek() == '-';
    const bool sign = c.accept('-') || c.accept('+');
    std::size_t width = 4;
    if (sign) {
        width = c.digits_ahead();
        if (width > 9) return std::nullopt;
    }
    const auto year = width == 0 ? std::nullopt : c.number(width);
    if (!year || *year > kMaxYear) return std::nullopt;
    return read_rest_of_date(c, negative ? -*year : *year);
}

// HH, HHMM, HHMMSS, HH:MM, HH:MM:SS, the last with a fraction.
std::optional<std::int64_t> read_time(Cursor& c) {
    const auto hour = c.number(2);
    if (!hour || *hour > 23) return std::nullopt;
    std::int64_t minute = 0, second = 0, nanos = 0;
    const bool extended = c.accept(':');
    if (extended || c.digits_ahead() > 0) {
        const auto m = c.number(2);
        if (!m || *m > 59) return std::nullopt;
        minute = *m;
        if (extended ? c.accept(':') : c.digits_ahead() > 0) {
            const auto s = c.number(2);
            const auto f = s ? c.fraction() : std::nullopt;
            if (!f || *s > 59) return std::nullopt;
            second = *s;
            nanos = *f;
        }
    }
    return (*hour * 3600 + minute * 60 + second) * base::kNanosPerSecond + nanos;
}

struct ZoneText {
    std::optional<Zone> zone;
    std::optional<std::int32_t> offset;  // written beside the zone's name
};

ZoneText read_zone(Cursor& c) {
    ZoneText out;
    std::string_view text = c.rest();
    const std::size_t bracket = text.find('[');
    if (bracket != std::string_view::npos && text.back() == ']') {
        out.zone = parse_zone(text.substr(bracket + 1, text.size() - bracket - 2));
        text = text.substr(0, bracket);
        if (!text.empty()) out.offset = parse_zone(text).offset;
    } else if (!text.empty()) {
        if (text[0] != 'Z' && text[0] != '+' && text[0] != '-') fail(ErrorCode::argument, "InvalidArgumentValue", "invalid time zone '" + std::string(text) + "'");
        out.zone = parse_zone(text);
    }
    return out;
}

[[noreturn]] void fail_text(std::string_view type, std::string_view text) {
    fail(ErrorCode::argument, "InvalidArgumentValue", "'" + std::string(text) + "' is no " + std::string(type));
}

LocalDateTime read_datetime(Cursor& c, std::string_view type, std::string_view text) {
    const auto days = read_date(c);
    if (!days) fail_text(type, text);
    LocalDateTime out;
    out.seconds = *days * base::kSecondsPerDay;
    if (!c.accept('T')) return out;
    const auto nanos = read_time(c);
    if (!nanos) fail_text(type, text);
    out.seconds += *nanos / base::kNanosPerSecond;
    out.nanos = static_cast<std::int32_t>(*nanos % base::kNanosPerSecond);
    return out;
}

}  // namespace

Date parse_date(std::string_view text) {
    Cursor c(text);
    const auto days = read_date(c);
    if (!days || !c.done()) fail_text("date", text);
    return Date{*days};
}

LocalTime parse_localtime(std::string_view text) {
    Cursor c(text);
    const auto nanos = read_time(c);
    if (!nanos || !c.done()) fail_text("local time", text);
    return LocalTime{*nanos};
}

Time parse_time(std::string_view text) {
    Cursor c(text);
    const auto nanos = read_time(c);
    if (!nanos) fail_text("time", text);
    const ZoneText zone = read_zone(c);
    if (zone.zone && !zone.zone->name.empty() && !zone.offset) fail_text("time", text);  // a named zone has no offset without a date
    return Time{*nanos, zone.offset ? *zone.offset : zone.zone ? zone.zone->offset : 0};
}

LocalDateTime parse_localdatetime(std::string_view text) {
    Cursor c(text);
    const LocalDateTime out = read_datetime(c, "local datetime", text);
    if (!c.done()) fail_text("local datetime", text);
    return out;
}

DateTime parse_datetime(std::string_view text) {
    Cursor c(text);
    const LocalDateTime local = read_datetime(c, "datetime", text);
    const ZoneText zone = read_zone(c);
    DateTime out = at_local(local.seconds, local.nanos, zone.zone.value_or(Zone{}));
    if (zone.offset && *zone.offset != out.offset) {
        // The offset may pick the later of two readings when clocks are set back; else it contradicts the zone.
        const std::int64_t utc = local.seconds - *zone.offset;
        if (offset_at(*zone.zone, utc) != *zone.offset) fail_text("datetime", text);
        out.seconds = utc;
        out.offset = *zone.offset;
    }
    return out;
}

}  // namespace demarche::query
