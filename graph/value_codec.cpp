#include "graph/value_codec.h"

#include <algorithm>
#include <limits>

namespace demarche::graph {
namespace {

// Written to disk: never renumber.
enum class Tag : std::uint8_t { null, no, yes, integer, floating, text, list, map, date, local_time, time, local_date_time, date_time, duration };

bool storable_at(const Value& value, int depth) {
    if (value.as_node() || value.as_edge() || value.as_path() || depth > kMaxValueDepth) return false;
    if (const List* list = value.as_list()) {
        return std::all_of(list->begin(), list->end(), [&](const Value& item) { return storable_at(item, depth + 1); });
    }
    if (const Map* map = value.as_map()) {
        return std::all_of(map->begin(), map->end(), [&](const auto& entry) { return storable_at(entry.second, depth + 1); });
    }
    return true;
}

void tag(Writer& out, Tag t) { out.u8(static_cast<std::uint8_t>(t)); }

void encode_temporal(Writer& out, const Value& value) {
    if (const Date* date = value.get<Date>()) {
        tag(out, Tag::date);
        out.zigzag(date->days);
    } else if (const LocalTime* local = value.get<LocalTime>()) {
        tag(out, Tag::local_time);
        out.zigzag(local->nanos);
    } else if (const Time* time = value.get<Time>()) {
        tag(out, Tag::time);
        out.zigzag(time->nanos);
        out.zigzag(time->offset);
    } else if (const LocalDateTime* local_date_time = value.get<LocalDateTime>()) {
        tag(out, Tag::local_date_time);
        out.zigzag(local_date_time->seconds);
        out.zigzag(local_date_time->nanos);
    } else if (const DateTime* date_time = value.get<DateTime>()) {
        tag(out, Tag::date_time);
        out.zigzag(date_time->seconds);
        out.zigzag(date_time->nanos);
        out.zigzag(date_time->offset);
        out.text(date_time->zone);
    } else if (const Duration* duration = value.get<Duration>()) {
        tag(out, Tag::duration);
        out.zigzag(duration->months);
        out.zigzag(duration->days);
        out.zigzag(duration->seconds);
        out.zigzag(duration->nanos);
    } else {
        tag(out, Tag::null);
    }
}

Value decode_at(Reader& in, int depth);

Value decode_list(Reader& in, int depth) {
    List list;
    const std::uint64_t n = in.count();
    list.reserve(n);
    for (std::uint64_t i = 0; i < n && in.ok(); ++i) list.push_back(decode_at(in, depth + 1));
    return Value(std::move(list));
}

Value decode_map(Reader& in, int depth) {
    Map map;
    const std::uint64_t n = in.count(2);
    map.reserve(n);
    for (std::uint64_t i = 0; i < n && in.ok(); ++i) {
        std::string key(in.text());
        if (!map.empty() && key <= map.back().first) in.fail();
        map.emplace_back(std::move(key), decode_at(in, depth + 1));
    }
    return Value(std::move(map));
}

std::int32_t small(Reader& in) {
    const std::int64_t v = in.zigzag();
    if (v < std::numeric_limits<std::int32_t>::min() || v > std::numeric_limits<std::int32_t>::max()) {
        in.fail();
        return 0;
    }
    return static_cast<std::int32_t>(v);
}

Value decode_temporal(Reader& in, Tag t) {
    switch (t) {
        case Tag::date: return Value(Date{in.zigzag()});
        case Tag::local_time: return Value(LocalTime{in.zigzag()});
        case Tag::time: {
            const std::int64_t nanos = in.zigzag();
            return Value(Time{nanos, small(in)});
        }
        case Tag::local_date_time: {
            const std::int64_t seconds = in.zigzag();
            return Value(LocalDateTime{seconds, small(in)});
        }
        case Tag::date_time: {
            DateTime v;
            v.seconds = in.zigzag();
            v.nanos = small(in);
            v.offset = small(in);
            v.zone = in.text();
            return Value(std::move(v));
        }
        case Tag::duration: {
            Duration v;
            v.months = in.zigzag();
            v.days = in.zigzag();
            v.seconds = in.zigzag();
            v.nanos = small(in);
            return Value(v);
        }
        default: in.fail(); return {};
    }
}

Value decode_at(Reader& in, int depth) {
    if (depth > kMaxValueDepth) {
        in.fail();
        return {};
    }
    const Tag t = static_cast<Tag>(in.u8());
    switch (t) {
        case Tag::null: return {};
        case Tag::no: return Value(false);
        case Tag::yes: return Value(true);
        case Tag::integer: return Value(in.zigzag());
        case Tag::floating: return Value(in.f64());
        case Tag::text: return Value(in.text());
        case Tag::list: return decode_list(in, depth);
        case Tag::map: return decode_map(in, depth);
        default: return decode_temporal(in, t);
    }
}

}  // namespace

bool storable(const Value& value) { return storable_at(value, 0); }

void encode_value(Writer& out, const Value& value) {
    if (const bool* b = value.as_bool()) {
        tag(out, *b ? Tag::yes : Tag::no);
    } else if (const std::int64_t* i = value.as_integer()) {
        tag(out, Tag::integer);
        out.zigzag(*i);
    } else if (const double* d = value.as_double()) {
        tag(out, Tag::floating);
        out.f64(*d);
    } else if (const std::string* s = value.as_string()) {
        tag(out, Tag::text);
        out.text(*s);
    } else if (const List* list = value.as_list()) {
        tag(out, Tag::list);
        out.varint(list->size());
        for (const Value& item : *list) encode_value(out, item);
    } else if (const Map* map = value.as_map()) {
        tag(out, Tag::map);
        out.varint(map->size());
        for (const auto& [key, item] : *map) {
            out.text(key);
            encode_value(out, item);
        }
    } else {
        encode_temporal(out, value);
    }
}

Value decode_value(Reader& in) { return decode_at(in, 0); }

Value decode_value(std::string_view bytes) {
    Reader in(bytes);
    return decode_value(in);
}

}  // namespace demarche::graph
