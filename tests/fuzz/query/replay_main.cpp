// Runs a fuzz target over files: every file of the folder given, whole and cut short at a few places, and as doubled text.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz/query/targets.h"

namespace {

void feed(const std::string& text) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()); }

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        feed(text);
        feed(text + text);
        for (std::size_t cut = 1; cut < text.size(); cut += 1 + text.size() / 16) feed(text.substr(0, cut));
        for (std::size_t i = 0; i < text.size(); i += 1 + text.size() / 16) {
            std::string changed = text;
            changed[i] = static_cast<char>(changed[i] ^ 0x15);
            feed(changed);
        }
    }
    std::cout << files.size() << " inputs replayed\n";
    return files.empty() ? 1 : 0;
}
