#include "query/run/operators.h"

#include "query/functions/values.h"
#include "query/syntax/lexer.h"

namespace demarche::query {
namespace {

class OnceCursor : public Cursor {
public:
    using Cursor::Cursor;
    void reset(Run&) override { done_ = false; }

protected:
    bool advance(Run&) override { return !std::exchange(done_, true); }

private:
    bool done_ = false;
};

// A cursor over the cursor of its operator's input.
template <class Op>
class InputCursor : public Cursor {
public:
    InputCursor(const Op& op, std::unique_ptr<Cursor> input) : Cursor(op), self_(op), input_(std::move(input)) {}
    void reset(Run& run) override { input_->reset(run); }

protected:
    const Op& self_;
    std::unique_ptr<Cursor> input_;
};

class FilterCursor : public InputCursor<Filter> {
public:
    using InputCursor::InputCursor;

protected:
    bool advance(Run& run) override {
        while (input_->next(run)) {
            run.current = &op_;
            if (holds_all(run, self_.conditions())) return true;
        }
        return false;
    }
};

class AssignCursor : public InputCursor<Assign> {
public:
    using InputCursor::InputCursor;

protected:
    bool advance(Run& run) override {
        if (!input_->next(run)) return false;
        run.current = &op_;
        for (const bound::Assignment& a : self_.assignments()) run.at(a.slot) = evaluate(run, a.expression);
        return true;
    }
};

class UnwindCursor : public InputCursor<Unwind> {
public:
    using InputCursor::InputCursor;
    void reset(Run& run) override {
        InputCursor::reset(run);
        list_ = Value();
        at_ = 0;
    }

protected:
    bool advance(Run& run) override {
        while (true) {
            const List* list = list_.as_list();
            if (list && at_ < list->size()) {
                run.at(self_.what().variable) = (*list)[at_++];
                return true;
            }
            if (!input_->next(run)) return false;
            run.current = &op_;
            Value next = evaluate(run, self_.what().list);
            at_ = 0;
            // A value that is no list stands for a list of it; null for none.
            if (!next.as_list() && !next.is_null()) next = Value(List{next});
            list_ = std::move(next);
        }
    }

private:
    Value list_;
    std::size_t at_ = 0;
};

class SliceCursor : public InputCursor<Slice> {
public:
    using InputCursor::InputCursor;
    void reset(Run& run) override {
        InputCursor::reset(run);
        started_ = false;
    }

protected:
    bool advance(Run& run) override {
        if (!started_) {
            started_ = true;
            std::uint64_t skip = self_.skip() ? row_count(run, *self_.skip(), "SKIP") : 0;
            left_ = self_.limit() ? row_count(run, *self_.limit(), "LIMIT") : UINT64_MAX;
            if (left_ == 0) return false;
            for (; skip > 0; --skip)
                if (!input_->next(run)) {
                    left_ = 0;
                    return false;
                }
        }
        if (left_ == 0) return false;
        --left_;
        return input_->next(run);
    }

private:
    bool started_ = false;
    std::uint64_t left_ = 0;
};

// The rows of the inner plan for each row; with nulls, one where those columns are null for a row that has none.
class InnerCursor : public Cursor {
public:
    InnerCursor(const Operator& op, std::unique_ptr<Cursor> input, std::unique_ptr<Cursor> inner, const std::vector<bound::Slot>* nulls)
        : Cursor(op), input_(std::move(input)), inner_(std::move(inner)), nulls_(nulls) {}
    void reset(Run& run) override {
        input_->reset(run);
        inside_ = false;
    }

protected:
    bool advance(Run& run) override {
        while (true) {
            const bool first = !inside_;
            if (first) {
                if (!input_->next(run)) return false;
                inner_->reset(run);
            }
            inside_ = inner_->next(run);
            if (inside_) return true;
            if (!first || !nulls_) continue;
            for (const bound::Slot slot : *nulls_) run.at(slot) = Value();
            return true;
        }
    }

private:
    std::unique_ptr<Cursor> input_, inner_;
    const std::vector<bound::Slot>* nulls_;
    bool inside_ = false;
};

class UnionCursor : public Cursor {
public:
    UnionCursor(const Union& op, std::vector<std::unique_ptr<Cursor>> parts) : Cursor(op), self_(op), parts_(std::move(parts)) {}
    void reset(Run& run) override {
        for (const auto& part : parts_) part->reset(run);
        at_ = 0;
    }

protected:
    bool advance(Run& run) override {
        for (; at_ < parts_.size(); ++at_) {
            if (!parts_[at_]->next(run)) continue;
            const std::vector<bound::Slot>& columns = self_.parts()[at_].columns;
            for (std::size_t i = 0; i < columns.size(); ++i) run.at(self_.outputs()[i]) = run.at(columns[i]);
            return true;
        }
        return false;
    }

private:
    const Union& self_;
    std::vector<std::unique_ptr<Cursor>> parts_;
    std::size_t at_ = 0;
};

template <class C, class Op>
std::unique_ptr<Cursor> over_input(const Op& op, Run& run) {
    return std::make_unique<C>(op, op.inputs().front()->open(run));
}

std::string slot_name(const bound::Query& query, bound::Slot slot) { return query.slot_names[static_cast<std::size_t>(slot)]; }

std::string text_of(const bound::Query& query, bound::ExprId id) {
    const ast::Span span = query.at(id).span;
    return query.text.substr(span.begin, std::min<std::size_t>(span.end - span.begin, 80));
}

}  // namespace

std::uint64_t row_count(Run& run, bound::ExprId id, std::string_view word) {
    const Value v = evaluate(run, id);
    const auto wrong = [&](std::string detail, const std::string& message) {
        Diagnostic d;
        d.code = ErrorCode::argument;
        d.file = "query";
        d.detail = std::move(detail);
        d.message = std::string(word) + " " + message;
        locate(d, run.query.text, run.query.at(id).span);
        throw QueryError{std::move(d)};
    };
    const std::int64_t* n = v.as_integer();
    if (!n) wrong("InvalidArgumentType", "needs an integer, found " + std::string(v.type_name()));
    else if (*n < 0) wrong("NegativeIntegerArgument", "must not be negative");
    return n ? static_cast<std::uint64_t>(*n) : 0;
}

std::unique_ptr<Cursor> once_cursor(const Operator& op) { return std::make_unique<OnceCursor>(op); }

std::unique_ptr<Cursor> Argument::open(Run&) const { return once_cursor(*this); }
std::unique_ptr<Cursor> Filter::open(Run& run) const { return over_input<FilterCursor>(*this, run); }
std::unique_ptr<Cursor> Assign::open(Run& run) const { return over_input<AssignCursor>(*this, run); }
std::unique_ptr<Cursor> Unwind::open(Run& run) const { return over_input<UnwindCursor>(*this, run); }
std::unique_ptr<Cursor> Slice::open(Run& run) const { return over_input<SliceCursor>(*this, run); }
std::unique_ptr<Cursor> Optional::open(Run& run) const { return std::make_unique<InnerCursor>(*this, input_->open(run), inner_->open(run), &nulls_); }
std::unique_ptr<Cursor> Apply::open(Run& run) const { return std::make_unique<InnerCursor>(*this, input_->open(run), inner_->open(run), nullptr); }
std::unique_ptr<Cursor> Union::open(Run& run) const {
    std::vector<std::unique_ptr<Cursor>> parts;
    for (const Part& part : parts_) parts.push_back(part.plan->open(run));
    return std::make_unique<UnionCursor>(*this, std::move(parts));
}

std::vector<const Operator*> Union::inputs() const {
    std::vector<const Operator*> result;
    for (const Part& part : parts_) result.push_back(part.plan.get());
    return result;
}

void Assign::reads(SlotSet& slots) const {
    for (const bound::Assignment& a : assignments_) slots.add(a.expression);
}
void Sort::reads(SlotSet& slots) const {
    for (const bound::SortKey& key : keys_) slots.add(key.expression);
    slots.add(live_);
    slots.add(skip_), slots.add(limit_);
}
void Union::reads(SlotSet& slots) const {
    for (const Part& part : parts_) slots.add(part.columns);
}

std::string Filter::details(const bound::Query& query) const {
    std::string out;
    for (const bound::ExprId condition : conditions_) out += (out.empty() ? "" : " AND ") + text_of(query, condition);
    return out;
}

std::string Assign::details(const bound::Query& query) const {
    std::string out;
    for (const bound::Assignment& a : assignments_) out += (out.empty() ? "" : ", ") + slot_name(query, a.slot);
    return out;
}

}  // namespace demarche::query
