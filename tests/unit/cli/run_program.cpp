#include "run_program.h"

#include <cstdlib>

#include <sys/wait.h>

namespace demarche::test {
Outcome run_program(const std::string& arguments, const std::string& input) {
    const Folder folder;
    const std::string in = folder.write("in", input), out = folder / "out", err = folder / "err";
    std::string command = arguments;
    for (std::size_t at = command.find('@'); at != std::string::npos; at = command.find('@', at)) {
        command.replace(at, 1, DEMARCHE_PROGRAM);
        at += std::string(DEMARCHE_PROGRAM).size();
    }
    const int status = std::system(("( " + command + " ) < " + in + " > " + out + " 2> " + err).c_str());
    Outcome outcome;
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    outcome.out = folder.read("out");
    outcome.err = folder.read("err");
    return outcome;
}

}  // namespace demarche::test
