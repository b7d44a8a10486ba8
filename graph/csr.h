// Making a compressed sparse row graph from its arrays, without a copy.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "graph/property_graph.h"

namespace demarche::graph {

// The edges of vertex v go to columns[rows[v]] … columns[rows[v + 1] - 1]. Preconditions: rows has one entry more than there are
// vertices, starts with 0, ascends and ends with columns.size().
inline Csr make_csr(std::vector<std::uint32_t> rows, std::vector<std::uint32_t> columns) {
    Csr csr;
    csr.m_forward.m_rowstart = std::move(rows);
    csr.m_forward.m_column = std::move(columns);
    return csr;
}

}  // namespace demarche::graph
