#include "graph/store_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/checksum.h"
#include "graph/page_sums.h"

namespace demarche::graph {
namespace {

namespace fs = std::filesystem;

// One row an article. `sum` covers all other columns of the row; meta 'articles' counts the rows and sums up their sums, so that a
// damaged page that hides rows is found too. sections holds the frozen graph, each in parts of bounded size; meta 'frozen' is 1 when
// it is that of the articles.
// For small updates: node holds what the articles say of each node, report which articles (by row) report which acts (by hash of ActKey); both
// are of the articles when meta 'derived' is 1, except for those in pending, with their former row and extraction. changed_node and
// changed_act are what has changed since the columns were written.
constexpr const char* kSchema = R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL, sum INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE article(id TEXT PRIMARY KEY, title TEXT NOT NULL, date TEXT NOT NULL, url TEXT NOT NULL, outlet TEXT NOT NULL,
  hash TEXT NOT NULL, size INTEGER NOT NULL, edges INTEGER NOT NULL, text BLOB NOT NULL, extraction BLOB NOT NULL, sum INTEGER NOT NULL);
CREATE TABLE section(name TEXT NOT NULL, part INTEGER NOT NULL, sum INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY(name, part));
CREATE TABLE node(id TEXT PRIMARY KEY, votes BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE report(act INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY(act, article)) WITHOUT ROWID;
CREATE TABLE pending(id TEXT PRIMARY KEY, article INTEGER NOT NULL, extraction BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE changed_node(id TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE changed_act(key BLOB PRIMARY KEY, edges BLOB NOT NULL) WITHOUT ROWID;
)";

std::uint64_t big_endian(const unsigned char* p, std::size_t bytes) {
    std::uint64_t v = 0;
    for (std::size_t i = 0; i < bytes; ++i) v = v << 8U | p[i];
    return v;
}

void remove_companions(const std::string& path) {
    std::error_code ignored;
    for (const char* ending : {"-journal", "-wal", "-shm"}) fs::remove(path + ending, ignored);
}

void sync(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ::fsync(file);
    ::close(file);
}

}  // namespace

bool has_log(const std::string& path) {
    std::error_code ec;
    const auto wal = fs::file_size(path + "-wal", ec);
    if (!ec && wal > 0) return true;
    const auto journal = fs::file_size(path + "-journal", ec);
    return !ec && journal > 0;
}

WriterLock::WriterLock(const std::string& store_path) : path_(store_path + ".lock") {
    for (;;) {
        file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (file_ < 0) fail(ErrorCode::io, store_path, std::string("cannot write beside the store: ") + std::strerror(errno));
        if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
            std::array<char, 32> owner{};
            const ssize_t size = ::read(file_, owner.data(), owner.size() - 1);
            ::close(file_);
            const std::string who = size > 0 ? "locked by process " + std::string(owner.data(), static_cast<std::size_t>(size)) : "locked by another process";
            fail(ErrorCode::locked, store_path, "the store is being written (" + who + ")", "wait until it has ended");
        }
        struct stat mine{}, its{};  // the former owner may have removed the file after we opened it
        if (::fstat(file_, &mine) == 0 && ::stat(path_.c_str(), &its) == 0 && mine.st_ino == its.st_ino) break;
        ::close(file_);
    }
    const std::string owner = std::to_string(::getpid());
    if (::ftruncate(file_, 0) != 0 || ::write(file_, owner.data(), owner.size()) < 0) { /* only the message of others is poorer */ }
}

WriterLock::~WriterLock() {
    ::unlink(path_.c_str());
    ::close(file_);
}

void check_header(const std::string& path) {
    std::error_code ec;
    const fs::file_status status = fs::status(path, ec);
    if (!fs::exists(status)) fail(ErrorCode::not_found, path, "no such store");
    if (!fs::is_regular_file(status)) fail(ErrorCode::bad_input, path, "not a demarche store but a folder or device");
    std::array<unsigned char, 100> header{};
    std::ifstream in(path, std::ios::binary);
    if (!in) fail(ErrorCode::io, path, std::string("cannot read the store: ") + std::strerror(errno));
    in.read(reinterpret_cast<char*>(header.data()), header.size());
    const auto size = static_cast<std::uint64_t>(fs::file_size(path, ec));
    if (size == 0) fail(ErrorCode::bad_input, path, "not a demarche store: the file is empty");
    if (size < header.size() || std::memcmp(header.data(), "SQLite format 3", 16) != 0) fail(ErrorCode::bad_input, path, "not a demarche store");
    if (big_endian(&header[68], 4) != static_cast<std::uint64_t>(kApplicationId)) {
        fail(ErrorCode::bad_input, path, "not a demarche store but some other SQLite database, or damaged");
    }
    const auto version = static_cast<std::int64_t>(big_endian(&header[60], 4));
    if (version > kFormatVersion) {
        fail(ErrorCode::bad_input, path, "the store has format version " + std::to_string(version) + ", this program reads up to " + std::to_string(kFormatVersion),
             "use a newer demarche");
    }
    if (version < kFormatVersion && version > 0) {
        fail(ErrorCode::bad_input, path, "the store has format version " + std::to_string(version) + ", which this program no longer reads", "build it again from the articles");
    }
    const std::uint64_t pages = big_endian(&header[28], 4);
    if (version != kFormatVersion || big_endian(&header[16], 2) != kPageBytes || header[20] != kPageSumBytes) {
        fail(ErrorCode::bad_input, path, "the store is damaged (its header)", "build it again from the articles, or restore a copy");
    }
    if ((size % kPageBytes != 0 || size / kPageBytes < pages) && !has_log(path)) {
        fail(ErrorCode::bad_input, path, "the store is truncated or damaged: " + std::to_string(size) + " bytes instead of " + std::to_string(kPageBytes * pages),
             "build it again from the articles, or restore a copy");
    }
}

void create_store(const std::string& path, const std::string& ontology, void (*fill)(Database&, const void*), const void* argument) {
    std::error_code ec;
    if (fs::exists(path, ec)) {
        check_header(path);
        // What the old store's log holds goes into its file, so that no log of it can be taken for one of the new store.
        Database old(path, Database::Mode::write);
        old.run("PRAGMA wal_checkpoint(TRUNCATE)");
        old.run("PRAGMA journal_mode=DELETE");
    }
    const std::string temporary = path + ".tmp" + std::to_string(::getpid());
    fs::remove(temporary, ec);
    remove_companions(temporary);
    try {
        Database database(temporary, Database::Mode::create);
        database.run(("PRAGMA application_id=" + std::to_string(kApplicationId)).c_str());
        database.run(("PRAGMA user_version=" + std::to_string(kFormatVersion)).c_str());
        Transaction transaction(database, true);
        database.run(kSchema);
        Statement(database, "INSERT INTO meta VALUES('ontology', ?, ?)")
            .text(ontology).integer(static_cast<std::int64_t>(checksum(ontology))).run();
        fill(database, argument);
        transaction.commit();
    } catch (...) {
        fs::remove(temporary, ec);
        remove_companions(temporary);
        throw;
    }
    sync(temporary);
    fs::rename(temporary, path, ec);
    if (ec) {
        const std::string reason = ec.message();
        fs::remove(temporary, ec);
        fail(ErrorCode::io, path, "cannot write: " + reason);
    }
    const std::string folder = fs::path(path).parent_path().string();
    sync(folder.empty() ? "." : folder);
}

std::unique_ptr<Database> open_store(const std::string& path, bool writable) {
    check_header(path);
    auto database = std::make_unique<Database>(path, writable ? Database::Mode::write : Database::Mode::read);
    if (writable) {
        // One fsync a commit, and readers are not held up. Where a reader keeps the file from changing over, the old way does too.
        if (database->text("PRAGMA journal_mode=WAL") != "wal") database->run("PRAGMA journal_mode=DELETE");
        database->run("PRAGMA synchronous=FULL");
    }
    return database;
}

}  // namespace demarche::graph
