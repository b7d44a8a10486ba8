#include "extract/events/frame_check.h"

#include <algorithm>

namespace demarche::extract {
namespace {

// Why no text has this word as a verb, noun or adjective of its own; and the word to write instead.
std::string never_a_lemma(const Lexicon& lexicon, const PlacedTrigger& placed, std::string& instead) {
    const std::string word(lexicon.word(placed.trigger.head));
    instead = word;
    for (char& c : instead) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (instead != word) return "words are written without capitals";
    const bool verb = placed.trigger.kind == TriggerKind::verb || placed.trigger.kind == TriggerKind::verb_noun;
    if (word.find(' ') != std::string::npos) {
        instead = word.substr(word.rfind(' ') + 1);
        return "a noun or adjective is one word";
    }
    const Lexicon::Analysis known = lexicon.analyse(placed.trigger.head);
    const std::uint32_t lemma = verb ? known.verb_lemma : known.noun_lemma;
    const int own = verb ? kMayBase : kMayNoun;
    if (placed.trigger.kind == TriggerKind::adjective || lemma == kNone || lemma == placed.trigger.head || (known.pos & own) != 0) return {};
    instead = lexicon.word(lemma);
    return verb ? "verbs are named by their base form" : "nouns are named in the singular";
}

bool same_words(const Trigger& a, const Trigger& b) { return a.kind == b.kind && a.head == b.head && a.after == b.after; }

// Whatever calls `later` calls `earlier` as well.
bool covers(const Trigger& earlier, const Trigger& later) {
    return same_words(earlier, later) && (later.passive_only || !earlier.passive_only) &&
           std::includes(earlier.nouns.begin(), earlier.nouns.end(), later.nouns.begin(), later.nouns.end());
}

// Wherever `later` holds, `earlier` holds as well, and counts because it comes first.
bool hides(const Frame& earlier, const Frame& later) {
    const bool roles = earlier.source == later.source && earlier.target == later.target && earlier.noun_source == later.noun_source &&
                       earlier.noun_target == later.noun_target && (earlier.implied == later.implied || later.implied.empty());
    const bool wide = (earlier.source_types & later.source_types) == later.source_types && (earlier.target_types & later.target_types) == later.target_types;
    const bool asks = std::all_of(earlier.conditions.begin(), earlier.conditions.end(), [&](const Condition& c) {
        return std::find(later.conditions.begin(), later.conditions.end(), c) != later.conditions.end();
    });
    const auto as_strict = [](const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) { return a.empty() || a == b; };
    const bool manner = as_strict(earlier.modals, later.modals) && as_strict(earlier.adverbs, later.adverbs) && as_strict(earlier.tone, later.tone);
    const bool flags = !earlier.also && !later.also && earlier.fallback == later.fallback && earlier.symmetric == later.symmetric &&
                       earlier.direct_target == later.direct_target && earlier.light == later.light && earlier.alone == later.alone &&
                       earlier.described == later.described && earlier.unnamed == later.unnamed && (!earlier.needs_negation || later.needs_negation) &&
                       (!earlier.needs_fact || later.needs_fact) && earlier.confidence >= later.confidence;
    return roles && wide && asks && manner && flags;
}

// Another frame of the pack that always takes the word first; nullptr: none.
const Frame* hiding(const FrameSet& set, const Trigger& trigger) {
    const Frame& frame = set.frames()[trigger.frame];
    for (const Trigger& earlier : set.triggers(trigger.head, trigger.kind))
        if (earlier.layer == trigger.layer && earlier.frame != trigger.frame && covers(earlier, trigger) && hides(set.frames()[earlier.frame], frame))
            return &set.frames()[earlier.frame];
    return nullptr;
}

}  // namespace

void check_conditions(const FrameReader& reader, const Frame& frame, const std::string& pointer) {
    for (const Condition& wanted : frame.conditions)
        for (const Condition& forbidden : frame.conditions) {
            if (wanted.forbid || !forbidden.forbid || wanted.path != forbidden.path) continue;
            const bool types = (wanted.types & ~forbidden.types) == 0;
            const bool words = std::includes(forbidden.words.begin(), forbidden.words.end(), wanted.words.begin(), wanted.words.end());
            if (forbidden.any || (types && words && !wanted.any))
                reader.fault(pointer, "the frame '" + frame.id + "' can never match: " + wanted.text + " and " + forbidden.text, "take one of the two out of \"where\" or \"unless\"");
        }
}

void check_triggers(const FrameReader& reader, const FrameSet& set, const std::vector<PlacedTrigger>& added, const std::string& pointer) {
    std::vector<const PlacedTrigger*> hidden;
    const Frame* by = nullptr;
    for (std::size_t i = 0; i < added.size(); ++i) {
        const PlacedTrigger& placed = added[i];
        std::string instead;
        if (const std::string why = never_a_lemma(*reader.lexicon, placed, instead); !why.empty()) {
            reader.fault(placed.pointer, "nothing can call the frame by '" + placed.word + "': " + why, "write '" + instead + "'");
            continue;
        }
        const auto twice = [&](const Trigger& t) { return t.frame == placed.trigger.frame && same_words(t, placed.trigger) && t.nouns == placed.trigger.nouns; };
        const std::vector<Trigger>& known = set.triggers(placed.trigger.head, placed.trigger.kind);
        const bool in_entry = std::any_of(added.begin(), added.begin() + static_cast<std::ptrdiff_t>(i), [&](const PlacedTrigger& p) { return twice(p.trigger); });
        if (in_entry || std::any_of(known.begin(), known.end(), twice)) {
            reader.fault(placed.pointer, "'" + placed.word + "' calls the frame '" + set.frames()[placed.trigger.frame].id + "' already", "take it out of one of the two places");
            continue;
        }
        const Frame* const earlier = hiding(set, placed.trigger);
        if (!earlier) continue;
        by = earlier;
        hidden.push_back(&placed);
    }
    if (hidden.empty()) return;
    const Frame& frame = set.frames()[hidden.front()->trigger.frame];
    const std::string says = by->relation == frame.relation ? "says the same" : "says another relation";
    const std::string hint = "give it other words, roles or conditions than '" + by->id + "', put it before that frame, or take it out";
    if (hidden.size() == added.size())
        return reader.fault(pointer, "the frame '" + frame.id + "' can never count: '" + by->id + "' comes before it with the same words, roles and conditions and " + says, hint);
    for (const PlacedTrigger* placed : hidden)
        reader.fault(placed->pointer, "'" + placed->word + "' never calls the frame '" + frame.id + "': '" + by->id + "' comes before it with the same roles and conditions and " + says, hint);
}

}  // namespace demarche::extract
