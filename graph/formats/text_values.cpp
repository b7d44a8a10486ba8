// Values, names and labels as the text formats write them.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_set>

#include "graph/dates.h"
#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

std::optional<TextKind> kind_of(const Value& value, const std::function<bool(std::string_view)>& clean) {
    if (value.as_integer()) return TextKind::integer;
    if (value.as_bool()) return TextKind::boolean;
    if (const double* d = value.as_double(); d && std::isfinite(*d)) return TextKind::floating;
    if (const Date* date = value.get<Date>(); date && has_plain_form(*date)) return TextKind::date;
    if (const std::string* s = value.as_string(); s && clean(*s)) return TextKind::text;
    return TextKind::json;
}

}  // namespace

bool has_plain_form(const Date& date) { return date.days >= -719162 && date.days <= 2932896; }

TextKind text_kind(const std::function<Value(std::size_t)>& value, std::size_t rows, const std::function<bool(std::string_view)>& clean) {
    std::optional<TextKind> kind;
    for (std::size_t row = 0; row < rows; ++row) {
        const Value v = value(row);
        if (v.is_null()) continue;
        const std::optional<TextKind> its = kind_of(v, clean);
        if (kind && kind != its) return TextKind::json;
        kind = its;
        if (kind == TextKind::json) break;
    }
    return kind.value_or(TextKind::text);
}

std::string plain_text(TextKind kind, const Value& value) {
    switch (kind) {
        case TextKind::integer: return std::to_string(*value.as_integer());
        case TextKind::boolean: return *value.as_bool() ? "true" : "false";
        case TextKind::date: return iso_day(value.get<Date>()->days);
        case TextKind::text: return *value.as_string();
        case TextKind::floating: {
            char digits[40];
            std::string text(digits, std::to_chars(digits, digits + sizeof digits, *value.as_double()).ptr);
            if (text.find_first_of(".e") == std::string::npos) text += ".0";
            return text;
        }
        default: return tagged_json(value);
    }
}

std::optional<Value> parse_plain(TextKind kind, std::string_view text) {
    const char* end = text.data() + text.size();
    std::int64_t integer = 0;
    double number = 0;
    switch (kind) {
        case TextKind::integer: {
            const auto [stop, error] = std::from_chars(text.data(), end, integer);
            return stop == end && error == std::errc() ? std::optional(Value(integer)) : std::nullopt;
        }
        case TextKind::floating: {
            const auto [stop, error] = std::from_chars(text.data(), end, number);
            return stop == end && error == std::errc() ? std::optional(Value(number)) : std::nullopt;
        }
        case TextKind::boolean: {
            if (text != "true" && text != "false" && text != "1" && text != "0") return std::nullopt;
            return Value(text == "true" || text == "1");
        }
        case TextKind::date: {
            const auto range = text.size() == 10 ? day_range(text) : std::nullopt;
            return range ? std::optional(Value(Date{range->first})) : std::nullopt;
        }
        case TextKind::text: return Value(text);
        default: return parse_tagged_json(text);
    }
}

std::vector<std::string> node_names(const PropertyGraph& graph) {
    std::vector<std::string> names;
    std::unordered_set<std::string> seen;
    const std::optional<KeyId> id = graph.find_node_key("id");
    for (std::uint32_t node = 0; id && node < graph.node_count(); ++node) {
        const Value v = graph.property(NodeId{node}, *id);
        if (!v.as_string() || v.as_string()->empty() || !seen.insert(*v.as_string()).second) break;
        names.push_back(*v.as_string());
    }
    if (names.size() == graph.node_count()) return names;
    names.clear();
    for (std::size_t node = 0; node < graph.node_count(); ++node) names.push_back("n" + std::to_string(node));
    return names;
}

bool is_list_of_texts(const Value& value) {
    const List* list = value.as_list();
    return list && std::all_of(list->begin(), list->end(), [](const Value& v) { return v.as_string() != nullptr; });
}

std::string display_name(const PropertyGraph& graph, NodeId node, const std::string& otherwise) {
    const std::optional<KeyId> name = graph.find_node_key("name");
    const Value v = name ? graph.property(node, *name) : Value();
    return v.as_string() && !v.as_string()->empty() ? *v.as_string() : otherwise;
}

std::vector<std::string_view> label_names(const PropertyGraph& graph, NodeId node) {
    std::vector<std::string_view> names;
    for (const LabelId label : graph.labels_of(node)) names.emplace_back(graph.labels()[static_cast<std::size_t>(label)]);
    return names;
}

std::string joined_labels(const PropertyGraph& graph, NodeId node) {
    const std::span<const LabelId> set = graph.labels_of(node);
    std::vector<LabelId> labels(set.begin(), set.end());
    std::stable_sort(labels.begin(), labels.end(), [&](LabelId a, LabelId b) { return graph.nodes_with(a).size() < graph.nodes_with(b).size(); });
    std::string text;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (i) text += ';';
        for (const char c : graph.labels()[static_cast<std::size_t>(labels[i])]) {
            if (c == ';' || c == '\\') text += '\\';
            text += c;
        }
    }
    return text;
}

std::vector<std::string> split_labels(std::string_view text) {
    std::vector<std::string> labels;
    if (text.empty()) return labels;
    labels.emplace_back();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) labels.back() += text[++i];
        else if (text[i] == ';') labels.emplace_back();
        else labels.back() += text[i];
    }
    return labels;
}

Error line_fault(const std::string& file, std::size_t line, std::string message) {
    Diagnostic d;
    d.code = ErrorCode::bad_input;
    d.file = file;
    d.position.line = line;
    d.message = std::move(message);
    return Error(std::move(d));
}

}  // namespace demarche::graph
