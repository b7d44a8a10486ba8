// What Rules is made of: the compiled form of all rule packs, one part for each stage. Each part is defined and compiled by its
// own stage; this header only names them, so that a change in one stage rebuilds nothing else.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "demarche/extractor.h"

namespace demarche::extract {

class Lexicon;       // extract/text/lexicon.h: words, lemmas, parts of speech; context rules for tags
class ReaderRules;   // extract/reader/reader_rules.h: boilerplate and outlet patterns
class World;         // extract/names/world.h: states, organisations, offices, given names; the token trie
class NameRules;     // extract/names/name_rules.h: classes of words that names and descriptions are made of
class PhraseRules;   // extract/phrases/phrase_rules.h: grammars over tags
class ClauseRules;   // extract/clauses/clause_rules.h: control verbs, speech verbs, subordinators
class FrameSet;      // extract/events/frame.h: frames
class ResolveRules;  // extract/resolve/resolve_rules.h: who stands for whom

// One JSON file of a pack. Every file is an object {"kind": …, "entries": […]} with licence and sources; `kind` says which
// stage compiles it ("states", "organisations", "offices", "frames", "boilerplate", …).
struct PackFile {
    std::string pack;  // "built-in" or the user's folder; later packs override earlier ones entry by entry
    std::string kind;
    base::JsonDocument json;
};
using PackFiles = std::vector<PackFile>;

}  // namespace demarche::extract

namespace demarche {

struct Rules::Data {
    Data();
    ~Data();
    Ontology ontology;
    // shared_ptr, though never shared: it is destroyed without the parts' definitions.
    std::shared_ptr<const extract::Lexicon> lexicon;
    std::shared_ptr<const extract::ReaderRules> reader;
    std::shared_ptr<const extract::World> world;
    std::shared_ptr<const extract::NameRules> names;
    std::shared_ptr<const extract::PhraseRules> phrases;
    std::shared_ptr<const extract::ClauseRules> clauses;
    std::shared_ptr<const extract::FrameSet> frames;
    std::shared_ptr<const extract::ResolveRules> resolve;
    extract::PackFiles files;               // what was compiled, for `rules list`
    std::vector<std::string> actor_files;   // likewise
};

}  // namespace demarche
