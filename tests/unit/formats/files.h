// Files of the tests in this folder.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "demarche/formats.h"

namespace demarche::test {

// A folder of its own, gone with the object.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    // Returns the path.
    std::string write(const std::string& name, std::string_view bytes) const;
    std::string read(const std::string& name) const;

private:
    std::filesystem::path path_;
};

std::string exported(const PropertyGraph& graph, std::string_view format, const ExportOptions& options = {});
// Two people, three edges: two of one kind between them, with evidence and hostile texts.
PropertyGraph sample();

}  // namespace demarche::test
