#include "graph/packed.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>

namespace demarche::graph {
namespace {

std::uint8_t width_of(std::uint64_t largest) {
    if (largest == 0) return 0;
    if (largest <= 0xFFU) return 1;
    if (largest <= 0xFFFFU) return 2;
    return largest <= 0xFFFFFFFFU ? 4 : 8;
}

template <class T>
void write_vector(Writer& out, const std::vector<T>& values) {
    out.varint(values.size());
    out.raw(values.data(), values.size() * sizeof(T));
}

template <class T>
std::vector<T> read_vector(Reader& in) {
    std::vector<T> values(in.count(sizeof(T)));
    const std::string_view bytes = in.raw(values.size() * sizeof(T));
    if (!bytes.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
}

}  // namespace

PackedInts::PackedInts(std::span<const std::int64_t> values) { pack(values); }
PackedInts::PackedInts(std::span<const std::uint32_t> values) { pack(values); }

template <class T>
void PackedInts::pack(std::span<const T> values) {
    size_ = values.size();
    if (values.empty()) return;
    const auto [least, largest] = std::minmax_element(values.begin(), values.end());
    base_ = static_cast<std::int64_t>(*least);
    width_ = width_of(static_cast<std::uint64_t>(*largest) - static_cast<std::uint64_t>(base_));
    bytes_.resize(size_ * width_);
    for (std::size_t i = 0; i < size_; ++i) {
        const std::uint64_t offset = static_cast<std::uint64_t>(values[i]) - static_cast<std::uint64_t>(base_);
        if (width_) std::memcpy(bytes_.data() + i * width_, &offset, width_);  // little-endian: the low bytes come first
    }
}

void PackedInts::write(Writer& out) const {
    out.zigzag(base_);
    out.varint(size_);
    out.u8(width_);
    write_vector(out, bytes_);
}

PackedInts PackedInts::read(Reader& in) {
    PackedInts p;
    p.base_ = in.zigzag();
    p.size_ = in.varint();
    p.width_ = in.u8();
    p.bytes_ = read_vector<std::uint8_t>(in);
    const bool known = p.width_ <= 2 || p.width_ == 4 || p.width_ == 8;
    if (!known || p.size_ > 0xFFFFFFFFU || p.bytes_.size() != p.size_ * p.width_) {
        in.fail();
        return {};
    }
    return p;
}

RowSet::RowSet(std::span<const std::uint32_t> rows, std::size_t row_count) : row_count_(row_count), size_(rows.size()) {
    if (size_ == 0 || size_ == row_count_) return;
    bits_.resize((row_count_ + 63) / 64);
    for (const std::uint32_t row : rows) bits_[row / 64] |= std::uint64_t{1} << (row % 64);
    count();
}

void RowSet::count() {
    ranks_.clear();
    ranks_.reserve(bits_.size() / 8 + 1);
    std::uint32_t before = 0;
    for (std::size_t word = 0; word < bits_.size(); ++word) {
        if (word % 8 == 0) ranks_.push_back(before);
        before += static_cast<std::uint32_t>(std::popcount(bits_[word]));
    }
    size_ = bits_.empty() ? size_ : before;
}

std::size_t RowSet::rank(std::size_t row) const {
    if (bits_.empty()) return size_ ? row : 0;
    const std::size_t word = row / 64;
    std::size_t n = ranks_[word / 8];
    for (std::size_t i = word / 8 * 8; i < word; ++i) n += static_cast<std::size_t>(std::popcount(bits_[i]));
    const std::uint64_t below = (std::uint64_t{1} << (row % 64)) - 1;
    return n + static_cast<std::size_t>(std::popcount(bits_[word] & below));
}

void RowSet::write(Writer& out) const {
    out.varint(row_count_);
    out.varint(size_);
    write_vector(out, bits_);
}

RowSet RowSet::read(Reader& in) {
    RowSet s;
    s.row_count_ = in.varint();
    s.size_ = in.varint();
    s.bits_ = read_vector<std::uint64_t>(in);
    const std::size_t size = s.size_;
    s.count();
    const std::size_t tail = s.row_count_ % 64;
    const bool all_or_none = s.bits_.empty() && (size == 0 || size == s.row_count_);
    const bool words = s.bits_.size() == (s.row_count_ + 63) / 64 && size == s.size_ && size <= s.row_count_ &&
                       (tail == 0 || s.bits_.empty() || (s.bits_.back() >> tail) == 0);
    if (s.row_count_ > 0xFFFFFFFFU || !(all_or_none || words)) {
        in.fail();
        return {};
    }
    return s;
}

std::size_t StringPool::below(std::string_view s) const {
    std::size_t low = 0, high = size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if ((*this)[middle] < s) low = middle + 1;
        else high = middle;
    }
    return low;
}

std::size_t StringPool::find(std::string_view s) const {
    const std::size_t low = below(s);
    return low < size() && (*this)[low] == s ? low : size();
}

void StringPool::write(Writer& out) const {
    ends_.write(out);
    out.text(text_);
}

StringPool StringPool::read(Reader& in) {
    StringPool p;
    p.ends_ = PackedInts::read(in);
    p.text_ = in.text();
    std::int64_t before = 0;
    for (std::size_t i = 0; i < p.ends_.size() && in.ok(); ++i) {
        if (p.ends_.at(i) < before) in.fail();
        before = p.ends_.at(i);
    }
    if (static_cast<std::uint64_t>(before) != p.text_.size()) in.fail();
    return in.ok() ? p : StringPool();
}

std::uint32_t Interner::add(std::string_view s) {
    if (slots_.size() < (ends_.size() + 1) * 2) grow();
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>()(s) & mask;
    for (; slots_[slot]; slot = (slot + 1) & mask) {
        if ((*this)[slots_[slot] - 1] == s) return slots_[slot] - 1;
    }
    text_ += s;
    ends_.push_back(text_.size());
    slots_[slot] = static_cast<std::uint32_t>(ends_.size());
    return slots_[slot] - 1;
}

void Interner::grow() {
    slots_.assign(std::max<std::size_t>(16, slots_.size() * 2), 0);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < ends_.size(); ++i) {
        std::size_t slot = std::hash<std::string_view>()((*this)[i]) & mask;
        while (slots_[slot]) slot = (slot + 1) & mask;
        slots_[slot] = static_cast<std::uint32_t>(i + 1);
    }
}

StringPool Interner::freeze(std::vector<std::uint32_t>& renumber) const {
    std::vector<std::uint32_t> order(size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) { return (*this)[a] < (*this)[b]; });
    StringPool pool;
    pool.text_.reserve(text_.size());
    std::vector<std::int64_t> ends;
    ends.reserve(size());
    renumber.assign(size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        pool.text_ += (*this)[order[i]];
        ends.push_back(static_cast<std::int64_t>(pool.text_.size()));
        renumber[order[i]] = static_cast<std::uint32_t>(i);
    }
    pool.ends_ = PackedInts(std::span<const std::int64_t>(ends));
    return pool;
}

}  // namespace demarche::graph
