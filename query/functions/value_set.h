// Many values to look one up in: what a long IN, or many comparisons of one expression joined by OR, come down to.
#pragma once

#include <unordered_set>

#include "query/functions/values.h"

namespace demarche::query {

class ValueSet {
public:
    // Can equality with this value be told by its hash? Booleans, numbers but NaN, strings; null too: it makes the answer unknown.
    static bool suits(const Value& value);

    // Precondition: suits(value).
    void add(const Value& value);
    // item IN the values. O(1).
    Ternary has(const Value& item) const;

private:
    struct Hash {
        std::size_t operator()(const Value& v) const { return hash(v); }
    };
    struct Same {
        bool operator()(const Value& a, const Value& b) const { return equivalent(a, b); }
    };
    std::unordered_set<Value, Hash, Same> values_;
    bool unknown_ = false;
};

}  // namespace demarche::query
