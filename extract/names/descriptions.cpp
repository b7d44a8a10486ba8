// Things described, not named: groups of people, organs of states, laws, events: a noun of a known kind with its modifiers.
#include <algorithm>

#include "extract/names/finder.h"

namespace demarche::extract {
namespace {

bool nominal(Tag tag) { return tag == Tag::noun || tag == Tag::noun_plural || tag == Tag::proper; }

}  // namespace

// First token of the modifiers before `head`: adjectives, nouns, participles, demonyms and names; not determiners or possessives.
std::uint32_t Finder::modifiers_left(const Sentence& s, std::uint32_t head) const {
    std::uint32_t b = head;
    while (b > begin_of(s) && head - b < 6) {
        const std::uint32_t p = b - 1;
        const Tag tag = tok(p).tag;
        const Draft* d = draft_at(p);
        if (d && d->mention.cls == MentionClass::demonym) {
            b = index(d->mention.tokens.begin);
            continue;
        }
        if (d && (d->mention.cls == MentionClass::capital || d->mention.cls == MentionClass::organ)) {  // "Strelsau police", "Ruritanian intelligence officials"
            b = index(d->mention.tokens.begin);
            continue;
        }
        if (d && d->mention.cls == MentionClass::name && (tag == Tag::proper || capital(p))) {  // "State Duma deputies", "EAEU treaty"
            b = index(d->mention.tokens.begin);
            continue;
        }
        if (d) break;
        if (tag == Tag::adjective || tag == Tag::noun || tag == Tag::verb_participle || tag == Tag::verb_gerund || (tag == Tag::proper && free(p))) {
            if (closed(p)) break;
            // "the existing rules", but "by tightening rules", "has proposed rules"
            const bool first = p == begin_of(s);
            const Tag before = first ? Tag::stop : tok(p - 1).tag;
            if (tag == Tag::verb_gerund && before != Tag::determiner && before != Tag::possessive && before != Tag::possessive_pronoun) break;
            if (tag == Tag::verb_participle && (before == Tag::have || before == Tag::be || before == Tag::adverb)) break;
            b = p;
            continue;
        }
        break;
    }
    return b;
}

// State of a possessor or demonym just before b: "Russia's …".
std::string Finder::state_before(std::uint32_t b) const {
    if (b >= 1 && draft_at(b - 1) && draft_at(b - 1)->mention.cls == MentionClass::demonym) return draft_at(b - 1)->mention.state;
    if (b >= 2 && tok(b - 1).tag == Tag::possessive && is_state_word(b - 2)) return draft_at(b - 2)->mention.state;
    return {};
}

// "a reform to the Labour Code", "changes to the residency law": what is done to a law is a law itself.
bool Finder::of_a_law(const Sentence& s, std::uint32_t head) const {
    constexpr std::uint32_t kReach = 8;
    if (head + 2 >= end_of(s) || (low(head + 1) != w_.to && low(head + 1) != w_.of)) return false;
    for (std::uint32_t t = head + 2; t < end_of(s) && t < head + kReach; ++t) {
        const Draft* d = draft_at(t);
        if (d && d->mention.type == EntityType::law) return true;
        if (!nominal(tok(t).tag) && tok(t).tag != Tag::adjective && tok(t).tag != Tag::determiner && tok(t).tag != Tag::possessive && tok(t).tag != Tag::possessive_pronoun) return false;
        if ((cls(t) & kDocument) != 0 && (cls(t) & kDocumentWeak) == 0) return true;
    }
    return false;
}

bool Finder::described_law(const Sentence& s, std::uint32_t head) {
    const WordClasses c = cls(head);
    std::uint32_t b = modifiers_left(s, head);
    bool law_like = (c & kDocument) != 0 && (c & kDocumentWeak) == 0;
    std::uint32_t before = b;  // "tightened its rules"
    if (before > begin_of(s) && (tok(before - 1).tag == Tag::determiner || tok(before - 1).tag == Tag::possessive_pronoun)) --before;
    if ((c & kDocument) != 0 && before > begin_of(s)) law_like = law_like || (rules_.classes(tok(before - 1).verb_lemma) & kLawVerb) != 0;
    if (b >= begin_of(s) + 2 && low(b - 1) == w_.of && (cls(b - 2) & kBundle) != 0 && free(b - 2) && tok(head).tag == Tag::noun_plural) {
        b = modifiers_left(s, b - 2);
        law_like = true;
    }
    for (std::uint32_t t = b; t < head && !law_like; ++t) law_like = (cls(t) & (kDocumentModifier | kDocument)) != 0;
    if (!law_like && !of_a_law(s, head)) return false;
    const std::string state = [&] {
        for (std::uint32_t t = b; t < head; ++t)
            if (is_state_word(t)) return draft_at(t)->mention.state;
        return state_before(b);
    }();
    const std::uint32_t id = add(b, head + 1, EntityType::law, MentionClass::document, true);
    drafts_[id].mention.state = state;
    return true;
}

// First token of an organ's description: "the prosecutor's office" begins with whose it is, "the interior and defence committee" with both its matters.
std::uint32_t Finder::organ_left(const Sentence& s, std::uint32_t head) const {
    std::uint32_t b = modifiers_left(s, head);
    if (b == head && b >= begin_of(s) + 2 && text_.word(low(head)) == "office" && tok(b - 1).tag == Tag::possessive) {
        const Draft* holder = draft_at(b - 2);
        const bool title = holder && holder->mention.cls == MentionClass::office;
        if (title || (!holder && (tok(b - 2).semantic & kPersonNoun) != 0 && !capital(b - 2))) return title ? index(holder->mention.tokens.begin) : modifiers_left(s, b - 2);
    }
    const bool matters = b < head && b >= begin_of(s) + 3 && low(b - 1) == w_.and_ && free(b) && (cls(head) & kOrganisationHead) != 0;
    if (!matters || !free(b - 2) || tok(b - 2).tag == Tag::proper || (tok(b - 2).tag != Tag::noun && tok(b - 2).tag != Tag::adjective)) return b;
    const Tag before = tok(b - 3).tag;
    return before == Tag::determiner || before == Tag::possessive || before == Tag::possessive_pronoun ? b - 2 : b;
}

bool Finder::described_organ(const Sentence& s, std::uint32_t head) {
    const std::uint32_t b = organ_left(s, head);
    std::string state;
    for (std::uint32_t t = b; t < head && state.empty(); ++t)
        if (is_state_word(t) || (draft_at(t) && draft_at(t)->mention.type == EntityType::place)) state = draft_at(t)->mention.state;
    if (state.empty()) state = state_before(b);
    const bool of_state = (cls(head) & kOrganOfState) != 0;
    const bool the = b > begin_of(s) && (tok(b - 1).tag == Tag::determiner || tok(b - 1).tag == Tag::possessive_pronoun || tok(b - 1).tag == Tag::possessive);
    const bool stands_alone = b == head && of_state && capital(head) && tok(head).tag != Tag::noun_plural;  // "urged Parliament to …"
    bool forced = b < head;
    for (std::uint32_t t = b; t < head; ++t) forced = forced && (cls(t) & kForceModifier) != 0;
    const bool bare = stands_alone || tok(head).tag == Tag::noun_plural || low(head) == kNone || word(head) == "police" || word(head) == "Police" || forced;
    // "the assembly's defence committee", "the prosecutor's office": whose it is tells it from others
    const bool owned = (b >= begin_of(s) + 2 && tok(b - 1).tag == Tag::possessive && draft_at(b - 2) && draft_at(b - 2)->mention.type == EntityType::organisation) ||
                       (b + 1 < head && tok(head - 1).tag == Tag::possessive);
    if (state.empty() && !owned && !(the && b == head) && !(bare && of_state) && !(the && of_state)) return false;
    if (state.empty() && !of_state && !the && !owned) return false;
    // "of Ruritania" after the head
    std::uint32_t organ = kNone;
    if (state.empty() && head + 1 < end_of(s) && low(head + 1) == w_.of) state_of_phrase(head + 2, state, organ);
    const std::uint32_t id = add(b, head + 1, EntityType::organisation, MentionClass::organ, true);
    drafts_[id].mention.state = state;
    drafts_[id].mention.plural = tok(head).tag == Tag::noun_plural;
    return true;
}

bool Finder::described_group(const Sentence& s, std::uint32_t head) {
    const std::uint32_t b = modifiers_left(s, head);
    std::string state;
    std::uint32_t organ = kNone;
    for (std::uint32_t t = b; t < head && state.empty(); ++t) {
        const Draft* d = draft_at(t);
        if (!d) continue;
        if (d->mention.type == EntityType::organisation) organ = cover_[t];
        // "Strelsau police chiefs", "Ruritanian government officials": a place or an organ before people tells whose they are
        if (is_state_word(t) || organ == cover_[t] || d->mention.type == EntityType::place || d->mention.cls == MentionClass::organ) state = d->mention.state;
    }
    if (state.empty()) state = state_before(b);
    if (state.empty() && organ == kNone && head + 1 < end_of(s) && (low(head + 1) == w_.of || low(head + 1) == w_.from || (low(head + 1) == w_.in && (cls(head) & kHomeOfficial) != 0))) state_of_phrase(head + 2, state, organ);
    const std::uint32_t id = add(b, head + 1, EntityType::group, MentionClass::group, true);
    drafts_[id].mention.state = state;
    drafts_[id].mention.plural = true;
    drafts_[id].organ = organ;
    return true;
}

// "the Crocus City Hall attack": a name before an event noun.
bool Finder::described_event(const Sentence& s, std::uint32_t head) {
    if (head == begin_of(s)) return false;
    const Draft* d = draft_at(head - 1);
    if (!d || d->mention.cls != MentionClass::name) return false;
    const std::uint32_t b = index(d->mention.tokens.begin);
    add(b, head + 1, EntityType::event, MentionClass::name, true);
    return true;
}

void Finder::descriptions(const Sentence& s) {
    for (std::uint32_t t = begin_of(s); t < end_of(s); ++t) {
        if (const Draft* d = draft_at(t); d && d->mention.cls == MentionClass::group && d->mention.plural && d->mention.entry == kNone &&
                                          index(d->mention.tokens.end) == t + 1 && d->mention.state.empty())
            kill(cover_[t]);  // an office in the plural: with its modifiers it is a group like others
        if (!free(t)) continue;
        const WordClasses c = cls(t);
        const Tag tag = tok(t).tag;
        if (!nominal(tag)) continue;
        const bool last = t + 1 >= end_of(s) || !(nominal(tok(t + 1).tag) && free(t + 1) && (tok(t + 1).pos & (kMayNoun | kMayPlural)) != 0) || tok(t + 1).tag == Tag::possessive;
        if (!last) continue;  // the head of the noun group decides
        if ((c & (kDocument | kBundled)) != 0 && described_law(s, t)) continue;
        if ((c & kEventWord) != 0 && described_event(s, t)) continue;
        if ((c & kOrgan) != 0 && described_organ(s, t)) continue;
        const bool plural = tag == Tag::noun_plural || (tok(t).pos & kMayPlural) != 0;
        if ((c & kGroupWord) != 0 || (plural && (tok(t).semantic & kPersonNoun) != 0 && (tok(t).pos & kUnknown) == 0)) described_group(s, t);
    }
}

}  // namespace demarche::extract
