#include "extract/stages.h"

#include "extract/phrases/groups.h"

namespace demarche::extract {
namespace {

using phrases::TagString;

class SentencePhrases {
public:
    SentencePhrases(const PhraseRules& rules, const Text& text, const Mentions& mentions, Phrases& out)
        : rules_(rules), text_(text), mentions_(mentions), out_(out) {}

    // `mention`: first mention that starts in or after the sentence; moved on.
    void run(const Sentence& sentence, std::size_t& mention) {
        begin_ = sentence.tokens.begin;
        mention_ = mention;
        phrases::build_tags(rules_, text_, mentions_, sentence, mention, tags_);
        for (std::size_t at = 0; at < tags_.tags.size();) at = next_phrase(at);
        while (mention_ < mentions_.items.size() && mentions_.items[mention_].tokens.begin < sentence.tokens.end) ++mention_;
        mention = mention_;
    }

private:
    TokenId token(std::size_t at) const { return next(begin_, static_cast<std::uint32_t>(at)); }
    std::string_view rest(std::size_t at) const { return std::string_view(tags_.tags).substr(at); }

    std::size_t next_phrase(std::size_t at) {
        while (mention_ < mentions_.items.size() && mentions_.items[mention_].tokens.begin < token(at)) ++mention_;
        if (tags_.expression[at]) return push(tags_.kind[at], at, at + tags_.expression[at]);
        make_modifier(at);
        const std::size_t verb = rules_.verb_group(rest(at)), noun = rules_.noun_group(rest(at));
        // "his growing concern": only a group without determiner is in question; adverbs open both kinds.
        if (verb > 0 && noun <= verb) return push_verb(at, at + verb);
        if (noun > 0) return push_noun(at);
        return push(kind_of(tags_.tags[at]), at, at + 1);
    }

    // At the start of a sentence and behind a preposition a participle before a noun describes it: "Ousted president Kim", "for
    // increased trade".
    void make_modifier(std::size_t at) {
        std::string& tags = tags_.tags;
        if (at > 0 && tags[at - 1] != 'I') return;
        const std::size_t participle = tags[at] == 'r' ? at + 1 : at;
        if (participle + 1 >= tags.size() || tags[participle] != 'e') return;
        if (const char next = tags[participle + 1]; next == 'n' || next == 's' || next == 'N' || next == 'a') tags[participle] = 'a';
    }

    static PhraseKind kind_of(char tag) {
        switch (static_cast<Tag>(tag)) {
            case Tag::preposition:
            case Tag::to: return PhraseKind::preposition;
            case Tag::conjunction: return PhraseKind::conjunction;
            case Tag::subordinator:
            case Tag::that: return PhraseKind::complementiser;
            case Tag::wh: return PhraseKind::wh;
            case Tag::adverb:
            case Tag::negation:
            case Tag::particle: return PhraseKind::adverb;
            case Tag::adjective: return PhraseKind::adjective;
            case Tag::open_quote:
            case Tag::close_quote: return PhraseKind::quote;
            case Tag::comma:
            case Tag::colon:
            case Tag::dash:
            case Tag::stop:
            case Tag::open_bracket:
            case Tag::close_bracket: return PhraseKind::punctuation;
            default: return PhraseKind::other;
        }
    }

    std::size_t push(PhraseKind kind, std::size_t begin, std::size_t end) {
        Phrase phrase;
        phrase.kind = kind;
        phrase.tokens = {token(begin), token(end)};
        phrase.head = token(begin);
        out_.items.push_back(std::move(phrase));
        return end;
    }

    std::size_t push_verb(std::size_t begin, std::size_t end) {
        Phrase group;
        group.kind = PhraseKind::verb;
        group.tokens = {token(begin), token(end)};
        phrases::analyse_verb_group(rules_, text_, group);
        const bool get = text_[group.head].verb_lemma == rules_.words().get;
        if (get && end < tags_.tags.size() && tags_.tags[end] == 'e') {
            group.head = token(end++);
            group.tokens.end = token(end);
            group.voice = Voice::passive;
        }
        out_.items.push_back(std::move(group));
        return end;
    }

    Phrase noun(std::size_t begin, std::size_t end) {
        Phrase group;
        group.kind = PhraseKind::noun;
        group.tokens = {token(begin), token(end)};
        return group;
    }

    PhraseId finish(Phrase group) {
        phrases::analyse_noun_group(text_, mentions_, tags_, begin_, mention_, group);
        out_.items.push_back(std::move(group));
        return static_cast<PhraseId>(out_.items.size() - 1);
    }

    std::size_t noun_end(std::size_t begin) {
        const std::size_t end = begin + rules_.noun_group(rest(begin));
        return index(phrases::cut_between_names(mentions_, mention_, token(begin), token(end))) - index(begin_);
    }

    // A group with the possessors before it: each possessor is a nested phrase in front of its owner.
    std::size_t push_noun(std::size_t at) {
        std::size_t begin = at, end = noun_end(at);
        PhraseId possessor = none<PhraseId>();
        while (end < tags_.tags.size() && tags_.tags[end] == 'S') {
            tags_.tags[end] = 'A';  // behind a possessor anything may stand that may stand behind an article
            const std::size_t owner = rules_.noun_group(rest(end));
            if (owner < 2) {
                ++end;
                break;
            }
            Phrase group = noun(begin, end);
            group.possessor = possessor;
            if (!is_none(possessor)) group.determiner = {token(at), out_.items[index(possessor)].tokens.end};
            group.nested = true;
            possessor = finish(std::move(group));
            end = noun_end(end);
        }
        Phrase group = noun(begin, end);
        group.possessor = possessor;
        if (!is_none(possessor)) group.determiner = {token(begin), next(out_.items[index(possessor)].tokens.end)};
        else if (tags_.tags[begin] == 'H' && end - begin > 1) {
            Phrase own = noun(begin, begin + 1);
            own.nested = true;
            group.possessor = finish(std::move(own));
        }
        finish(std::move(group));
        return end;
    }

    const PhraseRules& rules_;
    const Text& text_;
    const Mentions& mentions_;
    Phrases& out_;
    TagString tags_;
    TokenId begin_{};
    std::size_t mention_ = 0;
};

}  // namespace

Phrases find_phrases(const RuleSet& rules, const Document&, const Text& text, const Mentions& mentions) {
    Phrases out;
    SentencePhrases finder(*rules.phrases, text, mentions, out);
    std::size_t mention = 0;
    for (const Sentence& sentence : text.sentences) {
        out.first.push_back(static_cast<std::uint32_t>(out.items.size()));
        finder.run(sentence, mention);
    }
    out.first.push_back(static_cast<std::uint32_t>(out.items.size()));
    return out;
}

}  // namespace demarche::extract
