#include <algorithm>
#include <span>

#include "extract/phrases/groups.h"

namespace demarche::extract::phrases {
namespace {

bool nominal(char tag) { return tag == 'n' || tag == 's' || tag == 'N'; }

void mark(std::string& tags, TokenId origin, TokenRange range, char tag) {
    for (std::uint32_t t = index(range.begin); t < index(range.end) && t - index(origin) < tags.size(); ++t) tags[t - index(origin)] = tag;
}

// A date stands alone unless it modifies what follows ("the 2012 agreement", "Friday's talks").
void mark_date(std::string& tags, TokenId origin, TokenRange range) {
    const std::size_t begin = index(range.begin) - index(origin), end = index(range.end) - index(origin);
    if (end > tags.size() || tags[begin] == 'I' || tags[begin] == 'U') return;
    const char next = end < tags.size() ? tags[end] : '.';
    const char before = begin > 0 ? tags[begin - 1] : '.';
    const bool modifies = next == 'S' || ((before == 'A' || before == 'a' || before == 'H' || before == 'S') && (nominal(next) || next == 'a' || next == 'e'));
    mark(tags, origin, range, modifies ? 'n' : 'Y');
}

// Titles keep their own tags, but their noun is a noun whatever the tagger thought; a title that runs up to its holder ("president
// of Ruritania Anna Berg") is part of the holder's group.
void mark_title(const Mentions& mentions, std::string& tags, TokenId origin, const Mention& mention) {
    const std::size_t begin = index(mention.tokens.begin) - index(origin), end = std::min<std::size_t>(index(mention.tokens.end) - index(origin), tags.size());
    if (!is_none(mention.holder) && mentions[mention.holder].tokens.begin == mention.tokens.end) {
        for (std::size_t i = begin; i < end; ++i)
            if (!nominal(tags[i]) && tags[i] != 'a') tags[i] = 'n';
        return;
    }
    std::size_t noun = begin;
    while (noun + 1 < end && tags[noun + 1] != 'I' && tags[noun + 1] != 'T' && tags[noun + 1] != 'S') ++noun;
    if (noun < end && !nominal(tags[noun])) tags[noun] = 'n';
}

void mark_mentions(const Mentions& mentions, const Sentence& sentence, std::size_t first, std::string& tags) {
    const TokenId origin = sentence.tokens.begin;
    for (std::size_t m = first; m < mentions.items.size() && mentions.items[m].tokens.begin < sentence.tokens.end; ++m) {
        const Mention& mention = mentions.items[m];
        if (mention.tokens.begin < origin || mention.tokens.empty()) continue;
        switch (mention.cls) {
            case MentionClass::name:
            case MentionClass::capital: mark(tags, origin, mention.tokens, 'N'); break;
            case MentionClass::date:
                if (is_none(mention.parent)) mark_date(tags, origin, mention.tokens);
                break;
            case MentionClass::office:
            case MentionClass::organ: mark_title(mentions, tags, origin, mention); break;
            case MentionClass::demonym:
            case MentionClass::group:
            case MentionClass::document: break;
        }
    }
}

// A number is near enough after the expression for it to be an approximator.
bool number_follows(const std::string& tags, std::size_t at) { return at < tags.size() && (tags[at] == '9' || (tags[at] == '$' && at + 1 < tags.size() && tags[at + 1] == '9')); }

void mark_expressions(const PhraseRules& rules, TagString& out) {
    const std::span<const std::uint32_t> words(out.words);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (out.tags[i] == 'N' || out.tags[i] == 'Y') continue;
        const PhraseRules::Expression* found = rules.expression(words.subspan(i));
        if (!found) continue;
        const std::size_t length = found->words.size();
        if (found->tag == 'r') {
            if (number_follows(out.tags, i + length)) std::fill_n(out.tags.begin() + static_cast<std::ptrdiff_t>(i), length, 'r');
            continue;
        }
        if (out.tags.substr(i, length).find('N') != std::string::npos) continue;
        if (found->tag) {
            std::fill_n(out.tags.begin() + static_cast<std::ptrdiff_t>(i), length, found->tag == 'a' ? 'r' : found->tag);
        } else {
            std::fill_n(out.tags.begin() + static_cast<std::ptrdiff_t>(i), length, '#');
            out.expression[i] = static_cast<std::uint8_t>(length);
            out.kind[i] = found->kind;
        }
        i += length - 1;
    }
}

}  // namespace

void build_tags(const PhraseRules& rules, const Text& text, const Mentions& mentions, const Sentence& sentence, std::size_t mention, TagString& out) {
    const std::size_t n = sentence.tokens.size();
    out.tags.resize(n);
    out.expression.assign(n, 0);
    out.kind.assign(n, PhraseKind::other);
    out.words.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        const Token& token = text.tokens[index(sentence.tokens.begin) + i];
        out.tags[i] = static_cast<char>(token.tag);
        out.words[i] = token.lower;
    }
    mark_mentions(mentions, sentence, mention, out.tags);
    mark_expressions(rules, out);
}

TokenId cut_between_names(const Mentions& mentions, std::size_t mention, TokenId begin, TokenId end) {
    const Mention* last = nullptr;
    const Mention* title = nullptr;
    for (std::size_t m = mention; m < mentions.items.size() && mentions.items[m].tokens.begin < end; ++m) {
        const Mention& next = mentions.items[m];
        if (next.cls == MentionClass::office && !is_none(next.holder)) {
            // "in Ruritania Minister Berg": the names stage has found that the office is not that state's
            if (last && last->type == EntityType::state && last->tokens.end == next.tokens.begin && last->tokens.begin == begin && next.state != last->state && is_none(next.parent)) return next.tokens.begin;
            title = &next;
        }
        if (next.tokens.begin < begin || (next.cls != MentionClass::name && next.cls != MentionClass::capital) || (last && next.tokens.begin < last->tokens.end)) continue;
        const bool inside_title = title && title->tokens.end == next.tokens.begin;
        if (last && last->tokens.end == next.tokens.begin && !inside_title &&
            (last->type == EntityType::person || next.type == EntityType::person || next.type == EntityType::state))
            return next.tokens.begin;
        last = &next;
    }
    return end;
}

}  // namespace demarche::extract::phrases
