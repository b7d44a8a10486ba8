#include "query/functions/values.h"
#include "query/run/operators.h"
#include "query/syntax/lexer.h"

namespace demarche::query {
namespace {

// The rows of the procedure for each row; computed anew only for other arguments.
class ProcedureCursor : public Cursor {
public:
    ProcedureCursor(const Procedure& op, std::unique_ptr<Cursor> input) : Cursor(op), call_(op.call()), input_(std::move(input)) {}
    void reset(Run& run) override {
        input_->reset(run);
        at_ = rows_.size();
    }

protected:
    bool advance(Run& run) override {
        while (true) {
            while (at_ < rows_.size()) {
                const std::vector<Value>& row = rows_[at_++];
                for (const auto& [column, slot] : call_.yields) run.at(slot) = row[column];
                run.current = &op_;
                if (!call_.where || holds(run, *call_.where)) return true;
            }
            if (!input_->next(run)) return false;
            run.current = &op_;
            compute(run);
            at_ = 0;
        }
    }

private:
    void compute(Run& run) {
        std::vector<Value> arguments;
        for (const bound::ExprId id : call_.arguments) arguments.push_back(evaluate(run, id));
        if (ready_ && arguments == arguments_) return;
        arguments_ = std::move(arguments);
        rows_.clear();
        std::size_t held = 0;
        ProcedureContext context{run.context, run.graph, *run.query.ontology, [&](std::size_t steps) { run.step(op_, steps); },
                                 [&](std::size_t bytes) {
                                     run.hold(op_, bytes);
                                     held += bytes;
                                 }};
        try {
            rows_ = call_.procedure->call(context, arguments_);
        } catch (QueryError& e) {
            const bool whole = e.diagnostic.code == ErrorCode::limit_time || e.diagnostic.code == ErrorCode::limit_memory || e.diagnostic.code == ErrorCode::cancelled;
            if (!whole && !call_.arguments.empty()) locate(e.diagnostic, run.query.text, run.query.at(call_.arguments.back()).span);
            throw;
        }
        run.release(held);
        run.hold(op_, rows_.size() * call_.procedure->columns.size() * sizeof(Value));
        ready_ = true;
    }

    const bound::ProcedureCall& call_;
    std::unique_ptr<Cursor> input_;
    std::vector<Value> arguments_;
    ProcedureRows rows_;
    std::size_t at_ = 0;
    bool ready_ = false;
};

}  // namespace

std::unique_ptr<Cursor> Procedure::open(Run& run) const { return std::make_unique<ProcedureCursor>(*this, input_->open(run)); }

}  // namespace demarche::query
