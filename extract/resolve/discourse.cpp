// Ends of an act that only the acts told before name: whose request was rejected, to whom "he called for restraint" was said.
#include <algorithm>

#include "extract/events/frame.h"
#include "extract/resolve/resolver.h"
#include "extract/rules/rules.h"

namespace demarche::extract {
namespace {

constexpr std::uint32_t kSentences = 12;  // an act further back is forgotten
constexpr std::size_t kActs = 24;        // as are all but the last

bool asks(std::string_view relation) { return relation == "requested" || relation == "demanded" || relation == "proposed"; }

}  // namespace

std::uint32_t Resolver::state_of(std::uint32_t entity) const {
    const auto found = by_id_.find("state:" + entities_[entity].state);
    return entities_[entity].type == EntityType::state ? entity : entities_[entity].state.empty() || found == by_id_.end() ? kNone : found->second;
}

bool Resolver::same_side(std::uint32_t entity, const std::vector<std::uint32_t>& side) const {
    return std::any_of(side.begin(), side.end(), [&](std::uint32_t other) {
        return other == entity || (!entities_[other].state.empty() && entities_[other].state == entities_[entity].state);
    });
}

// Whether an act of this relation may be what the participant's noun takes up: "the request" a request, "this move" any act.
bool Resolver::asks_for(const Participant& p, std::string_view relation) const {
    if (p.discourse == Discourse::asker) return asks(relation);
    if (p.discourse != Discourse::act) return relation != "stated";
    const Token& head = tok(phrases_[clauses_.phrases[p.phrase].group].head);
    const std::uint32_t lemma = head.noun_lemma != kNone ? head.noun_lemma : head.lower;
    if (rules_.frames->is_act(lemma)) return relation != "stated";
    const auto& triggers = rules_.frames->triggers(lemma, TriggerKind::noun);
    return std::any_of(triggers.begin(), triggers.end(), [&](const Trigger& t) {
        const std::string_view named = rules_.ontology.relations()[rules_.frames->frames()[t.frame].relation].name;
        return named == relation || (asks(named) && (asks(relation) || relation == "drafted"));
    });
}

// The last but one and the last state named before a token, in its sentence and the two before; kNone: there are not two.
std::uint32_t Resolver::last_two_states(TokenId before, bool first) const {
    constexpr std::uint32_t kBack = 2;
    const std::uint32_t here = index(text_.sentence_of(before));
    const TokenId from = sentence_tokens(static_cast<SentenceId>(here > kBack ? here - kBack : 0)).begin;
    std::uint32_t last = kNone;
    for (std::uint32_t i = first_mention(before); i-- > 0 && mentions_.items[i].tokens.begin >= from;) {
        const std::uint32_t e = of_mention_[i];
        if (e == kNone || entities_[e].type != EntityType::state || e == last) continue;
        if (last != kNone) return first ? e : last;
        last = e;
    }
    return kNone;
}

// "The two countries", "both leaders", "they": who last met or agreed, as far as they are of that kind.
std::uint32_t Resolver::one_of_two(const Participant& p, SentenceId here) const {
    const bool first = p.discourse == Discourse::first;
    const Phrase& group = phrases_[clauses_.phrases[p.phrase].group];
    const Token& head = tok(group.head);
    const std::uint32_t c = refer_.classes(head.lower) | (head.noun_lemma == kNone ? 0U : refer_.classes(head.noun_lemma));
    const bool states = (c & (kStateAgain | kMeansState)) != 0, people = (c & kPersonAgain) != 0;
    const bool pronoun = head.tag == Tag::pronoun;
    std::size_t steps = 0;
    for (std::size_t i = acts_.size(); i-- > 0 && steps < kActs; ++steps) {
        const Act& act = acts_[i];
        if (index(act.sentence) + (pronoun ? 1 : kSentences) < index(here)) break;
        if (act.relation != "consulted" && act.relation != "agreed" && act.relation != "cooperated" && act.relation != "supported") continue;
        const std::uint32_t source = states ? state_of(act.source) : act.source, target = states ? state_of(act.target) : act.target;
        if (source == kNone || target == kNone || source == target) continue;
        if (people && (entities_[source].type != EntityType::person || entities_[target].type != EntityType::person)) continue;
        return first ? source : target;
    }
    return states ? last_two_states(group.head, first) : kNone;
}

// The nearest act that fits, from the last back. `other`: the other end of the act at hand. kNone: none is near.
std::uint32_t Resolver::from_discourse(const Participant& p, const std::vector<std::uint32_t>& other, SentenceId here) const {
    std::size_t steps = 0;
    if (p.discourse == Discourse::first || p.discourse == Discourse::second) return one_of_two(p, here);
    // Only who stands for a state is understood to speak to another one.
    if (p.discourse == Discourse::addressee && (other.empty() || entities_[other.front()].state.empty())) return kNone;
    for (std::size_t i = acts_.size(); i-- > 0 && steps < kActs; ++steps) {
        const Act& act = acts_[i];
        if (index(act.sentence) + kSentences < index(here)) break;
        if (!asks_for(p, act.relation)) continue;
        const bool by_other = same_side(act.source, other), on_other = same_side(act.target, other);
        if (p.discourse == Discourse::addressee) {
            if (by_other && !on_other && state_of(act.target) != kNone) return state_of(act.target);
            if (on_other && !by_other && (act.relation == "consulted" || act.relation == "agreed" || act.relation == "cooperated") && state_of(act.source) != kNone) return state_of(act.source);
            continue;
        }
        if (by_other || (p.discourse == Discourse::asker && !on_other)) continue;
        // A proposal is blamed or praised for what is proposed.
        return p.discourse == Discourse::act && entities_[act.target].type == EntityType::law ? act.target : act.source;
    }
    return kNone;
}

// "Ruritania's request" behind "Ruritania asked Syldavia …" is that act once more, when the noun says nothing further of it.
bool Resolver::is_taken_up(const Event& event, const ExtractedEdge& edge) const {
    if (!event.nominal || !edge.topic.empty()) return false;
    const std::size_t from = acts_.size() > kActs ? acts_.size() - kActs : 0;
    return std::any_of(acts_.begin() + static_cast<std::ptrdiff_t>(from), acts_.end(), [&](const Act& act) {
        return act.source == edge.source && act.target == edge.target && act.relation == edge.relation && act.sentence < event.sentence &&
               index(act.sentence) + kSentences >= index(event.sentence);
    });
}

// The state that a law belongs to, as far as its phrase says: "the amendments in Ruritania".
std::uint32_t Resolver::state_of_law(const Participant& p) {
    if (p.phrase == kNone) return kNone;
    for (const NounPhrase::Link& link : clauses_.phrases[p.phrase].links) {
        const std::uint32_t e = of_phrase(link.phrase, kNone, 1);
        if (e != kNone && entities_[e].type == EntityType::state) return e;
    }
    return kNone;
}

// Who speaks for his own side does what he tells of it. A representative shares his people's worries and takes them to the state whose law is the cause
// ("the envoy said that the rules in Ruritania alarm Syldavians"); a head of state's word that his state will do a kindness is his own.
void Resolver::share_with_speaker(const Event& event, const ExtractedEdge& edge) {
    const bool concern = edge.relation == "expressed_concern" && entities_[edge.source].type == EntityType::group;
    const bool kindness = (edge.relation == "conceded" || edge.relation == "aided" || edge.relation == "agreed") && entities_[edge.source].type == EntityType::state &&
                          edge.modality == Modality::planned;
    if ((!concern && !kindness) || event.speaker == kNone || edge.polarity != Polarity::asserted) return;
    const std::uint32_t speaker = of_phrase(event.speaker, kNone, 1);
    if (speaker == kNone || speaker == edge.source || speaker == edge.target) return;
    if (entities_[speaker].type != EntityType::person || entities_[speaker].state.empty() || !same_side(speaker, {edge.source})) return;
    ExtractedEdge shared = edge;
    shared.source = speaker;
    if (concern)
        if (const std::uint32_t state = state_of_law(event.target); state != kNone) shared.target = state;
    shared.confidence *= 0.8;
    add_edge(std::move(shared), edges_.size());
}

}  // namespace demarche::extract
