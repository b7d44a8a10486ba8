// What a participant refers to: a mention, an apposition, a pronoun, or a description of something named before.
#include <algorithm>

#include "extract/resolve/resolver.h"
#include "extract/names/slug.h"

namespace demarche::extract {
namespace {

constexpr int kDepth = 4;            // of possessors and "of" phrases followed
constexpr std::uint32_t kBack = 3;   // sentences searched for an antecedent
constexpr std::uint32_t kPronouns = kHe | kShe | kIt | kThey | kWe | kI;

}  // namespace

std::uint32_t Resolver::of_mention(MentionId id, bool acts) {
    const Mention& m = mentions_[id];
    if (m.cls == MentionClass::date) return kNone;
    if (m.cls == MentionClass::office) return office_entity(id);
    if (m.cls == MentionClass::capital && acts && !m.state.empty()) {
        kind_[index(id)] = MentionKind::metonym;
        of_mention_[index(id)] = state_entity(m.state);
    }
    return of_mention_[index(id)];
}

// The most salient thing before a token that a pronoun of these classes can mean: in each sentence, from the nearest back, the first that fits (most
// often its subject). Bounded by kBack sentences and by the section. `whole`: the pronoun is a participant itself, not a possessor; then it is nobody
// on the other side of the event ("Berg met Lind and asked him": not Berg).
std::uint32_t Resolver::antecedent(TokenId before, std::uint32_t wanted, bool whole) const {
    const SentenceId here = text_.sentence_of(before);
    const auto section = [&](SentenceId s) { return document_.blocks.empty() ? 0U : document_.blocks[text_.sentences[index(s)].block].section; };
    const auto fits = [&](std::uint32_t i) {
        const Mention& m = mentions_.items[i];
        const std::uint32_t e = of_mention_[i];
        if (e == kNone || m.cls == MentionClass::demonym) return false;
        if (whole && std::find(subjects_.begin(), subjects_.end(), e) != subjects_.end()) return false;
        const Entity& x = entities_[e];
        if (whole && allowed_ && !allowed_->empty() && std::find(allowed_->begin(), allowed_->end(), to_string(x.type)) == allowed_->end()) return false;
        if (x.type == EntityType::person) {
            if (x.plural) return (wanted & kThey) != 0;
            return ((wanted & kHe) != 0 && x.gender != 'f') || ((wanted & kShe) != 0 && x.gender != 'm');
        }
        if (x.type == EntityType::group || x.plural) return (wanted & kThey) != 0;
        if (x.type == EntityType::organisation || x.type == EntityType::state) return (wanted & (kIt | ((wanted & kHe) == 0 ? std::uint32_t{kThey} : 0U))) != 0 && (wanted & kThey) == 0;
        return (x.type == EntityType::law) && (wanted & kIt) != 0;
    };
    for (std::uint32_t back = 0; back <= kBack && back <= index(here); ++back) {
        const SentenceId s = static_cast<SentenceId>(index(here) - back);
        if (section(s) != section(here)) break;
        const TokenRange range = sentence_tokens(s);
        for (std::uint32_t i = first_mention(range.begin); i < mentions_.items.size(); ++i) {
            const Mention& m = mentions_.items[i];
            if (m.tokens.begin >= range.end || m.tokens.begin >= before) break;
            if (m.tokens.contains(before) || !is_none(m.parent)) continue;
            if (fits(i)) return of_mention_[i];
        }
    }
    return kNone;
}

// "The organisation": the one named last, of a sentence the first. Bounded like antecedent().
std::uint32_t Resolver::organisation_before(TokenId t) const {
    const SentenceId here = text_.sentence_of(t);
    for (std::uint32_t back = 0; back <= kBack && back <= index(here); ++back) {
        const TokenRange range = sentence_tokens(static_cast<SentenceId>(index(here) - back));
        for (std::uint32_t i = first_mention(range.begin); i < mentions_.items.size(); ++i) {
            const Mention& m = mentions_.items[i];
            if (m.tokens.begin >= range.end || m.tokens.begin >= t) break;
            const std::uint32_t e = of_mention_[i];
            if (e != kNone && m.cls == MentionClass::name && is_none(m.parent) && entities_[e].type == EntityType::organisation) return e;
        }
    }
    return kNone;
}

std::uint32_t Resolver::pronoun(TokenId t, std::uint32_t speaker, bool whole) {
    const std::uint32_t c = refer_.classes(tok(t).lower);
    std::uint32_t found = kNone;
    if ((c & (kWe | kI)) != 0) {
        found = speaker != kNone ? of_phrase(speaker, kNone, 1) : kNone;
    } else {
        found = antecedent(t, c, whole);
        if (found == kNone && (c & kThey) != 0) found = antecedent(t, kIt, whole);
    }
    if (found != kNone) references_.push_back({{t, next(t)}, found, MentionKind::pronoun});
    return found;
}

// "the agency", "the country", "the draft law": a definite noun that takes up something named before.
std::uint32_t Resolver::taken_up(const Phrase& g, std::uint32_t) {
    const std::uint32_t c = refer_.classes(tok(g.head).lower) | (tok(g.head).noun_lemma == kNone ? 0U : refer_.classes(tok(g.head).noun_lemma));
    if ((c & (kStateAgain | kOrganisationAgain | kPersonAgain | kLawAgain)) == 0) return kNone;
    const std::uint32_t head = tok(g.head).lower;
    if (const auto known = heads_.find(head); known != heads_.end()) return known->second;
    const SentenceId here = text_.sentence_of(g.head);
    const TokenId from = sentence_tokens(static_cast<SentenceId>(index(here) > kBack ? index(here) - kBack : 0)).begin;
    for (std::uint32_t i = first_mention(g.head); i-- > 0 && mentions_.items[i].tokens.begin >= from;) {
        const std::uint32_t e = of_mention_[i];
        if (e == kNone || mentions_.items[i].cls == MentionClass::demonym) continue;
        const EntityType type = entities_[e].type;
        if (((c & kStateAgain) != 0 && type == EntityType::state) || ((c & kOrganisationAgain) != 0 && type == EntityType::organisation) ||
            ((c & kLawAgain) != 0 && type == EntityType::law))
            return e;
    }
    return kNone;
}

// A noun phrase without a mention: something taken up again, else whoever it belongs to.
std::uint32_t Resolver::from_noun(const Phrase& g, std::uint32_t np) {
    const NounPhrase& phrase = clauses_.phrases[np];
    if (!g.determiner.empty())
        if (const std::uint32_t again = taken_up(g, np); again != kNone) return again;
    const Token& head = tok(g.head);
    const bool body = (words_.classes(head.lower) & (kOrgan | kOrganisationHead | kOrganisationSuffix)) != 0;
    if (body && (head.semantic & kGroupNoun) != 0 && (head.semantic & (kActNoun | kCommunicationNoun)) == 0 && !g.determiner.empty()) {
        const TokenRange r{g.determiner.empty() ? g.tokens.begin : g.determiner.end, g.tokens.end};
        const std::string name = words_of(r);
        if (!name.empty() && phrase.possessor == kNone) return entity("org:" + slug(name), EntityType::organisation, name);
    }
    return kNone;
}

std::uint32_t Resolver::of_phrase(std::uint32_t np, std::uint32_t speaker, int depth) {
    if (np == kNone || np >= clauses_.phrases.size() || depth > kDepth) return kNone;
    const NounPhrase& phrase = clauses_.phrases[np];
    if (is_none(phrase.group)) return kNone;
    const Phrase& g = phrases_[phrase.group];
    MentionId id = g.mention;
    // "US" is spelt like a pronoun, but a name is none.
    if (is_none(id) && (refer_.classes(tok(g.head).lower) & kPronouns) != 0) return pronoun(g.head, speaker, depth == 0);
    while (!is_none(id) && !is_none(mentions_[id].parent) && mentions_[mentions_[id].parent].tokens.contains(g.head)) id = mentions_[id].parent;
    if (!is_none(id)) {
        const bool described = mentions_[id].cls == MentionClass::office || mentions_[id].cls == MentionClass::organ;
        if (described && is_none(mentions_[id].holder)) {
            for (const std::uint32_t other : phrase.appositions) {
                if (other == np || other >= clauses_.phrases.size() || is_none(clauses_.phrases[other].group)) continue;
                const MentionId named = phrases_[clauses_.phrases[other].group].mention;
                if (!is_none(named) && mentions_[named].cls == MentionClass::name && of_mention_[index(named)] != kNone) return of_mention_[index(named)];
            }
        }
        const std::uint32_t found = of_mention(id, true);
        if (found != kNone) return found;
    } else {
        const std::uint32_t found = from_noun(g, np);
        if (found != kNone) {
            references_.push_back({g.tokens, found, MentionKind::nominal});
            return found;
        }
    }
    if (phrase.possessor != kNone)
        if (const std::uint32_t owner = of_phrase(phrase.possessor, speaker, depth + 1); owner != kNone) return owner;
    for (const NounPhrase::Link& link : phrase.links) {
        if (link.preposition != words_.words().of) continue;
        if (const std::uint32_t owner = of_phrase(link.phrase, speaker, depth + 1); owner != kNone) return owner;
    }
    return kNone;
}

// People known by a noun alone ("a gunman"): whoever is described so, never one person.
std::uint32_t Resolver::described_people(std::uint32_t np) {
    const PhraseId id = clauses_.phrases[np].group;
    if (is_none(id)) return kNone;
    const Phrase& g = phrases_[id];
    TokenRange r{g.determiner.empty() ? g.tokens.begin : g.determiner.end, next(g.head)};
    while (r.size() > 1 && tok(r.begin).tag == Tag::number) r.begin = next(r.begin);
    const std::string name = words_of(r);
    if (name.empty()) return kNone;
    const std::uint32_t found = entity("group:" + slug(name), EntityType::group, name);
    references_.push_back({r, found, MentionKind::nominal});
    return found;
}

std::uint32_t Resolver::of_participant(const Participant& p, std::uint32_t speaker) {
    if (p.described) return described_people(p.phrase);
    if (!is_none(p.mention)) return of_mention(p.mention, true);
    return of_phrase(p.phrase, speaker, 0);
}

}  // namespace demarche::extract
