// Titles: who holds which office of which state or organisation.
#include <algorithm>
#include <map>

#include "extract/resolve/resolver.h"
#include "extract/names/slug.h"

namespace demarche::extract {
namespace {

constexpr std::string_view kCounterpart = "counterpart";

}  // namespace

// The state that most of the article's mentions of states belong to.
void Resolver::find_home() {
    std::map<std::string_view, std::uint32_t> counts;
    std::uint32_t all = 0;
    for (const Mention& m : mentions_.items) {
        if (m.state.empty() || (m.type != EntityType::state && m.cls != MentionClass::capital)) continue;
        ++counts[m.state];
        ++all;
    }
    for (const auto& [state, n] : counts)
        if (n * 10 >= all * 6) home_ = std::string(state);
    // Without one, where it was written, when it tells of that state again: "STRELSAU, March 3 (Agency) —".
    if (!home_.empty() || mentions_.items.empty()) return;
    const Mention& first = mentions_.items.front();
    const Token& begin = tok(first.tokens.begin);
    const bool dateline = begin.sentence_start && begin.shape == Shape::upper && (first.cls == MentionClass::capital || first.type == EntityType::place);
    if (const auto there = counts.find(first.state); dateline && there != counts.end()) home_ = first.state;
}

// An office of a state with no state said: the state of an official or organ before it, within two sentences: the one that the article is about
// when there are several, else of its sentence the first, which most often is the subject. Without any, the state that the article is about.
std::string Resolver::implied_state(const Mention& m) const {
    const SentenceId here = text_.sentence_of(m.tokens.begin);
    std::string found;
    const TokenId from = sentence_tokens(index(here) == 0 ? here : static_cast<SentenceId>(index(here) - 1)).begin, start = sentence_tokens(here).begin;
    for (std::uint32_t i = first_mention(m.tokens.begin); i-- > 0 && mentions_.items[i].tokens.begin >= from;) {
        const Mention& other = mentions_.items[i];
        const std::uint32_t e = of_mention_[i];
        if (e == kNone) continue;
        const EntityType type = entities_[e].type;
        if ((type == EntityType::person || other.cls == MentionClass::organ ||
             (other.entry != kNone && type == EntityType::organisation && world_.entries()[other.entry].represents) ||
             (other.cls == MentionClass::group && (words_.classes(tok(static_cast<TokenId>(index(other.tokens.end) - 1)).lower) & kOfficialNoun) != 0)) &&
            !entities_[e].state.empty()) {
            if (entities_[e].state == home_) return home_;
            if (found.empty() || other.tokens.begin >= start) found = entities_[e].state;
        }
    }
    return found.empty() ? home_ : found;
}

void Resolver::attach_offices() {
    for (std::uint32_t i = 0; i < mentions_.items.size(); ++i) {
        const Mention& m = mentions_.items[i];
        if (m.cls != MentionClass::office || is_none(m.holder)) continue;
        const std::uint32_t person = of_mention_[index(m.holder)];
        if (person == kNone) continue;
        of_mention_[i] = person;
        kind_[i] = MentionKind::title;
        // A counterpart holds the same office for another state: "her Swedish counterpart, Karl Lindqvist".
        const bool represents = m.entry != kNone ? world_.entries()[m.entry].represents : m.office == kCounterpart && !m.state.empty();
        const std::uint32_t organ = is_none(m.organ) ? kNone : of_mention_[index(m.organ)];
        std::string state = m.state;
        if (state.empty() && organ != kNone) state = entities_[organ].state;
        const bool said = !state.empty();
        const bool stands_out = m.definite || (tok(m.tokens.begin).shape != Shape::lower);  // "Prime Minister X"; not "vice president X" of who knows what
        if (state.empty() && represents && stands_out) state = entities_[person].state.empty() ? implied_state(m) : entities_[person].state;
        Entity& e = entities_[person];
        if (represents || said) {
            if (e.state.empty()) e.state = state;
        }
        if (e.office.empty()) e.office = m.office;
        if (m.entry != kNone && world_.entries()[m.entry].gender != 0 && e.gender == 0) e.gender = world_.entries()[m.entry].gender;
        const std::string title = words_of(m.tokens);
        if (std::none_of(e.properties.begin(), e.properties.end(), [](const auto& p) { return p.first == "title"; })) e.properties.emplace_back("title", title);
        if (represents && !state.empty()) structural(person, "represents", state_entity(state), title, m.tokens, said ? "title.state" : "title.implied-state");
        if (organ != kNone && entities_[organ].type == EntityType::organisation) structural(person, "holds_office", organ, title, m.tokens, "title.organisation");
    }
}

// A title without its name is often followed by the name without its title: "The Swedish ombudsman spoke too. Anna Berg demanded …". So a definite
// office with its state, held by nobody named, is that of the new person who opens the next sentence.
void Resolver::introduce_holders() {
    for (std::uint32_t i = 0; i < mentions_.items.size(); ++i) {
        const Mention& m = mentions_.items[i];
        if (m.cls != MentionClass::office || !is_none(m.holder) || m.entry == kNone || m.state.empty() || m.plural || of_mention_[i] != kNone) continue;
        if (!m.definite || !world_.entries()[m.entry].represents) continue;
        const SentenceId here = text_.sentence_of(m.tokens.begin);
        if (index(here) + 1 >= text_.sentences.size() || index(m.tokens.begin) > index(sentence_tokens(here).begin) + 1) continue;
        const TokenRange after = sentence_tokens(static_cast<SentenceId>(index(here) + 1));
        const std::uint32_t k = first_mention(after.begin);
        if (k >= mentions_.items.size() || index(mentions_.items[k].tokens.begin) > index(after.begin) + 1) continue;
        const Mention& named = mentions_.items[k];
        const std::uint32_t person = of_mention_[k];
        if (named.cls != MentionClass::name || named.type != EntityType::person || named.tokens.size() < 2 || person == kNone) continue;
        Entity& e = entities_[person];
        if (!e.office.empty() || (!e.state.empty() && e.state != m.state) || e.seen != named.tokens.begin) continue;
        e.office = m.office;
        e.state = m.state;
        of_mention_[i] = person;
        kind_[i] = MentionKind::nominal;
        alias(person, words_of(m.tokens));
        structural(person, "represents", state_entity(m.state), words_of(m.tokens), m.tokens, "title.next-sentence");
    }
}

// The only person whom the article names, when that person speaks as the unnamed holder of an office does, a few sentences apart:
// "…," Anna Berg said. … "…," the Prime Minister added.
std::uint32_t Resolver::speaker_near(MentionId office) const {
    constexpr std::uint32_t kFar = 4;  // sentences
    const auto speaks = [this](const Mention& m) {
        return index(m.tokens.end) < text_.tokens.size() && (tok(m.tokens.end).semantic & kCommunicationVerb) != 0 && tok(m.tokens.end).tag == Tag::verb_past;
    };
    if (!speaks(mentions_[office])) return kNone;
    const std::uint32_t here = index(text_.sentence_of(mentions_[office].tokens.begin));
    std::uint32_t person = kNone;
    bool near = false;
    for (std::uint32_t i = 0; i < mentions_.items.size(); ++i) {
        const Mention& m = mentions_.items[i];
        if (m.type != EntityType::person || m.cls != MentionClass::name) continue;
        const std::uint32_t e = of_mention_[i];
        if (e == kNone || (person != kNone && person != e) || !entities_[e].office.empty()) return kNone;
        person = e;
        const std::uint32_t there = index(text_.sentence_of(m.tokens.begin));
        near = near || (speaks(m) && (there > here ? there - here : here - there) <= kFar);
    }
    return near ? person : kNone;
}

// Whether a person is first named so long after an office that the office is likely somebody else's: an ambassador of eight years before.
bool Resolver::far_behind(const Mention& office, const Entity& person) const {
    constexpr std::uint32_t kFar = 6;  // sentences
    return person.seen > office.tokens.begin && index(text_.sentence_of(person.seen)) > index(text_.sentence_of(office.tokens.begin)) + kFar;
}

// Whom the world knows in that office of that state at the article's date, when the article names him.
std::uint32_t Resolver::dated_holder(const Mention& office, std::string_view state) const {
    const std::string_view date = document_.date;
    if (state.empty()) return kNone;
    std::uint32_t match = kNone;
    for (const World::Holder& h : world_.holders("office:" + office.office, state)) {
        if (!date.empty() && (date.substr(0, h.from.size()) < h.from || (!h.until.empty() && date.substr(0, h.until.size()) > h.until))) continue;
        const auto found = by_id_.find(h.person);
        if (found == by_id_.end()) continue;
        if (match != kNone && match != found->second) return kNone;  // of unknown date: two who held it
        match = found->second;
    }
    return match;
}

// The one whom the article names in that office; kNone: nobody.
std::uint32_t Resolver::named_holder(MentionId id) const {
    const Mention& m = mentions_[id];
    const bool world_office = m.entry != kNone;
    const std::string state = m.state.empty() && world_office && world_.entries()[m.entry].represents && m.definite ? implied_state(m) : m.state;
    std::uint32_t match = dated_holder(m, state);
    if (match != kNone) return match;
    bool several = false;
    for (std::uint32_t i = 0; i < entities_.size(); ++i) {
        const Entity& e = entities_[i];
        if (e.type != EntityType::person || e.office != m.office) continue;
        if (!m.state.empty() && e.state != m.state) continue;
        // The foreign secretary of a ministry's spokesman is none whom the article names for another state only afterwards.
        if (m.state.empty() && !state.empty() && !e.state.empty() && e.state != state && e.seen > m.tokens.begin) continue;
        if (far_behind(m, e)) continue;
        several = several || (match != kNone && match != i);
        match = i;
    }
    if (match != kNone && several) {  // the one named last before this
        for (std::uint32_t i = index(id); i-- > 0;) {
            const std::uint32_t e = of_mention_[i];
            if (e != kNone && entities_[e].type == EntityType::person && entities_[e].office == m.office && (m.state.empty() || entities_[e].state == m.state)) {
                match = e;
                break;
            }
        }
    }
    if (match == kNone && m.definite && m.state.empty() && !world_office) {
        // "the director", "the expert": a person before with such a title
        for (std::uint32_t i = index(id), steps = 0; i-- > 0 && steps < 64; ++steps) {
            const std::uint32_t e = of_mention_[i];
            if (e == kNone || entities_[e].type != EntityType::person || entities_[e].office.empty()) continue;
            if (entities_[e].office.size() >= m.office.size() && entities_[e].office.ends_with(m.office)) match = e;
            break;
        }
    }
    return match;
}

// "No other minister resigned" is about ministers, not about one of them.
std::uint32_t Resolver::denied_office(const Mention& m) {
    if (index(m.tokens.begin) == 0 || m.plural || m.tokens.empty()) return kNone;
    const std::string_view before = text_.lower(static_cast<TokenId>(index(m.tokens.begin) - 1));
    if (before != "no" && before != "every" && before != "any") return kNone;
    const std::string name = words_of(m.tokens);
    const std::string plural = name.ends_with('y') ? name.substr(0, name.size() - 1) + "ies" : name.ends_with("man") ? name.substr(0, name.size() - 2) + "en" : name + "s";
    const std::uint32_t group = entity("group:" + slug(plural), EntityType::group, plural);
    if (entities_[group].state.empty()) entities_[group].state = m.state;
    alias(group, name);
    return group;
}

// A person known only by the office, or the one whom the article names in that office.
std::uint32_t Resolver::office_entity(MentionId id) {
    const Mention& m = mentions_[id];
    if (of_mention_[index(id)] != kNone) return of_mention_[index(id)];
    if (const std::uint32_t nobody = denied_office(m); nobody != kNone) {
        of_mention_[index(id)] = nobody;
        kind_[index(id)] = MentionKind::nominal;
        return nobody;
    }
    const bool world_office = m.entry != kNone;
    const bool title = world_office && m.state.empty() && is_none(m.organ) && m.definite && m.tokens.size() > 1;
    const auto meant = title ? titles_.find(lower_of(m.tokens)) : titles_.end();
    std::uint32_t match = meant != titles_.end() ? meant->second : named_holder(id);
    if (match == kNone && m.definite && world_office) match = speaker_near(id);
    if (match != kNone && world_office && entities_[match].office.empty()) {  // whose title only this tells
        Entity& e = entities_[match];
        e.office = m.office;
        if (e.state.empty()) e.state = m.state.empty() ? implied_state(m) : m.state;
        if (world_.entries()[m.entry].represents && !e.state.empty()) {
            const std::uint32_t state = state_entity(entities_[match].state);
            structural(match, "represents", state, words_of(m.tokens), m.tokens, "title.speaker");
        }
    }
    if (match == kNone) {
        const bool represents = world_office && world_.entries()[m.entry].represents;
        std::string state = m.state;
        if (state.empty() && !is_none(m.organ) && of_mention_[index(m.organ)] != kNone) state = entities_[of_mention_[index(m.organ)]].state;
        const bool stands_out = m.definite || (tok(m.tokens.begin).shape != Shape::lower);  // "Prime Minister X"; not "vice president X" of who knows what
        if (state.empty() && represents && stands_out) state = implied_state(m);
        // "the Ruritanian Foreign Office spokesman", "the cabinet's secretary": whose spokesman it is tells him from others
        std::string name = words_of(is_none(m.organ) ? m.tokens : in_full(id));
        const WorldEntry* w = world_.state(state);
        std::string full = name;
        if (w && !is_none(m.organ)) full += "-" + std::string(w->name);
        else if (w && m.state.empty()) full += " of " + std::string(w->name);
        match = entity("person:" + slug(full), EntityType::person, name);
        Entity& e = entities_[match];
        e.office = m.office;
        if (e.state.empty()) e.state = state;
        if (represents && !state.empty()) structural(match, "represents", state_entity(state), name, m.tokens, "title.state");
    }
    if (title) titles_.emplace(lower_of(m.tokens), match);
    of_mention_[index(id)] = match;
    kind_[index(id)] = MentionKind::nominal;
    alias(match, words_of(m.tokens));
    alias(match, words_of(in_full(id)));
    return match;
}

}  // namespace demarche::extract
