// Files that are linked into the library (rules, schemas, the compiled lexicon): nothing to install, nothing to find at run
// time, and the pages are mapped only when touched.
#pragma once

#include <span>
#include <string_view>

namespace demarche::base {

struct EmbeddedFile {
    std::string_view path;   // relative to the project, e.g. "rules/ontology.json"
    std::string_view bytes;  // static lifetime
};

// In byte order of the paths.
std::span<const EmbeddedFile> embedded_files();
// Empty view when there is none.
std::string_view embedded_file(std::string_view path);

}  // namespace demarche::base
