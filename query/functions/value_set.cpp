#include "query/functions/value_set.h"

#include <cmath>

namespace demarche::query {

bool ValueSet::suits(const Value& value) {
    if (const double* d = value.as_double()) return !std::isnan(*d);
    return value.is_null() || value.as_bool() || value.as_integer() || value.as_string();
}

void ValueSet::add(const Value& value) {
    if (value.is_null()) unknown_ = true;
    else values_.insert(value);
}

Ternary ValueSet::has(const Value& item) const {
    if (item.is_null()) return values_.empty() && !unknown_ ? Ternary(false) : Ternary();
    if (values_.count(item) > 0) return true;
    return unknown_ ? Ternary() : Ternary(false);
}

}  // namespace demarche::query
