// Who acts and on whom: the ends of an act, by the frame's role paths, by what the frame supposes, and from the sentences before.
#include <algorithm>

#include "extract/events/matcher.h"

namespace demarche::extract {
namespace {

constexpr float kTakenUp = 0.85F;  // of one whom an earlier act names
constexpr float kDeep = 0.8F;      // weight of whom only a noun inside a noun names
constexpr std::size_t kMaxEnds = 6;  // parties of one act that are paired

}  // namespace

bool Matcher::same(const Participant& a, const Participant& b) {
    return a.phrase == b.phrase && a.mention == b.mention && a.discourse == b.discourse && !a.unnamed && !b.unnamed;
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
            if (found.who.phrase == kNone || (found.who.phrase == site.noun && site.trigger->kind == TriggerKind::noun) || !nouns_.takes_up_act(found.who.phrase)) continue;
            ends.targets.push_back(found);
            ends.targets.back().who.discourse = Discourse::act;
            ends.targets.back().weight *= kTakenUp;
            return;
        }
}

}  // namespace demarche::extract
