// What the store's file looks like, and the two ways to it: making a new one and opening one with all checks.
#pragma once

#include <memory>
#include <string>

#include "demarche/result.h"
#include "graph/sqlite.h"

namespace demarche::graph {

// In the file's header, where `file` and other tools look for it: "DMR1".
inline constexpr std::int64_t kApplicationId = 0x444D5231;
inline constexpr std::int64_t kFormatVersion = 3;

// Held by a writer as long as its Store lives, through a file beside the store. Ends with the process, however that ends.
class WriterLock {
public:
    // Throws StoreFault (locked, io).
    explicit WriterLock(const std::string& store_path);
    ~WriterLock();
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;

private:
    std::string path_;
    int file_ = -1;
};

// All throw StoreFault.
// A missing file is not_found; anything but a whole store of this format version is bad_input, with the reason.
void check_header(const std::string& path);
// Makes an empty store under a temporary name, calls fill, and puts it in the place of `path` at once: there is never half a store.
// Precondition: `path` does not exist or is a store that nobody writes.
void create_store(const std::string& path, const std::string& ontology, void (*fill)(Database&, const void*), const void* argument);
// A log of commits (or a journal of a commit cut short) lies beside the store and belongs to it.
bool has_log(const std::string& path);
std::unique_ptr<Database> open_store(const std::string& path, bool writable);

}  // namespace demarche::graph
