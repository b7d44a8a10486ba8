// Making the compressed sparse row graphs, and the sort that comes before.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>

#include "graph/property_graph.h"

namespace demarche::graph {

// edge(i), i = 0 … edges - 1, gives (source, target) in ascending order of the sources; the order is kept.
template <class F>
Csr make_csr(std::size_t nodes, std::size_t edges, F edge) {
    const std::function<std::pair<std::uint32_t, std::uint32_t>(std::size_t)> f = edge;
    const auto begin = boost::make_transform_iterator(boost::make_counting_iterator(std::size_t{0}), f);
    const auto end = boost::make_transform_iterator(boost::make_counting_iterator(edges), f);
    return Csr(boost::edges_are_sorted, begin, end, static_cast<std::uint32_t>(nodes), static_cast<std::uint32_t>(edges));
}

// Stable: items with equal keys stay in order. O(items + keys). Precondition: key(item) < key_count.
std::vector<std::uint32_t> counting_sort(std::span<const std::uint32_t> order, std::size_t key_count,
                                         const std::function<std::uint32_t(std::uint32_t)>& key);

}  // namespace demarche::graph
