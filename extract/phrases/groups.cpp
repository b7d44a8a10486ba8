#include "extract/phrases/groups.h"

namespace demarche::extract::phrases {
namespace {

bool is_name(const Mention& mention) { return mention.cls == MentionClass::name || mention.cls == MentionClass::capital; }

// The mention that is the head's: inside the group rather than reaching out of it, names rather than titles, longer rather than shorter.
int rank(const Mention& mention, const Phrase& group) {
    int value = group.tokens.contains(mention.tokens) ? 4 : 0;
    if (is_name(mention) || mention.cls == MentionClass::date) value += 2;
    if (is_none(mention.parent)) ++value;
    return value;
}

bool has_nominal_tag(char tag) { return tag == 'n' || tag == 's' || tag == 'N' || tag == 'P' || tag == 'Y'; }

}  // namespace

void analyse_noun_group(const Text& text, const Mentions& mentions, const TagString& tags, TokenId sentence_begin, std::size_t mention, Phrase& group) {
    std::uint32_t head = index(group.tokens.end) - 1;
    while (head > index(group.tokens.begin) && !has_nominal_tag(tags.tags[head - index(sentence_begin)])) --head;
    if (!has_nominal_tag(tags.tags[head - index(sentence_begin)])) head = index(group.tokens.end) - 1;
    group.head = static_cast<TokenId>(head);
    group.date = tags.tags[head - index(sentence_begin)] == 'Y';
    if (group.determiner.empty()) {
        std::uint32_t end = index(group.tokens.begin);
        while (end < index(group.tokens.end) && (text.tokens[end].tag == Tag::determiner || text.tokens[end].tag == Tag::possessive_pronoun)) ++end;
        group.determiner = {group.tokens.begin, static_cast<TokenId>(end)};
    }
    int best = -1;
    for (std::size_t m = mention; m < mentions.items.size() && mentions.items[m].tokens.begin < group.tokens.end; ++m) {
        const Mention& item = mentions.items[m];
        if (item.tokens.begin < group.tokens.begin) continue;
        const MentionId id = static_cast<MentionId>(m);
        if (group.tokens.contains(item.tokens)) group.mentions.push_back(id);
        if (!item.tokens.contains(group.head)) continue;
        if (const int value = rank(item, group); value > best) {
            best = value;
            group.mention = id;
        }
    }
}

namespace {

bool is_verb(Tag tag) {
    switch (tag) {
        case Tag::verb_base:
        case Tag::verb_3sg:
        case Tag::verb_past:
        case Tag::verb_participle:
        case Tag::verb_gerund:
        case Tag::be:
        case Tag::have:
        case Tag::do_: return true;
        default: return false;
    }
}

// Tense and form that the first word of the group shows.
void analyse_first(const PhraseRules::Words& words, const Token& token, Phrase& group) {
    switch (token.tag) {
        case Tag::modal:
            group.modal = token.lower == words.ll || token.lower == words.wo ? words.will : token.lower;
            group.tense = group.modal == words.will || group.modal == words.shall ? Tense::future : Tense::present;
            break;
        case Tag::to:
            group.form = VerbForm::infinitive;
            group.to = true;
            break;
        case Tag::be:
            if (token.lower == words.be) group.form = VerbForm::infinitive;
            else if (token.lower == words.being) group.form = VerbForm::gerund;
            else if (token.lower == words.been) group.form = VerbForm::participle;
            else group.tense = token.lower == words.was || token.lower == words.were ? Tense::past : Tense::present;
            break;
        case Tag::have:
            if (token.lower == words.having) group.form = VerbForm::gerund;
            else group.tense = token.lower == words.had || token.lower == words.d ? Tense::past : Tense::present;
            break;
        case Tag::do_: group.tense = token.lower == words.did ? Tense::past : Tense::present; break;
        case Tag::verb_past: group.tense = Tense::past; break;
        case Tag::verb_participle: group.form = VerbForm::participle; break;
        case Tag::verb_gerund: group.form = VerbForm::gerund; break;
        default: group.tense = Tense::present; break;
    }
}

}  // namespace

void analyse_verb_group(const PhraseRules& rules, const Text& text, Phrase& group) {
    const PhraseRules::Words& words = rules.words();
    const Token* first = nullptr;   // first verbal word
    const Token* before = nullptr;  // verbal word before the main verb
    const Token* main = nullptr;
    for (std::uint32_t t = index(group.tokens.begin); t < index(group.tokens.end); ++t) {
        const Token& token = text.tokens[t];
        if (token.tag == Tag::negation || (token.lower == words.no && token.tag != Tag::verb_base)) group.negated = true;
        if (token.tag == Tag::particle && main) group.particle = token.lower;
        if (!is_verb(token.tag) && token.tag != Tag::modal && token.tag != Tag::to) continue;
        if (!first) first = &token;
        if (token.tag == Tag::to && main) {  // "is to visit", "has to leave": planned, obliged
            group.modal = main->tag == Tag::be ? words.to : main->lower;
            if (main->tag == Tag::be) group.tense = group.tense == Tense::past ? Tense::past : Tense::future;
        }
        if (first == &token) analyse_first(words, token, group);
        before = main;
        main = &token;
        group.head = static_cast<TokenId>(t);
    }
    if (!main) {
        group.head = group.tokens.begin;
        return;
    }
    const bool participle = main->tag == Tag::verb_participle || main->tag == Tag::verb_past || (main->tag == Tag::have && main->lower == words.had) || main->lower == words.been;
    if (before && before->tag == Tag::be && participle && main->tag != Tag::be) group.voice = Voice::passive;
    if (before && before->tag == Tag::be && main->tag == Tag::verb_gerund) group.progressive = true;
    for (std::uint32_t t = index(group.tokens.begin); t < index(group.head); ++t) {
        if (text.tokens[t].tag != Tag::have) continue;
        const bool to_follows = group.modal == text.tokens[t].lower;
        group.perfect = !to_follows;
    }
}

}  // namespace demarche::extract::phrases
