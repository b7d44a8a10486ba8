// Little-endian bytes: what blobs in the store and encoded property values are made of.
//
// A Reader never reads past its end and never throws: the first impossible request makes it !ok(), and everything after gives
// zeros and empty views. Check ok() once, at the end.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace demarche::graph {

static_assert(std::endian::native == std::endian::little, "the store's blobs are little-endian; a big-endian machine needs byte swaps here");

class Writer {
public:
    void u8(std::uint8_t v) { out_ += static_cast<char>(v); }
    void u64(std::uint64_t v) { raw(&v, sizeof v); }
    void f64(double v) { u64(std::bit_cast<std::uint64_t>(v)); }
    // LEB128.
    void varint(std::uint64_t v) {
        for (; v >= 0x80U; v >>= 7U) u8(static_cast<std::uint8_t>(v | 0x80U));
        u8(static_cast<std::uint8_t>(v));
    }
    void zigzag(std::int64_t v) { varint((static_cast<std::uint64_t>(v) << 1U) ^ static_cast<std::uint64_t>(v >> 63U)); }
    void text(std::string_view s) {
        varint(s.size());
        out_ += s;
    }
    void raw(const void* data, std::size_t size) { out_.append(static_cast<const char*>(data), size); }
    const std::string& bytes() const { return out_; }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    // What is read may keep the bytes instead of copying them.
    explicit Reader(std::shared_ptr<const std::string> bytes) : rest_(*bytes), owner_(std::move(bytes)) {}
    std::uint8_t u8() { return fixed<std::uint8_t>(); }
    std::uint64_t u64() { return fixed<std::uint64_t>(); }
    double f64() { return std::bit_cast<double>(u64()); }
    std::uint64_t varint() {
        std::uint64_t v = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t byte = u8();
            v |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80U) return v;
        }
        ok_ = false;
        return 0;
    }
    std::int64_t zigzag() {
        const std::uint64_t v = varint();
        return static_cast<std::int64_t>((v >> 1U) ^ (~(v & 1U) + 1U));
    }
    std::string_view text() { return raw(varint()); }
    std::string_view raw(std::uint64_t size) {
        if (size > rest_.size()) {
            ok_ = false;
            rest_ = {};
            return {};
        }
        const std::string_view v = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return v;
    }
    // A count of items of at least `item_size` bytes each: a damaged count cannot ask for more memory than the blob has bytes.
    std::uint64_t count(std::uint64_t item_size = 1) {
        const std::uint64_t n = varint();
        if (n > rest_.size() / item_size) {
            ok_ = false;
            return 0;
        }
        return n;
    }
    void fail() { ok_ = false; }
    bool ok() const { return ok_; }
    bool at_end() const { return rest_.empty(); }
    const std::shared_ptr<const std::string>& owner() const { return owner_; }

private:
    template <class T>
    T fixed() {
        T v{};
        const std::string_view bytes = raw(sizeof v);
        if (!bytes.empty()) std::memcpy(&v, bytes.data(), sizeof v);
        return v;
    }

    std::string_view rest_;
    std::shared_ptr<const std::string> owner_;
    bool ok_ = true;
};

}  // namespace demarche::graph
