// The small containers that columns are made of: bytes that may be shared, integers in as few bytes as they need, a set of rows with
// ranks, and a pool of strings. All are values, built once and then only read; copies share their bytes.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/bytes.h"

namespace demarche::graph {

// Integers as offsets from the least one, each in 0, 1, 2, 4 or 8 bytes. A constant column costs nothing a row.
class PackedInts {
public:
    PackedInts() = default;
    // n values, the i-th is value(i), called at most twice for each i in ascending order.
    template <class F>
    PackedInts(std::size_t n, F value);
    explicit PackedInts(std::span<const std::int64_t> values) : PackedInts(values.size(), [&](std::size_t i) { return values[i]; }) {}
    explicit PackedInts(std::span<const std::uint32_t> values) : PackedInts(values.size(), [&](std::size_t i) { return std::int64_t{values[i]}; }) {}

    std::size_t size() const { return size_; }
    // Precondition: i < size().
    std::int64_t at(std::size_t i) const {
        switch (width_) {
            case 1: return from(static_cast<unsigned char>(bytes_[i]));
            case 2: return from(load<std::uint16_t>(i));
            case 4: return from(load<std::uint32_t>(i));
            case 8: return from(load<std::uint64_t>(i));
            default: return base_;
        }
    }
    std::int64_t base() const { return base_; }
    std::uint8_t width() const { return width_; }
    const std::uint8_t* data() const { return reinterpret_cast<const std::uint8_t*>(bytes_); }
    // Every value is in [0, limit).
    bool below(std::uint64_t limit) const;
    // How often each number of [0, limit) occurs. Precondition: below(limit).
    std::vector<std::size_t> counts(std::size_t limit) const;
    // f(i) for each i with this value, ascending. As fast as the memory.
    template <class F>
    void for_each_with(std::int64_t value, F f) const;
    std::size_t memory() const { return size_ * width_; }
    void write(Writer& out) const;
    // Shares the reader's bytes when it has an owner.
    static PackedInts read(Reader& in);

private:
    void prepare(std::size_t n, std::int64_t least, std::int64_t largest);
    // f of a zero of the type that the offsets have, which are stored in 1, 2, 4 or 8 bytes. Precondition: width() != 0.
    template <class F>
    auto with_type(F f) const {
        switch (width_) {
            case 1: return f(std::uint8_t{});
            case 2: return f(std::uint16_t{});
            case 4: return f(std::uint32_t{});
            default: return f(std::uint64_t{});
        }
    }
    template <class T>
    T load(std::size_t i) const {
        T v{};
        std::memcpy(&v, bytes_ + i * sizeof v, sizeof v);
        return v;
    }
    std::int64_t from(std::uint64_t offset) const { return static_cast<std::int64_t>(static_cast<std::uint64_t>(base_) + offset); }

    std::int64_t base_ = 0;
    std::size_t size_ = 0;
    std::uint8_t width_ = 0;
    char* writable_ = nullptr;  // while being made
    const char* bytes_ = nullptr;
    std::shared_ptr<const void> owner_;
};

template <class F>
PackedInts::PackedInts(std::size_t n, F value) {
    if (n == 0) return;
    std::int64_t least = value(0), largest = least;
    for (std::size_t i = 1; i < n; ++i) {
        const std::int64_t v = value(i);
        least = v < least ? v : least;
        largest = v > largest ? v : largest;
    }
    prepare(n, least, largest);
    for (std::size_t i = 0; i < n && width_; ++i) {
        const std::uint64_t offset = static_cast<std::uint64_t>(value(i)) - static_cast<std::uint64_t>(base_);
        std::memcpy(writable_ + i * width_, &offset, width_);  // little-endian: the low bytes come first
    }
    writable_ = nullptr;
}

template <class F>
void PackedInts::for_each_with(std::int64_t value, F f) const {
    const std::uint64_t offset = static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(base_);
    if (width_ == 0) {
        for (std::size_t i = 0; i < size_ && offset == 0; ++i) f(i);
        return;
    }
    with_type([&](auto zero) {
        using T = decltype(zero);
        constexpr std::size_t kBlock = 256;
        const auto wanted = static_cast<T>(offset);
        for (std::size_t begin = 0; begin < size_ && wanted == offset; begin += kBlock) {
            const std::size_t end = begin + kBlock < size_ ? begin + kBlock : size_;
            bool here = false;
            for (std::size_t i = begin; i < end; ++i) here |= load<T>(i) == wanted;
            for (std::size_t i = begin; i < end && here; ++i) {
                if (load<T>(i) == wanted) f(i);
            }
        }
    });
}

// Which rows have a value, and how many before a row have one. One bit a row and 1/16 byte for the ranks; nothing when all have.
class RowSet {
public:
    RowSet() = default;
    // has(row), for each row < row_count.
    template <class F>
    RowSet(std::size_t row_count, F has) : row_count_(row_count), bits_((row_count + 63) / 64) {
        for (std::size_t row = 0; row < row_count; ++row) {
            if (has(row)) bits_[row / 64] |= std::uint64_t{1} << (row % 64);
        }
        count();
        if (size_ == 0 || size_ == row_count_) bits_ = {}, ranks_ = {};
    }
    static RowSet all(std::size_t row_count) {
        RowSet s;
        s.row_count_ = s.size_ = row_count;
        return s;
    }

    std::size_t row_count() const { return row_count_; }
    std::size_t size() const { return size_; }
    bool contains(std::size_t row) const { return bits_.empty() ? size_ != 0 : ((bits_[row / 64] >> (row % 64)) & 1U) != 0; }
    // Number of rows of the set before `row`.
    std::size_t rank(std::size_t row) const;
    // The row of that rank: the inverse of rank(). O(log rows).
    std::size_t row_of(std::size_t rank) const;
    // nullptr: all rows or none.
    const std::uint64_t* bits() const { return bits_.empty() ? nullptr : bits_.data(); }
    const std::uint32_t* ranks() const { return ranks_.data(); }
    std::size_t memory() const { return bits_.size() * 8 + ranks_.size() * 4; }
    void write(Writer& out) const;
    static RowSet read(Reader& in);

private:
    void count();

    std::size_t row_count_ = 0, size_ = 0;
    std::vector<std::uint64_t> bits_;   // empty: all rows or none
    std::vector<std::uint32_t> ranks_;  // one for every 8 words
};

// Strings, one after another, in byte order and each once.
class StringPool {
public:
    std::size_t size() const { return ends_.size(); }
    std::string_view operator[](std::size_t i) const {
        const auto begin = i == 0 ? std::size_t{0} : static_cast<std::size_t>(ends_.at(i - 1));
        return text_.substr(begin, static_cast<std::size_t>(ends_.at(i)) - begin);
    }
    // The number of `s`, or size(). O(log size).
    std::size_t find(std::string_view s) const;
    // How many strings are less than `s`. O(log size).
    std::size_t below(std::string_view s) const;
    std::size_t memory() const { return text_.size() + ends_.memory(); }
    void write(Writer& out) const;
    static StringPool read(Reader& in);

private:
    friend class Interner;
    std::shared_ptr<const void> owner_;
    std::string_view text_;
    PackedInts ends_;
};

// A growing array in blocks: it never moves what it holds, so that it never needs more than it holds.
template <class T>
class Blocks {
public:
    void push_back(T value) {
        if (size_ % kBlock == 0) blocks_.push_back(std::make_unique<std::array<T, kBlock>>());
        (*blocks_.back())[size_++ % kBlock] = value;
    }
    std::size_t size() const { return size_; }
    T operator[](std::size_t i) const { return (*blocks_[i / kBlock])[i % kBlock]; }
    T& operator[](std::size_t i) { return (*blocks_[i / kBlock])[i % kBlock]; }

private:
    static constexpr std::size_t kBlock = 4096;
    std::vector<std::unique_ptr<std::array<T, kBlock>>> blocks_;
    std::size_t size_ = 0;
};

// Gives each different string a number, in the order of first use.
class Interner {
public:
    std::uint32_t add(std::string_view s);
    std::size_t size() const { return ends_.size(); }
    std::string_view operator[](std::size_t i) const {
        const std::uint64_t begin = i == 0 ? 0 : ends_[i - 1];
        return std::string_view(text_).substr(begin, ends_[i] - begin);
    }
    // The pool in byte order; renumber[old number] = number in the pool. Leaves the interner empty.
    StringPool freeze(std::vector<std::uint32_t>& renumber);

private:
    // Open addressing. What the slot has of the string spares most searches the way to the string itself: a cache miss or two in large tables.
    struct Slot {
        std::uint32_t hash = 0, number = 0;  // number + 1, 0: free
        std::uint64_t head = 0;              // see head_of
    };
    static std::uint64_t head_of(std::string_view s);
    void grow();

    std::string text_;
    std::vector<std::uint64_t> ends_;
    std::vector<Slot> slots_;
};

}  // namespace demarche::graph
