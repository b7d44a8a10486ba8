#include "base/file.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <ostream>

#include <unistd.h>

using namespace demarche;
namespace fs = std::filesystem;

TEST_CASE("write_file is atomic and read_file names what is wrong") {
    const fs::path dir = fs::temp_directory_path() / ("demarche-file-" + std::to_string(::getpid()));
    fs::create_directory(dir);
    const std::string path = (dir / "a.txt").string();
    REQUIRE(base::write_file(path, [](std::ostream& out) -> Result<void> { out << "hello"; return {}; }));
    CHECK(*base::read_file(path) == "hello");
    const auto failed = base::write_file(path, [](std::ostream& out) -> Result<void> { out << "half"; return Error(ErrorCode::argument, "no"); });
    CHECK_FALSE(failed);
    CHECK(*base::read_file(path) == "hello");
    CHECK(std::distance(fs::directory_iterator(dir), fs::directory_iterator()) == 1);
    CHECK(base::read_file(path, 3).error().code() == ErrorCode::bad_input);
    CHECK(base::read_file((dir / "none").string()).error().code() == ErrorCode::not_found);
    CHECK(base::read_file(dir.string()).error().code() == ErrorCode::io);
    CHECK(base::write_file((dir / "no" / "x").string(), [](std::ostream&) -> Result<void> { return {}; }).error().code() == ErrorCode::not_found);
    fs::remove_all(dir);
}
