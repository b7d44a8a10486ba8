// .case files: tests that are data. One runner for every stage and for queries.
//
//   # a comment (only at the start of a line, outside of a case's body)
//   == name of the case
//   input, any number of lines
//   ----
//   expected output, any number of lines
//
// Cases end at the next "==" line or the end of the file; trailing blank lines do not count. With DEMARCHE_UPDATE_CASES=1 in the environment
// the expected parts are rewritten by what came out: read the difference before committing it.
#pragma once

#include <functional>
#include <string>

namespace demarche::test {

// Runs every case of tests/cases/<folder>/**/*.case through `run` (input → output) and checks the output with doctest.
// Fails when the folder has no case.
void check_cases(const std::string& folder, const std::function<std::string(const std::string& input)>& run);

}  // namespace demarche::test
