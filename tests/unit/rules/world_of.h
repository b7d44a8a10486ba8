// A World of given pack files and actors files, with nothing built in, and what it finds in a text.
#pragma once

#include <string>
#include <vector>

#include "extract/names/world.h"

namespace demarche::test {

struct WorldOf {
    extract::PackFiles files;
    std::vector<std::string> actors;
    std::vector<Diagnostic> faults;
    std::shared_ptr<extract::Lexicon> lexicon;
    std::unique_ptr<extract::World> world;

    WorldOf& pack(const std::string& json, const std::string& name = "built-in");
    WorldOf& compile();
    // Matches at the first word of `words`: "state:RUR demonym", one a line, in order.
    std::string match(const std::string& words, const std::string& date = {}) const;
};

}  // namespace demarche::test
