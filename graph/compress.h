// zstd, whole blobs at a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace demarche::graph {

std::string compress(std::string_view bytes);
// Nothing when the blob is damaged or would give more than `limit` bytes.
std::optional<std::string> decompress(std::string_view blob, std::size_t limit);

}  // namespace demarche::graph
