// Equality, comparability and orderability (openCypher 9, CIP2016-06-14).
#include <algorithm>
#include <cmath>
#include <functional>

#include "query/functions/temporal.h"
#include "query/functions/values.h"

namespace demarche::query {
namespace {

enum class Outcome { less, equal, greater, unordered };

Outcome outcome(int sign) { return sign < 0 ? Outcome::less : sign > 0 ? Outcome::greater : Outcome::equal; }

template <class T>
int compare(const T& a, const T& b) { return a < b ? -1 : b < a ? 1 : 0; }

bool is_nan(const Value& v) {
    const double* d = v.as_double();
    return d && std::isnan(*d);
}
bool is_number(const Value& v) { return v.as_integer() || v.as_double(); }

// Exact: an integer is not rounded to a double first. d is not NaN.
int compare_mixed(std::int64_t i, double d) {
    if (d >= 9223372036854775808.0) return -1;
    if (d < -9223372036854775808.0) return 1;
    const double whole = std::trunc(d);
    const int sign = compare(i, static_cast<std::int64_t>(whole));
    return sign != 0 ? sign : compare(0.0, d - whole);
}

// Neither is NaN.
int compare_numbers(const Value& a, const Value& b) {
    const std::int64_t* ia = a.as_integer();
    const std::int64_t* ib = b.as_integer();
    if (ia && ib) return compare(*ia, *ib);
    if (ia) return compare_mixed(*ia, *b.as_double());
    if (ib) return -compare_mixed(*ib, *a.as_double());
    return compare(*a.as_double(), *b.as_double());
}

// Kleene conjunction over items; false wins over null.
class Conjunction {
public:
    // false: the result is known.
    bool add(Ternary t) {
        if (t && !*t) false_ = true;
        if (!t) null_ = true;
        return !false_;
    }
    Ternary result() const { return false_ ? Ternary(false) : null_ ? Ternary() : Ternary(true); }

private:
    bool false_ = false, null_ = false;
};

Ternary equal_lists(const List& a, const List& b) {
    if (a.size() != b.size()) return false;
    Conjunction all;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!all.add(equals(a[i], b[i]))) break;
    return all.result();
}

Ternary equal_maps(const Map& a, const Map& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].first != b[i].first) return false;
    Conjunction all;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!all.add(equals(a[i].second, b[i].second))) break;
    return all.result();
}

std::optional<Outcome> compare_values(const Value& a, const Value& b);

// Lexicographic; an item that compares to null before the lists differ makes the result null.
std::optional<Outcome> compare_lists(const List& a, const List& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        const std::optional<Outcome> o = compare_values(a[i], b[i]);
        if (!o) return std::nullopt;
        if (*o != Outcome::equal) return o;
    }
    return outcome(compare(a.size(), b.size()));
}

// nullopt: not comparable.
std::optional<Outcome> compare_values(const Value& a, const Value& b) {
    if (is_number(a) && is_number(b)) {
        if (is_nan(a) || is_nan(b)) return Outcome::unordered;
        return outcome(compare_numbers(a, b));
    }
    if (a.storage().index() != b.storage().index()) return std::nullopt;
    if (a.as_string()) return outcome(a.as_string()->compare(*b.as_string()));
    if (a.as_bool()) return outcome(compare(*a.as_bool(), *b.as_bool()));
    if (a.as_list()) return compare_lists(*a.as_list(), *b.as_list());
    if (is_temporal(a) && !a.get<Duration>()) return outcome(compare_temporal(a, b));
    return std::nullopt;
}

int rank(const Value& v) {
    // By the index of Value's alternatives: null boolean integer float string list map node edge path, then temporal types.
    static constexpr int kRanks[] = {20, 15, 16, 16, 14, 5, 1, 2, 3, 6, 9, 11, 10, 8, 7, 12};
    return kRanks[v.storage().index()];
}

int order_lists(const List& a, const List& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        if (const int o = order(a[i], b[i])) return o;
    return compare(a.size(), b.size());
}

int order_maps(const Map& a, const Map& b) {
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (const int o = a[i].first.compare(b[i].first)) return o;
        if (const int o = order(a[i].second, b[i].second)) return o;
    }
    return compare(a.size(), b.size());
}

int order_paths(const Path& a, const Path& b) {
    for (std::size_t i = 0; i < std::min(a.nodes.size(), b.nodes.size()); ++i) {
        if (const int o = compare(a.nodes[i], b.nodes[i])) return o;
        if (i < std::min(a.edges.size(), b.edges.size()))
            if (const int o = compare(a.edges[i], b.edges[i])) return o;
    }
    return compare(a.nodes.size(), b.nodes.size());
}

int order_numbers(const Value& a, const Value& b) {
    if (is_nan(a) || is_nan(b)) return compare(is_nan(a), is_nan(b));
    return compare_numbers(a, b);
}

std::size_t mix(std::size_t seed, std::size_t h) { return (seed ^ h) * 0x9E3779B97F4A7C15U + (seed >> 29U); }

std::size_t hash_integer(std::int64_t i) { return mix(0x51U, std::hash<std::int64_t>{}(i)); }

std::size_t hash_double(double d) {
    if (std::isnan(d)) return 0x7FF8U;
    if (d >= -9223372036854775808.0 && d < 9223372036854775808.0 && d == std::trunc(d)) return hash_integer(static_cast<std::int64_t>(d));
    return std::hash<double>{}(d);
}

std::size_t hash_path(const Path& path) {
    std::size_t h = 9;
    for (const NodeId n : path.nodes) h = mix(h, static_cast<std::size_t>(n));
    for (const EdgeId e : path.edges) h = mix(h, static_cast<std::size_t>(e));
    return h;
}

}  // namespace

Ternary to_ternary(const Value& value) {
    if (value.is_null()) return std::nullopt;
    if (const bool* b = value.as_bool()) return *b;
    fail(ErrorCode::type, "InvalidArgumentType", "expected a boolean, got " + describe(value));
}

Ternary equals(const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) return std::nullopt;
    if (is_number(a) && is_number(b)) return !is_nan(a) && !is_nan(b) && compare_numbers(a, b) == 0;
    if (a.storage().index() != b.storage().index()) return false;
    if (a.as_list()) return equal_lists(*a.as_list(), *b.as_list());
    if (a.as_map()) return equal_maps(*a.as_map(), *b.as_map());
    return a == b;
}

Ternary less(const Value& a, const Value& b) {
    const std::optional<Outcome> o = compare_values(a, b);
    return o ? Ternary(*o == Outcome::less) : std::nullopt;
}

Ternary less_equal(const Value& a, const Value& b) {
    const std::optional<Outcome> o = compare_values(a, b);
    return o ? Ternary(*o == Outcome::less || *o == Outcome::equal) : std::nullopt;
}

int order(const Value& a, const Value& b) {
    const int ra = rank(a), rb = rank(b);
    if (ra != rb) return compare(ra, rb);
    if (a.is_null()) return 0;
    if (is_number(a)) return order_numbers(a, b);
    if (a.as_string()) return a.as_string()->compare(*b.as_string());
    if (a.as_bool()) return compare(*a.as_bool(), *b.as_bool());
    if (a.as_list()) return order_lists(*a.as_list(), *b.as_list());
    if (a.as_map()) return order_maps(*a.as_map(), *b.as_map());
    if (a.as_node()) return compare(*a.as_node(), *b.as_node());
    if (a.as_edge()) return compare(*a.as_edge(), *b.as_edge());
    if (a.as_path()) return order_paths(*a.as_path(), *b.as_path());
    return compare_temporal(a, b);
}

bool equivalent(const Value& a, const Value& b) {
    if (is_number(a) && is_number(b)) return order_numbers(a, b) == 0;
    if (a.storage().index() != b.storage().index()) return false;
    if (const List* la = a.as_list()) {
        const List& lb = *b.as_list();
        return la->size() == lb.size() && std::equal(la->begin(), la->end(), lb.begin(), equivalent);
    }
    if (const Map* ma = a.as_map()) {
        const Map& mb = *b.as_map();
        return ma->size() == mb.size() && std::equal(ma->begin(), ma->end(), mb.begin(), [](const auto& x, const auto& y) {
                   return x.first == y.first && equivalent(x.second, y.second);
               });
    }
    return a == b;
}

std::size_t hash(const Value& value) {
    if (value.is_null()) return 0;
    if (const std::int64_t* i = value.as_integer()) return hash_integer(*i);
    if (const double* d = value.as_double()) return hash_double(*d);
    if (const std::string* s = value.as_string()) return std::hash<std::string>{}(*s);
    if (const NodeId* n = value.as_node()) return mix(7, static_cast<std::size_t>(*n));
    if (const EdgeId* e = value.as_edge()) return mix(8, static_cast<std::size_t>(*e));
    if (const bool* b = value.as_bool()) return *b ? 0x1234567U : 0x89ABCDU;
    if (const Path* path = value.as_path()) return hash_path(*path);
    std::size_t h = value.storage().index();
    if (const List* list = value.as_list()) {
        for (const Value& item : *list) h = mix(h, hash(item));
    } else if (const Map* map = value.as_map()) {
        for (const auto& [key, item] : *map) h = mix(mix(h, std::hash<std::string>{}(key)), hash(item));
    } else {
        h = mix(h, hash_temporal(value));
    }
    return h;
}

}  // namespace demarche::query
