// Files: whole reads and atomic writes, with errors that name the file and the reason.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche::base {

// Errors: not_found, io, bad_input (larger than `limit` bytes). "-" is standard input.
Result<std::string> read_file(const std::string& path, std::size_t limit = std::size_t{1} << 30);
// Writes through `write` to a temporary file beside `path` and renames it; on failure nothing is left behind. "-" is standard output.
Result<void> write_file(const std::string& path, const std::function<Result<void>(std::ostream&)>& write);

}  // namespace demarche::base
