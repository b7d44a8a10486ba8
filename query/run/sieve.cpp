#include "query/run/sieve.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>

namespace demarche::query {
namespace {

template <class T>
struct InWindow {
    const std::uint8_t* bytes;
    T first, span;
    bool outside;

    explicit InWindow(const Window& w) : bytes(w.bytes), first(static_cast<T>(w.first)), span(static_cast<T>(w.span)), outside(w.outside) {}
    bool operator()(std::uint32_t p) const {
        T v{};
        std::memcpy(&v, bytes + std::size_t{p} * sizeof v, sizeof v);
        return (static_cast<T>(v - first) <= span) != outside;  // what is less than first wraps beyond span
    }
};

struct OfType {
    const std::uint8_t *types, *accept;
    bool operator()(std::uint32_t p) const { return accept[types[p]] != 0; }
};

// Calls `use` with a test that is one of a few kinds, so that each has a loop of its own.
template <class Use>
std::uint32_t with_window(const Window& w, Use&& use) {
    switch (w.width) {
        case 1: return use(InWindow<std::uint8_t>(w));
        case 2: return use(InWindow<std::uint16_t>(w));
        case 4: return use(InWindow<std::uint32_t>(w));
        default: return use(InWindow<std::uint64_t>(w));
    }
}

template <class Use>
std::uint32_t with_test(const Sieve& sieve, Use&& use) {
    const OfType type{sieve.types, sieve.accept};
    if (!sieve.window.bytes) return use(type);
    return with_window(sieve.window, [&](const auto& in_window) {
        if (!sieve.types) return use(in_window);
        // Both are looked at: a jump that cannot be foreseen costs more.
        return use([&](std::uint32_t p) { return (static_cast<unsigned>(type(p)) & static_cast<unsigned>(in_window(p))) != 0; });
    });
}

template <class T>
std::optional<Window> window(const ColumnView& column, const Bounds& b) {
    constexpr std::uint64_t kMost = std::numeric_limits<T>::max();
    if (b.high < column.base) return std::nullopt;
    Window w{column.bytes, sizeof(T), b.outside, 0, 0};
    w.first = b.low <= column.base ? 0 : static_cast<std::uint64_t>(b.low) - static_cast<std::uint64_t>(column.base);
    if (w.first > kMost) return std::nullopt;
    w.span = std::min(static_cast<std::uint64_t>(b.high) - static_cast<std::uint64_t>(column.base) - w.first, kMost - w.first);
    return w;
}

}  // namespace

std::optional<Window> window_of(const ColumnView& column, const Bounds& b) {
    if (b.verdict != Bounds::Verdict::range || !column.full || column.present || column.kind == ColumnView::Kind::floating) return std::nullopt;
    switch (column.width) {
        case 1: return window<std::uint8_t>(column, b);
        case 2: return window<std::uint16_t>(column, b);
        case 4: return window<std::uint32_t>(column, b);
        case 8: return window<std::uint64_t>(column, b);
        default: return std::nullopt;
    }
}

std::uint32_t Sieve::keep(std::uint32_t begin, std::uint32_t end, std::uint32_t* positions) const {
    if (!types && !window.bytes) {
        std::iota(positions, positions + (end - begin), begin);
        return end - begin;
    }
    return with_test(*this, [&](const auto& pass) {
        std::uint32_t kept = 0;
        for (std::uint32_t p = begin; p < end; ++p) {
            positions[kept] = p;
            kept += pass(p) ? 1 : 0;
        }
        return kept;
    });
}

std::uint32_t Sieve::count(std::uint32_t begin, std::uint32_t end) const {
    if (!types && !window.bytes) return end - begin;
    return with_test(*this, [&](const auto& pass) {
        std::uint32_t sum = 0;
        for (std::uint32_t p = begin; p < end; ++p) sum += pass(p) ? 1 : 0;
        return sum;
    });
}

}  // namespace demarche::query
