// What a compiled set of frames is asked.
#include "extract/events/frame.h"

namespace demarche::extract {

const std::vector<Trigger>& FrameSet::triggers(std::uint32_t head, TriggerKind kind) const {
    static const std::vector<Trigger> kNothing;
    const unsigned slot = kind == TriggerKind::noun ? 1 : kind == TriggerKind::adjective ? 2 : 0;
    return is(head, unsigned{kTriggers} << slot) ? index_[slot].find(head)->second : kNothing;
}
const Composition* FrameSet::composition(std::uint32_t lemma) const {
    const auto found = verb_compositions_.find(lemma);
    return found == verb_compositions_.end() ? nullptr : &compositions_[found->second];
}
const Composition* FrameSet::noun_composition(std::uint32_t lemma) const {
    const auto found = noun_compositions_.find(lemma);
    return found == noun_compositions_.end() ? nullptr : &compositions_[found->second];
}
const Composition* FrameSet::adjective_composition(std::uint32_t word) const {
    const auto found = adjective_compositions_.find(word);
    return found == adjective_compositions_.end() ? nullptr : &compositions_[found->second];
}
const Composition* FrameSet::relation_composition(std::uint32_t relation) const {
    const auto found = relation_compositions_.find(relation);
    return found == relation_compositions_.end() ? nullptr : &compositions_[found->second];
}
const Composition* FrameSet::intention(std::uint32_t relation, std::string_view family) const {
    for (const std::uint32_t number : intentions_)
        for (const Composition::Rule& rule : compositions_[number].rules)
            if (rule.family == family || (rule.from != kNone && rule.from == relation)) return &compositions_[number];
    return nullptr;
}

void FrameSet::mark(std::uint32_t word, unsigned bits) {
    if (word >= word_bits_.size()) word_bits_.resize(word + std::size_t{1});
    word_bits_[word] = static_cast<std::uint16_t>(word_bits_[word] | bits);
}

}  // namespace demarche::extract
