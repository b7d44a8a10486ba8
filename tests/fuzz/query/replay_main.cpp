// TARGET FOLDER [SECONDS [SEED]]
//
// Runs a fuzz target over files: every file of the folder given, whole and cut short at a few places, and as doubled text. With SECONDS it goes
// on for so long with texts that are made of pieces of the files; each is written to last_input.txt before it runs, where a crash leaves it.
#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/query/targets.h"

namespace {

void feed(const std::string& text) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()); }

// Words, numbers, strings, symbols and what stands between them.
std::vector<std::string> pieces_of(const std::string& text) {
    std::vector<std::string> out;
    bool word = false;
    for (const char c : text) {
        const bool letter = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || (static_cast<unsigned char>(c) & 0x80U) != 0;
        if (letter && word) out.back() += c;
        else out.emplace_back(1, c);
        word = letter;
    }
    return out;
}

void mutate(const std::vector<std::string>& texts, int seconds, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random() % n); };
    std::vector<std::vector<std::string>> all;
    for (const std::string& text : texts) all.push_back(pieces_of(text));
    const auto begin = std::chrono::steady_clock::now();
    std::uint64_t count = 0;
    for (; std::chrono::steady_clock::now() - begin < std::chrono::seconds(seconds); ++count) {
        std::vector<std::string> pieces = all[below(all.size())];
        for (std::size_t change = 1 + below(6); change > 0; --change) {
            const std::vector<std::string>& other = all[below(all.size())];
            const std::size_t at = below(pieces.size()), from = below(other.size()), some = 1 + below(8);
            const auto place = [&](std::size_t i) { return pieces.begin() + static_cast<std::ptrdiff_t>(std::min(i, pieces.size())); };
            const auto source = [&](std::size_t i) { return other.begin() + static_cast<std::ptrdiff_t>(std::min(i, other.size())); };
            if (below(3) == 0) pieces.erase(place(at), place(at + some));
            if (below(3) != 0) pieces.insert(place(at), source(from), source(from + some));
            else if (at < pieces.size() && !other.empty()) pieces[at] = other[from];
        }
        std::string text;
        for (const std::string& piece : pieces) text += piece;
        if (below(20) == 0 && !text.empty()) text[below(text.size())] = static_cast<char>(random());
        std::ofstream("last_input.txt", std::ios::binary) << text;
        feed(text);
    }
    std::cout << count << " texts made and run\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || argc > 4) return 2;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
        texts.push_back(text);
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
    if (argc > 2 && !texts.empty()) mutate(texts, std::atoi(argv[2]), argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1);
    return files.empty() ? 1 : 0;
}
