// Work done by several threads whose results come out in the order of the input, with a bounded number of items in flight.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace demarche::cli {

// push() from one thread; `work` runs on the workers; `emit` is called in input order by one thread at a time. When emit returns false, what is still
// in flight is dropped and push() returns false. With one job everything runs inside push().
template <class In, class Out>
class OrderedPipeline {
public:
    OrderedPipeline(unsigned jobs, std::function<Out(const In&)> work, std::function<bool(In&, Out&)> emit)
        : work_(std::move(work)), emit_(std::move(emit)), capacity_(std::size_t{jobs} * 4) {
        if (jobs > 1)
            for (unsigned i = 0; i < jobs; ++i) threads_.emplace_back([this] { run(); });
    }
    OrderedPipeline(const OrderedPipeline&) = delete;
    OrderedPipeline& operator=(const OrderedPipeline&) = delete;
    ~OrderedPipeline() { finish(); }

    bool push(In item) {
        if (threads_.empty()) {
            Out out = work_(item);
            stopped_ = stopped_ || !emit_(item, out);
            return !stopped_;
        }
        std::unique_lock lock(mutex_);
        space_.wait(lock, [this] { return stopped_ || pushed_ - emitted_ < capacity_; });
        if (stopped_) return false;
        waiting_.emplace_back(pushed_++, std::move(item));
        ready_.notify_one();
        return true;
    }
    // Waits for everything pushed.
    void finish() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        ready_.notify_all();
        for (std::thread& thread : threads_) thread.join();
        threads_.clear();
    }

private:
    void run() {
        for (;;) {
            std::unique_lock lock(mutex_);
            ready_.wait(lock, [this] { return closed_ || stopped_ || !waiting_.empty(); });
            if (stopped_ || waiting_.empty()) return;
            std::pair<std::size_t, In> item = std::move(waiting_.front());
            waiting_.pop_front();
            lock.unlock();
            Out out = work_(item.second);
            lock.lock();
            done_.emplace(item.first, std::pair(std::move(item.second), std::move(out)));
            for (auto next = done_.find(emitted_); next != done_.end() && !stopped_; next = done_.find(emitted_)) {
                stopped_ = !emit_(next->second.first, next->second.second);
                done_.erase(next);
                ++emitted_;
            }
            space_.notify_one();
            if (stopped_) ready_.notify_all();
        }
    }

    std::function<Out(const In&)> work_;
    std::function<bool(In&, Out&)> emit_;
    std::size_t capacity_, pushed_ = 0, emitted_ = 0;
    bool closed_ = false, stopped_ = false;
    std::mutex mutex_;
    std::condition_variable ready_, space_;
    std::deque<std::pair<std::size_t, In>> waiting_;
    std::map<std::size_t, std::pair<In, Out>> done_;
    std::vector<std::thread> threads_;
};

}  // namespace demarche::cli
