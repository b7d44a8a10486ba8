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

TEST_CASE("LineReader gives lines without their ends, whatever their length") {
    const std::string path = (std::filesystem::temp_directory_path() / ("demarche-lines-" + std::to_string(::getpid()))).string();
    const std::string longest(200'000, 'x');
    REQUIRE(base::write_file(path, [&](std::ostream& out) -> Result<void> {
        out << "a\r\n\n" << longest << "\nend";
        return {};
    }));
    base::LineReader lines(std::move(*base::InputFile::open(path)));
    for (const std::string& expected : {std::string("a"), std::string(), longest, std::string("end")}) {
        const auto line = lines.next();
        REQUIRE(line);
        CHECK(*line == expected);
    }
    CHECK(lines.number() == 4);
    CHECK(!lines.next());
    CHECK(!lines.too_long());
    base::LineReader shorter(std::move(*base::InputFile::open(path)), 100'000);
    CHECK(shorter.next());
    CHECK(shorter.next());
    CHECK(!shorter.next());
    CHECK(shorter.too_long());
    std::filesystem::remove(path);
    CHECK(base::InputFile::open(path).error().code() == ErrorCode::not_found);
}
