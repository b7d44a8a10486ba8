// A folder of rule files that lives as long as the object.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

namespace demarche::test {

class TemporaryPack {
public:
    TemporaryPack() : folder_(std::filesystem::temp_directory_path() / ("demarche-pack-" + std::to_string(::getpid()) + "-" + std::to_string(++count()))) {
        std::filesystem::create_directories(folder_);
        write("pack.json", R"({"kind": "pack", "name": "test", "version": "1", "licence": "Apache-2.0"})");
    }
    ~TemporaryPack() {
        std::error_code ec;
        std::filesystem::remove_all(folder_, ec);
    }
    TemporaryPack(const TemporaryPack&) = delete;  // it owns a folder
    TemporaryPack& operator=(const TemporaryPack&) = delete;

    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
    void remove(const std::string& name) const { std::filesystem::remove(folder_ / name); }
    std::string path(const std::string& name = {}) const { return name.empty() ? folder_.string() : (folder_ / name).string(); }

private:
    static int& count() {
        static int n = 0;
        return n;
    }
    std::filesystem::path folder_;
};

}  // namespace demarche::test
