// Aggregates as state machines. All but count(*) leave nulls out.
#include <algorithm>
#include <cmath>

#include "query/error.h"
#include "query/functions/library.h"
#include "query/functions/temporal.h"
#include "query/functions/values.h"

namespace demarche::query {
namespace {

using Arguments = std::span<const Value>;

class Count final : public Aggregator {
public:
    void add(EvalContext&, Arguments a) override { count_ += a.empty() || !a[0].is_null() ? 1 : 0; }
    Value result(EvalContext&) override { return count_; }

private:
    std::int64_t count_ = 0;
};

class Collect final : public Aggregator {
public:
    void add(EvalContext&, Arguments a) override {
        if (!a[0].is_null()) items_.push_back(a[0]);
    }
    Value result(EvalContext&) override { return std::move(items_); }

private:
    List items_;
};

// Integers stay exact until a float comes; floats are summed in extended precision.
class Sum : public Aggregator {
public:
    void add(EvalContext&, Arguments a) override {
        if (a[0].is_null()) return;
        ++count_;
        if (const std::int64_t* i = a[0].as_integer()) integers_ = checked_add(integers_, *i);
        else if (const double* d = a[0].as_double()) add_float(*d);
        else if (const Duration* duration = a[0].get<Duration>()) add_duration(*duration);
        else fail_argument("an aggregate over numbers", "a number or duration", a[0]);
        if (has_durations_ && has_durations_ != (count_ == durations_)) fail(ErrorCode::type, "InvalidArgumentType", "numbers and durations cannot be summed together");
    }
    Value result(EvalContext&) override {
        if (has_durations_) return sum_;
        if (has_floats_) return static_cast<double>(floats_ + static_cast<long double>(integers_));
        return integers_;
    }

protected:
    std::int64_t count() const { return count_; }
    bool has_durations() const { return has_durations_; }
    const Duration& durations() const { return sum_; }
    long double total() const { return floats_ + static_cast<long double>(integers_); }

private:
    void add_float(double d) {
        has_floats_ = true;
        floats_ += d;
    }
    void add_duration(const Duration& d) {
        has_durations_ = true;
        ++durations_;
        sum_ = add_durations(sum_, d, 1);
    }

    std::int64_t count_ = 0, integers_ = 0, durations_ = 0;
    long double floats_ = 0;
    bool has_floats_ = false, has_durations_ = false;
    Duration sum_;
};

class Average final : public Sum {
public:
    void add(EvalContext& context, Arguments a) override {
        // As floats: an average cannot overflow.
        if (const std::int64_t* i = a[0].as_integer()) {
            const Value as_float = static_cast<double>(*i);
            Sum::add(context, {&as_float, 1});
        } else {
            Sum::add(context, a);
        }
    }
    Value result(EvalContext&) override {
        if (count() == 0) return {};
        if (has_durations()) return scale_duration(durations(), 1.0L / static_cast<long double>(count()));
        return static_cast<double>(total() / static_cast<long double>(count()));
    }
};

template <int sign>
class Extreme final : public Aggregator {
public:
    void add(EvalContext&, Arguments a) override {
        if (a[0].is_null()) return;
        if (best_.is_null() || order(a[0], best_) * sign > 0) best_ = a[0];
    }
    Value result(EvalContext&) override { return best_; }

private:
    Value best_;
};

// Welford's recurrence: one pass, no cancellation.
template <bool population>
class Deviation final : public Aggregator {
public:
    void add(EvalContext&, Arguments a) override {
        if (a[0].is_null()) return;
        const double x = need_number("stDev", a[0]);
        ++count_;
        const double delta = x - mean_;
        mean_ += delta / static_cast<double>(count_);
        squares_ += delta * (x - mean_);
    }
    Value result(EvalContext&) override {
        const std::int64_t n = population ? count_ : count_ - 1;
        return n <= 0 ? 0.0 : std::sqrt(squares_ / static_cast<double>(n));
    }

private:
    std::int64_t count_ = 0;
    double mean_ = 0, squares_ = 0;
};

template <bool continuous>
class Percentile final : public Aggregator {
public:
    void add(EvalContext&, Arguments a) override {
        if (!a[1].is_null()) {
            percentile_ = need_number("a percentile", a[1]);
            if (!(percentile_ >= 0 && percentile_ <= 1)) fail(ErrorCode::argument, "NumberOutOfRange", "a percentile lies between 0.0 and 1.0, got " + describe(a[1]));
        }
        if (a[0].is_null()) return;
        need_number("a percentile", a[0]);
        items_.push_back(a[0]);
    }
    Value result(EvalContext&) override {
        if (items_.empty()) return {};
        std::sort(items_.begin(), items_.end(), [](const Value& x, const Value& y) { return order(x, y) < 0; });
        const auto n = static_cast<double>(items_.size());
        if (!continuous) {
            const double rank = std::ceil(percentile_ * n);
            return items_[rank < 1 ? 0 : static_cast<std::size_t>(rank) - 1];
        }
        const double rank = percentile_ * (n - 1);
        const auto below = static_cast<std::size_t>(rank);
        const double low = need_number("", items_[below]), high = need_number("", items_[std::min(below + 1, items_.size() - 1)]);
        return low + (high - low) * (rank - std::floor(rank));
    }

private:
    double percentile_ = 0;
    List items_;
};

template <class T>
std::unique_ptr<Aggregator> make() { return std::make_unique<T>(); }

constexpr std::array<TypeSet, 1> kSummable = {kNumber | kDuration};

constexpr FunctionInfo aggregate(std::string_view name, std::size_t low, std::size_t high, std::span<const TypeSet> types, TypeSet result, MakeAggregator f) {
    return {name, low, high, types, result, false, true, nullptr, f};
}

constexpr std::array<FunctionInfo, 10> kFunctions = {{
    aggregate("avg", 1, 1, kSummable, kFloat | kDuration, make<Average>),
    aggregate("collect", 1, 1, {}, kList, make<Collect>),
    aggregate("count", 0, 1, {}, kInteger, make<Count>),
    aggregate("max", 1, 1, {}, kAnyType, make<Extreme<1>>),
    aggregate("min", 1, 1, {}, kAnyType, make<Extreme<-1>>),
    aggregate("percentilecont", 2, 2, kTakesNumber, kFloat, make<Percentile<true>>),
    aggregate("percentiledisc", 2, 2, kTakesNumber, kNumber, make<Percentile<false>>),
    aggregate("stdev", 1, 1, kTakesNumber, kFloat, make<Deviation<false>>),
    aggregate("stdevp", 1, 1, kTakesNumber, kFloat, make<Deviation<true>>),
    aggregate("sum", 1, 1, kSummable, kNumber | kDuration, make<Sum>),
}};

}  // namespace

std::span<const FunctionInfo> aggregate_functions() { return kFunctions; }

}  // namespace demarche::query
