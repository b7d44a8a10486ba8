// IN a list of constants, and many comparisons of one expression with constants joined by OR: looked up in a set, not compared one by one.
#include <map>
#include <tuple>

#include "query/bind/binder_impl.h"
#include "query/functions/value_set.h"

namespace demarche::query {

using bound::ExprId;

namespace {

constexpr std::size_t kFew = 4;  // compared faster than looked up

}  // namespace

// The constant, if a set can hold it.
const Value* Binder::set_member(ExprId id) const {
    const auto* constant = std::get_if<bound::Constant>(&out_.at(id).node);
    return constant && ValueSet::suits(constant->value) ? &constant->value : nullptr;
}

ExprId Binder::in(ExprId item, ExprId list, ast::Span span) {
    const auto* items = std::get_if<bound::ListOf>(&out_.at(list).node);
    if (!items || items->items.size() < kFew) return add(bound::Binary{ast::BinaryOp::in, item, list}, span, kBoolean);
    auto values = std::make_shared<ValueSet>();
    for (const ExprId each : items->items) {
        const Value* value = set_member(each);
        if (!value) return add(bound::Binary{ast::BinaryOp::in, item, list}, span, kBoolean);
        values->add(*value);
    }
    return add(bound::InSet{item, std::move(values)}, span, kBoolean);
}

// x = 1 OR x = 2 OR … becomes x IN a set, where the first of them stood. x is a variable or a property of one.
void Binder::join_equalities(std::vector<ExprId>& alternatives) {
    if (alternatives.size() < kFew) return;
    struct Group {
        std::vector<std::size_t> places;
        std::vector<ExprId> values;
        ExprId of{};
    };
    std::map<std::tuple<std::uint32_t, std::string>, Group> groups;
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
        const auto* comparison = std::get_if<bound::Comparison>(&out_.at(alternatives[i]).node);
        if (!comparison || comparison->ops.size() != 1 || comparison->ops[0] != ast::CompareOp::equal) continue;
        for (const std::size_t side : {0U, 1U}) {
            const ExprId of = comparison->operands[side], value = comparison->operands[1 - side];
            const auto* property = std::get_if<bound::Property>(&out_.at(of).node);
            const auto* slot = std::get_if<bound::SlotRef>(&out_.at(property ? property->of : of).node);
            if (!slot || !set_member(value)) continue;
            Group& group = groups[{static_cast<std::uint32_t>(slot->slot), property ? "." + property->key : std::string()}];
            group.places.push_back(i);
            group.values.push_back(value);
            group.of = of;
            break;
        }
    }
    std::vector<bool> dropped(alternatives.size());
    for (const auto& [key, group] : groups) {
        if (group.places.size() < kFew) continue;
        auto values = std::make_shared<ValueSet>();
        for (const ExprId value : group.values) values->add(*set_member(value));
        for (const std::size_t place : group.places) dropped[place] = place != group.places[0];
        const ast::Span first = out_.at(alternatives[group.places.front()]).span, last = out_.at(alternatives[group.places.back()]).span;
        alternatives[group.places[0]] = add(bound::InSet{group.of, std::move(values)}, {first.begin, last.end}, kBoolean);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < alternatives.size(); ++i)
        if (!dropped[i]) alternatives[kept++] = alternatives[i];
    alternatives.resize(kept);
}

}  // namespace demarche::query
