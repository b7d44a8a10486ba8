#include "extract/phrases/phrase.h"

namespace demarche::extract {
namespace {

char letter(PhraseKind kind) {
    switch (kind) {
        case PhraseKind::noun: return 'n';
        case PhraseKind::verb: return 'v';
        case PhraseKind::preposition: return 'p';
        case PhraseKind::conjunction: return 'c';
        case PhraseKind::complementiser: return 'u';
        case PhraseKind::wh: return 'w';
        case PhraseKind::adverb: return 'r';
        case PhraseKind::adjective: return 'a';
        default: return 0;
    }
}

void append_features(const Text& text, const Phrase& group, std::string& out) {
    switch (group.form) {
        case VerbForm::finite: break;
        case VerbForm::infinitive: out += group.to ? " to" : " base"; break;
        case VerbForm::gerund: out += " ing"; break;
        case VerbForm::participle: out += " part"; break;
        case VerbForm::imperative: out += " imperative"; break;
    }
    if (group.tense == Tense::past) out += " past";
    if (group.tense == Tense::present) out += " present";
    if (group.tense == Tense::future) out += " future";
    if (group.perfect) out += " perfect";
    if (group.progressive) out += " progressive";
    if (group.voice == Voice::passive) out += " passive";
    if (group.negated) out += " neg";
    if (group.modal != kNone) out.append(" modal:").append(text.word(group.modal));
    if (group.particle != kNone) out.append(" particle:").append(text.word(group.particle));
}

}  // namespace

std::string to_line(const Document& document, const Text& text, const Phrases& phrases, SentenceId sentence) {
    std::string out;
    for (std::uint32_t p = phrases.first[index(sentence)]; p < phrases.first[index(sentence) + 1]; ++p) {
        const Phrase& phrase = phrases.items[p];
        if (phrase.nested) continue;
        if (!out.empty()) out += ' ';
        const char kind = letter(phrase.kind);
        if (kind) out.append(1, kind).append("(");
        out += text_of(document, text, phrase.tokens);
        if (phrase.kind == PhraseKind::noun) {
            if (!is_none(phrase.possessor)) out.append(" possessor:").append(text_of(document, text, phrases[phrase.possessor].tokens));
            if (phrase.date) out += " date";
        }
        if (phrase.kind == PhraseKind::verb) append_features(text, phrase, out);
        if (kind) out += ')';
    }
    return out;
}

}  // namespace demarche::extract
