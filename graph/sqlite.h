// SQLite behind two small classes. They throw StoreFault, which the store's public functions turn into an Error: no exception
// leaves the room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "demarche/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace demarche::graph {

struct StoreFault {
    Error error;
};

// Throws a StoreFault about the file.
[[noreturn]] void fail(ErrorCode code, const std::string& path, std::string message, std::string hint = {});

// A connection. Belongs to one thread.
class Database {
public:
    enum class Mode { read, write, create };
    Database(const std::string& path, Mode mode);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    void run(const char* sql);  // statements without results
    std::int64_t integer(const char* sql);  // the first column of the first row; 0 when there is none
    std::string text(const char* sql);
    // The first `size` bytes of a blob.
    void read_blob(const char* table, const char* column, std::int64_t row, char* to, std::size_t size);
    const std::string& path() const { return path_; }
    sqlite3* handle() const { return handle_; }
    // Throws what SQLite's result code means for the user: damaged, locked, disk full …
    [[noreturn]] void raise(int code) const;

private:
    std::string path_;
    sqlite3* handle_ = nullptr;
};

// A prepared statement. bind() numbers parameters from 1 in the order of the calls; views must live until the next reset().
class Statement {
public:
    Statement(Database& database, const char* sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& text(std::string_view value);
    Statement& blob(std::string_view value);
    Statement& integer(std::int64_t value);
    bool step();  // true: a row
    void reset();
    void run() {
        step();
        reset();
    }
    std::string_view bytes_at(int column) const;  // text or blob; valid until the next step or reset
    std::string text_at(int column) const { return std::string(bytes_at(column)); }
    std::int64_t integer_at(int column) const;

private:
    void check(int code) const;
    Database& database_;
    sqlite3_stmt* statement_ = nullptr;
    int next_ = 1;
};

// Rolls back unless commit() was reached.
class Transaction {
public:
    explicit Transaction(Database& database, bool write);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

}  // namespace demarche::graph
