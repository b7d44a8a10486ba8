// Stage 2, text: Document → Text: sentences and tokens with lemma and part of speech.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/ids.h"
#include "extract/reader/document.h"

namespace demarche::extract {

// The part of speech chosen for a token, as one character: a sentence's tags make a string over which phrase grammars run as
// regular expressions. Upper case: names and closed classes; lower case: open classes.
enum class Tag : char {
    noun = 'n', noun_plural = 's', proper = 'N', pronoun = 'P', possessive_pronoun = 'H',  // his, their, its
    verb_base = 'v', verb_3sg = 'z', verb_past = 'd', verb_participle = 'e', verb_gerund = 'g',
    be = 'B', have = 'V', do_ = 'D', modal = 'M', to = 'T', negation = 'X',                 // not, n't, never
    adjective = 'a', adverb = 'r', determiner = 'A', number = '9', possessive = 'S',         // 's or '
    preposition = 'I', particle = 'R', conjunction = 'C', subordinator = 'U',                // and/or/but; because/if/that …
    that = 't', wh = 'W', there = 'E', comma = ',', colon = ':', dash = '-', stop = '.', open_quote = '<', close_quote = '>',
    open_bracket = '(', close_bracket = ')', symbol = '$', interjection = 'J', other = '?'
};

// What a word may be, from the lexicon: a bit set.
enum PosBits : std::uint16_t {
    kMayNoun = 1, kMayPlural = 2, kMayBase = 4, kMay3sg = 8, kMayPast = 16, kMayParticiple = 32, kMayGerund = 64,
    kMayAdjective = 128, kMayAdverb = 256, kMayProper = 512, kMayClosed = 1024, kUnknown = 2048
};
// Semantic classes from WordNet's lexical files, for nouns and verbs: a bit set.
enum SemanticBits : std::uint16_t {
    kPersonNoun = 1,         // noun.person
    kGroupNoun = 2,          // noun.group
    kActNoun = 4,            // noun.act
    kCommunicationNoun = 8,  // noun.communication
    kLocationNoun = 16,      // noun.location
    kTimeNoun = 32,          // noun.time
    kCommunicationVerb = 64, kCognitionVerb = 128, kMotionVerb = 256, kSocialVerb = 512, kCompetitionVerb = 1024,
    kArtifactNoun = 2048, kEventNoun = 4096, kStateNoun = 8192, kPossessionVerb = 16384, kContactVerb = 32768
};
enum class Shape : std::uint8_t { lower, initial, upper, mixed, digits, alnum, punctuation, symbol };  // initial: "Russia"; mixed: "McCain"

struct Token {
    TextRange range;
    std::uint32_t noun_lemma = kNone;  // ids in Text::strings (via Lexicon); kNone: cannot be a noun / verb
    std::uint32_t verb_lemma = kNone;
    std::uint32_t lower = kNone;       // lower-cased word
    std::uint16_t pos = 0;             // PosBits
    std::uint16_t semantic = 0;        // SemanticBits
    Tag tag = Tag::other;
    Shape shape = Shape::lower;
    bool space_before = true;
    bool sentence_start = false;
};

enum class SentenceKind : std::uint8_t { prose, title, list_item };

struct Sentence {
    TokenRange tokens;
    TextRange range;
    std::uint32_t block = 0;  // index into Document::blocks
    SentenceKind kind = SentenceKind::prose;
};

// Words as numbers. Ids below the lexicon's size are the lexicon's own; further ones are of this text. Comparing a token with a
// rule is comparing two numbers: rules intern their words in the lexicon when they are loaded.
class Lexicon;  // extract/text/lexicon.h

struct Text {
    std::vector<Token> tokens;
    std::vector<Sentence> sentences;
    std::vector<std::string> own_words;      // id = lexicon size + index
    const Lexicon* lexicon = nullptr;        // outlives the Text

    const Token& operator[](TokenId t) const { return tokens[index(t)]; }
    std::string_view word(std::uint32_t id) const;                    // of an id; "" for kNone
    std::string_view lower(TokenId t) const { return word((*this)[t].lower); }
    std::string_view lemma(TokenId t) const;                          // verb lemma for verbal tags, noun lemma for nominal ones, else the lower-cased word
    SentenceId sentence_of(TokenId t) const;                          // O(log n)
};

// The bytes of a range of tokens, as in the document.
std::string_view text_of(const Document& document, const Text& text, TokenRange range);
// One line: "The/A ambassador/n protested/d ./." — the stage's text form.
std::string to_line(const Document& document, const Text& text, SentenceId sentence);

}  // namespace demarche::extract
