// demarche-tck: runs openCypher TCK cases. Reads one JSON object a line from standard input,
//   {"id", "graph": {"nodes": [{"id","labels","properties"}], "edges": [{"id","source","target","type","properties"}]}, "query", "parameters"}
// and writes one a line: {"columns", "rows"} with every value as a TCK literal, or {"error": {"code", "message"}}.
// Property values that JSON lacks are written {"$date": "1984-10-11"}, $localtime, $time, $localdatetime, $datetime, $duration, and
// {"$float": "NaN"}.
#include <chrono>
#include <cmath>
#include <iostream>
#include <map>
#include <string>

#include "demarche/graph.h"
#include "demarche/query.h"
#include "query/error.h"
#include "query/functions/functions.h"
#include "tck/literal.h"

namespace {

using namespace demarche;

Value tagged(const std::string& tag, const Value& text) {
    if (tag == "$float") return text == Value("NaN") ? std::nan("") : text == Value("-Infinity") ? -HUGE_VAL : HUGE_VAL;
    const query::FunctionInfo* make = query::find_function(tag.substr(1));
    if (!make) query::fail(ErrorCode::bad_input, "", "unknown tag " + tag);
    query::EvalContext context;
    return make->call(context, {&text, 1});
}

Value decode(const Value& json) {
    if (const List* list = json.as_list()) {
        List out;
        for (const Value& item : *list) out.push_back(decode(item));
        return out;
    }
    const Map* map = json.as_map();
    if (!map) return json;
    if (map->size() == 1 && map->front().first.rfind('$', 0) == 0) return tagged(map->front().first, map->front().second);
    Map out;
    for (const auto& [key, value] : *map) out.emplace_back(key, decode(value));
    return out;
}

Map decode_map(const Value* json) {
    const Value value = json ? decode(*json) : Value();
    return value.as_map() ? *value.as_map() : Map{};
}

const List& list_at(const Value& of, std::string_view key) {
    static const List kNone;
    const Value* found = of.find(key);
    return found && found->as_list() ? *found->as_list() : kNone;
}

const std::string& text_at(const Value& of, std::string_view key) {
    static const std::string kNone;
    const Value* found = of.find(key);
    return found && found->as_string() ? *found->as_string() : kNone;
}

PropertyGraph build_graph(const Value& json) {
    GraphBuilder builder;
    std::map<std::string, NodeId> nodes;
    for (const Value& node : list_at(json, "nodes")) {
        std::vector<std::string_view> labels;
        for (const Value& label : list_at(node, "labels")) labels.push_back(*label.as_string());
        nodes[text_at(node, "id")] = builder.add_node(labels, decode_map(node.find("properties")));
    }
    for (const Value& edge : list_at(json, "edges"))
        builder.add_edge(nodes.at(text_at(edge, "source")), text_at(edge, "type"), nodes.at(text_at(edge, "target")), decode_map(edge.find("properties")));
    Result<PropertyGraph> graph = builder.freeze();
    if (!graph) throw query::QueryError{graph.error().diagnostics().front()};
    return std::move(*graph);
}

std::string error_name(const Diagnostic& d) {
    // The TCK calls a wrong parameter of SKIP or LIMIT a syntax error, though only running can find it.
    if (d.code == ErrorCode::argument && (d.detail == "InvalidArgumentType" || d.detail == "NegativeIntegerArgument")) return "SyntaxError";
    switch (d.code) {
        case ErrorCode::syntax:
        case ErrorCode::semantic: return "SyntaxError";
        case ErrorCode::type: return "TypeError";
        case ErrorCode::argument: return d.detail == "DivisionByZero" ? "ArithmeticError" : "ArgumentError";
        case ErrorCode::parameter: return "ParameterMissing";
        case ErrorCode::not_found: return "EntityNotFound";
        case ErrorCode::unsupported: return "Unsupported";
        case ErrorCode::limit_time:
        case ErrorCode::cancelled: return "Timeout";
        default: return "Internal";
    }
}

std::string error_line(const Diagnostic& d) {
    const std::string code = error_name(d) + (d.detail.empty() || d.code == ErrorCode::unsupported ? "" : ": " + d.detail);
    return to_json(Value(make_map({{"error", make_map({{"code", code}, {"message", d.to_string()}})}})));
}

std::string run_case(const std::string& line) {
    Result<Value> json = parse_json(line);
    if (!json) return error_line(json.error().diagnostics().front());
    const Value* graph_json = json->find("graph");
    const PropertyGraph graph = build_graph(graph_json ? *graph_json : Value());
    const Engine engine(graph, Ontology::built_in());
    const Result<PreparedQuery> query = engine.prepare(text_at(*json, "query"));
    if (!query) return error_line(query.error().diagnostics().front());
    Limits limits;
    limits.time = std::chrono::seconds(8);
    const Result<ResultTable> table = query->run(decode_map(json->find("parameters")), limits);
    if (!table) return error_line(table.error().diagnostics().front());
    List rows;
    for (const auto& row : table->rows) {
        List out;
        for (const Value& value : row) out.emplace_back(test::to_literal(graph, value));
        rows.emplace_back(std::move(out));
    }
    return to_json(Value(make_map({{"columns", List(table->columns.begin(), table->columns.end())}, {"rows", std::move(rows)}})));
}

}  // namespace

int main() {
    std::ios::sync_with_stdio(false);
    std::string line;
    while (std::getline(std::cin, line)) {
        if (line.empty()) continue;
        try {
            std::cout << run_case(line) << std::endl;
        } catch (const query::QueryError& e) {
            std::cout << error_line(e.diagnostic) << std::endl;
        }
    }
}
