// Reading rule packs: folders and built-in files → PackFiles, faults collected, later packs laid over earlier ones.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extract/rules/rules.h"

namespace demarche::extract {

struct Packs {
    PackFiles files;                       // built-in first, then the user's in the order given; in each, byte order of the paths
    std::vector<std::string> actor_files;  // FILE.csv, in the order given
    Ontology ontology;
};

// Reads everything that `paths` name besides the built-in packs. Every fault found goes into `faults`; what could be read is
// returned all the same, so that the stages can report theirs too.
Packs read_packs(std::span<const std::string> paths, std::vector<Diagnostic>& faults);

// The kinds that a pack file may have: one for each schema that is linked in.
std::vector<std::string> known_kinds();

// Entries are laid over one another by kind and id: of two entries with one id the later pack's stays; {"id": …, "remove": true}
// takes an earlier one away, {"id": …, "add": true, …} leaves it and adds to it (states, organisations, places, laws, offices). An id twice in one pack, or the removal of something that is not there, is a fault.
void lay_over(PackFiles& files, std::vector<Diagnostic>& faults);

}  // namespace demarche::extract
