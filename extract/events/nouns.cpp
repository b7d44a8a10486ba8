#include "extract/events/nouns.h"

#include <algorithm>

namespace demarche::extract {
namespace {

constexpr int kMaxDepth = 3;

TypeSet pronoun_types(std::string_view word) {
    if (word == "he" || word == "she" || word == "him" || word == "her" || word == "his" || word == "who" || word == "whom") return bit(EntityType::person);
    if (word == "it" || word == "its" || word == "which") return static_cast<TypeSet>(bit(EntityType::state) | bit(EntityType::organisation) | bit(EntityType::law));
    if (word == "they" || word == "them" || word == "their" || word == "we" || word == "us" || word == "our" || word == "i" || word == "me" || word == "my" || word == "you")
        return kActors;
    return 0;
}

}  // namespace

std::uint32_t Nouns::lemma(std::uint32_t np) const {
    const PhraseId group = clauses_.phrases[np].group;
    if (is_none(group)) return kNone;
    const Token& head = text_[phrases_[group].head];
    return head.noun_lemma != kNone ? head.noun_lemma : head.lower;
}

std::uint32_t Nouns::carried(std::uint32_t np) const {
    const PhraseId group = clauses_.phrases[np].group;
    if (is_none(group) || !frames_.is_carrier(lemma(np))) return kNone;
    const Phrase& phrase = phrases_[group];
    if (phrase.head == phrase.tokens.begin) return kNone;
    const Token& before = text_[static_cast<TokenId>(index(phrase.head) - 1)];
    if (before.tag != Tag::noun && before.tag != Tag::noun_plural && before.tag != Tag::verb_gerund) return kNone;
    return before.noun_lemma != kNone ? before.noun_lemma : before.lower;
}

bool Nouns::is_pronoun(std::uint32_t np) const {
    const PhraseId group = clauses_.phrases[np].group;
    if (is_none(group)) return false;
    const Tag tag = text_[phrases_[group].head].tag;
    return tag == Tag::pronoun || tag == Tag::possessive_pronoun || tag == Tag::wh;
}

TypeSet Nouns::types(MentionId id) const {
    const Mention& mention = mentions_[id];
    switch (mention.cls) {
        case MentionClass::date: return 0;
        case MentionClass::capital: return static_cast<TypeSet>(bit(EntityType::state) | bit(EntityType::place));
        case MentionClass::demonym: return static_cast<TypeSet>(bit(EntityType::state) | bit(EntityType::group));
        case MentionClass::office: return bit(EntityType::person);
        default: break;
    }
    // A user's actor without a type may be any: what is said of it decides.
    if (mention.type == EntityType::none && mention.entry != kNone) return static_cast<TypeSet>(kActors | bit(EntityType::place));
    return mention.type == EntityType::none ? TypeSet{0} : bit(mention.type);
}

TypeSet Nouns::types(std::uint32_t np) const {
    const PhraseId id = clauses_.phrases[np].group;
    if (is_none(id)) return 0;
    const Phrase& group = phrases_[id];
    if (!is_none(group.mention)) {
        const Mention& mention = mentions_[group.mention];
        // "the Ruritanian attack": the mention that holds the head may be a name that ends before it.
        if (mention.tokens.contains(group.head)) return types(group.mention);
    }
    for (const MentionId m : group.mentions)
        if (mentions_[m].tokens.contains(group.head) && mentions_[m].cls != MentionClass::date) return types(m);
    const Token& head = text_[group.head];
    if (is_pronoun(np)) return pronoun_types(text_.word(head.lower));
    if (frames_.is_legislation(lemma(np))) return bit(EntityType::law);
    if (!group.determiner.empty() && word(group.determiner.begin) == "the" && frames_.is_state(lemma(np))) return bit(EntityType::state);
    if (head.tag != Tag::noun && head.tag != Tag::noun_plural) return 0;
    // People without a mention are nobody that a node could stand for ("a target", "a visitor"): the way is free for what names somebody.
    if (!frames_.triggers(lemma(np), TriggerKind::noun).empty()) return 0;  // an act ("a meeting")
    if ((head.semantic & kGroupNoun) && !(head.semantic & (kActNoun | kCommunicationNoun)) && !frames_.is_thing(lemma(np))) return static_cast<TypeSet>(bit(EntityType::group) | bit(EntityType::organisation));
    return 0;
}

bool Nouns::described_people(std::uint32_t np) const {
    const PhraseId id = clauses_.phrases[np].group;
    if (is_none(id) || !is_none(phrases_[id].mention)) return false;
    const Token& head = text_[phrases_[id].head];
    if (head.tag != Tag::noun && head.tag != Tag::noun_plural) return false;
    return frames_.is_person(lemma(np)) || ((head.semantic & (kPersonNoun | kGroupNoun)) && !(head.semantic & (kActNoun | kCommunicationNoun)) && !frames_.is_thing(lemma(np)));
}

std::vector<MentionId> Nouns::modifiers(std::uint32_t np) const {
    std::vector<MentionId> out;
    const PhraseId id = clauses_.phrases[np].group;
    if (is_none(id)) return out;
    const Phrase& group = phrases_[id];
    for (const MentionId m : group.mentions) {
        const Mention& mention = mentions_[m];
        if (mention.tokens.contains(group.head) || mention.cls == MentionClass::date) continue;
        if (types(m) & (bit(EntityType::state) | bit(EntityType::organisation) | bit(EntityType::person))) out.push_back(m);
    }
    return out;
}

MentionId Nouns::modifier(std::uint32_t np) const {
    const std::vector<MentionId> all = modifiers(np);
    return all.empty() ? none<MentionId>() : all.front();
}

// Along a preposition behind the phrase, or behind the participle that stands there ("threats made by Norway").
bool Nouns::through(std::uint32_t np, std::uint32_t preposition, TypeSet wanted, bool as_source, Found& out, int depth) const {
    for (const NounPhrase::Link& link : clauses_.phrases[np].links)
        if (link.preposition == preposition && actor(link.phrase, wanted, as_source, out, depth + 1)) return true;
    const Clause* behind = done(np);
    if (!behind) return false;
    return std::any_of(behind->arguments.begin(), behind->arguments.end(), [&](const Argument& a) {
        const bool fits = preposition == frames_.closed().by ? a.role == Role::subject : a.role == Role::oblique && a.preposition == preposition;
        return fits && a.phrase != kNone && a.phrase != np && actor(a.phrase, wanted, as_source, out, depth + 1);
    });
}

// Whose a thing is by the participle behind it: "positions belonging to the army", "roads leading into Norway".
bool Nouns::through_participle(std::uint32_t np, TypeSet wanted, Found& out, int depth) const {
    if (doing_[np] == kNone || !frames_.triggers(lemma(np), TriggerKind::noun).empty()) return false;
    const Closed& closed = frames_.closed();
    const Clause& behind = clauses_.items[doing_[np]];
    const PhraseId group = clauses_.phrases[np].group;
    if (is_none(group) || is_none(behind.verb) || phrases_[behind.verb].tokens.begin != phrases_[group].tokens.end) return false;
    const std::vector<Argument>& arguments = behind.arguments;
    return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& a) {
        const bool fits = a.role == Role::oblique && (a.preposition == closed.to || a.preposition == closed.in || a.preposition == closed.into || a.preposition == closed.from);
        return fits && a.phrase != kNone && a.phrase != np && actor(a.phrase, wanted, false, out, depth + 1);
    });
}

bool Nouns::actor(std::uint32_t np, TypeSet wanted, bool as_source, Found& out, int depth) const {
    const NounPhrase& phrase = clauses_.phrases[np];
    // "Hundreds of Ruritanians", "a group of lawmakers" are what they consist of.
    if (is_none(phrase.group) || is_none(phrases_[phrase.group].mention))
        if (const std::uint32_t inner = see_through(np); inner != np && depth < kMaxDepth) return actor(inner, wanted, as_source, out, depth + 1);
    // A law that is only described ("possible limits in Norway") stands for whoever makes it, where an actor would do.
    const bool described = is_none(phrase.group) || is_none(phrases_[phrase.group].mention);
    const TypeSet own = described && (wanted & kActors) ? static_cast<TypeSet>(types(np) & ~bit(EntityType::law)) : types(np);
    const bool kind_only = described && (own & bit(EntityType::group)) && !is_pronoun(np);  // "Borno state": whoever is named before it
    if (const MentionId m = kind_only ? modifier(np) : none<MentionId>(); !is_none(m) && mentions_[m].cls == MentionClass::name && (types(m) & wanted)) {
        out.who = {.mention = m};
        return true;
    }
    if (own & wanted) {
        out.who = {.phrase = np};
        return true;
    }
    for (const std::uint32_t other : phrase.appositions)
        if (types(other) & wanted & ~bit(EntityType::place)) {
            out.who = {.phrase = other};
            return true;
        }
    if (depth >= kMaxDepth) return false;
    out.weight *= 0.85F;
    // "Norway criticised its ties with Sweden": a possessive pronoun mostly means the doer, so it is no target while another is named.
    const bool own_thing = !as_source && phrase.possessor != kNone && is_pronoun(phrase.possessor);
    if (phrase.possessor != kNone && !own_thing && actor(phrase.possessor, static_cast<TypeSet>(wanted & kActors), as_source, out, depth + 1)) return true;
    const Closed& closed = frames_.closed();
    const auto through = [&](std::uint32_t preposition) { return this->through(np, preposition, static_cast<TypeSet>(wanted & kActors), as_source, out, depth); };
    if (through(closed.by) || (!as_source && through(closed.from))) return true;
    if (const MentionId m = modifier(np); !is_none(m) && (types(m) & wanted & kActors)) {
        out.who = {.mention = m};
        return true;
    }
    if (through(closed.of)) return true;
    if (as_source) return false;
    for (const std::uint32_t preposition : {closed.on, closed.against, closed.to, closed.with, closed.between, closed.in, closed.over, closed.for_})
        if (through(preposition)) {
            out.weight *= 0.85F;
            return true;
        }
    if (through_participle(np, static_cast<TypeSet>(wanted & kActors), out, depth)) {
        out.weight *= 0.85F;
        return true;
    }
    // "sees no need for such rules": nobody is named, so the law itself.
    if (depth == 0 && (types(np) & wanted)) {
        out.who = {np, none<MentionId>(), false};
        return true;
    }
    return own_thing && actor(phrase.possessor, static_cast<TypeSet>(wanted & kActors), as_source, out, depth + 1);
}

Coordination Nouns::with_conjuncts(std::uint32_t np) const {
    // "Old foes Ruritania and Syldavia": whoever the apposition counts up.
    if (types(np) & bit(EntityType::group))
        for (const std::uint32_t other : clauses_.phrases[np].appositions)
            if (!clauses_.phrases[other].conjuncts.empty()) return with_conjuncts(other);
    return {np, clauses_.phrases[np].conjuncts};
}

MentionId Nouns::state_in(TokenRange range, std::string_view not_state) const {
    const auto first = std::lower_bound(mentions_.items.begin(), mentions_.items.end(), range.begin,
                                        [](const Mention& m, TokenId t) { return m.tokens.begin < t; });
    MentionId demonym = none<MentionId>();
    for (auto m = first; m != mentions_.items.end() && m->tokens.begin < range.end; ++m) {
        if (m->state.empty() || m->state == not_state) continue;
        const auto id = static_cast<MentionId>(m - mentions_.items.begin());
        if (m->type == EntityType::state && m->cls == MentionClass::name) return id;
        if (is_none(demonym) && (m->cls == MentionClass::demonym || m->cls == MentionClass::capital)) demonym = id;
    }
    return demonym;
}

MentionId Nouns::place_in(TokenRange range, TokenRange skip, std::string_view own_state) const {
    const auto first = std::lower_bound(mentions_.items.begin(), mentions_.items.end(), range.begin,
                                        [](const Mention& m, TokenId t) { return m.tokens.begin < t; });
    MentionId own = none<MentionId>();
    for (auto m = first; m != mentions_.items.end() && m->tokens.begin < range.end; ++m) {
        const bool place = m->cls == MentionClass::capital || (m->cls == MentionClass::name && (m->type == EntityType::state || m->type == EntityType::place));
        if (!place || m->state.empty() || skip.contains(m->tokens.begin)) continue;
        const auto id = static_cast<MentionId>(m - mentions_.items.begin());
        if (m->state != own_state) return id;
        if (is_none(own)) own = id;
    }
    return own;
}

std::string_view Nouns::state_of(std::uint32_t np) const {
    const PhraseId id = clauses_.phrases[np].group;
    if (is_none(id)) return {};
    for (const MentionId m : phrases_[id].mentions)
        if (!mentions_[m].state.empty()) return mentions_[m].state;
    for (const std::uint32_t other : clauses_.phrases[np].appositions) {
        const PhraseId group = clauses_.phrases[other].group;
        if (is_none(group)) continue;
        for (const MentionId m : phrases_[group].mentions)
            if (!mentions_[m].state.empty()) return mentions_[m].state;
    }
    return {};
}

std::uint32_t Nouns::counted_two(std::uint32_t np) const {
    const auto two = [&](std::uint32_t at) {
        const PhraseId id = clauses_.phrases[at].group;
        if (is_none(id)) return false;
        const Phrase& group = phrases_[id];
        if (group.head == group.tokens.begin) return word(group.head) == "they" || word(group.head) == "both";
        const std::string_view first = word(group.tokens.begin), second = word(next(group.tokens.begin));
        const bool counts = first == "both" || (second == "two" && (first == "the" || first == "these" || first == "those"));
        return counts && text_[group.head].tag == Tag::noun_plural && (is_none(group.mention) || mentions_[group.mention].cls != MentionClass::name);
    };
    if (two(np)) return np;
    for (const NounPhrase::Link& link : clauses_.phrases[np].links)
        if (link.preposition == frames_.closed().of && two(link.phrase)) return link.phrase;
    return kNone;
}

std::uint32_t Nouns::see_through(std::uint32_t np) const {
    for (int depth = 0; depth < kMaxDepth && frames_.is_transparent(lemma(np)); ++depth) {
        const auto& links = clauses_.phrases[np].links;
        const auto of = std::find_if(links.begin(), links.end(), [&](const NounPhrase::Link& l) { return l.preposition == frames_.closed().of; });
        if (of == links.end()) break;
        np = of->phrase;
    }
    return np;
}

}  // namespace demarche::extract
