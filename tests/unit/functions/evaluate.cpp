#include "unit/functions/evaluate.h"

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

#include "demarche/graph.h"
#include "demarche/result.h"
#include "tck/literal.h"

namespace demarche::test {
namespace {

query::EvalContext make_context(const PropertyGraph& graph) {
    query::EvalContext context;
    context.graph = &graph;
    context.statement_time.seconds = 1'700'000'000;  // 2023-11-14T22:13:20Z
    return context;
}

Value reduce(query::EvalContext& context, const Value& json);

Value call(query::EvalContext& context, const List& list) {
    const query::FunctionInfo* f = query::find_function(list[0].as_string()->substr(1));
    if (!f) query::fail(ErrorCode::semantic, "UnknownFunction", "no function " + *list[0].as_string());
    std::vector<Value> arguments;
    for (std::size_t i = 1; i < list.size(); ++i) arguments.push_back(reduce(context, list[i]));
    if (arguments.size() < f->min_arguments || arguments.size() > f->max_arguments) query::fail(ErrorCode::semantic, "InvalidNumberOfArguments", "arguments");
    if (f->null_propagates && std::any_of(arguments.begin(), arguments.end(), [](const Value& v) { return v.is_null(); })) return {};
    if (f->call) return f->call(context, arguments);
    const auto state = f->aggregate();  // an aggregate over the items of a list
    for (const Value& item : *arguments[0].as_list()) {
        std::vector<Value> row = arguments;
        row[0] = item;
        state->add(context, row);
    }
    return state->result(context);
}

Value reduce(query::EvalContext& context, const Value& json) {
    if (const Map* map = json.as_map()) {
        Map out;
        for (const auto& [key, value] : *map) out.emplace_back(key, reduce(context, value));
        return out;
    }
    const List* list = json.as_list();
    if (!list) return json;
    if (!list->empty() && list->front().as_string() && list->front().as_string()->rfind('@', 0) == 0) return call(context, *list);
    List out;
    for (const Value& item : *list) out.push_back(reduce(context, item));
    return out;
}

}  // namespace

Value evaluate(std::string_view json) {
    const PropertyGraph graph;
    query::EvalContext context = make_context(graph);
    const Result<Value> value = parse_json(json);
    if (!value) query::fail(ErrorCode::bad_input, "BadTest", value.error().to_string());
    return reduce(context, *value);
}

std::string evaluate_text(std::string_view json) {
    try {
        const PropertyGraph graph;
        return to_literal(graph, evaluate(json));
    } catch (const query::QueryError& e) {
        return e.diagnostic.detail;
    }
}

void check_calls(std::initializer_list<CallRow> rows) {
    for (const CallRow& row : rows) {
        INFO(row.call);
        CHECK(evaluate_text(row.call) == row.result);
    }
}

}  // namespace demarche::test
