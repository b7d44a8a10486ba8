// A SQLite file system that ends every page of a database with a checksum and verifies it at every read, so that damage is found
// before SQLite makes sense of it. Logs and journals have SQLite's own checksums, and go through as they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

struct sqlite3;

namespace demarche::graph {

inline constexpr int kPageBytes = 4096;
inline constexpr int kPageSumBytes = 8;  // reserved at the end of each page

// The name for sqlite3_open_v2. Registers the file system at the first call.
const char* page_sums_vfs();

// The number (from 1) of the last page of the database that failed its checksum.
std::optional<std::uint64_t> damaged_page(sqlite3* database);

// Looks at the whole file. Calls f for each page whose checksum is wrong; pages that were never written do not count.
void for_each_damaged_page(const std::string& path, void (*f)(void*, std::uint64_t), void* argument);

}  // namespace demarche::graph
