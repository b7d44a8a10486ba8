// What can be decided of a batch by its positions alone: types and one number a position, both read in the order in which they lie.
#pragma once

#include <cstdint>
#include <optional>

#include "query/run/condition.h"

namespace demarche::query {

// The numbers of a packed column that satisfy its bounds, as a range of what is stored.
struct Window {
    const std::uint8_t* bytes = nullptr;  // nullptr: no condition
    std::uint8_t width = 0;               // 1, 2, 4 or 8
    bool outside = false;                 // not in the range
    std::uint64_t first = 0, span = 0;    // first … first + span, which the width can hold
};

// Nothing where a column has gaps or one value for all, or where the bounds are no range of whole numbers: then the general way decides.
std::optional<Window> window_of(const ColumnView& column, const Bounds& bounds);

struct Sieve {
    const std::uint8_t* types = nullptr;   // by position; nullptr: any type
    const std::uint8_t* accept = nullptr;  // by stored type
    Window window;

    // Writes the positions of [begin, end) that pass, ascending; returns how many. Room for end - begin of them is needed.
    std::uint32_t keep(std::uint32_t begin, std::uint32_t end, std::uint32_t* positions) const;
    std::uint32_t count(std::uint32_t begin, std::uint32_t end) const;
};

}  // namespace demarche::query
