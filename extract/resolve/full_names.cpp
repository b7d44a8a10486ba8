// Descriptions in full: the noun with what tells it from others of its kind, before it ("the Ruritanian Foreign Ministry", "Berg's allies") and
// behind it ("members of the cabinet").
#include <algorithm>

#include "extract/resolve/resolver.h"

namespace demarche::extract {

void Resolver::find_groups() {
    group_of_.assign(mentions_.items.size(), none<PhraseId>());
    for (std::uint32_t p = 0; p < phrases_.items.size(); ++p) {
        const Phrase& group = phrases_.items[p];
        if (group.kind == PhraseKind::noun && !is_none(group.mention) && is_none(group_of_[index(group.mention)])) group_of_[index(group.mention)] = static_cast<PhraseId>(p);
    }
}

// The noun group right behind a preposition; empty: none, a date or a pronoun.
TokenRange Resolver::behind(TokenId preposition) const {
    const TokenId begin = next(preposition);
    const auto after = std::upper_bound(phrases_.items.begin(), phrases_.items.end(), begin, [](TokenId t, const Phrase& p) { return t < p.tokens.begin; });
    if (after == phrases_.items.begin()) return {};
    const Phrase& group = *std::prev(after);  // of a possessor and its owner, which begin together, the owner
    const bool fits = group.tokens.begin == begin && group.kind == PhraseKind::noun && !group.date && tok(group.head).tag != Tag::pronoun && tok(group.head).tag != Tag::wh;
    return fits ? group.tokens : TokenRange{};
}

TokenRange Resolver::in_full(MentionId id) const {
    constexpr int kHops = 2;
    TokenRange full = mentions_[id].tokens;
    if (is_none(group_of_[index(id)])) return full;
    const Phrase& group = phrases_[group_of_[index(id)]];
    if (group.tokens.begin < full.begin && tok(group.tokens.begin).tag != Tag::possessive_pronoun) {
        TokenId begin = group.tokens.begin;
        while (begin < full.begin && (tok(begin).tag == Tag::determiner || tok(begin).tag == Tag::number)) begin = next(begin);
        full.begin = begin;
    }
    if (full.end != group.tokens.end) return full;
    const TokenId limit = sentence_tokens(text_.sentence_of(full.begin)).end;
    for (int hop = 0; hop < kHops && next(full.end) < limit && tok(full.end).lower == words_.words().of; ++hop) {
        const TokenRange more = behind(full.end);
        if (more.empty()) break;
        full.end = more.end;
    }
    return full;
}

// Whether a group is told from others of its kind only by its full description: it says whose the people are, and nothing else does.
bool Resolver::in_full_apart(MentionId id) const {
    const Mention& m = mentions_[id];
    return m.state.empty() && m.entry == kNone && in_full(id).size() > m.tokens.size() && is_none(m.organ);
}

}  // namespace demarche::extract
