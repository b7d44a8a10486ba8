// Fuzz targets of the query engine, in libFuzzer's form. Each takes any bytes and must neither crash, nor hang, nor trip a sanitizer.
//   clang++ -fsanitize=fuzzer,address … parser_target.cpp    (main comes from libFuzzer)
// The normal suite links replay_main.cpp instead and runs the corpus.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
