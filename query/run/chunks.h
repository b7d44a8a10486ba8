// A vector that never moves what it holds: it grows by a piece at a time, so that it never takes three times what it needs.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace demarche::query {

template <class T, std::size_t kChunk = 1024>
class Chunks {
public:
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    std::size_t memory() const { return chunks_.size() * kChunk * sizeof(T); }
    T& operator[](std::size_t i) { return chunks_[i / kChunk][i % kChunk]; }
    const T& operator[](std::size_t i) const { return chunks_[i / kChunk][i % kChunk]; }
    void push_back(const T& item) {
        if (size_ == chunks_.size() * kChunk) chunks_.push_back(std::make_unique_for_overwrite<T[]>(kChunk));
        (*this)[size_++] = item;
    }
    void pop_back() { --size_; }
    // From `first` on in the opposite order.
    void reverse(std::size_t first) {
        for (std::size_t a = first, b = size_; a + 1 < b; ++a) std::swap((*this)[a], (*this)[--b]);
    }
    // Keeps a little for the next time.
    void clear() {
        size_ = 0;
        if (chunks_.size() > 1) chunks_.resize(1);
    }

private:
    std::vector<std::unique_ptr<T[]>> chunks_;
    std::size_t size_ = 0;
};

}  // namespace demarche::query
