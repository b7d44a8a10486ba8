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

Result<InputFile> InputFile::open(const std::string& path) {
    if (path == "-") return InputFile("standard input", nullptr);
    std::error_code ec;
    if (std::filesystem::is_directory(path, ec)) return system_error("cannot read", path, EISDIR);
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) return system_error("cannot open", path, errno);
    return InputFile(path, file);
}

void InputFile::Closer::operator()(std::FILE* file) const { std::fclose(file); }

std::size_t InputFile::read(char* buffer, std::size_t length) {
    if (!file_) {  // by the same buffer that others read: what they have looked at is not lost
        std::cin.read(buffer, static_cast<std::streamsize>(length));
        if (std::cin.bad()) failure_ = errno ? errno : EIO;
        return failed() ? 0 : static_cast<std::size_t>(std::cin.gcount());
    }
    const std::size_t n = failed() ? 0 : std::fread(buffer, 1, length, file_.get());
    if (n < length && std::ferror(file_.get())) failure_ = errno ? errno : EIO;
    return failed() ? 0 : n;
}

Error InputFile::error() const { return system_error("cannot read", path_, failure_); }

std::optional<std::string_view> LineReader::next() {
    std::size_t searched = at_, end = 0;
    while ((end = buffer_.find('\n', searched)) == std::string::npos && !ended_) {
        too_long_ = too_long_ || buffer_.size() - at_ > longest_;
        if (too_long_) return std::nullopt;
        buffer_.erase(0, at_);
        at_ = 0;
        searched = buffer_.size();
        constexpr std::size_t kStep = 1 << 16;
        buffer_.resize(searched + kStep);
        const std::size_t n = file_.read(buffer_.data() + searched, kStep);
        buffer_.resize(searched + n);
        ended_ = n < kStep;
    }
    if (file_.failed() || (end == std::string::npos && at_ == buffer_.size())) return std::nullopt;
    std::string_view line = std::string_view(buffer_).substr(at_, (end == std::string::npos ? buffer_.size() : end) - at_);
    at_ = end == std::string::npos ? buffer_.size() : end + 1;
    ++number_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    Result<InputFile> file = InputFile::open(path);
    if (!file) return file.error();
    std::string text;
    char buffer[1 << 16];
    for (std::size_t n = 0; text.size() <= limit && (n = file->read(buffer, sizeof buffer)) > 0;) text.append(buffer, n);
    if (file->failed()) return file->error();
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
    std::error_code ec;
    const std::filesystem::file_status there = std::filesystem::status(path, ec);
    const bool in_place = std::filesystem::exists(there) && !std::filesystem::is_regular_file(there) && !std::filesystem::is_directory(there);
    const std::filesystem::path target = std::filesystem::is_symlink(std::filesystem::symlink_status(path, ec)) ? std::filesystem::weakly_canonical(path, ec) : std::filesystem::path(path);
    const std::string temporary = in_place ? path : target.string() + ".tmp" + std::to_string(::getpid());
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    if (!out) return system_error("cannot write", path, errno);
    Result<void> written = write(out);
    out.flush();
    const int failed = out ? 0 : (errno ? errno : EIO);
    out.close();
    if (!written || failed) {
        if (!in_place) std::filesystem::remove(temporary, ec);
        return written ? Result<void>(system_error("cannot write", path, failed)) : written;
    }
    if (in_place) return {};
    std::filesystem::rename(temporary, target, ec);
    if (ec) {
        const int number = ec.value();
        std::filesystem::remove(temporary, ec);
        return system_error("cannot write", path, number);
    }
    return {};
}

}  // namespace demarche::base
