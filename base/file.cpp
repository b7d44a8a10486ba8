#include "base/file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <unistd.h>

namespace demarche::base {
namespace {

Error system_error(const std::string& what, const std::string& path, int number) {
    Diagnostic d;
    d.code = number == ENOENT ? ErrorCode::not_found : ErrorCode::io;
    d.message = what + ": " + std::strerror(number);
    d.file = path;
    return Error(std::move(d));
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    if (path == "-") {
        std::string text((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
        return text;
    }
    std::error_code ec;
    if (std::filesystem::is_directory(path, ec)) return system_error("cannot read", path, EISDIR);
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) return system_error("cannot open", path, errno);
    std::string text;
    char buffer[1 << 16];
    std::size_t n = 0;
    while ((n = std::fread(buffer, 1, sizeof buffer, file)) > 0) {
        text.append(buffer, n);
        if (text.size() > limit) break;
    }
    const int failed = std::ferror(file) ? errno : 0;
    std::fclose(file);
    if (failed) return system_error("cannot read", path, failed);
    if (text.size() > limit) {
        Diagnostic d;
        d.code = ErrorCode::bad_input;
        d.message = "file is larger than the limit of " + std::to_string(limit) + " bytes";
        d.file = path;
        return Error(std::move(d));
    }
    return text;
}

Result<void> write_file(const std::string& path, const std::function<Result<void>(std::ostream&)>& write) {
    if (path == "-") {
        if (Result<void> written = write(std::cout); !written) return written;
        std::cout.flush();
        if (!std::cout) return system_error("cannot write", "standard output", errno ? errno : EIO);
        return {};
    }
    const std::string temporary = path + ".tmp" + std::to_string(::getpid());
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    if (!out) return system_error("cannot write", path, errno);
    Result<void> written = write(out);
    out.flush();
    const int failed = out ? 0 : (errno ? errno : EIO);
    out.close();
    std::error_code ec;
    if (!written || failed) {
        std::filesystem::remove(temporary, ec);
        return written ? Result<void>(system_error("cannot write", path, failed)) : written;
    }
    std::filesystem::rename(temporary, path, ec);
    if (ec) {
        const int number = ec.value();
        std::filesystem::remove(temporary, ec);
        return system_error("cannot write", path, number);
    }
    return {};
}

}  // namespace demarche::base
