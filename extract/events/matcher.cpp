#include "extract/events/matcher.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "extract/events/frame_reader.h"

namespace demarche::extract {
namespace {

constexpr float kLone = 0.85F;  // of acts that only a noun reports

}  // namespace

Matcher::Matcher(const EventInput& in, MatchLog* log)
    : in_(in), log_(log), nouns_(in.frames, in.text, in.mentions, in.phrases, in.clauses),
      roles_(nouns_, in.frames, in.phrases, in.clauses), government_(in.frames, in.ontology, in.text, in.clauses, nouns_),
      used_nouns_(in.clauses.phrases.size()), nominal_(in.clauses.phrases.size(), kNone) {
    std::vector<std::uint32_t> by_group(in.phrases.items.size(), kNone);
    for (std::uint32_t c = 0; c < in.clauses.items.size(); ++c)
        if (const PhraseId noun = in.clauses.items[c].noun; !is_none(noun)) by_group[index(noun)] = c;
    for (std::uint32_t np = 0; np < in.clauses.phrases.size(); ++np)
        if (const PhraseId group = in.clauses.phrases[np].group; !is_none(group)) nominal_[np] = by_group[index(group)];
}

void Matcher::run(Events& out) {
    for (std::uint32_t c = 0; c < in_.clauses.items.size(); ++c) {
        const auto id = static_cast<ClauseId>(c);
        if (!is_none(in_.clauses[id].verb)) match_clause(id, out);
    }
    for (std::uint32_t np = 0; np < in_.clauses.phrases.size(); ++np)
        if (!used_nouns_[np]) match_noun(np, out);
    match_fallback(out);
    finish(out);
}

void Matcher::match_clause(ClauseId id, Events& out) {
    std::vector<Site> sites;
    verb_sites(id, sites);
    const auto rank = [](const Site& s) { return s.trigger->kind == TriggerKind::verb_noun ? 0 : s.light ? 1 : s.trigger->after.empty() ? 3 : 2; };
    light_sites(id, sites);
    if (sites.empty() || in_.clauses[id].adjective != kNone || in_.clauses[id].lemma == in_.frames.closed().be) adjective_sites(id, sites);
    std::stable_sort(sites.begin(), sites.end(), [&](const Site& a, const Site& b) { return rank(a) < rank(b); });
    modal_sites(id, sites);
    // What this clause governs is judged by what the clause itself reports, so it is noted even when an end is missing. A copula says nothing by itself.
    const auto telling = std::find_if(sites.begin(), sites.end(), [&](const Site& s) { return s.trigger->kind == TriggerKind::adjective || s.trigger->head != in_.frames.closed().be; });
    if (telling != sites.end() && !telling->frame->fallback) government_.note(id, telling->frame->relation);
    if (!match_sites(id, sites, out)) {
        for (Site& site : sites) site.from_before = true;
        match_sites(id, sites, out);
    }
    for (const Site& site : sites)
        if (site.frame->fallback) fallbacks_.push_back({site});
}

// The first frame that gives an act counts, and those that stand beside others; false: none did.
bool Matcher::match_sites(ClauseId id, const std::vector<Site>& sites, Events& out) {
    bool done = false;
    for (const Site& site : sites) {
        const Frame& frame = *site.frame;
        if (frame.fallback || (frame.also ? site.from_before : done) || !emit(site, out)) continue;
        if (site.noun != kNone) used_nouns_[site.noun] = true;
        if (frame.also) continue;
        government_.note(id, frame.relation);
        government_.report(id);
        done = true;
    }
    return done;
}

void Matcher::match_noun(std::uint32_t np, Events& out) {
    std::vector<Site> sites;
    noun_sites(np, sites);
    for (const bool from_before : {false, true})
        for (Site& site : sites) {
            site.from_before = from_before;
            if (!from_before) government_.note_noun(np, site.frame->relation);
            if (emit(site, out)) return;
        }
}

// Speech about somebody counts only where neither the clause nor what it says reports anything else.
void Matcher::match_fallback(Events& out) {
    std::vector<bool> reported(in_.clauses.items.size());
    for (const Event& event : out.items)
        for (ClauseId c = event.clause; !is_none(c) && !reported[index(c)]; c = in_.clauses[c].parent) reported[index(c)] = true;
    for (const Later& later : fallbacks_)
        if (!reported[index(later.site.clause)]) emit(later.site, out);
}

bool Matcher::conditions_hold(const Site& site) {
    for (const Condition& condition : site.frame->conditions) {
        if (roles_.holds(site, condition)) continue;
        say(site, condition.text);
        return false;
    }
    if (!manner_fits(site)) return false;
    const std::vector<std::uint32_t>& modals = site.frame->modals;
    if (!modals.empty() && !is_none(site.clause)) {
        const auto& arguments = in_.clauses[site.clause].arguments;
        const bool met = std::any_of(arguments.begin(), arguments.end(), [&](const Argument& a) {
            return !is_none(a.clause) && std::binary_search(modals.begin(), modals.end(), in_.clauses[a.clause].modal);
        });
        if (!met) say(site, "what is said has none of the frame's modal verbs");
        if (!met) return false;
    }
    return true;
}

bool Matcher::emit(Site site, Events& out) {
    const Frame& frame = *site.frame;
    if (!conditions_hold(site)) return false;
    Ends ends;
    if (!ends_of(site, ends)) return false;
    const bool said = !site.lone_noun() && !frame.source.empty() && frame.source.front().front().step == Step::speaker;
    Verdict verdict = site.by_modal ? Verdict{} : said ? government_.judge_said(site.clause)
                      : site.lone_noun() ? government_.judge_noun(site.noun, frame.relation) : government_.judge_clause(site.clause, frame.relation);
    if (verdict.dropped) {
        say(site, "governed by " + (verdict.by ? verdict.by->id : std::string("another clause")) + ": no act of its own");
        return !site.lone_noun();
    }
    if (frame.needs_negation) {
        if (verdict.polarity != Polarity::negated) {
            say(site, "the frame needs a negation");
            return false;
        }
        verdict.polarity = Polarity::asserted;
    }
    if (frame.needs_fact && verdict.modality != Modality::actual) {
        say(site, "only planned or supposed");
        return false;
    }
    add(site, ends, verdict, out);
    return true;
}

void Matcher::add(const Site& site, const Ends& ends, const Verdict& verdict, Events& out) {
    const Frame& frame = *site.frame;
    Event event;
    event.frame = site.trigger->frame;
    event.relation = verdict.relation == kNone ? frame.relation : verdict.relation;
    event.cameo = verdict.relation == kNone ? frame.cameo : verdict.by ? verdict.by->cameo : std::string();
    const Relation& relation = in_.ontology.relations()[event.relation];
    // The purpose of another act is no declared intent: only what a governing word or "will" announces.
    const bool declared = (verdict.by && verdict.by->declares) || (!is_none(site.clause) && in_.clauses[site.clause].modal != kNone);
    if (declared && verdict.relation == kNone && verdict.modality == Modality::planned && verdict.polarity == Polarity::asserted)
        if (const Composition* intention = in_.frames.intention(event.relation, relation.family)) event.cameo = intention->cameo;
    event.topic = topic_of(site);
    event.trigger = trigger_of(site);
    if (event.topic.empty() && site.by_modal) event.topic = in_.clauses[site.clause].tokens;
    // Of a threat the topic is what is threatened: the act itself.
    if (event.topic.empty() && relation.name == "threatened" && verdict.relation != kNone && !site.lone_noun()) event.topic = in_.clauses[site.clause].tokens;
    event.sentence = sentence_of(site);
    event.nominal = site.lone_noun();
    event.anew = tells_anew(site);
    event.place = roles_.place_of(site);
    event.clause = !site.lone_noun() ? site.clause : government_.owner(site.noun);
    event.polarity = frame.polarity == Polarity::negated && verdict.polarity == Polarity::negated ? Polarity::asserted
                     : frame.polarity == Polarity::negated ? Polarity::negated : verdict.polarity;
    event.modality = std::max(frame.modality, verdict.modality);
    if (!is_none(event.clause)) event.speaker = in_.clauses[event.clause].speaker;
    event.date = date_of(site, event.trigger);
    for (const Found& source : ends.sources)
        for (const Found& target : ends.targets) {
            if (same(source.who, target.who)) continue;
            event.source = source.who;
            event.target = target.who;
            event.target.implied = ends.implied;
            event.confidence = frame.confidence * verdict.weight * source.weight * target.weight * (ends.implied ? kImplied : 1.0F) *
                               (site.lone_noun() ? kLone : 1.0F);
            if (event.confidence < in_.frames.threshold()) {
                say(site, "too unsure");
                continue;
            }
            out.items.push_back(event);
            say(site, "matched");
            if (!ends.joint) continue;  // who acts together acts on each other
            std::swap(event.source, event.target);
            out.items.push_back(event);
        }
}

TokenRange Matcher::topic_of(const Site& site) const {
    for (const Path& path : site.frame->topic) {
        if (path.front().step == Step::host && !is_none(site.host)) return in_.clauses[site.host].tokens;
        for (const Found& found : roles_.follow(site, path)) {
            if (!is_none(found.clause)) return in_.clauses[found.clause].tokens;
            if (found.who.phrase != kNone) return nouns_[found.who.phrase].tokens;
        }
    }
    return {};
}

TokenRange Matcher::trigger_of(const Site& site) const {
    if (site.lone_noun()) {
        const TokenId head = in_.phrases[nouns_[site.noun].group].head;
        return {head, next(head)};
    }
    TokenRange range = in_.phrases[in_.clauses[site.clause].verb].tokens;
    if (site.noun != kNone && !is_none(nouns_[site.noun].group)) {
        const TokenId head = in_.phrases[nouns_[site.noun].group].head;
        if (head >= range.begin && index(head) < index(range.begin) + 24) range.end = std::max(range.end, next(head));
    }
    return range;
}

SentenceId Matcher::sentence_of(const Site& site) const {
    return is_none(site.clause) ? in_.text.sentence_of(nouns_[site.noun].tokens.begin) : in_.clauses[site.clause].sentence;
}

// The date nearest to the trigger among those of its clause; dates of the clauses inside it are nearer to their own verbs.
MentionId Matcher::date_of(const Site& site, TokenRange trigger) const {
    const Sentence& sentence = in_.text.sentences[index(sentence_of(site))];
    TokenRange range = sentence.tokens;
    if (!is_none(site.clause) && !in_.clauses[site.clause].tokens.empty() && !site.lone_noun()) range = in_.clauses[site.clause].tokens;
    const auto first = std::lower_bound(in_.mentions.items.begin(), in_.mentions.items.end(), range.begin,
                                        [](const Mention& m, TokenId t) { return m.tokens.begin < t; });
    MentionId best = none<MentionId>();
    std::uint32_t nearest = kNone;
    for (auto m = first; m != in_.mentions.items.end() && m->tokens.begin < range.end; ++m) {
        if (m->cls != MentionClass::date) continue;
        const std::uint32_t at = index(m->tokens.begin), head = index(trigger.begin);
        const std::uint32_t distance = at > head ? at - head : head - at;
        if (distance >= nearest) continue;
        nearest = distance;
        best = static_cast<MentionId>(m - in_.mentions.items.begin());
    }
    return best;
}

std::string_view Matcher::state_of(const Participant& who) const {
    if (who.phrase == kNone && is_none(who.mention)) return {};
    return is_none(who.mention) ? nouns_.state_of(who.phrase) : std::string_view(in_.mentions[who.mention].state);
}

void Matcher::say(const Site& site, std::string_view what) {
    if (!log_ || sentence_of(site) != log_->sentence) return;
    std::string line = "  frame " + site.frame->id + " at \"";
    line += text_of(in_.document, in_.text, trigger_of(site));
    line += "\": ";
    line += what;
    line += '\n';
    if (log_->seen.insert(line).second) log_->text += line;  // a site is tried twice, the second time with what was said before
}

void Matcher::say_missing(const Site& site, std::string_view end, const std::vector<Path>& roles) {
    say(site, "no " + std::string(end) + ": " + (roles.empty() ? "the frame names no role for it" : "nobody that may be one at " + to_string(roles, in_.text)));
}

// One act reported once: of equal events the surer stays. Order: by trigger.
void Matcher::finish(Events& out) const {
    std::vector<Event>& items = out.items;
    std::stable_sort(items.begin(), items.end(), [](const Event& a, const Event& b) {
        return std::tie(a.sentence, a.trigger.begin) < std::tie(b.sentence, b.trigger.begin);
    });
    using Key = std::tuple<SentenceId, std::uint32_t, std::uint32_t, MentionId, Discourse, std::uint32_t, MentionId, Discourse, Polarity>;
    std::map<Key, std::size_t> best;
    std::vector<bool> kept(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        const Event& e = items[i];
        const Key key{e.sentence, e.relation, e.source.phrase, e.source.mention, e.source.discourse, e.target.phrase, e.target.mention, e.target.discourse, e.polarity};
        const auto [at, fresh] = best.emplace(key, i);
        if (fresh) {
            kept[i] = true;
        } else if (e.confidence > items[at->second].confidence) {
            kept[at->second] = false;
            kept[i] = true;
            at->second = i;
        }
    }
    std::vector<Event> result;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (kept[i]) result.push_back(std::move(items[i]));
    items = std::move(result);
}

}  // namespace demarche::extract
