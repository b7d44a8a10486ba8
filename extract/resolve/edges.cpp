// Events and titles → edges.
#include <algorithm>

#include "extract/events/frame.h"
#include "extract/resolve/resolver.h"
#include "extract/names/slug.h"
#include "extract/rules/rules.h"

namespace demarche::extract {

// Who acts, or is acted on, where nobody is told of: a group of the frame's name, in the state of the act where that is known, else in that of `other`.
std::uint32_t Resolver::unnamed(std::string name, MentionId place, const std::vector<std::uint32_t>& other) {
    std::string state = is_none(place) ? std::string() : mentions_[place].state;
    if (state.empty() && !other.empty()) state = entities_[other.front()].state;
    if (const WorldEntry* w = state.empty() ? nullptr : world_.state(state)) name += " in " + std::string(w->name);
    const std::uint32_t found = entity("group:" + slug(name), EntityType::group, name);
    entities_[found].state = state;
    return found;
}

// The participant and those coordinated with it, each once.
void Resolver::participants(const Participant& p, std::uint32_t speaker, std::vector<std::uint32_t>& out) {
    out.clear();
    const std::uint32_t first = of_participant(p, speaker);
    if (first != kNone) out.push_back(first);
    if (!is_none(p.mention) || p.phrase == kNone || p.phrase >= clauses_.phrases.size()) return;
    for (const std::uint32_t other : clauses_.phrases[p.phrase].conjuncts) {
        const std::uint32_t e = of_phrase(other, speaker, 1);
        if (e != kNone && std::find(out.begin(), out.end(), e) == out.end()) out.push_back(e);
    }
}

std::string Resolver::date_of(const Event& event) const {
    if (!is_none(event.date)) return mentions_[event.date].value;
    std::string found;
    const TokenRange range = sentence_tokens(event.sentence);
    for (std::uint32_t i = first_mention(range.begin); i < mentions_.items.size() && mentions_.items[i].tokens.begin < range.end; ++i) {
        const Mention& m = mentions_.items[i];
        if (m.cls != MentionClass::date || m.value.empty()) continue;
        if (!found.empty() && found != m.value) return {};  // two dates: whose?
        found = m.value;
    }
    return found;
}

// An end that only earlier acts tell is found by the other one, so the other one comes first.
void Resolver::find_ends(const Event& event, std::vector<std::uint32_t>& sources, std::vector<std::uint32_t>& targets) {
    const auto find = [&](const Participant& p, std::vector<std::uint32_t>& out, const std::vector<std::uint32_t>& other) {
        subjects_ = other;
        if (p.discourse == Discourse::none) participants(p, event.speaker, out);
        else if (const std::uint32_t found = from_discourse(p, other, event.sentence); found != kNone) out.push_back(found);
        subjects_.clear();
    };
    const Frame& frame = rules_.frames->frames()[event.frame];
    if (event.source.unnamed) sources.assign(1, unnamed(frame.unnamed, event.source.mention, {}));
    const auto find_target = [&] {  // "it" is of the kind that the relation takes
        allowed_ = &rules_.ontology.relations()[event.relation].targets;
        find(event.target, targets, sources);
        allowed_ = nullptr;
    };
    const bool target_first = event.source.discourse != Discourse::none;
    if (target_first) find_target();
    if (!event.source.unnamed) find(event.source, sources, targets);
    const bool doer = !event.source.unnamed && !sources.empty();
    if (sources.empty() && !frame.unnamed.empty()) sources.assign(1, unnamed(frame.unnamed, none<MentionId>(), {}));
    if (!event.target.unnamed && !target_first) find_target();
    // Nobody is told of; a pronoun that means nobody known; a state that acts within itself ("Norway lifted the curfew").
    const bool nobody = targets.empty() || event.target.unnamed || (targets.size() == 1 && targets == sources);
    if (nobody && doer && event.anew && !frame.unnamed_target.empty()) targets.assign(1, unnamed(frame.unnamed_target, event.target.mention, frame.at_home ? sources : std::vector<std::uint32_t>()));
}

// The words kept of a sentence and of a topic. Text without full stops would else be copied whole with every edge of it.
TokenRange Resolver::excerpt(TokenRange sentence, TokenRange trigger) {
    constexpr std::uint32_t kLongest = 400;
    if (sentence.size() <= kLongest) return sentence;
    if (!trigger.empty() && index(trigger.begin) > index(sentence.begin) + kLongest / 2) sentence.begin = static_cast<TokenId>(index(trigger.begin) - kLongest / 2);
    sentence.end = std::min(sentence.end, next(sentence.begin, kLongest));
    return sentence;
}

// People of no known state, told of for the first time, are of the state in which the act happens ("rebels killed two men in Norway"). Who meets
// somewhere may have come from anywhere.
void Resolver::settle(const Event& event, const std::vector<std::uint32_t>& ends) {
    if (is_none(event.place)) return;
    for (const std::uint32_t e : ends) {
        Entity& people = entities_[e];
        if (people.type == EntityType::group && !people.named && !people.used && people.state.empty()) people.state = mentions_[event.place].state;
    }
}

void Resolver::add_edges(const Event& event) {
    std::vector<std::uint32_t> sources, targets;
    if (event.relation >= rules_.ontology.relations().size()) return;
    find_ends(event, sources, targets);
    if (sources.empty() || targets.empty()) return;
    const Relation& relation = rules_.ontology.relations()[event.relation];
    ExtractedEdge edge;
    edge.relation = relation.name;
    edge.plover = event.cameo.empty() ? relation.plover : std::string(rules_.ontology.plover_of(event.cameo));
    edge.cameo = event.cameo.empty() ? relation.cameo : event.cameo;
    edge.topic = words_of(excerpt(event.topic, {}));
    edge.date = date_of(event);
    edge.polarity = event.polarity;
    edge.modality = event.modality;
    edge.confidence = static_cast<double>(event.confidence);
    edge.evidence = source_of(sentence_tokens(event.sentence));
    edge.sentence = words_of(excerpt(sentence_tokens(event.sentence), event.trigger));
    if (!event.trigger.empty()) edge.trigger = source_of(event.trigger);
    if (event.frame != kNone) edge.rule = rules_.frames->frames()[event.frame].id;
    if (event.speaker != kNone) {
        const std::uint32_t who = of_phrase(event.speaker, kNone, 1);
        edge.attributed_to = who != kNone ? entities_[who].name : words_of(clauses_.phrases[event.speaker].tokens);
    }
    if (!relation.symmetric) {
        settle(event, sources);
        settle(event, targets);
    }
    const std::size_t before = edges_.size();
    for (const std::uint32_t source : sources) {
        for (const std::uint32_t target : targets) {
            if (source == target) continue;
            // Whom nothing names as the other party of a kindness is not one's own state.
            if (event.target.implied && relation.family == "cooperative" && entities_[source].type != EntityType::group && entities_[target].type == EntityType::state && entities_[source].state == entities_[target].state) continue;
            edge.source = source;
            edge.target = target;
            if (is_taken_up(event, edge) || !add_edge(edge, before)) continue;
            acts_.push_back({source, target, relation.name, event.sentence});
            share_with_speaker(event, edge);
        }
    }
}

// False when an event near by gave the same edge. An act that only its doer tells of is attributed to nobody else.
bool Resolver::add_edge(ExtractedEdge edge, std::size_t since) {
    constexpr std::size_t kNear = 32;
    const bool known = std::any_of(edges_.begin() + static_cast<std::ptrdiff_t>(since > kNear ? since - kNear : 0), edges_.end(), [&](const ExtractedEdge& e) {
        return e.source == edge.source && e.target == edge.target && e.relation == edge.relation && e.trigger == edge.trigger;
    });
    if (known) return false;
    if (edge.attributed_to == entities_[edge.source].name) edge.attributed_to.clear();
    entities_[edge.source].used = entities_[edge.target].used = true;
    edges_.push_back(std::move(edge));
    return true;
}

void Resolver::event_edges() {
    for (const Event& event : events_.items) add_edges(event);
}

// One structural edge a fact and article: the first place that says it.
void Resolver::structural(std::uint32_t source, std::string_view relation, std::uint32_t target, std::string topic, TokenRange trigger, std::string_view rule) {
    if (source == kNone || target == kNone || source == target) return;
    if (!facts_.emplace(source, target, relation).second) return;
    const Relation* r = rules_.ontology.find(relation);
    if (!r) return;
    ExtractedEdge edge;
    edge.source = source;
    edge.target = target;
    edge.relation = r->name;
    edge.plover = r->plover;
    edge.cameo = r->cameo;
    edge.topic = std::move(topic);
    const SentenceId s = text_.sentence_of(trigger.begin);
    edge.evidence = source_of(sentence_tokens(s));
    edge.sentence = words_of(excerpt(sentence_tokens(s), trigger));
    edge.trigger = source_of(trigger);
    edge.rule = std::string(rule);
    edge.confidence = 0.9;
    edges_.push_back(std::move(edge));
}

// What adjectives, possessives and "of" say about organisations and groups.
void Resolver::structural_edges() {
    for (std::uint32_t i = 0; i < mentions_.items.size(); ++i) {
        const Mention& m = mentions_.items[i];
        const std::uint32_t e = of_mention_[i];
        if (e == kNone) continue;
        const std::uint32_t head = tok(static_cast<TokenId>(index(m.tokens.end) - 1)).lower;
        const WordClasses c = words_.classes(head) | words_.classes(tok(m.tokens.begin).lower);
        if (entities_[e].type == EntityType::organisation && !m.state.empty() && (c & kOrganOfState) != 0 && m.entry == kNone) {
            structural(e, "part_of", state_entity(m.state), {}, m.tokens, "organ.state");
        } else if (m.cls == MentionClass::group && !m.state.empty() && entities_[e].type == EntityType::group && entities_[e].used) {
            if ((words_.classes(head) & kOfficialNoun) != 0) structural(e, "represents", state_entity(m.state), {}, m.tokens, "group.officials");
            else if ((refer_.classes(head) & kCitizen) != 0 || m.entry != kNone) structural(e, "citizen_of", state_entity(m.state), {}, m.tokens, "group.citizens");
        }
        if (m.cls == MentionClass::group && !is_none(m.organ) && entities_[e].used) {
            const std::uint32_t organ = of_mention_[index(m.organ)];
            if (organ != kNone && entities_[organ].type == EntityType::organisation) structural(e, "member_of", organ, {}, m.tokens, "group.organisation");
        }
    }
    for (const ExtractedEdge& edge : edges_) entities_[edge.source].used = entities_[edge.target].used = true;
}

}  // namespace demarche::extract
