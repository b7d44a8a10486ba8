#include "query/run/adjacency.h"

#include <cstring>

namespace demarche::query {
namespace {

std::uint32_t type_at(const ColumnView& types, std::uint32_t position) {
    std::uint32_t offset = 0;
    if (types.width == 1) offset = types.bytes[position];
    else if (types.width != 0) std::memcpy(&offset, types.bytes + std::size_t{position} * types.width, types.width);
    return static_cast<std::uint32_t>(types.base) + offset;
}

const std::uint32_t* raw(const NodeId* ids) { return reinterpret_cast<const std::uint32_t*>(ids); }
const std::uint32_t* raw(const EdgeId* ids) { return reinterpret_cast<const std::uint32_t*>(ids); }

}  // namespace

ast::Direction reversed(ast::Direction direction) {
    if (direction == ast::Direction::both) return direction;
    return direction == ast::Direction::out ? ast::Direction::in : ast::Direction::out;
}

std::uint32_t first_of_type(const ColumnView& types, std::uint32_t begin, std::uint32_t end, std::uint32_t type) {
    if (types.width == 1 && type >= static_cast<std::uint32_t>(types.base)) {  // nearly always
        const std::uint32_t stored = type - static_cast<std::uint32_t>(types.base);
        if (begin == end) return begin;
        const std::uint8_t* first = types.bytes + begin;
        for (std::uint32_t size = end - begin; size > 1;) {  // without a jump that depends on the data
            const std::uint32_t half = size / 2;
            first += first[half - 1] < stored ? half : 0;
            size -= half;
        }
        return static_cast<std::uint32_t>(first - types.bytes) + (*first < stored ? 1 : 0);
    }
    while (begin < end) {
        const std::uint32_t middle = begin + (end - begin) / 2;
        if (type_at(types, middle) < type) begin = middle + 1;
        else end = middle;
    }
    return begin;
}

Adjacent::Adjacent(const PropertyGraph& graph, ast::Direction direction, const bound::Types& types) : arrays_(graph.arrays()), any_(types.any) {
    if (direction != ast::Direction::in) sides_[count_++] = {arrays_.out_begin, raw(arrays_.targets), nullptr, &arrays_.types, true};
    if (direction != ast::Direction::out) {
        in_arrays_ = graph.in_arrays();
        sides_[count_++] = {in_arrays_.begin, raw(in_arrays_.nodes), raw(in_arrays_.edges), &in_arrays_.types, false};
    }
    if (any_) return;
    wanted_.resize(graph.types().size());
    for (const TypeId t : types.ids) {
        types_.push_back(static_cast<std::uint32_t>(t));
        wanted_[types_.back()] = 1;
    }
    // Every type is no condition.
    if (!types_.empty() && types_.size() == wanted_.size()) any_ = true;
}

std::uint32_t Adjacent::degree(std::uint32_t node) const {
    std::uint32_t sum = 0;
    for (const Side& side : sides()) sum += side.begin[node + 1] - side.begin[node];
    return sum;
}

void Adjacent::ranges(const Side& side, std::uint32_t node, std::vector<Range>& out) const {
    const std::uint32_t begin = side.begin[node], end = side.begin[node + 1];
    if (begin == end) return;
    if (any_) {
        out.push_back({begin, end});
        return;
    }
    const std::size_t before = out.size();
    if (end - begin <= 16 * types_.size()) {
        for (std::uint32_t p = begin; p < end; ++p) {
            if (!wanted_[type_at(*side.types, p)]) continue;
            if (out.size() > before && out.back().end == p) out.back().end = p + 1;
            else out.push_back({p, p + 1});
        }
        return;
    }
    long_ranges(side, node, out);
}

bool Adjacent::short_ranges(const Side& side, std::uint32_t node, std::vector<Range>& out) const {
    const std::uint32_t begin = side.begin[node], end = side.begin[node + 1];
    if (begin == end) return false;
    if (any_ || end - begin <= 16 * types_.size()) {
        out.push_back({begin, end});
        return !any_;
    }
    long_ranges(side, node, out);
    return false;
}

void Adjacent::long_ranges(const Side& side, std::uint32_t node, std::vector<Range>& out) const {
    std::uint32_t from = side.begin[node];
    const std::uint32_t end = side.begin[node + 1];
    const std::size_t before = out.size();
    for (const std::uint32_t type : types_) {
        from = first_of_type(*side.types, from, end, type);
        const std::uint32_t to = first_of_type(*side.types, from, end, type + 1);
        if (from < to && out.size() > before && out.back().end == from) out.back().end = to;
        else if (from < to) out.push_back({from, to});
        from = to;
    }
}

}  // namespace demarche::query
