#include "extract/text/tag_set.h"

#include <utility>

namespace demarche::extract {

TagSet tags_named(std::string_view name) {
    constexpr TagSet kFinite = bit(Tag::verb_3sg) | bit(Tag::verb_past) | bit(Tag::be) | bit(Tag::have) | bit(Tag::do_) | bit(Tag::modal);
    constexpr TagSet kVerb = bit(Tag::verb_base) | bit(Tag::verb_3sg) | bit(Tag::verb_past) | bit(Tag::verb_participle) | bit(Tag::verb_gerund);
    constexpr TagSet kCommon = bit(Tag::noun) | bit(Tag::noun_plural);
    static constexpr std::pair<std::string_view, TagSet> kNames[] = {
        {"noun", bit(Tag::noun)}, {"plural", bit(Tag::noun_plural)}, {"proper", bit(Tag::proper)}, {"pronoun", bit(Tag::pronoun)},
        {"possessive-pronoun", bit(Tag::possessive_pronoun)}, {"base", bit(Tag::verb_base)}, {"3sg", bit(Tag::verb_3sg)}, {"past", bit(Tag::verb_past)},
        {"participle", bit(Tag::verb_participle)}, {"gerund", bit(Tag::verb_gerund)}, {"be", bit(Tag::be)}, {"have", bit(Tag::have)}, {"do", bit(Tag::do_)},
        {"modal", bit(Tag::modal)}, {"to", bit(Tag::to)}, {"negation", bit(Tag::negation)}, {"adjective", bit(Tag::adjective)}, {"adverb", bit(Tag::adverb)},
        {"determiner", bit(Tag::determiner)}, {"number", bit(Tag::number)}, {"possessive", bit(Tag::possessive)}, {"preposition", bit(Tag::preposition)},
        {"particle", bit(Tag::particle)}, {"conjunction", bit(Tag::conjunction)}, {"subordinator", bit(Tag::subordinator)}, {"that", bit(Tag::that)},
        {"wh", bit(Tag::wh)}, {"there", bit(Tag::there)}, {"comma", bit(Tag::comma)}, {"colon", bit(Tag::colon)}, {"dash", bit(Tag::dash)},
        {"stop", bit(Tag::stop)}, {"open-quote", bit(Tag::open_quote)}, {"close-quote", bit(Tag::close_quote)}, {"open-bracket", bit(Tag::open_bracket)},
        {"close-bracket", bit(Tag::close_bracket)}, {"symbol", bit(Tag::symbol)}, {"interjection", bit(Tag::interjection)}, {"other", bit(Tag::other)},
        {"finite", kFinite}, {"verb", kVerb}, {"common", kCommon}, {"nominal", kCommon | bit(Tag::proper)},
        {"aux", bit(Tag::be) | bit(Tag::have) | bit(Tag::do_) | bit(Tag::modal)},
        {"quote", bit(Tag::open_quote) | bit(Tag::close_quote)}, {"bracket", bit(Tag::open_bracket) | bit(Tag::close_bracket)},
        {"punctuation", bit(Tag::comma) | bit(Tag::colon) | bit(Tag::dash) | bit(Tag::stop) | bit(Tag::open_quote) | bit(Tag::close_quote) |
                            bit(Tag::open_bracket) | bit(Tag::close_bracket)}};
    for (const auto& [known, set] : kNames)
        if (known == name) return set;
    return 0;
}

}  // namespace demarche::extract
