// Frames over the clauses of one article. See match_events() in extract/stages.h.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extract/events/compose.h"
#include "extract/events/roles.h"

namespace demarche::extract {

struct EventInput {
    const FrameSet& frames;
    const Ontology& ontology;
    const Document& document;
    const Text& text;
    const Mentions& mentions;
    const Phrases& phrases;
    const Clauses& clauses;
};

// Why frames did or did not match in one sentence, for people; a line a frame that its trigger words called.
struct MatchLog {
    SentenceId sentence{};
    std::string text;
    std::set<std::string> seen;  // the lines of text
};

class Matcher {
public:
    Matcher(const EventInput& in, MatchLog* log);
    void run(Events& out);

private:
    static constexpr float kImplied = 0.65F;  // confidence of an addressee that only the topic names
    struct Ends { std::vector<Found> sources, targets; bool implied = false, joint = false; };

    void verb_sites(ClauseId clause, std::vector<Site>& out) const;
    bool after_fits(const Trigger& trigger, const Clause& clause, std::uint32_t& object_word) const;
    void modal_sites(ClauseId clause, std::vector<Site>& out) const;
    void light_sites(ClauseId clause, std::vector<Site>& out) const;
    void adjective_sites(ClauseId clause, std::vector<Site>& out) const;
    bool is_circumstance(std::uint32_t np, const Clause& clause) const;
    void noun_sites(std::uint32_t np, std::vector<Site>& out) const;

    bool ends_of(Site& site, Ends& ends);
    void symmetric_ends(const Site& site, Ends& ends) const;
    void counted_ends(const Site& site, Ends& ends) const;
    static bool same(const Participant& a, const Participant& b);
    static void drop_sources(Ends& ends);
    bool tells_anew(const Site& site) const;
    void unnamed_target(const Site& site, Ends& ends) const;
    void unnamed_source(const Site& site, Ends& ends) const;
    void taken_up(const Site& site, Ends& ends) const;
    bool manner_fits(const Site& site);
    bool conditions_hold(const Site& site);
    // Turns a site into events; false when a condition or an end is missing.
    bool emit(Site site, Events& out);
    void add(const Site& site, const Ends& ends, const Verdict& verdict, Events& out);
    void match_clause(ClauseId clause, Events& out);
    bool match_sites(ClauseId clause, const std::vector<Site>& sites, Events& out);
    void match_noun(std::uint32_t np, Events& out);
    void match_fallback(Events& out);
    void finish(Events& out) const;

    TokenRange topic_of(const Site& site) const;
    TokenRange trigger_of(const Site& site) const;
    MentionId date_of(const Site& site, TokenRange trigger) const;
    SentenceId sentence_of(const Site& site) const;
    std::string_view state_of(const Participant& who) const;
    void say(const Site& site, std::string_view what);
    void say_missing(const Site& site, std::string_view end, const std::vector<Path>& roles);

    EventInput in_;
    MatchLog* log_;
    Nouns nouns_;
    Roles roles_;
    Government government_;
    std::vector<bool> used_nouns_;                      // event nouns that went with a verb
    std::vector<std::uint32_t> nominal_;                // NounPhrase → its nominal clause; kNone
    struct Later { Site site; };
    std::vector<Later> fallbacks_;
};

}  // namespace demarche::extract
