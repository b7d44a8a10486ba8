// The world: what rules/world/ and users' actors files know of states, organisations, places, offices and names, with one trie
// over words for all of them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/names/actor_table.h"
#include "extract/names/mention.h"
#include "extract/rules/rules.h"
#include "extract/text/lexicon.h"

namespace demarche::extract {

// One thing that has names. Several names lead to one entry. The views live as long as the World.
struct WorldEntry {
    std::string_view id = {};           // node id: "state:RUS", "org:united-nations", "place:geneva"; offices: "office:president"
    std::string_view name = {};         // canonical
    std::string_view state = {};        // code of the state that it is, belongs to or stands for; empty: none
    std::string_view from = {}, until = {};  // ISO dates that bound its validity; empty: open
    std::string_view subtype = {};      // "ministry", "media", "igo", "union", "armed-group", "treaty", "city", "region"…; offices: see OfficeRank
    EntityType type = EntityType::none;
    MentionClass cls = MentionClass::name;
    char gender = 0;               // offices: 'm' (king), 'f' (queen), else 0
    bool represents = false;       // who holds the office, or the body itself, speaks for the state (president, ambassador, foreign ministry)
    bool user = false;             // from a user's pack: wins over built-in ones
};

// Subtypes of offices: head-of-state head-of-government minister diplomat spokesperson royal legislator judge military police governor mayor
// official party religious business academic journalist.

class World {
public:
    static std::unique_ptr<World> compile(const PackFiles& files, std::span<const ActorFile> actor_files, Lexicon& lexicon,
                                          std::vector<Diagnostic>& faults);
    ~World();

    std::span<const WorldEntry> entries() const;
    // How many rows each actors file gave, in their order.
    std::span<const std::size_t> actor_rows() const;
    // Entries of which a name starts at token `at`, longest first; of equal length: user's, later files, dated ones first. The
    // case rule of the name has been checked against the text, and its dates against the document's. A name may have several entries (Georgia: state and place).
    struct Match {
        std::uint32_t tokens = 0, entry = 0;
        bool demonym = false;    // adjective of a state: "Russian"
        bool people = false;     // its people: "Russian", "Russians", "the Dutch"
        bool capital = false;    // capital or seat: "Moscow", "the Kremlin"; entry is the state (the place is a match of its own)
        bool plural = false;     // "Russians", "presidents"
        bool ambiguous = false;  // also an ordinary word or somebody's name (May, Jordan, Mark): needs support from the context
    };
    void match(const Document& document, const Text& text, TokenId at, std::vector<Match>& out) const;
    // Entry of a state by its code; nullptr: none.
    const WorldEntry* state(std::string_view code) const;
    // Members of a union of states ("org:european-union"), as state codes.
    std::span<const std::string> members(std::string_view entry_id) const;

    // Name parts, by lower-cased word. Bits: 1 given name (male), 2 given name (female), 4 family name, 8 particle (bin, van, de), 16 East Asian family name.
    std::uint8_t name_part(std::uint32_t word) const;
    // Whether the word, as an adjective, names a state or region ("Russian"). O(1).
    bool is_demonym(std::uint32_t word) const;
    // Holders of an office of a state ("office:president", "FRA") on an ISO date: entries of persons. Dated data of kind "holders".
    struct Holder { std::string_view office, state, person, from, until; };
    std::span<const Holder> holders(std::string_view office, std::string_view state) const;
    // Of all states.
    std::span<const Holder> holders(std::string_view office) const;
    // Entry with this id; nullptr: none.
    const WorldEntry* find(std::string_view id) const;
    // Whether the entry holds on an ISO date; an empty date: yes. Reduced bounds ("1996-05") cover their whole month or year.
    static bool valid_on(const WorldEntry& entry, std::string_view date);

    struct State;
    const State& data() const { return *state_; }

private:
    World();
    std::unique_ptr<State> state_;
};

}  // namespace demarche::extract
