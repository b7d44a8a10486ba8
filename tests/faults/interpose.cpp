#include "faults/interpose.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace demarche::test {
namespace {

std::atomic<Fault> planned{Fault::none};
std::atomic<long> at{0}, seen{0};

void read_plan() {
    static const bool once = [] {
        const char* const text = std::getenv("DEMARCHE_FAULT");
        char word[16] = "";
        long n = 0;
        if (text && std::sscanf(text, "%15s %ld", word, &n) == 2) {
            const Fault fault = !std::strcmp(word, "kill") ? Fault::kill : !std::strcmp(word, "torn") ? Fault::torn : !std::strcmp(word, "full") ? Fault::full : Fault::io;
            plan_fault(fault, n);
        }
        return true;
    }();
    static_cast<void>(once);
}

// What is to happen to this call.
Fault next_call() {
    read_plan();
    const long number = ++seen;
    const Fault fault = planned;
    if (fault == Fault::full) return number >= at ? fault : Fault::none;
    return number == at ? fault : Fault::none;
}

void die() { ::kill(::getpid(), SIGKILL); }

// True: the call fails with errno set. Does not return when the process is to die.
bool fails(bool needs_space) {
    const Fault fault = next_call();
    if (fault == Fault::kill || fault == Fault::torn) die();
    if (fault == Fault::full && needs_space) errno = ENOSPC;
    else if (fault == Fault::io) errno = EIO;
    else return false;
    return true;
}

ssize_t write_at(int file, const void* from, size_t size, off_t offset, bool positioned) {
    const auto write_now = [&](size_t n) {
        return positioned ? ::syscall(SYS_pwrite64, file, from, n, offset) : ::syscall(SYS_write, file, from, n);
    };
    if (file <= STDERR_FILENO) return write_now(size);
    const Fault fault = next_call();
    if (fault == Fault::torn) write_now(size / 2);
    if (fault == Fault::kill || fault == Fault::torn) die();
    if (fault == Fault::none) return write_now(size);
    errno = fault == Fault::full ? ENOSPC : EIO;
    return -1;
}

int open_at(int folder, const char* path, int flags, mode_t mode) {
    if ((flags & O_CREAT) != 0 && fails(true)) return -1;
    return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
}

}  // namespace

void plan_fault(Fault fault, long n) {
    seen = 0;
    at = n;
    planned = fault;
}

long calls_seen() { return seen; }

}  // namespace demarche::test

// The system's names. SQLite asks for the 64-bit ones where there are any.
using namespace demarche::test;
extern "C" {

ssize_t write(int file, const void* from, size_t size) { return write_at(file, from, size, 0, false); }
ssize_t pwrite(int file, const void* from, size_t size, off_t offset) { return write_at(file, from, size, offset, true); }
ssize_t pwrite64(int file, const void* from, size_t size, off64_t offset) { return write_at(file, from, size, offset, true); }
int fsync(int file) { return fails(false) ? -1 : static_cast<int>(::syscall(SYS_fsync, file)); }
int fdatasync(int file) { return fails(false) ? -1 : static_cast<int>(::syscall(SYS_fdatasync, file)); }
int ftruncate(int file, off_t size) noexcept { return fails(false) ? -1 : static_cast<int>(::syscall(SYS_ftruncate, file, size)); }
int ftruncate64(int file, off64_t size) noexcept { return fails(false) ? -1 : static_cast<int>(::syscall(SYS_ftruncate, file, size)); }
int rename(const char* from, const char* to) noexcept { return fails(true) ? -1 : static_cast<int>(::syscall(SYS_rename, from, to)); }
int unlink(const char* path) noexcept { return fails(false) ? -1 : static_cast<int>(::syscall(SYS_unlink, path)); }

int open(const char* path, int flags, ...) {
    __builtin_va_list arguments;
    __builtin_va_start(arguments, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? __builtin_va_arg(arguments, mode_t) : 0;
    __builtin_va_end(arguments);
    return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    __builtin_va_list arguments;
    __builtin_va_start(arguments, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? __builtin_va_arg(arguments, mode_t) : 0;
    __builtin_va_end(arguments);
    return open_at(AT_FDCWD, path, flags, mode);
}

}  // extern "C"
