// Inside of World: entries, names in a trie over word numbers, roles of words. Only world*.cpp include this.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "extract/names/world.h"
#include "extract/names/world_trie.h"

namespace demarche::extract {

// Text that never moves, in large blocks: half a million short strings cost no half a million allocations.
class TextArena {
public:
    std::string_view store(std::string_view text);

private:
    static constexpr std::size_t kBlock = std::size_t{1} << 16U;
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t used_ = kBlock;
};

struct World::State {
    TextArena arena;
    std::vector<WorldEntry> entries;
    std::unordered_map<std::string_view, std::uint32_t> by_id;  // look-up only
    NameTrie trie;
    std::unordered_map<std::string_view, std::vector<std::string>> members;
    std::vector<std::uint8_t> parts;            // by word
    std::vector<Holder> holders;                // sorted by (office, state, from)
    std::vector<std::size_t> actor_rows;        // by actors file
};

// Fills a World::State from pack files and actors files.
class WorldBuilder {
public:
    WorldBuilder(World::State& state, Lexicon& lexicon, std::vector<Diagnostic>& faults) : state_(state), lexicon_(lexicon), faults_(faults) {}
    void add_file(const PackFile& file);
    void add_actors(const std::string& path);
    void finish();

private:
    // marks_needed: without its marks the name is another word ("Būsh", "Bush").
    struct NameFlags { bool demonym = false, people = false, capital = false, plural = false, ambiguous = false, any_case = false, marks_needed = false; };
    // The entry with this id: a new one, or the earlier one with the same id.
    std::uint32_t entry(const WorldEntry& made);
    void name(std::uint32_t entry, std::string_view text, NameFlags flags);
    void add_words(std::string_view text, std::uint32_t entry, NameFlags flags);

    void add_state(const PackFile& file, std::size_t index, const Value& value);
    void add_named(const PackFile& file, std::size_t index, const Value& value);
    void add_office(const PackFile& file, std::size_t index, const Value& value);
    void add_cities(const PackFile& file, std::size_t index, const Value& value);
    void add_place(std::string_view state, std::string_view subtype, std::string_view names);
    bool is_word_without_marks(std::string_view name) const;
    void add_name_parts(const PackFile& file, std::size_t index, const Value& value);
    void add_holder(const PackFile& file, std::size_t index, const Value& value);
    void check_state(const PackFile& file, std::size_t index, std::string_view code);

    void add_actor(const ActorRow& row);

    struct StateUse { const base::JsonDocument* file; std::size_t entry; std::string_view code; };

    World::State& state_;
    Lexicon& lexicon_;
    std::vector<Diagnostic>& faults_;
    std::uint16_t pack_ = 0;     // order of the pack being read: later ones win
    bool user_ = false;
    std::string pack_name_;
    std::unordered_map<std::string, std::vector<std::string>> actor_states_;  // names of each state in the actors file being read
    std::vector<StateUse> uses_; // codes to be checked once all states are known
    std::vector<std::uint32_t> word_ids_;  // scratch
    std::string scratch_;
};

}  // namespace demarche::extract
