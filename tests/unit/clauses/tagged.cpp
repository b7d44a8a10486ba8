#include "unit/clauses/tagged.h"

#include <sstream>
#include <stdexcept>

#include "extract/rules/rules.h"
#include "extract/text/lexicon.h"

namespace demarche::test {
namespace {

using namespace extract;

EntityType type_of(const std::string& name) {
    for (const EntityType type : {EntityType::person, EntityType::state, EntityType::organisation, EntityType::law, EntityType::place}) {
        std::string own(to_string(type));
        own[0] = static_cast<char>(own[0] + 32);
        if (own == name) return type;
    }
    return EntityType::none;
}

class Builder {
public:
    explicit Builder(const Lexicon& lexicon) : lexicon_(lexicon) { out.text.lexicon = &lexicon; }

    void line(std::string line, bool new_block) {
        if (new_block || out.document.blocks.empty()) out.document.blocks.push_back({});
        Sentence sentence;
        sentence.block = static_cast<std::uint32_t>(out.document.blocks.size() - 1);
        if (line.rfind("# ", 0) == 0) {
            sentence.kind = SentenceKind::title;
            line.erase(0, 2);
        }
        sentence.tokens.begin = static_cast<TokenId>(out.text.tokens.size());
        std::istringstream pieces(line);
        for (std::string piece; pieces >> piece;) add_piece(piece);
        sentence.tokens.end = static_cast<TokenId>(out.text.tokens.size());
        out.text.sentences.push_back(sentence);
    }

    Tagged out;

private:
    // "Anna_Berg/N:person": words, tag letter, type of the name.
    void add_piece(const std::string& piece) {
        const std::size_t slash = piece.rfind('/');
        const std::string words = piece.substr(0, slash);
        const char tag = piece[slash + 1];
        const std::string type = piece.size() > slash + 3 ? piece.substr(slash + 3) : "";
        const auto begin = static_cast<TokenId>(out.text.tokens.size());
        std::size_t at = 0;
        for (std::size_t end = 0; end != std::string::npos; at = end + 1) {
            end = tag == 'N' || tag == 'Y' ? words.find('_', at) : std::string::npos;
            add_token(words.substr(at, end == std::string::npos ? end : end - at), tag == 'Y' ? 'N' : tag);
        }
        if (type.empty() && tag != 'Y') return;
        Mention mention;
        mention.tokens = {begin, static_cast<TokenId>(out.text.tokens.size())};
        mention.type = type_of(type);
        mention.cls = tag == 'Y' ? MentionClass::date : MentionClass::name;
        out.mentions.items.push_back(mention);
    }

    void add_token(const std::string& word, char tag) {
        std::string lower = word;
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        Token token;
        token.tag = static_cast<Tag>(tag);
        if (word.size() > 1 && word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos) token.shape = Shape::upper;
        if (!out.document.text.empty()) out.document.text += ' ';
        token.range.begin = static_cast<std::uint32_t>(out.document.text.size());
        out.document.text += word;
        token.range.end = static_cast<std::uint32_t>(out.document.text.size());
        token.lower = lexicon_.find(lower);
        if (token.lower != kNone) {
            const Lexicon::Analysis analysis = lexicon_.analyse(token.lower);
            token.pos = analysis.pos;
            token.semantic = analysis.semantic;
            token.noun_lemma = analysis.noun_lemma;
            token.verb_lemma = analysis.verb_lemma;
        } else {
            token.lower = lexicon_.size() + static_cast<std::uint32_t>(out.text.own_words.size());
            out.text.own_words.push_back(lower);
        }
        out.text.tokens.push_back(token);
    }

    const Lexicon& lexicon_;
};

}  // namespace

Tagged read_tagged(const std::string& lines) {
    Builder builder(*built_in_rules().data().lexicon);
    std::istringstream in(lines);
    bool blank = true;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty()) builder.line(line, blank);
        blank = line.empty();
    }
    return std::move(builder.out);
}

}  // namespace demarche::test
