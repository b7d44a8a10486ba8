// Date expressions, valued against the article's date: "on 14 October", "last June", "two days ago", "in the fall of 2024".
#include <array>

#include "extract/names/date_value.h"
#include "extract/names/finder.h"

namespace demarche::extract {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array<std::string_view, 13> kNumbers{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};

template <std::size_t N>
int index_of(const std::array<std::string_view, N>& list, std::string_view w) {
    for (std::size_t i = 0; i < N; ++i)
        if (list[i] == w) return static_cast<int>(i);
    return -1;
}

int season_of(std::string_view w) {
    if (w == "spring") return 0;
    if (w == "summer") return 1;
    if (w == "fall" || w == "autumn") return 2;
    return w == "winter" ? 3 : -1;
}

int number_of(std::string_view w) {
    int n = 0;
    if (w.empty() || w.size() > 4) return index_of(kNumbers, w);
    for (const char c : w) {
        if (c < '0' || c > '9') return w == "a" || w == "an" ? 1 : index_of(kNumbers, w);
        n = n * 10 + (c - '0');
    }
    return n;
}

int day_of(std::string_view w) {
    if (w.size() > 2 && (w.ends_with("th") || w.ends_with("st") || w.ends_with("nd") || w.ends_with("rd"))) w.remove_suffix(2);
    if (w.empty() || w.size() > 2 || w[0] < '0' || w[0] > '9') return 0;
    const int n = number_of(w);
    return n >= 1 && n <= 31 ? n : 0;
}

int year_of(std::string_view w) {
    if (w.size() != 4 || w[0] < '1' || w[0] > '2') return 0;
    const int n = number_of(w);
    return n >= 1400 && n <= 2199 ? n : 0;
}

enum class Turn { none, last, current, next };

Turn turn_of(std::string_view w) {
    if (w == "last" || w == "past" || w == "previous") return Turn::last;
    if (w == "this" || w == "current") return Turn::current;
    return w == "next" || w == "coming" ? Turn::next : Turn::none;
}

// One reader a sentence: looks at words from a position on and gives the value and the number of words taken.
class DateReader {
public:
    DateReader(const NameRules& rules, const Text& text, std::uint32_t end, std::optional<CalendarDay> today)
        : rules_(rules), text_(text), end_(end), today_(today) {}

    std::uint32_t read(std::uint32_t t, std::string& value) const {
        const std::string_view w = at(t);
        value.clear();
        if (w.size() == 10 && parse_day(w)) {
            value = std::string(w);
            return 1;
        }
        if (is(t, kMonth)) return month_first(t, value);
        if (day_of(w) > 0 && is(t + 1, kMonth)) return day_first(t, value);
        if (day_of(w) > 0 && at(t + 1) == "of" && is(t + 2, kMonth)) return day_first(t, value);
        if (is(t, kWeekday)) return weekday_first(t, value, Turn::none, 1);
        if (const Turn turn = turn_of(w); turn != Turn::none) return turned(t, value, turn);
        if (season_of(w) >= 0) return season_first(t, value);
        if (year_of(w) > 0 && capital_year(t)) {
            value = std::string(w);
            return 1;
        }
        if (w == "yesterday" || w == "today" || w == "tomorrow" || w == "tonight") {
            if (today_) value = iso_day(add_days(*today_, w == "yesterday" ? -1 : w == "tomorrow" ? 1 : 0));
            return 1;
        }
        if (number_of(w) > 0) return ago(t, value);
        return 0;
    }

private:
    std::string_view at(std::uint32_t t) const { return t < end_ ? text_.word(text_.tokens[t].lower) : std::string_view(); }
    bool is(std::uint32_t t, WordClasses c) const {
        if (t >= end_ || (rules_.classes(text_.tokens[t].lower) & c) == 0) return false;
        const Shape shape = text_.tokens[t].shape;
        return shape == Shape::initial || shape == Shape::upper;
    }
    int month(std::uint32_t t) const { return index_of(kMonths, at(t).substr(0, 3)) + 1; }
    // A year only where numbers of four digits are years: not before a noun that they count.
    bool capital_year(std::uint32_t t) const {
        if (t + 1 < end_ && (text_.tokens[t + 1].tag == Tag::noun_plural)) return false;
        static constexpr std::array<std::string_view, 12> kBefore{"in", "since", "by", "of", "until", "from", "during", "before", "after", "early", "late", "the"};
        return t > 0 && index_of(kBefore, at(t - 1)) >= 0;
    }

    std::uint32_t with_year(std::uint32_t t, std::uint32_t next, CalendarDay d, std::string& value) const {
        std::uint32_t y = next;
        if (at(y) == ",") ++y;
        if (at(y) == "of") ++y;
        if (const int year = year_of(at(y)); year > 0) {
            d.year = year;
            if (d.day == 0 || valid_day(d)) value = iso_day(d);
            return y + 1 - t;
        }
        if ((at(next) == "last" || at(next) == "this" || at(next) == "next") && at(next + 1) == "year") {
            if (today_) {
                d.year = today_->year + (at(next) == "last" ? -1 : at(next) == "next" ? 1 : 0);
                value = iso_day(d);
            }
            return next + 2 - t;
        }
        if (!today_) return next - t;
        d = nearest(*today_, d.month, d.day, false);
        if (d.day == 0 || valid_day(d)) value = iso_day(d);
        return next - t;
    }
    std::uint32_t month_first(std::uint32_t t, std::string& value) const {
        const bool ambiguous = at(t) == "may" || at(t) == "march" || at(t) == "mar" || at(t) == "jan" || at(t) == "august" || at(t) == "april" || at(t) == "june";
        const int day = day_of(at(t + 1));
        if (day > 0) return with_year(t, t + 2, {0, month(t), day}, value);
        if (ambiguous && text_.tokens[t].sentence_start && year_of(at(t + 1)) == 0) return 0;
        return with_year(t, t + 1, {0, month(t), 0}, value);
    }
    std::uint32_t day_first(std::uint32_t t, std::string& value) const {
        const std::uint32_t m = at(t + 1) == "of" ? t + 2 : t + 1;
        return with_year(t, m + 1, {0, month(m), day_of(at(t))}, value);
    }
    std::uint32_t weekday_first(std::uint32_t t, std::string& value, Turn turn, std::uint32_t taken) const {
        const int wanted = index_of(kWeekdays, at(t).substr(0, 3));
        std::uint32_t n = t + 1;
        if (at(n) == ",") ++n;
        if (is(n, kMonth) && day_of(at(n + 1)) > 0) return taken + (n - t - 1) + month_first(n, value);
        if (day_of(at(n)) > 0 && is(n + 1, kMonth)) return taken + (n - t - 1) + day_first(n, value);
        if (today_ && wanted >= 0) value = iso_day(nearest_weekday(*today_, wanted, turn == Turn::next, turn != Turn::none && turn != Turn::current));
        return taken;
    }
    std::uint32_t season_first(std::uint32_t t, std::string& value) const {
        const int season = season_of(at(t));
        std::uint32_t y = t + 1;
        if (at(y) == "of") ++y;
        if (const int year = year_of(at(y)); year > 0) {
            value = season_interval(year, season);
            return y + 1 - t;
        }
        static constexpr std::array<std::string_view, 6> kBefore{"the", "in", "this", "since", "last", "during"};
        if (t == 0 || index_of(kBefore, at(t - 1)) < 0 || !today_) return 0;
        const int first = 3 + season * 3;
        value = season_interval(first > today_->month ? today_->year - 1 : today_->year, season);
        return 1;
    }
    std::uint32_t turned(std::uint32_t t, std::string& value, Turn turn) const {
        const std::string_view unit = at(t + 1);
        const int step = turn == Turn::last ? -1 : turn == Turn::next ? 1 : 0;
        if (is(t + 1, kWeekday)) return weekday_first(t + 1, value, turn, 2);
        if (is(t + 1, kMonth)) {
            if (today_) {
                CalendarDay d = nearest(*today_, month(t + 1), 0, turn == Turn::next);
                if (turn == Turn::current) d.year = today_->year;
                if (turn == Turn::last && d.year == today_->year && d.month == today_->month) --d.year;
                value = iso_day(d);
            }
            return 2;
        }
        if (season_of(unit) >= 0) {
            if (today_) value = season_interval(today_->year + (step < 0 && 3 + season_of(unit) * 3 > today_->month ? -1 : step > 0 ? 1 : 0), season_of(unit));
            return 2;
        }
        static constexpr std::array<std::string_view, 4> kTimesOfDay{"morning", "afternoon", "evening", "night"};
        if (index_of(kTimesOfDay, unit) >= 0 && (turn == Turn::current || (turn == Turn::last && unit == "night"))) {  // "last night" began yesterday
            if (today_) value = iso_day(add_days(*today_, step));
            return 2;
        }
        if (unit != "year" && unit != "month" && unit != "week") return 0;
        if (!today_) return 2;
        if (unit == "year") value = iso_day({today_->year + step, 0, 0});
        if (unit == "month") {
            CalendarDay d = add_months({today_->year, today_->month, 1}, step);
            d.day = 0;
            value = iso_day(d);
        }
        if (unit == "week") value = week_of(add_days(*today_, 7 * step));
        return 2;
    }
    std::uint32_t ago(std::uint32_t t, std::string& value) const {
        const std::string_view unit = at(t + 1);
        if (at(t + 2) != "ago" && at(t + 2) != "earlier") return 0;
        const int n = number_of(at(t));
        const bool days = unit == "day" || unit == "days", weeks = unit == "week" || unit == "weeks";
        const bool months = unit == "month" || unit == "months", years = unit == "year" || unit == "years";
        if (!days && !weeks && !months && !years) return 0;
        if (!today_) return 3;
        if (days) value = iso_day(add_days(*today_, -n));
        if (weeks) value = week_of(add_days(*today_, -7 * n));
        if (months) {
            CalendarDay d = add_months({today_->year, today_->month, 1}, -n);
            d.day = 0;
            value = iso_day(d);
        }
        if (years) value = iso_day({today_->year - n, 0, 0});
        return 3;
    }

    const NameRules& rules_;
    const Text& text_;
    std::uint32_t end_;
    std::optional<CalendarDay> today_;
};

}  // namespace

void Finder::dates(const Sentence& s) {
    const DateReader reader(rules_, text_, end_of(s), parse_day(document_.date));
    std::string value;
    for (std::uint32_t t = begin_of(s); t < end_of(s);) {
        const char first = word(t).front();
        const bool may_begin = (cls(t) & kDateWord) != 0 || (first >= '0' && first <= '9');
        const std::uint32_t taken = may_begin && free(t) ? reader.read(t, value) : 0;
        if (taken == 0) {
            ++t;
            continue;
        }
        const std::uint32_t e = std::min(t + taken, end_of(s));
        drafts_[add(t, e, EntityType::none, MentionClass::date)].mention.value = value;
        t = e;
    }
}

}  // namespace demarche::extract
