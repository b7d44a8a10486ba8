// Reduced ISO 8601 dates ("2024", "2024-10", "2024-10-14", "2024-06/2024-08") as ranges of days.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace demarche::graph {

struct DayRange {
    std::int64_t first = 0, last = 0;  // days since 1970-01-01, both included
    bool contains(const DayRange& o) const { return first <= o.first && o.last <= last; }
    std::int64_t length() const { return last - first + 1; }
};

// Nothing when the text is not such a date.
std::optional<DayRange> day_range(std::string_view iso);
// "2024-10-14"
std::string iso_day(std::int64_t day);

}  // namespace demarche::graph
