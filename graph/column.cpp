#include "graph/column.h"

#include <bit>
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

std::string encoded(const Value& value) {
    Writer out;
    encode_value(out, value);
    return out.take();
}

}  // namespace

Value Column::at(std::size_t row) const {
    if (!rows_.contains(row)) return {};
    const std::int64_t bits = ints_.at(rows_.rank(row));
    if (!in_pool(kind_)) return value_of(kind_, bits);
    const std::string_view bytes = pool_[static_cast<std::size_t>(bits)];
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
    if (!in.ok() || !in_pool(c.kind_)) return in.ok() ? std::move(c) : Column();
    c.pool_ = StringPool::read(in);
    for (std::size_t i = 0; i < c.ints_.size() && in.ok(); ++i) {
        if (static_cast<std::uint64_t>(c.ints_.at(i)) >= c.pool_.size()) in.fail();
    }
    return in.ok() ? std::move(c) : Column();
}

void ColumnBuilder::add(std::uint32_t row, const Value& value) {
    const Column::Kind kind = kind_of(value);
    if (rows_.empty()) kind_ = kind;
    else if (kind != kind_) become_encoded();
    rows_.push_back(row);
    if (kind_ == Column::Kind::text) codes_.push_back(interner_.add(*value.as_string()));
    else if (kind_ == Column::Kind::encoded) codes_.push_back(interner_.add(encoded(value)));
    else if (const bool* b = value.as_bool()) ints_.push_back(*b ? 1 : 0);
    else if (const std::int64_t* i = value.as_integer()) ints_.push_back(*i);
    else if (const double* d = value.as_double()) ints_.push_back(std::bit_cast<std::int64_t>(*d));
    else ints_.push_back(value.get<Date>()->days);
}

void ColumnBuilder::become_encoded() {
    if (kind_ == Column::Kind::encoded) return;
    Interner all;
    if (kind_ == Column::Kind::text) {
        std::vector<std::uint32_t> renumber;
        for (std::size_t i = 0; i < interner_.size(); ++i) renumber.push_back(all.add(encoded(Value(interner_[i]))));
        for (std::uint32_t& code : codes_) code = renumber[code];
    } else {
        for (const std::int64_t bits : ints_) codes_.push_back(all.add(encoded(value_of(kind_, bits))));
        ints_ = {};
    }
    interner_ = std::move(all);
    kind_ = Column::Kind::encoded;
}

Column ColumnBuilder::freeze(std::size_t row_count, std::span<const std::uint32_t> new_row) {
    Column c;
    c.kind_ = kind_;
    if (!new_row.empty()) {
        for (std::uint32_t& row : rows_) row = new_row[row];
    }
    c.rows_ = RowSet(rows_, row_count);
    if (in_pool(kind_)) {
        std::vector<std::uint32_t> renumber;
        c.pool_ = interner_.freeze(renumber);
        interner_ = {};
        std::vector<std::uint32_t> values(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i) values[c.rows_.rank(rows_[i])] = renumber[codes_[i]];
        c.ints_ = PackedInts(std::span<const std::uint32_t>(values));
    } else {
        std::vector<std::int64_t> values(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i) values[c.rows_.rank(rows_[i])] = ints_[i];
        c.ints_ = PackedInts(std::span<const std::int64_t>(values));
    }
    *this = {};
    return c;
}

}  // namespace demarche::graph
