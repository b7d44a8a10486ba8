// Stage 3, names: Text → Mentions: every name, title, demonym, pronoun-free reference that gazetteers and shapes can find.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/ids.h"
#include "extract/text/token.h"

namespace demarche::extract {

enum class EntityType : std::uint8_t { person, state, organisation, law, group, place, event, none };
std::string_view to_string(EntityType type);  // "Person" …

// What found a mention; also its role in resolution.
enum class MentionClass : std::uint8_t {
    name,       // a proper name ("Anna Berg", "Ruritania", "Ministry of Trade of Ruritania", "Law No. 5")
    demonym,    // adjective or people's name of a state ("Ruritanian")
    capital,    // a capital or seat that may stand for a government ("Strelsau", "the Kremlin"); decided by resolve
    office,     // a title with or without its state ("the Ruritanian foreign minister", "President", "ambassador to X")
    group,      // people as a kind ("Ruritanian citizens", "labour migrants", "protesters")
    organ,      // an organ described, not named ("the Ruritanian government", "the ministry", "police")
    document,   // a law described ("a law allowing …", "the bill", "the agreement")
    date        // a date or time expression
};

struct Mention {
    TokenRange tokens;                   // without leading article, title, possessive ending
    EntityType type = EntityType::none;  // best guess; resolve may change it
    MentionClass cls = MentionClass::name;
    std::uint32_t entry = kNone;         // gazetteer entry (index into Rules' world entries); kNone: found by shape
    std::string state;                   // code of the state that it is, or is of, if the mention itself says so ("Russian ambassador" → RUS)
    std::string to_state;                // for ambassadors and envoys: the state they are sent to
    std::string office;                  // office id ("president", "ambassador"); for persons: from the title before or after
    MentionId holder = none<MentionId>();    // office next to a name: the person mention that holds it
    MentionId organ = none<MentionId>();     // office "of" an organisation: that organisation's mention
    MentionId parent = none<MentionId>();    // the larger mention that this one is nested in
    std::string value;                   // date: ISO form; law: number; else empty
    bool plural = false;
    bool definite = false;               // preceded by "the" / "this" / a possessive
    float confidence = 1.0F;
};

struct Mentions {
    std::vector<Mention> items;  // sorted by (begin, longer first); nested ones follow their parent
    const Mention& operator[](MentionId m) const { return items[index(m)]; }
};

// One line: "[Person:Anna Berg] [office:president|RUR] …" — the stage's text form, of one sentence.
std::string to_line(const Document& document, const Text& text, const Mentions& mentions, SentenceId sentence);

}  // namespace demarche::extract
