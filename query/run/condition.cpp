#include "query/run/condition.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace demarche::query {
namespace {

using ast::CompareOp;
using Kind = ColumnView::Kind;

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min(), kMost = std::numeric_limits<std::int64_t>::max();

Bounds nothing() { return {}; }
Bounds everything() {
    Bounds b;
    b.verdict = Bounds::Verdict::present;
    return b;
}
Bounds general() {
    Bounds b;
    b.verdict = Bounds::Verdict::general;
    return b;
}
// Of a type that the column's values never equal and cannot be ordered with.
Bounds stranger(CompareOp op) { return op == CompareOp::not_equal ? everything() : nothing(); }

// v has the column's own number.
Bounds whole(CompareOp op, std::int64_t v) {
    Bounds b;
    b.verdict = Bounds::Verdict::range;
    b.low = kLeast;
    b.high = kMost;
    switch (op) {
        case CompareOp::less:
            if (v == kLeast) return nothing();
            b.high = v - 1;
            break;
        case CompareOp::less_equal: b.high = v; break;
        case CompareOp::greater:
            if (v == kMost) return nothing();
            b.low = v + 1;
            break;
        case CompareOp::greater_equal: b.low = v; break;
        default: b.low = b.high = v; b.outside = op == CompareOp::not_equal;
    }
    return b;
}

Bounds whole_of_real(CompareOp op, double d) {
    if (std::isnan(d)) return stranger(op);
    const double floor = std::floor(d);
    if (floor >= 9007199254740992.0 || floor <= -9007199254740992.0) return general();
    const auto v = static_cast<std::int64_t>(floor);
    if (floor == d) return whole(op, v);
    if (op == CompareOp::equal || op == CompareOp::not_equal) return stranger(op);
    return whole(op == CompareOp::less || op == CompareOp::less_equal ? CompareOp::less_equal : CompareOp::greater, v);
}

Bounds real(CompareOp op, double d) {
    if (std::isnan(d)) return stranger(op);
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    Bounds b;
    b.verdict = Bounds::Verdict::range;
    b.low_real = -kInfinity;
    b.high_real = kInfinity;
    switch (op) {
        case CompareOp::less:
            if (d == -kInfinity) return nothing();
            b.high_real = std::nextafter(d, -kInfinity);
            break;
        case CompareOp::less_equal: b.high_real = d; break;
        case CompareOp::greater:
            if (d == kInfinity) return nothing();
            b.low_real = std::nextafter(d, kInfinity);
            break;
        case CompareOp::greater_equal: b.low_real = d; break;
        default: b.low_real = b.high_real = d; b.outside = op == CompareOp::not_equal;
    }
    return b;
}

// below: strings less than v; not_above: not greater.
Bounds ranked(CompareOp op, std::int64_t below, std::int64_t not_above) {
    switch (op) {
        case CompareOp::less: return whole(CompareOp::less, below);
        case CompareOp::less_equal: return whole(CompareOp::less, not_above);
        case CompareOp::greater: return whole(CompareOp::greater_equal, not_above);
        case CompareOp::greater_equal: return whole(CompareOp::greater_equal, below);
        default: return below == not_above ? stranger(op) : whole(op, below);
    }
}

// A column all of whose rows have a value: the row is the index.
template <class T>
std::uint32_t packed(const ColumnView& column, const Bounds& b, const std::uint32_t* by, std::uint32_t* positions, std::uint32_t count) {
    // Where the range lies among the stored offsets.
    if (b.high < column.base) return b.outside ? count : 0;
    const std::uint64_t low = b.low <= column.base ? 0 : static_cast<std::uint64_t>(b.low) - static_cast<std::uint64_t>(column.base);
    const std::uint64_t width = static_cast<std::uint64_t>(b.high) - static_cast<std::uint64_t>(column.base) - low;
    if (low > std::numeric_limits<T>::max()) return b.outside ? count : 0;
    const auto first = static_cast<T>(low);
    const auto span = static_cast<T>(std::min<std::uint64_t>(width, std::numeric_limits<T>::max()));
    const bool outside = b.outside;
    std::uint32_t kept = 0;
    const auto pass = [&](std::uint32_t row) {
        T v{};
        std::memcpy(&v, column.bytes + std::size_t{row} * sizeof v, sizeof v);
        return (v >= first && static_cast<T>(v - first) <= span) != outside;
    };
    if (by) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t p = positions[i];
            positions[kept] = p;
            kept += pass(by[p]) ? 1 : 0;
        }
    } else {
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t p = positions[i];
            positions[kept] = p;
            kept += pass(p) ? 1 : 0;
        }
    }
    return kept;
}

}  // namespace

Bounds bounds_of_number(CompareOp op, std::int64_t number) { return whole(op, number); }

Bounds bounds_of(const ColumnView& column, CompareOp op, const Value& value,
                 const std::function<std::pair<std::size_t, std::size_t>(std::string_view)>& text_bounds) {
    if (value.is_null() || column.size == 0) return nothing();
    switch (column.kind) {
        case Kind::integer:
            if (const std::int64_t* i = value.as_integer()) return whole(op, *i);
            if (const double* d = value.as_double()) return whole_of_real(op, *d);
            return stranger(op);
        case Kind::floating:
            if (const double* d = value.as_double()) return real(op, *d);
            if (const std::int64_t* i = value.as_integer()) return *i > -9007199254740992 && *i < 9007199254740992 ? real(op, static_cast<double>(*i)) : general();
            return stranger(op);
        case Kind::boolean:
            if (const bool* b = value.as_bool()) return whole(op, *b ? 1 : 0);
            return stranger(op);
        case Kind::date:
            if (const Date* d = value.get<Date>()) return whole(op, d->days);
            return general();
        case Kind::text:
            if (const std::string* text = value.as_string()) {
                const auto [below, not_above] = text_bounds(*text);
                return ranked(op, static_cast<std::int64_t>(below), static_cast<std::int64_t>(not_above));
            }
            return stranger(op);
        default: return general();
    }
}

std::uint32_t keep_in_range(const ColumnView& column, const Bounds& b, const std::uint32_t* by, std::uint32_t* positions, std::uint32_t count) {
    if (column.full && !column.present && column.kind != Kind::floating) {
        if (b.verdict == Bounds::Verdict::present) return count;
        switch (column.width) {
            case 0: return (column.base >= b.low && column.base <= b.high) != b.outside ? count : 0;
            case 1: return packed<std::uint8_t>(column, b, by, positions, count);
            case 2: return packed<std::uint16_t>(column, b, by, positions, count);
            case 4: return packed<std::uint32_t>(column, b, by, positions, count);
            default: return packed<std::uint64_t>(column, b, by, positions, count);
        }
    }
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t p = positions[i], row = by ? by[p] : p;
        if (!column.contains(row)) continue;
        bool pass = true;
        if (b.verdict == Bounds::Verdict::range) {
            const std::int64_t number = column.number(row);
            if (column.kind == Kind::floating) {
                const double d = std::bit_cast<double>(number);
                pass = (d >= b.low_real && d <= b.high_real) != b.outside;
            } else {
                pass = (number >= b.low && number <= b.high) != b.outside;
            }
        }
        positions[kept] = p;
        kept += pass ? 1 : 0;
    }
    return kept;
}

std::uint32_t keep_labelled(const ColumnView& sets, const std::vector<std::uint8_t>& wanted, const std::uint32_t* by, std::uint32_t* positions,
                            std::uint32_t count) {
    std::uint32_t kept = 0;
    if (sets.width == 1) {
        const std::uint8_t* const accept = wanted.data() + sets.base;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint32_t p = positions[i];
            positions[kept] = p;
            kept += accept[sets.bytes[by ? by[p] : p]];
        }
        return kept;
    }
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t p = positions[i];
        positions[kept] = p;
        kept += wanted[static_cast<std::size_t>(sets.number(by ? by[p] : p))];
    }
    return kept;
}

}  // namespace demarche::query
