// XXH64 (Yann Collet's xxHash, 64-bit variant, seed 0): fast, and finds every damage but one in 2^64. No protection against intent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace demarche::graph {

std::uint64_t checksum(std::string_view bytes);
// 16 hexadecimal digits.
std::string hex(std::uint64_t number);

}  // namespace demarche::graph
