// Files: whole reads and atomic writes, with errors that name the file and the reason.
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche::base {

// Errors: not_found, io, bad_input (larger than `limit` bytes). "-" is standard input.
Result<std::string> read_file(const std::string& path, std::size_t limit = std::size_t{1} << 30);
// A file that is read piece by piece.
class InputFile {
public:
    // "-" is standard input. Errors: not_found, io.
    static Result<InputFile> open(const std::string& path);
    // Bytes read; 0 at the end and after a failure.
    std::size_t read(char* buffer, std::size_t length);
    bool failed() const { return failure_ != 0; }
    // Precondition: failed().
    Error error() const;

private:
    struct Closer {
        void operator()(std::FILE* file) const;
    };
    InputFile(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

    std::string path_;
    std::unique_ptr<std::FILE, Closer> file_;
    int failure_ = 0;
};

// Lines of a file without their end ("\n" or "\r\n"); memory is that of the longest line.
class LineReader {
public:
    // Lines of more than `longest` bytes are not read.
    explicit LineReader(InputFile file, std::size_t longest = std::size_t{64} << 20U) : file_(std::move(file)), longest_(longest) {}
    // Nothing at the end, after a failure (see file()) and at a line that is too long. Valid until the next call.
    std::optional<std::string_view> next();
    std::size_t number() const { return number_; }  // of the last line given, 1-based
    bool too_long() const { return too_long_; }  // the line after the last one given
    const InputFile& file() const { return file_; }

private:
    InputFile file_;
    std::size_t longest_;
    std::string buffer_;
    std::size_t at_ = 0, number_ = 0;
    bool ended_ = false, too_long_ = false;
};

// Writes through `write` to a temporary file beside `path` and renames it; on failure nothing is left behind. A symbolic link
// stays one. "-" is standard output; pipes and devices are written as they are.
Result<void> write_file(const std::string& path, const std::function<Result<void>(std::ostream&)>& write);

}  // namespace demarche::base
