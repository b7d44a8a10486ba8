// The world: what rules/world/ and users' actors files know of states, organisations, places, offices and names, with one trie
// over words for all of them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/names/mention.h"
#include "extract/rules/rules.h"
#include "extract/text/lexicon.h"

namespace demarche::extract {

// One thing that has names. Several names lead to one entry.
struct WorldEntry {
    std::string id;           // node id: "state:RUS", "org:united-nations", "place:geneva"; offices: "office:president"
    std::string name;         // canonical
    EntityType type = EntityType::none;
    MentionClass cls = MentionClass::name;
    std::string state;        // code of the state that it is, belongs to or stands for; empty: none
    std::string from, until;  // ISO dates that bound its validity; empty: open
    std::string subtype;      // "ministry", "media", "igo", "union", "treaty"…; offices: what they imply (see offices.json)
    bool user = false;        // from a user's pack: wins over built-in ones
};

class World {
public:
    static std::unique_ptr<World> compile(const PackFiles& files, const std::vector<std::string>& actor_files, Lexicon& lexicon,
                                          std::vector<Diagnostic>& faults);
    ~World();

    std::span<const WorldEntry> entries() const;
    // Entries of which a name starts at token `at`, longest first; of equal length: user's, later files, dated ones first. The
    // case rule of the name has been checked against the text. A name may have several entries (Georgia: state and place).
    struct Match { std::uint32_t tokens = 0, entry = 0; bool demonym = false, capital = false, people = false; };
    void match(const Document& document, const Text& text, TokenId at, std::vector<Match>& out) const;
    // Entry of a state by its code; nullptr: none.
    const WorldEntry* state(std::string_view code) const;
    // Members of a union of states ("org:european-union"), as state codes.
    std::span<const std::string> members(std::string_view entry_id) const;

    // Name parts, by lower-cased word. Bits: 1 given name (male), 2 given name (female), 4 family name, 8 particle (bin, van, de), 16 East Asian family name.
    std::uint8_t name_part(std::uint32_t word) const;

    struct State;
    const State& data() const { return *state_; }

private:
    World();
    std::unique_ptr<State> state_;
};

}  // namespace demarche::extract
