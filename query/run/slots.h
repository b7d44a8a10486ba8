// Which columns of the row something reads.
#pragma once

#include <algorithm>
#include <vector>

#include "query/bind/bound.h"

namespace demarche::query {

class SlotSet {
public:
    explicit SlotSet(const bound::Query& query) : query_(&query), slots_(query.slots) {}
    void add(bound::Slot slot) { slots_[static_cast<std::size_t>(slot)] = true; }
    void add(const std::vector<bound::Slot>& slots) {
        for (const bound::Slot slot : slots) add(slot);
    }
    // What the expression reads; of a sub-query nothing: its operators say so themselves.
    void add(bound::ExprId id);
    void add(bound::MaybeExpr id) {
        if (id) add(*id);
    }
    void add(const std::vector<bound::ExprId>& ids) {
        for (const bound::ExprId id : ids) add(id);
    }
    bool empty() const { return std::find(slots_.begin(), slots_.end(), true) == slots_.end(); }
    // Did an expression have a sub-query, or a function that may give another value each time?
    bool varies() const { return varies_; }
    bool has_subquery() const { return subquery_; }
    bool has(bound::Slot slot) const { return slots_[static_cast<std::size_t>(slot)]; }
    bool has_any(const std::vector<bound::Slot>& slots) const {
        for (const bound::Slot slot : slots)
            if (has(slot)) return true;
        return false;
    }

private:
    struct Parts;
    const bound::Query* query_;
    std::vector<bool> slots_;
    bool varies_ = false, subquery_ = false;
};

}  // namespace demarche::query
