#include "graph/packed.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <utility>

namespace demarche::graph {
namespace {

std::uint8_t width_of(std::uint64_t largest) {
    if (largest == 0) return 0;
    if (largest <= 0xFFU) return 1;
    if (largest <= 0xFFFFU) return 2;
    return largest <= 0xFFFFFFFFU ? 4 : 8;
}

// The bytes themselves when they have an owner that can be shared, else a copy.
std::shared_ptr<const void> share(const Reader& in, std::string_view& bytes) {
    if (in.owner()) return in.owner();
    auto copy = std::make_shared<const std::string>(bytes);
    bytes = *copy;
    return copy;
}

}  // namespace

void PackedInts::prepare(std::size_t n, std::int64_t least, std::int64_t largest) {
    size_ = n;
    base_ = least;
    width_ = width_of(static_cast<std::uint64_t>(largest) - static_cast<std::uint64_t>(least));
    const std::shared_ptr<char[]> bytes(new char[n * width_ + 1]);  // every byte is written next
    bytes_ = writable_ = bytes.get();
    owner_ = bytes;
}

bool PackedInts::below(std::uint64_t limit) const {
    if (size_ == 0) return true;
    if (width_ == 0) return static_cast<std::uint64_t>(base_) < limit;  // a negative value is large as an unsigned one
    const std::uint64_t largest = with_type([this](auto zero) {
        decltype(zero) most = 0;
        for (std::size_t i = 0; i < size_; ++i) most = std::max(most, load<decltype(zero)>(i));
        return std::uint64_t{most};
    });
    return base_ >= 0 ? static_cast<std::uint64_t>(base_) < limit && largest < limit - static_cast<std::uint64_t>(base_) : false;
}

std::vector<std::size_t> PackedInts::counts(std::size_t limit) const {
    std::vector<std::size_t> counts(limit);
    if (width_ != 1) {
        for (std::size_t i = 0; i < size_; ++i) ++counts[static_cast<std::size_t>(at(i))];
        return counts;
    }
    std::array<std::array<std::uint32_t, 256>, 4> of_byte{};  // four, so that equal neighbours do not wait for each other
    for (std::size_t i = 0; i < size_; ++i) ++of_byte[i % 4][static_cast<unsigned char>(bytes_[i])];
    for (std::size_t byte = 0; byte < 256; ++byte) {
        const std::size_t count = std::size_t{of_byte[0][byte]} + of_byte[1][byte] + of_byte[2][byte] + of_byte[3][byte];
        if (count) counts[static_cast<std::size_t>(base_) + byte] = count;
    }
    return counts;
}

void PackedInts::write(Writer& out) const {
    out.zigzag(base_);
    out.varint(size_);
    out.u8(width_);
    out.text({bytes_, memory()});
}

PackedInts PackedInts::read(Reader& in) {
    PackedInts p;
    p.base_ = in.zigzag();
    p.size_ = in.varint();
    p.width_ = in.u8();
    std::string_view bytes = in.text();
    const bool known = p.width_ <= 2 || p.width_ == 4 || p.width_ == 8;
    if (!known || p.size_ > 0xFFFFFFFFU || bytes.size() != p.size_ * p.width_) {
        in.fail();
        return {};
    }
    p.owner_ = share(in, bytes);
    p.bytes_ = bytes.data();
    return p;
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

std::size_t RowSet::row_of(std::size_t rank) const {
    if (bits_.empty()) return rank;
    const auto group = std::upper_bound(ranks_.begin(), ranks_.end(), rank) - 1;
    std::size_t word = static_cast<std::size_t>(group - ranks_.begin()) * 8, rest = rank - *group;
    for (std::size_t n = 0; rest >= (n = static_cast<std::size_t>(std::popcount(bits_[word]))); ++word) rest -= n;
    std::uint64_t bits = bits_[word];
    for (; rest > 0; --rest) bits &= bits - 1;
    return word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
}

void RowSet::write(Writer& out) const {
    out.varint(row_count_);
    out.varint(size_);
    out.varint(bits_.size());
    out.raw(bits_.data(), bits_.size() * 8);
}

RowSet RowSet::read(Reader& in) {
    RowSet s;
    s.row_count_ = in.varint();
    s.size_ = in.varint();
    s.bits_.resize(in.count(8));
    if (const std::string_view bytes = in.raw(s.bits_.size() * 8); !bytes.empty()) std::memcpy(s.bits_.data(), bytes.data(), bytes.size());
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
    bool ascending = true;
    for (std::size_t i = 0; i < p.ends_.size(); ++i) {
        const std::int64_t end = p.ends_.at(i);
        ascending = ascending && end >= before;
        before = end;
    }
    if (!ascending || static_cast<std::uint64_t>(before) != p.text_.size()) in.fail();
    if (!in.ok()) return {};
    p.owner_ = share(in, p.text_);
    return p;
}

// The first seven bytes, and the length in the last one; 8 there stands for all lengths above 7, and only then is there more to compare.
std::uint64_t Interner::head_of(std::string_view s) {
    constexpr std::size_t kBytes = 7;
    std::uint64_t head = 0;
    std::memcpy(&head, s.data(), std::min(s.size(), kBytes));
    return head | std::uint64_t{std::min(s.size(), kBytes + 1)} << (kBytes * 8);
}

std::uint32_t Interner::add(std::string_view s) {
    if (slots_.size() * 2 < (ends_.size() + 1) * 3) grow();
    const std::uint64_t head = head_of(s);
    const bool whole = s.size() <= 7;
    const std::uint64_t mixed = (whole ? head : std::hash<std::string_view>()(s)) * 0x9E3779B97F4A7C15U;
    const auto hash = static_cast<std::uint32_t>(mixed >> 32U);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    for (; slots_[at].number; at = (at + 1) & mask) {
        const Slot& slot = slots_[at];
        if (slot.hash == hash && slot.head == head && (whole || (*this)[slot.number - 1] == s)) return slot.number - 1;
    }
    text_ += s;
    ends_.push_back(text_.size());
    slots_[at] = {hash, static_cast<std::uint32_t>(ends_.size()), head};
    return slots_[at].number - 1;
}

void Interner::grow() {
    const std::vector<Slot> before = std::exchange(slots_, {});
    slots_.resize(std::max<std::size_t>(16, before.size() * 2));
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : before) {
        if (slot.number == 0) continue;
        std::size_t at = slot.hash & mask;
        while (slots_[at].number) at = (at + 1) & mask;
        slots_[at] = slot;
    }
}

StringPool Interner::freeze(std::vector<std::uint32_t>& renumber) {
    slots_ = {};
    std::vector<std::uint32_t> order(size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) { return (*this)[a] < (*this)[b]; });
    const auto text = std::make_shared<std::string>();
    text->reserve(text_.size());
    std::vector<std::int64_t> ends;
    ends.reserve(size());
    renumber.assign(size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        *text += (*this)[order[i]];
        ends.push_back(static_cast<std::int64_t>(text->size()));
        renumber[order[i]] = static_cast<std::uint32_t>(i);
    }
    StringPool pool;
    pool.text_ = *text;
    pool.owner_ = text;
    pool.ends_ = PackedInts(std::span<const std::int64_t>(ends));
    *this = {};
    return pool;
}

}  // namespace demarche::graph
