// Tables as large as the graph, kept between runs: a search that touches ten nodes must not pay for clearing a million.
//
// Threads: a Scratch is shared by all runs of an engine; a Lease belongs to one run.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace demarche::query {

// From nodes to numbers; cleared in O(1).
class NodeTable {
public:
    explicit NodeTable(std::size_t nodes) : cells_(nodes) {}
    void clear() {
        if (++epoch_ == 0) {
            std::fill(cells_.begin(), cells_.end(), Cell{});
            epoch_ = 1;
        }
    }
    bool contains(std::uint32_t node) const { return cells_[node].epoch == epoch_; }
    // Precondition: contains(node).
    std::uint32_t at(std::uint32_t node) const { return cells_[node].value; }
    void set(std::uint32_t node, std::uint32_t value) { cells_[node] = {epoch_, value}; }

private:
    struct Cell {
        std::uint32_t epoch = 0, value = 0;
    };
    std::vector<Cell> cells_;
    std::uint32_t epoch_ = 1;
};

// A set of ids; cleared in O(what was inserted).
class IdSet {
public:
    explicit IdSet(std::size_t ids) : words_(ids / 64 + 1) {}
    void clear() {
        for (const std::uint32_t word : touched_) words_[word] = 0;
        touched_.clear();
    }
    // Was it new?
    bool insert(std::uint32_t id) {
        std::uint64_t& word = words_[id / 64];
        const std::uint64_t bit = std::uint64_t{1} << (id % 64);
        if ((word & bit) != 0) return false;
        if (word == 0) touched_.push_back(id / 64);
        word |= bit;
        return true;
    }

private:
    std::vector<std::uint64_t> words_;
    std::vector<std::uint32_t> touched_;
};

template <class T>
class Pool {
public:
    explicit Pool(std::size_t size) : size_(size) {}
    std::unique_ptr<T> take() {
        {
            const std::lock_guard lock(mutex_);
            if (!free_.empty()) {
                std::unique_ptr<T> last = std::move(free_.back());
                free_.pop_back();
                return last;
            }
        }
        return std::make_unique<T>(size_);
    }
    void give(std::unique_ptr<T> item) {
        const std::lock_guard lock(mutex_);
        if (free_.size() < kKept) free_.push_back(std::move(item));
    }

private:
    static constexpr std::size_t kKept = 16;
    std::size_t size_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<T>> free_;
};

// A table from a pool, empty, for as long as this lives.
template <class T>
class Lease {
public:
    explicit Lease(Pool<T>& pool) : pool_(&pool), item_(pool.take()) { item_->clear(); }
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() {
        if (!item_) return;
        item_->clear();
        pool_->give(std::move(item_));
    }
    T& operator*() const { return *item_; }
    T* operator->() const { return item_.get(); }

private:
    Pool<T>* pool_;
    std::unique_ptr<T> item_;
};

struct Scratch {
    Scratch(std::size_t nodes, std::size_t edges) : tables(nodes), node_sets(nodes), edge_sets(edges) {}
    Pool<NodeTable> tables;
    Pool<IdSet> node_sets, edge_sets;
};

}  // namespace demarche::query
