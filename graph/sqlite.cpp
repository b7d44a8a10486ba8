#include "graph/sqlite.h"

#include <sqlite3.h>

#include "graph/page_sums.h"

namespace demarche::graph {
namespace {

constexpr int kWaitMilliseconds = 5000;  // for another process's short transaction

int open_flags(Database::Mode mode) {
    switch (mode) {
        // A reader must be able to roll back what a killed writer left behind, so it asks for write access and does not use it.
        case Database::Mode::read:
        case Database::Mode::write: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
        default: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    }
}

}  // namespace

void fail(ErrorCode code, const std::string& path, std::string message, std::string hint) {
    Diagnostic d;
    d.code = code;
    d.file = path;
    d.message = std::move(message);
    d.hint = std::move(hint);
    throw StoreFault{Error(std::move(d))};
}

Database::Database(const std::string& path, Mode mode) : path_(path) {
    int code = sqlite3_open_v2(path.c_str(), &handle_, open_flags(mode), page_sums_vfs());
    if (code == SQLITE_CANTOPEN && mode == Mode::read) {  // no right to write: a finished store can be read all the same
        sqlite3_close(handle_);
        code = sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, page_sums_vfs());
    }
    try {
        if (code != SQLITE_OK) raise(code);
        sqlite3_extended_result_codes(handle_, 1);
        sqlite3_busy_timeout(handle_, kWaitMilliseconds);
        run("PRAGMA trusted_schema=OFF");
        run("PRAGMA cell_size_check=ON");  // damaged pages are refused instead of misread
        if (mode == Mode::read) run("PRAGMA query_only=ON");
        if (mode == Mode::create) {
            run(("PRAGMA page_size=" + std::to_string(kPageBytes)).c_str());
            int reserved = kPageSumBytes;
            sqlite3_file_control(handle_, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
        }
    } catch (...) {
        sqlite3_close(handle_);
        throw;
    }
}

Database::~Database() { sqlite3_close(handle_); }

void Database::raise(int code) const {
    const std::string reason = handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
    if (code == SQLITE_IOERR_DATA) {
        const std::string page = std::to_string(damaged_page(handle_).value_or(0));
        fail(ErrorCode::bad_input, path_, "the store is damaged (checksum of page " + page + ")", "build it again from the articles, or restore a copy");
    }
    switch (code & 0xFF) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: fail(ErrorCode::bad_input, path_, "the store is damaged (" + reason + ")", "build it again from the articles, or restore a copy");
        case SQLITE_BUSY:
        case SQLITE_LOCKED: fail(ErrorCode::locked, path_, "another process is writing the store", "wait until it has ended");
        case SQLITE_FULL: fail(ErrorCode::io, path_, "cannot write: the disk is full");
        case SQLITE_NOMEM: fail(ErrorCode::limit_memory, path_, "out of memory");
        case SQLITE_READONLY:
        case SQLITE_PERM: fail(ErrorCode::io, path_, "no permission to write the store");
        case SQLITE_CANTOPEN:
        case SQLITE_IOERR: fail(ErrorCode::io, path_, "cannot read or write the store (" + reason + ")");
        case SQLITE_ERROR:  // a table or column that should be there is not
        case SQLITE_SCHEMA:
        case SQLITE_FORMAT: fail(ErrorCode::bad_input, path_, "the store is damaged (" + reason + ")");
        default: fail(ErrorCode::internal, path_, "unexpected answer of SQLite (" + reason + ")");
    }
}

void Database::run(const char* sql) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) raise(code);
}

std::int64_t Database::integer(const char* sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.integer_at(0) : 0;
}

std::string Database::text(const char* sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.text_at(0) : std::string();
}

void Database::read_blob(const char* table, const char* column, std::int64_t row, char* to, std::size_t size) {
    sqlite3_blob* blob = nullptr;
    int code = sqlite3_blob_open(handle_, "main", table, column, row, 0, &blob);
    if (code == SQLITE_OK) code = sqlite3_blob_read(blob, to, static_cast<int>(size), 0);
    sqlite3_blob_close(blob);
    if (code != SQLITE_OK) raise(code);
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
    check(sqlite3_prepare_v2(database.handle(), sql, -1, &statement_, nullptr));
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::check(int code) const {
    if (code != SQLITE_OK) database_.raise(code);
}

// A null pointer would bind NULL; an empty view may have one.
Statement& Statement::text(std::string_view value) {
    check(sqlite3_bind_text64(statement_, next_++, value.empty() ? "" : value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::blob(std::string_view value) {
    check(sqlite3_bind_blob64(statement_, next_++, value.empty() ? "" : value.data(), value.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::integer(std::int64_t value) {
    check(sqlite3_bind_int64(statement_, next_++, value));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) {
        try {
            database_.raise(code);
        } catch (...) {
            reset();
            throw;
        }
    }
    return false;
}

void Statement::reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    next_ = 1;
}

std::string_view Statement::bytes_at(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return data ? std::string_view(static_cast<const char*>(data), size) : std::string_view();
}

std::int64_t Statement::integer_at(int column) const { return sqlite3_column_int64(statement_, column); }

Transaction::Transaction(Database& database, bool write) : database_(database) { database_.run(write ? "BEGIN IMMEDIATE" : "BEGIN"); }

Transaction::~Transaction() {
    if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
    database_.run("COMMIT");
    open_ = false;
}

}  // namespace demarche::graph
