#include "graph/page_sums.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <new>
#include <string_view>

#include <sqlite3.h>

#include "graph/checksum.h"

namespace demarche::graph {
namespace {

constexpr int kDamagedPage = 0x444D5231;  // our own opcode of xFileControl
constexpr std::size_t kSummed = kPageBytes - kPageSumBytes;

// The page's number counts as well, so that a page in another's place is found.
std::uint64_t sum_of(const char* page, std::uint64_t number) { return checksum({page, kSummed}) ^ (number * 0x9E3779B97F4A7C15U); }

bool sum_is_right(const char* page, std::uint64_t number) {
    std::uint64_t stored = 0;
    std::memcpy(&stored, page + kSummed, sizeof stored);
    return stored == sum_of(page, number);
}

struct File {
    sqlite3_file base;
    bool pages;               // a database: neither log nor journal
    std::uint64_t damaged;    // 0: none
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
static_assert(sizeof(File) % 8 == 0, "the real file follows, aligned");

File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return of(file)->real(); }

bool whole_page(const File* file, int size, sqlite3_int64 offset) { return file->pages && size == kPageBytes && offset % kPageBytes == 0; }

int close_file(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    const int code = real(file)->pMethods->xRead(real(file), to, size, offset);
    if (code != SQLITE_OK || !whole_page(of(file), size, offset)) return code;
    const std::uint64_t number = static_cast<std::uint64_t>(offset) / kPageBytes + 1;
    if (sum_is_right(static_cast<const char*>(to), number)) return SQLITE_OK;
    of(file)->damaged = number;
    return SQLITE_IOERR_DATA;
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    if (!whole_page(of(file), size, offset)) return real(file)->pMethods->xWrite(real(file), from, size, offset);
    std::array<char, kPageBytes> page;
    std::memcpy(page.data(), from, page.size());
    const std::uint64_t sum = sum_of(page.data(), static_cast<std::uint64_t>(offset) / kPageBytes + 1);
    std::memcpy(page.data() + kSummed, &sum, sizeof sum);
    return real(file)->pMethods->xWrite(real(file), page.data(), size, offset);
}

int control_file(sqlite3_file* file, int operation, void* argument) {
    if (operation != kDamagedPage) return real(file)->pMethods->xFileControl(real(file), operation, argument);
    *static_cast<std::uint64_t*>(argument) = of(file)->damaged;
    return SQLITE_OK;
}

// All but reading, writing and control is the real file's business.
const sqlite3_io_methods kMethods = {
    2,  // without the third version's memory mapping, which would go past the checksums
    close_file, read_file, write_file,
    [](sqlite3_file* f, sqlite3_int64 size) { return real(f)->pMethods->xTruncate(real(f), size); },
    [](sqlite3_file* f, int flags) { return real(f)->pMethods->xSync(real(f), flags); },
    [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
    [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); },
    [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); },
    [](sqlite3_file* f, int* reserved) { return real(f)->pMethods->xCheckReservedLock(real(f), reserved); },
    control_file,
    [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
    [](sqlite3_file* f, int region, int size, int extend, void volatile** memory) { return real(f)->pMethods->xShmMap(real(f), region, size, extend, memory); },
    [](sqlite3_file* f, int offset, int n, int flags) { return real(f)->pMethods->xShmLock(real(f), offset, n, flags); },
    [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
    nullptr, nullptr};

sqlite3_vfs* real_vfs(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    File* const ours = new (file) File{};
    const int code = real_vfs(vfs)->xOpen(real_vfs(vfs), name, ours->real(), flags, out_flags);
    ours->pages = (flags & SQLITE_OPEN_MAIN_DB) != 0;
    ours->base.pMethods = code == SQLITE_OK || ours->real()->pMethods ? &kMethods : nullptr;
    return code;
}

sqlite3_vfs make_vfs() {
    sqlite3_vfs* const base = sqlite3_vfs_find(nullptr);
    sqlite3_vfs vfs = *base;  // whatever does not concern the content of files is the base's; its functions ignore the vfs that they are given
    vfs.szOsFile = static_cast<int>(sizeof(File)) + base->szOsFile;
    vfs.pNext = nullptr;
    vfs.zName = "demarche-pages";
    vfs.pAppData = base;
    vfs.xOpen = open_file;
    return vfs;
}

}  // namespace

const char* page_sums_vfs() {
    static sqlite3_vfs vfs = make_vfs();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    return registered == SQLITE_OK ? vfs.zName : nullptr;
}

std::optional<std::uint64_t> damaged_page(sqlite3* database) {
    std::uint64_t number = 0;
    if (sqlite3_file_control(database, "main", kDamagedPage, &number) != SQLITE_OK || number == 0) return std::nullopt;
    return number;
}

void for_each_damaged_page(const std::string& path, void (*f)(void*, std::uint64_t), void* argument) {
    std::ifstream in(path, std::ios::binary);
    std::array<char, kPageBytes> page{};
    for (std::uint64_t number = 1; in.read(page.data(), page.size()); ++number) {
        const bool unwritten = std::all_of(page.begin(), page.end(), [](char c) { return c == 0; });
        if (!unwritten && !sum_is_right(page.data(), number)) f(argument, number);
    }
}

}  // namespace demarche::graph
