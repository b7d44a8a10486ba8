#include <charconv>
#include <cmath>
#include <limits>

#include "base/json.h"
#include "graph/dates.h"
#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

void append(std::string& out, const Value& value);

void append_numbers(std::string& out, std::string_view tag, std::initializer_list<std::int64_t> numbers, const std::string* zone = nullptr) {
    out += "{\"@" + std::string(tag) + "\":[";
    bool first = true;
    for (const std::int64_t n : numbers) {
        if (!first) out += ',';
        first = false;
        out += std::to_string(n);
    }
    if (zone) {
        out += ',';
        base::append_json_string(out, *zone);
    }
    out += "]}";
}

void append_double(std::string& out, double d) {
    if (std::isnan(d)) {
        out += R"({"@double":"NaN"})";
    } else if (std::isinf(d)) {
        out += d > 0 ? R"({"@double":"Infinity"})" : R"({"@double":"-Infinity"})";
    } else {
        out += plain_text(TextKind::floating, Value(d));
    }
}

// As people read it, where a year has four digits.
void append_date(std::string& out, const Date& date) {
    if (has_plain_form(date)) out += "{\"@date\":\"" + iso_day(date.days) + "\"}";
    else append_numbers(out, "date", {date.days});
}

void append_temporal(std::string& out, const Value& value) {
    if (const Date* date = value.get<Date>()) append_date(out, *date);
    else if (const LocalTime* local = value.get<LocalTime>()) append_numbers(out, "local_time", {local->nanos});
    else if (const Time* time = value.get<Time>()) append_numbers(out, "time", {time->nanos, time->offset});
    else if (const LocalDateTime* l = value.get<LocalDateTime>()) append_numbers(out, "local_date_time", {l->seconds, l->nanos});
    else if (const DateTime* d = value.get<DateTime>()) append_numbers(out, "date_time", {d->seconds, d->nanos, d->offset}, &d->zone);
    else if (const Duration* p = value.get<Duration>()) append_numbers(out, "duration", {p->months, p->days, p->seconds, p->nanos});
    else out += "null";
}

void append(std::string& out, const Value& value) {
    if (const bool* b = value.as_bool()) {
        out += *b ? "true" : "false";
    } else if (const std::int64_t* i = value.as_integer()) {
        out += std::to_string(*i);
    } else if (const double* d = value.as_double()) {
        append_double(out, *d);
    } else if (const std::string* s = value.as_string()) {
        base::append_json_string(out, *s);
    } else if (const List* list = value.as_list()) {
        out += '[';
        for (std::size_t n = 0; n < list->size(); ++n) {
            if (n) out += ',';
            append(out, (*list)[n]);
        }
        out += ']';
    } else if (const Map* map = value.as_map()) {
        out += '{';
        for (std::size_t n = 0; n < map->size(); ++n) {
            if (n) out += ',';
            const std::string& key = (*map)[n].first;
            base::append_json_string(out, key.starts_with('@') ? '@' + key : key);
            out += ':';
            append(out, (*map)[n].second);
        }
        out += '}';
    } else {
        append_temporal(out, value);
    }
}

std::optional<Value> untag_temporal(std::string_view tag, const Value& content) {
    if (tag == "@double" && content.as_string()) {
        const std::string& text = *content.as_string();
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        return Value(text == "NaN" ? std::numeric_limits<double>::quiet_NaN() : text == "Infinity" ? kInfinity : -kInfinity);
    }
    if (tag == "@date" && content.as_string()) return parse_plain(TextKind::date, *content.as_string());
    const List* list = content.as_list();
    std::int64_t n[4] = {};
    if (!list || list->empty() || list->size() > 4) return std::nullopt;
    for (std::size_t i = 0; i < list->size(); ++i) {
        if ((*list)[i].as_integer()) n[i] = *(*list)[i].as_integer();
    }
    const auto small = [](std::int64_t v) { return static_cast<std::int32_t>(v); };
    if (tag == "@date") return Value(Date{n[0]});
    if (tag == "@local_time") return Value(LocalTime{n[0]});
    if (tag == "@time") return Value(Time{n[0], small(n[1])});
    if (tag == "@local_date_time") return Value(LocalDateTime{n[0], small(n[1])});
    if (tag == "@duration") return Value(Duration{n[0], n[1], n[2], small(n[3])});
    if (tag == "@date_time" && list->size() == 4 && list->back().as_string()) return Value(DateTime{n[0], small(n[1]), small(n[2]), *list->back().as_string()});
    return std::nullopt;
}

}  // namespace

std::string tagged_json(const Value& value) {
    std::string out;
    append(out, value);
    return out;
}

// The depth is that of a parsed text, at most 64.
std::optional<Value> untag(const Value& value) {
    if (const List* list = value.as_list()) {
        List items;
        for (const Value& item : *list) {
            std::optional<Value> v = untag(item);
            if (!v) return std::nullopt;
            items.push_back(std::move(*v));
        }
        return Value(std::move(items));
    }
    const Map* map = value.as_map();
    if (!map) return value;
    Map entries;
    for (const auto& [key, item] : *map) {
        if (key.starts_with('@') && !key.starts_with("@@")) return map->size() == 1 ? untag_temporal(key, item) : std::nullopt;
        std::optional<Value> v = untag(item);
        if (!v) return std::nullopt;
        entries.emplace_back(key.starts_with("@@") ? key.substr(1) : key, std::move(*v));
    }
    return Value(make_map(std::move(entries)));
}

std::optional<Value> parse_tagged_json(std::string_view text) {
    const Result<Value> parsed = parse_json(text);
    return parsed ? untag(*parsed) : std::nullopt;
}

}  // namespace demarche::graph
