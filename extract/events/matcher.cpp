#include "extract/events/matcher.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "extract/events/frame_reader.h"

namespace demarche::extract {
namespace {

constexpr float kImplied = 0.65F;   // confidence of an addressee that only the topic names
constexpr float kTakenUp = 0.85F;  // of one whom an earlier act names
constexpr float kDeep = 0.8F;      // weight of whom only a noun inside a noun names
constexpr float kLone = 0.85F;     // of acts that only a noun reports
constexpr std::size_t kMaxEnds = 6;  // parties of one act that are paired

bool same(const Participant& a, const Participant& b) {
    return a.phrase == b.phrase && a.mention == b.mention && a.discourse == b.discourse && !a.unnamed && !b.unnamed;
}

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

// "A and B met", "talks between A and B": the parties of an act without direction come from one place.
void Matcher::symmetric_ends(const Site& site, Ends& ends) const {
    // "A and B met at the level of ministers": people of no state, deep inside another phrase, are no third party.
    const auto aside = [this](const Found& t) { return t.weight < kDeep && state_of(t.who).empty(); };
    if (ends.sources.size() >= 2 && std::all_of(ends.targets.begin(), ends.targets.end(), aside)) ends.targets.clear();
    if (!ends.targets.empty()) return;
    if (ends.sources.size() <= 1) {
        const std::vector<Path> places = {{{Step::between, kNone}}, {{Step::preposition, in_.frames.closed().among}}, {{Step::preposition, in_.frames.closed().of}}};
        for (const Path& path : places) {
            const std::vector<Found> parties = roles_.participants(site, {path}, site.frame->source_types, true, false);
            if (parties.size() < 2) continue;
            ends.sources = parties;
            break;
        }
        if (ends.sources.size() <= 1) return counted_ends(site, ends);
    }
    if (ends.sources.size() < 2 || ends.sources.size() > kMaxEnds) return;
    ends.targets.assign(ends.sources.begin() + 1, ends.sources.end());
    ends.sources.resize(1);
    ends.joint = true;
}

// "The two countries agreed", "talks between officials of both states": two that only the sentences before name.
void Matcher::counted_ends(const Site& site, Ends& ends) const {
    std::uint32_t two = ends.sources.empty() || ends.sources.front().who.phrase == kNone ? kNone : nouns_.counted_two(ends.sources.front().who.phrase);
    for (const Path& path : {Path{{Step::between, kNone}}, Path{{Step::preposition, in_.frames.closed().of}}})
        for (const Found& found : two == kNone ? roles_.follow(site, path) : std::vector<Found>{})
            if (found.who.phrase != kNone && two == kNone) two = nouns_.counted_two(found.who.phrase);
    if (two == kNone) return;
    Found one;
    one.who.phrase = two;
    one.who.discourse = Discourse::first;
    one.weight = kTakenUp;
    ends.sources.assign(1, one);
    one.who.discourse = Discourse::second;
    ends.targets.assign(1, one);
    ends.joint = true;
}

// Who acts together is not acted on: in "A and B refused to sign", whoever is to sign is A and B themselves.
void Matcher::drop_sources(Ends& ends) {
    std::erase_if(ends.targets, [&](const Found& target) {
        return std::any_of(ends.sources.begin(), ends.sources.end(), [&](const Found& source) { return same(source.who, target.who); });
    });
}

// Of acts on people whose doer nothing tells: whom the frame supposes, in the state where it happens.
void Matcher::unnamed_source(const Site& site, Ends& ends) const {
    if (site.frame->unnamed.empty() || ends.targets.empty() || !roles_.unnamed_doer(site)) return;
    constexpr TypeSet kPeople = bit(EntityType::person) | bit(EntityType::group);
    const bool people = std::all_of(ends.targets.begin(), ends.targets.end(), [&](const Found& target) {
        return target.who.described || (is_none(target.who.mention) ? nouns_.types(target.who.phrase) & kPeople : 0) != 0;
    });
    if (!people) return;
    Found doer;
    doer.who.unnamed = true;
    doer.who.mention = roles_.place_of(site);
    doer.weight = kImplied;
    ends.sources.push_back(doer);
}

// Whether the clause tells that somebody acts; "the raid was led by Berg", "raids carried out by Berg" only say who did what is known of.
bool Matcher::tells_anew(const Site& site) const {
    if (site.lone_noun() || is_none(site.clause)) return false;
    const ClauseKind kind = in_.clauses[site.clause].kind;
    return kind != ClauseKind::participle && kind != ClauseKind::gerund && !(site.noun != kNone && in_.clauses[site.clause].passive);
}

// Of acts that tell of nobody on whom one acts: whom the frame supposes, in the state where it happens, else in the doer's own.
void Matcher::unnamed_target(const Site& site, Ends& ends) const {
    if (site.frame->unnamed_target.empty() || ends.sources.front().who.unnamed || !tells_anew(site)) return;
    Found other;
    other.who.unnamed = true;
    other.who.mention = roles_.place_of(site);
    ends.targets.push_back(other);
    ends.implied = true;
}

bool Matcher::ends_of(Site& site, Ends& ends) {
    const Frame& frame = *site.frame;
    const std::vector<Path>& source = site.lone_noun() && !frame.noun_source.empty() ? frame.noun_source : frame.source;
    const bool by_noun = site.noun != kNone && site.trigger->kind == TriggerKind::noun && !frame.noun_target.empty();
    ends.sources = roles_.participants(site, source, frame.source_types, true, false);
    if (ends.sources.size() > kMaxEnds) ends.sources.resize(kMaxEnds);
    if (!ends.sources.empty()) site.own_state = state_of(ends.sources.front().who);
    ends.targets = roles_.participants(site, by_noun ? frame.noun_target : frame.target, frame.target_types, false, frame.direct_target);
    if (ends.targets.empty() && site.noun != kNone && !frame.noun_target.empty() && !site.lone_noun())
        ends.targets = roles_.participants(site, by_noun ? frame.target : frame.noun_target, frame.target_types, false, frame.direct_target);
    if (frame.symmetric) symmetric_ends(site, ends);
    else drop_sources(ends);
    if (frame.described && ends.sources.empty()) ends.sources = roles_.described(site, source);
    if (frame.described && ends.targets.empty()) ends.targets = roles_.described(site, by_noun ? frame.noun_target : frame.target);
    if (ends.sources.empty()) unnamed_source(site, ends);
    if (ends.targets.size() > kMaxEnds) ends.targets.resize(kMaxEnds);
    if (ends.targets.empty() && !ends.sources.empty()) {
        ends.targets = roles_.participants(site, frame.implied, frame.target_types, false, false);
        if (!frame.symmetric) drop_sources(ends);
        ends.implied = !ends.targets.empty();
    }
    if (site.from_before && ends.targets.empty() && !ends.sources.empty() && (frame.target_types & kActors)) taken_up(site, ends);
    if (site.from_before && ends.targets.empty() && !ends.sources.empty()) unnamed_target(site, ends);
    if (log_ && ends.sources.empty()) say_missing(site, "source", source);
    else if (log_ && ends.targets.empty()) say_missing(site, "target", by_noun ? frame.noun_target : frame.target);
    return !ends.sources.empty() && !ends.targets.empty();
}

// "rejected the request", "called this move absurd": an act of the sentences before stands for whoever did it.
void Matcher::taken_up(const Site& site, Ends& ends) const {
    for (const Path& path : site.frame->target)
        for (const Found& found : roles_.follow(site, path)) {
            if (path.size() > 1 || (path.front().step != Step::object && path.front().step != Step::subject)) continue;
            if (found.who.phrase == kNone || !nouns_.takes_up_act(found.who.phrase)) continue;
            ends.targets.push_back(found);
            ends.targets.back().who.discourse = Discourse::act;
            ends.targets.back().weight *= kTakenUp;
            return;
        }
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
