// Runs the built program as a user would, in a folder of its own.
#pragma once

#include <string>

#include "support/folder.h"

namespace demarche::test {

struct Outcome {
    int status = -1;  // exit code; 128 + signal when it was killed
    std::string out, err;
};

// `arguments` are words for the shell; "@" stands for the program. `input` goes to its standard input.
Outcome run_program(const std::string& arguments, const std::string& input = {});

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A short article with a request, its rejection and a law.
inline const char* const kArticle = "Border talks\n\nKazakhstan asked Uzbekistan on Monday to open the border. Uzbekistan rejected Kazakhstan's request. Uzbek President Anna Berg signed a law on trade.\n";

}  // namespace demarche::test
