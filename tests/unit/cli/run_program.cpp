#include "run_program.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <sys/wait.h>
#include <unistd.h>

namespace demarche::test {
namespace {

std::string slurp(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

Folder::Folder() {
    static int count = 0;
    root_ = std::filesystem::temp_directory_path() / ("demarche-test-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(root_);
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
}

std::string Folder::write(const std::string& name, const std::string& content) const {
    const std::filesystem::path file = root_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file.string();
}

Outcome run_program(const std::string& arguments, const std::string& input) {
    const Folder folder;
    const std::string in = folder.write("in", input), out = folder.path("out"), err = folder.path("err");
    std::string command = arguments;
    for (std::size_t at = command.find('@'); at != std::string::npos; at = command.find('@', at)) {
        command.replace(at, 1, DEMARCHE_PROGRAM);
        at += std::string(DEMARCHE_PROGRAM).size();
    }
    const int status = std::system(("( " + command + " ) < " + in + " > " + out + " 2> " + err).c_str());
    Outcome outcome;
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.out = slurp(out);
    outcome.err = slurp(err);
    return outcome;
}

}  // namespace demarche::test
