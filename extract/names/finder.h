// Inside of find_names: the drafts of one document and the passes over them, one file a pass. Not for other stages.
//
// Order of the passes, each over a sentence: gazetteer (known names) → dateline → families ("Ministry of X", "X River") → runs (people and
// unknown capitalised words; single ones in singles.cpp) → then over the document: memory (names in a row, a vote, short forms of names seen in
// full) → dates → descriptions (groups, organs, laws) → offices (titles and their holders). A token belongs to at most one top-level draft; parts of a draft may be drafts themselves (nested).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/names/mention.h"
#include "extract/names/name_rules.h"
#include "extract/names/world.h"
#include "extract/stages.h"

namespace demarche::extract {

struct Draft {
    Mention mention;
    bool alive = true;
    bool weak = false;      // type by default only: memory and context may change it
    std::uint32_t holder = kNone, organ = kNone;  // drafts
};

class Finder {
public:
    Finder(const World& world, const NameRules& rules, const Document& document, const Text& text);
    Mentions run();

private:
    // passes
    void gazetteer(const Sentence& s);           // gazetteer.cpp
    void families(const Sentence& s);            // families.cpp
    void dateline(const Sentence& s);            // runs.cpp
    void runs(const Sentence& s);
    void remember();                             // memory.cpp
    void vote();
    void in_a_row(const Sentence& s);
    void shortened(const Sentence& s);
    void descriptions(const Sentence& s);        // descriptions.cpp
    void offices(const Sentence& s);             // offices.cpp
    void dates(const Sentence& s);               // date_pass.cpp
    Mentions assemble();                         // find_names.cpp

    // gazetteer.cpp
    bool accept_match(const Sentence& s, std::uint32_t t, const World::Match& m, const WorldEntry& e) const;
    bool part_of_longer(const Sentence& s, std::uint32_t t, const WorldEntry& e) const;
    void add_match(std::uint32_t t, const World::Match& m);
    // families.cpp
    bool organisation_family(const Sentence& s, std::uint32_t head);
    std::uint32_t family_left(const Sentence& s, std::uint32_t head) const;
    std::uint32_t family_right(const Sentence& s, std::uint32_t head, bool& of_part) const;
    void named_by_kind(const Sentence& s, std::uint32_t head);
    void quoted_name(const Sentence& s, std::uint32_t open);
    void acronym_after(std::uint32_t draft);
    void add_family(std::uint32_t b, std::uint32_t e, EntityType type);
    // runs.cpp
    void classify_run(const Sentence& s, std::uint32_t b, std::uint32_t e);
    std::uint32_t shouted(const Sentence& s) const;
    void firm(const Sentence& s, std::uint32_t draft);
    bool place_cue(const Sentence& s, std::uint32_t t) const;  // singles.cpp
    EntityType single_type(const Sentence& s, std::uint32_t t, bool& weak) const;
    bool person_run(const Sentence& s, std::uint32_t b, std::uint32_t e) const;
    std::uint32_t run_end(const Sentence& s, std::uint32_t b) const;
    // descriptions.cpp
    bool of_a_law(const Sentence& s, std::uint32_t head) const;
    bool described_law(const Sentence& s, std::uint32_t head);
    std::uint32_t organ_left(const Sentence& s, std::uint32_t head) const;
    bool described_organ(const Sentence& s, std::uint32_t head);
    bool described_group(const Sentence& s, std::uint32_t head);
    bool described_event(const Sentence& s, std::uint32_t head);
    std::uint32_t modifiers_left(const Sentence& s, std::uint32_t head) const;
    std::string state_before(std::uint32_t b) const;
    // offices.cpp
    void portfolio(const Sentence& s, std::uint32_t draft);
    void finish_office(const Sentence& s, std::uint32_t draft);
    void role_nouns(const Sentence& s);
    void link_holder(const Sentence& s, std::uint32_t draft);
    std::uint32_t state_of_phrase(std::uint32_t t, std::string& state, std::uint32_t& organ) const;

    // what tokens are
    const Token& tok(std::uint32_t t) const { return text_.tokens[t]; }
    std::uint32_t low(std::uint32_t t) const { return text_.tokens[t].lower; }
    WordClasses cls(std::uint32_t t) const { return rules_.classes(text_.tokens[t].lower); }
    std::string_view word(std::uint32_t t) const { return document_.view(text_.tokens[t].range); }
    bool compound(std::uint32_t t) const;
    bool has_capital(std::uint32_t t) const;      // starts with a capital letter and may be of a name
    bool capital(std::uint32_t t) const { return capitals_[t] != 0; }
    bool free(std::uint32_t t) const { return cover_[t] == kNone; }
    bool common(std::uint32_t t) const;           // known as an ordinary word
    bool closed(std::uint32_t t) const;           // a function word
    bool name_like(const Sentence& s, std::uint32_t t) const;  // capitalised and not merely by position
    std::uint8_t part(std::uint32_t t) const { return world_.name_part(low(t)); }
    std::uint32_t begin_of(const Sentence& s) const { return index(s.tokens.begin); }
    std::uint32_t end_of(const Sentence& s) const { return index(s.tokens.end); }
    const Draft* draft_at(std::uint32_t t) const { return cover_[t] == kNone ? nullptr : &drafts_[cover_[t]]; }
    bool is_state_word(std::uint32_t t) const;    // covered by a state, a demonym or a capital

    std::uint32_t add(std::uint32_t b, std::uint32_t e, EntityType type, MentionClass cls, bool over = false);
    void kill(std::uint32_t draft);

    const World& world_;
    const NameRules& rules_;
    const NameRules::Words& w_;
    const Document& document_;
    const Text& text_;
    std::vector<Draft> drafts_;
    std::vector<std::uint8_t> capitals_;          // of each token: has_capital(), which most passes ask again and again
    std::vector<std::uint32_t> cover_;            // token → its innermost top-level draft; kNone: free
    std::vector<std::uint32_t> nested_;           // drafts that were taken over by larger ones
    std::map<std::uint32_t, std::uint32_t> long_names_;  // first word → draft of a long name (while remembering)
    std::vector<World::Match> matches_;
    bool headline_ = false, upper_ = false;       // of the current sentence: capitals say nothing
};

}  // namespace demarche::extract
