#include "base/embedded.h"

#include <algorithm>

namespace demarche::base {

std::string_view embedded_file(std::string_view path) {
    const std::span<const EmbeddedFile> files = embedded_files();
    const auto found = std::lower_bound(files.begin(), files.end(), path, [](const EmbeddedFile& f, std::string_view p) { return f.path < p; });
    return found != files.end() && found->path == path ? found->bytes : std::string_view();
}

}  // namespace demarche::base
