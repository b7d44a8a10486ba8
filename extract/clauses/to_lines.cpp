#include <array>

#include "extract/clauses/clause.h"

namespace demarche::extract {
namespace {

constexpr std::array<std::string_view, 14> kKinds{"main", "coordinate", "that", "infinitive", "wh", "relative", "participle", "gerund", "adverbial", "conditional", "quotation", "nominal", "headline", "fragment"};
constexpr std::array<std::string_view, 7> kRoles{"s", "o", "i", "", "c", "p", "possessor"};

struct Writer {
    const Document& document;
    const Text& text;
    const Phrases& phrases;
    const Clauses& clauses;
    std::uint32_t first;  // clause of the sentence
    std::string out;

    // Links and possessors are at most as deep as the sentence is long; the text form stops well before.
    void noun(std::uint32_t np, int depth = 0) {
        const NounPhrase& noun_phrase = clauses.phrases[np];
        out += text_of(document, text, phrases[noun_phrase.group].tokens);
        if (depth > 6) return;
        for (const std::uint32_t other : noun_phrase.appositions) {
            out += " = ";
            noun(other, depth + 1);
        }
        for (const NounPhrase::Link& link : noun_phrase.links) {
            out.append(" [").append(text.word(link.preposition)).append(" ");
            noun(link.phrase, depth + 1);
            out += ']';
        }
        for (const std::uint32_t other : noun_phrase.conjuncts) {
            out += " + ";
            noun(other, depth + 1);
        }
    }

    void argument(const Argument& a) {
        out += ' ';
        if (a.role == Role::oblique) out += a.preposition == kNone ? std::string_view("at") : text.word(a.preposition);
        else out += kRoles[static_cast<std::size_t>(a.role)];
        out += a.shared ? '=' : ':';
        if (a.phrase != kNone) {
            out += '(';
            noun(a.phrase);
            out += ')';
        }
        if (!is_none(a.clause)) out.append("#").append(std::to_string(index(a.clause) - first + 1));
    }

    void clause(const Clause& c) {
        out += kKinds[static_cast<std::size_t>(c.kind)];
        out.append(" ").append(text.word(c.lemma));
        if (c.particle != kNone) out.append("+").append(text.word(c.particle));
        if (c.adjective != kNone) out.append(" ").append(text.word(c.adjective));
        for (const Argument& a : c.arguments) argument(a);
        if (c.passive) out += " passive";
        if (c.tense == Tense::past) out += " past";
        if (c.tense == Tense::future) out += " future";
        if (c.perfect) out += " perfect";
        if (c.modal != kNone) out.append(" modal:").append(text.word(c.modal));
        if (c.negated) out += " neg";
        if (c.conditional) out += " conditional";
        if (!is_none(c.parent)) out.append(" in:#").append(std::to_string(index(c.parent) - first + 1));
        if (c.speaker != kNone) {
            out += c.quoted ? " quoted:(" : " by:(";
            out.append(text_of(document, text, phrases[clauses.phrases[c.speaker].group].tokens)).append(")");
        } else if (c.quoted) {
            out += " quoted";
        }
    }
};

}  // namespace

std::string to_lines(const Document& document, const Text& text, const Phrases& phrases, const Clauses& clauses, SentenceId sentence) {
    Writer writer{document, text, phrases, clauses, 0, {}};
    bool found = false;
    for (std::uint32_t i = 0; i < clauses.items.size(); ++i) {
        const Clause& clause = clauses.items[i];
        if (clause.sentence != sentence) {
            if (found) break;
            continue;
        }
        if (!found) writer.first = i;
        found = true;
        if (!writer.out.empty()) writer.out += '\n';
        writer.out.append("#").append(std::to_string(i - writer.first + 1)).append(" ");
        writer.clause(clause);
    }
    return writer.out;
}

}  // namespace demarche::extract
