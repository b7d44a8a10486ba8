// Which property columns a bound query can look at, so that a store need not read the others.
#pragma once

#include "demarche/graph.h"
#include "query/bind/bound.h"

namespace demarche::query {

// Never too little: whatever may show a whole node, relationship or path, or a key that is computed, needs all columns.
GraphParts parts_read(const bound::Query& query);

}  // namespace demarche::query
