#include "graph/formats/import.h"

#include <algorithm>
#include <array>

namespace demarche::graph {
namespace {

template <std::size_t N>
std::optional<std::size_t> rank(const std::array<std::string_view, N>& names, std::string_view attribute) {
    const auto found = std::find(names.begin(), names.end(), folded(attribute));
    return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

}  // namespace

std::string trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kSpace);
    return begin == std::string_view::npos ? std::string() : std::string(text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin));
}

std::size_t PropertyRow::slot(std::string_view key) {
    if (const auto found = slots_.find(key); found != slots_.end()) return found->second;
    const std::size_t slot = keys_.size();
    slots_.emplace(key, slot);
    keys_.emplace_back(key);
    values_.emplace_back();
    columns_.push_back(kUnknown);
    order_.insert(std::lower_bound(order_.begin(), order_.end(), key, [&](std::size_t i, std::string_view k) { return keys_[i] < k; }), slot);
    return slot;
}

Map PropertyRow::take() {
    Map map;
    for (const std::size_t i : order_) {
        if (!values_[i].is_null()) map.emplace_back(keys_[i], std::exchange(values_[i], Value()));
    }
    return map;
}

void PropertyRow::give(GraphBuilder& builder, std::size_t edge) {
    for (const std::size_t i : order_) {
        if (values_[i].is_null()) continue;
        if (columns_[i] == kUnknown) columns_[i] = builder.edge_key(keys_[i]);
        builder.set_edge(edge, columns_[i], values_[i]);
        values_[i] = Value();
    }
}

void AttributeTable::add(Attribute attribute) {
    numbers_[attribute.id] = entries_.size();
    if (attribute.default_value) defaults_.push_back(entries_.size());
    entries_.push_back({std::move(attribute)});
}

bool AttributeTable::has(std::string_view name) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.attribute.name == name && !e.attribute.ignored; });
}

void AttributeTable::settle(bool own_file, bool rename_label) {
    Entry* best = nullptr;
    for (Entry& entry : entries_) {
        const Attribute& a = entry.attribute;
        if (own_file ? a.id.starts_with(own_type_) : !a.ignored && a.kind == TextKind::text && rank_(a.name) && (!best || *rank_(a.name) < *rank_(best->attribute.name))) best = &entry;
    }
    if (best) best->tells_type = true;
    rename_label = rename_label && !own_file && !has("name");
    for (Entry& entry : entries_) {
        const Attribute& a = entry.attribute;
        const bool is_name = rename_label && a.kind == TextKind::text && folded(a.name) == "label" && !entry.tells_type;
        entry.slot = row_.slot(is_name ? "name" : a.name);
    }
}

std::string AttributeTable::set(std::string_view id, std::string_view text) {
    const auto found = numbers_.find(id);
    if (found == numbers_.end()) {
        set_property(id, Value(text));
        return {};
    }
    const Entry& entry = entries_[found->second];
    const Attribute& a = entry.attribute;
    if (a.ignored || (text.empty() && a.kind != TextKind::text)) return {};
    if (entry.tells_type) {
        const std::optional<Value> json = a.id.ends_with('j') && a.id.starts_with(own_type_) ? parse_tagged_json(text) : std::nullopt;
        type_ = json && json->as_string() ? *json->as_string() : std::string(text);
        return {};
    }
    std::optional<Value> value = a.own ? parse_plain(a.kind, text) : parse_foreign(a.kind, text);
    if (!value) return "'" + std::string(text.substr(0, 60)) + "' is no value of attribute '" + a.name + "'";
    row_.set(entry.slot, std::move(*value));
    return {};
}

PropertyRow& AttributeTable::filled() {
    for (const std::size_t i : defaults_) {
        const Entry& entry = entries_[i];
        if (!entry.tells_type && !row_.has(entry.slot)) row_.set(entry.slot, *entry.attribute.default_value);
    }
    return row_;
}

std::uint32_t NamedGraph::number(std::string_view name) {
    const std::uint32_t number = names_.add(name);
    if (number == nodes_.size()) nodes_.push_back(kNone);
    return number;
}

bool NamedGraph::add_node(std::string_view name, std::span<const std::string> labels, Map properties) {
    const std::vector<std::string_view> views(labels.begin(), labels.end());
    std::uint32_t& node = nodes_[number(name)];
    if (node != kNone) return false;
    node = static_cast<std::uint32_t>(builder_.add_node(views, std::move(properties)));
    return true;
}

void NamedGraph::ensure_node(std::string_view name, const std::function<Map()>& properties) {
    if (std::uint32_t& node = nodes_[number(name)]; node == kNone) node = static_cast<std::uint32_t>(builder_.add_node(std::span<const std::string_view>(), properties()));
}

void NamedGraph::add_edge(std::string_view source, std::string_view type, std::string_view target, Map properties, std::size_t line) {
    const std::uint32_t from = number(source), to = number(target);
    if (nodes_[from] != kNone && nodes_[to] != kNone) builder_.add_edge(NodeId{nodes_[from]}, type, NodeId{nodes_[to]}, std::move(properties));
    else waiting_.push_back({from, to, std::string(type), std::move(properties), line});
}

void NamedGraph::add_edge(std::string_view source, std::string_view type, std::string_view target, PropertyRow& properties, std::size_t line) {
    const std::uint32_t from = number(source), to = number(target);
    if (nodes_[from] == kNone || nodes_[to] == kNone) waiting_.push_back({from, to, std::string(type), properties.take(), line});
    else properties.give(builder_, builder_.add_edge(NodeId{nodes_[from]}, type, NodeId{nodes_[to]}));
}

std::optional<std::pair<std::string, std::size_t>> NamedGraph::settle() {
    for (Waiting& edge : waiting_) {
        for (const std::uint32_t end : {edge.source, edge.target}) {
            if (nodes_[end] == kNone) return std::pair("edge to unknown node '" + std::string(names_[end]) + "'", edge.line);
        }
        builder_.add_edge(NodeId{nodes_[edge.source]}, edge.type, NodeId{nodes_[edge.target]}, std::move(edge.properties));
    }
    waiting_.clear();
    return std::nullopt;
}

std::optional<std::size_t> label_rank(std::string_view attribute) {
    return rank<7>({"labels", ":label", "entity_type", "node_type", "kind", "type", "category"}, attribute);
}

std::optional<std::size_t> relation_rank(std::string_view attribute) {
    return rank<7>({"relation", ":type", "relation_type", "interaction", "kind", "type", "label"}, attribute);
}

std::vector<std::string> labels_of_text(std::string_view text) {
    if (!text.starts_with(':')) return split_labels(text);
    std::vector<std::string> labels;
    for (std::size_t at = 1; at < text.size();) {
        const std::size_t stop = std::min(text.find(':', at), text.size());
        if (stop > at) labels.emplace_back(text.substr(at, stop - at));
        at = stop + 1;
    }
    return labels;
}

std::optional<Value> parse_foreign(TextKind kind, std::string_view text) {
    if (kind == TextKind::text || kind == TextKind::json) return parse_plain(kind, text);
    std::optional<Value> value = parse_plain(kind, trimmed(text));
    if (!value && kind == TextKind::boolean) value = parse_plain(kind, folded(text));
    return value;
}

std::string folded(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::string out = trimmed(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

}  // namespace demarche::graph
