#include "graph/column.h"

#include <bit>
#include <limits>
#include <utility>

#include "graph/value_codec.h"

namespace demarche::graph {
namespace {

Column::Kind kind_of(const Value& value) {
    if (value.as_bool()) return Column::Kind::boolean;
    if (value.as_integer()) return Column::Kind::integer;
    if (value.as_double()) return Column::Kind::floating;
    if (value.get<Date>()) return Column::Kind::date;
    return value.as_string() ? Column::Kind::text : Column::Kind::encoded;
}

Value value_of(Column::Kind kind, std::int64_t bits) {
    switch (kind) {
        case Column::Kind::boolean: return Value(bits != 0);
        case Column::Kind::floating: return Value(std::bit_cast<double>(bits));
        case Column::Kind::date: return Value(Date{bits});
        default: return Value(bits);
    }
}

bool in_pool(Column::Kind kind) { return kind == Column::Kind::text || kind == Column::Kind::encoded; }

constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

std::string encoded(const Value& value) {
    Writer out;
    encode_value(out, value);
    return out.take();
}

}  // namespace

Value Column::at(std::size_t row) const {
    if (!rows_.contains(row)) return {};
    if (!in_pool(kind_)) return value_of(kind_, bits(row));
    const std::string_view bytes = text(row);
    return kind_ == Kind::text ? Value(bytes) : decode_value(bytes);
}

ColumnView Column::view() const {
    ColumnView v;
    v.kind = kind_;
    v.width = ints_.width();
    v.base = ints_.base();
    v.bytes = ints_.data();
    v.present = rows_.bits();
    v.ranks = rows_.ranks();
    v.full = rows_.size() != 0 && rows_.size() == rows_.row_count();
    v.size = rows_.size();
    return v;
}

void Column::write(Writer& out) const {
    out.u8(static_cast<std::uint8_t>(kind_));
    rows_.write(out);
    ints_.write(out);
    if (in_pool(kind_)) pool_.write(out);
}

Column Column::read(Reader& in) {
    Column c;
    const std::uint8_t kind = in.u8();
    if (kind > static_cast<std::uint8_t>(Kind::encoded)) in.fail();
    c.kind_ = static_cast<Kind>(kind);
    c.rows_ = RowSet::read(in);
    c.ints_ = PackedInts::read(in);
    if (c.ints_.size() != c.rows_.size()) in.fail();
    if (in_pool(c.kind_)) {
        c.pool_ = StringPool::read(in);
        if (!c.ints_.below(c.pool_.size())) in.fail();
    }
    return in.ok() ? std::move(c) : Column();
}

void ColumnBuilder::add_row(std::uint32_t row) {
    if (!gaps_ && row == size()) return;
    if (!gaps_) {
        for (std::size_t i = 0; i < size(); ++i) rows_.push_back(static_cast<std::uint32_t>(i));
        gaps_ = true;
    }
    rows_.push_back(row);
}

void ColumnBuilder::add(std::uint32_t row, const Value& value) {
    const Column::Kind kind = kind_of(value);
    if (size() == 0) kind_ = kind;
    else if (kind != kind_) become_encoded();
    add_row(row);
    if (kind_ == Column::Kind::text) codes_.push_back(interner_.add(*value.as_string()));
    else if (kind_ == Column::Kind::encoded) codes_.push_back(interner_.add(encoded(value)));
    else if (const bool* b = value.as_bool()) ints_.push_back(*b ? 1 : 0);
    else if (const std::int64_t* i = value.as_integer()) ints_.push_back(*i);
    else if (const double* d = value.as_double()) ints_.push_back(std::bit_cast<std::int64_t>(*d));
    else ints_.push_back(value.get<Date>()->days);
}

void ColumnBuilder::add_from(std::uint32_t row, const Column& from, std::size_t its_row) {
    if (size() == 0) kind_ = from.kind();
    if (from.kind() != kind_) return add(row, from.at(its_row));
    add_row(row);
    if (in_pool(kind_)) codes_.push_back(interner_.add(from.text(its_row)));
    else ints_.push_back(from.bits(its_row));
}

void ColumnBuilder::become_encoded() {
    if (kind_ == Column::Kind::encoded) return;
    Interner all;
    if (kind_ == Column::Kind::text) {
        std::vector<std::uint32_t> renumber;
        for (std::size_t i = 0; i < interner_.size(); ++i) renumber.push_back(all.add(encoded(Value(interner_[i]))));
        for (std::size_t i = 0; i < codes_.size(); ++i) codes_[i] = renumber[codes_[i]];
    } else {
        for (std::size_t i = 0; i < ints_.size(); ++i) codes_.push_back(all.add(encoded(value_of(kind_, ints_[i]))));
        ints_ = {};
    }
    interner_ = std::move(all);
    kind_ = Column::Kind::encoded;
}

Column ColumnBuilder::freeze(std::size_t row_count, std::span<const std::uint32_t> order) {
    Column c;
    c.kind_ = kind_;
    const bool everywhere = !gaps_ && size() == row_count;
    const std::vector<std::uint32_t> places = everywhere ? std::vector<std::uint32_t>() : places_of(row_count, order);
    c.rows_ = everywhere ? RowSet::all(row_count) : RowSet(row_count, [&](std::size_t row) { return places[row] != kNowhere; });
    std::vector<std::uint32_t> renumber;
    if (in_pool(kind_)) c.pool_ = interner_.freeze(renumber);
    std::vector<std::int64_t> values;
    values.reserve(size());
    for (std::size_t row = 0; row < row_count; ++row) {
        const std::size_t place = !everywhere ? places[row] : order.empty() ? row : order[row];
        if (place == kNowhere) continue;
        values.push_back(in_pool(kind_) ? std::int64_t{renumber[codes_[place]]} : ints_[place]);
    }
    *this = {};
    c.ints_ = PackedInts(std::span<const std::int64_t>(values));
    return c;
}

// For each row of the column the place of its value in the order of adding.
std::vector<std::uint32_t> ColumnBuilder::places_of(std::size_t row_count, std::span<const std::uint32_t> order) const {
    std::vector<std::uint32_t> by_row(row_count, kNowhere);
    for (std::size_t i = 0; i < size(); ++i) by_row[gaps_ ? rows_[i] : i] = static_cast<std::uint32_t>(i);
    if (order.empty()) return by_row;
    std::vector<std::uint32_t> places(row_count);
    for (std::size_t row = 0; row < row_count; ++row) places[row] = by_row[order[row]];
    return places;
}

}  // namespace demarche::graph
