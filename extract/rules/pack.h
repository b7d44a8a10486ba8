// Reading rule packs: folders and built-in files → PackFiles, faults collected, later packs laid over earlier ones.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extract/names/actor_table.h"
#include "extract/rules/rules.h"

namespace demarche::extract {

struct Packs {
    PackFiles files;                       // built-in first, then the user's in the order given; in each, byte order of the paths
    std::vector<ActorFile> actor_files;   // FILE.csv, in the order given; those of a folder after its other files
    Ontology ontology;
};

// Reads everything that `paths` name besides the built-in packs. Every fault found goes into `faults`; what could be read is
// returned all the same, so that the stages can report theirs too.
Packs read_packs(std::span<const std::string> paths, std::vector<Diagnostic>& faults);

// The kinds that a pack file may have: one for each schema that is linked in.
std::vector<std::string> known_kinds();

// Entries are laid over one another by kind and by what they are known by (id; class, state, culture for lists): the later pack's entry
// stands for an earlier one of its id, {"add": true} adds to it, {"override": true} only says that there must be one, {"remove": true}
// takes it away, or only the values that are listed. Entries of lists without ids add up, but for "override" and "remove". What is gone
// leaves null behind: all others keep their place in "entries". Faults: an id twice in one pack, an entry that says two things, and what
// adds to, overrides or removes something that is not there. O(entries).
void lay_over(PackFiles& files, std::vector<Diagnostic>& faults);

}  // namespace demarche::extract
