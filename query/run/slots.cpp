#include "query/run/slots.h"

namespace demarche::query {

// The recursion is as deep as the expression, which the parser bounds.
struct SlotSet::Parts {
    SlotSet& set;

    void operator()(const bound::Constant&) const {}
    void operator()(const bound::Parameter&) const {}
    void operator()(const bound::Subquery&) const { set.varies_ = set.subquery_ = true; }
    void operator()(const bound::SlotRef& n) const { set.add(n.slot); }
    void operator()(const bound::Property& n) const { set.add(n.of); }
    void operator()(const bound::Index& n) const { set.add(n.of), set.add(n.at); }
    void operator()(const bound::Slice& n) const { set.add(n.of), set.add(n.from), set.add(n.to); }
    void operator()(const bound::ListOf& n) const { set.add(n.items); }
    void operator()(const bound::MapOf& n) const { entries(n.entries); }
    void operator()(const bound::Chain& n) const { set.add(n.operands); }
    void operator()(const bound::Comparison& n) const { set.add(n.operands); }
    void operator()(const bound::Binary& n) const { set.add(n.left), set.add(n.right); }
    void operator()(const bound::InSet& n) const { set.add(n.of); }
    void operator()(const bound::Unary& n) const { set.add(n.of); }
    void operator()(const bound::IsNull& n) const { set.add(n.of); }
    void operator()(const bound::HasLabels& n) const { set.add(n.of); }
    void operator()(const bound::Call& n) const {
        set.add(n.arguments);
        if (!n.function->deterministic) set.varies_ = true;
    }
    void operator()(const bound::Case& n) const {
        set.add(n.operand), set.add(n.otherwise);
        for (const auto& [when, then] : n.branches) set.add(when), set.add(then);
    }
    void operator()(const bound::ListComprehension& n) const { set.add(n.list), set.add(n.where), set.add(n.project); }
    void operator()(const bound::Quantifier& n) const { set.add(n.list), set.add(n.where); }
    void operator()(const bound::Reduce& n) const { set.add(n.initial), set.add(n.list), set.add(n.step); }
    void operator()(const bound::MapProjection& n) const { set.add(n.of), entries(n.entries); }
    void entries(const std::vector<std::pair<std::string, bound::ExprId>>& all) const {
        for (const auto& [key, value] : all) set.add(value);
    }
};

void SlotSet::add(bound::ExprId id) { std::visit(Parts{*this}, query_->at(id).node); }

}  // namespace demarche::query
