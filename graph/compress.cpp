#include "graph/compress.h"

#include <new>

#include <zstd.h>

namespace demarche::graph {

std::string compress(std::string_view bytes) {
    std::string blob(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ZSTD_compress(blob.data(), blob.size(), bytes.data(), bytes.size(), 3);
    if (ZSTD_isError(size)) throw std::bad_alloc();  // with a buffer of the bound's size nothing but memory can fail
    blob.resize(size);
    return blob;
}

std::optional<std::string> decompress(std::string_view blob, std::size_t limit) {
    const unsigned long long size = ZSTD_getFrameContentSize(blob.data(), blob.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > limit) return std::nullopt;
    std::string bytes(static_cast<std::size_t>(size), '\0');
    const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), blob.data(), blob.size());
    if (ZSTD_isError(got) || got != bytes.size()) return std::nullopt;
    return bytes;
}

}  // namespace demarche::graph
