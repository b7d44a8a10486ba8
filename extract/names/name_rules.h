// What find_names knows of words, apart from the world's own names: classes of words (rules/en/names.json), each a bit.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "extract/rules/rules.h"
#include "extract/text/lexicon.h"

namespace demarche::extract {

// A set of classes; the names are those of rules/en/names.json.
using WordClasses = std::uint64_t;
enum WordClass : WordClasses {
    kOrganisationHead = 1ULL << 0, kOrganisationOf = 1ULL << 1, kOrganisationSuffix = 1ULL << 2,
    kPlaceHeadWord = 1ULL << 3, kPlacePrefixWord = 1ULL << 4, kPlaceOf = 1ULL << 5, kDirection = 1ULL << 6,
    kEventHeadWord = 1ULL << 7, kEventWord = 1ULL << 8, kLawHeadWord = 1ULL << 9,
    kDocument = 1ULL << 10, kDocumentWeak = 1ULL << 11, kDocumentModifier = 1ULL << 12,
    kGroupWord = 1ULL << 13, kOfficialNoun = 1ULL << 14,
    kOrgan = 1ULL << 15, kOrganOfState = 1ULL << 16, kForceModifier = 1ULL << 17,
    kHonorific = 1ULL << 18, kPersonParticle = 1ULL << 19, kPersonSuffix = 1ULL << 20,
    kPlacePreposition = 1ULL << 21, kNotAName = 1ULL << 22, kMonth = 1ULL << 23, kWeekday = 1ULL << 24,
    kRoleModifier = 1ULL << 25, kRoleNoun = 1ULL << 26,
    kLawVerb = 1ULL << 27, kBundle = 1ULL << 28, kBundled = 1ULL << 29,
    kCompoundHead = 1ULL << 30, kCompoundTail = 1ULL << 31, kNationalityStem = 1ULL << 32,
    kNamePart = 1ULL << 33, kPlaceNoun = 1ULL << 34, kForeignArticle = 1ULL << 35,
    kHomeOfficial = 1ULL << 36, kForeignHead = 1ULL << 37, kOperationHead = 1ULL << 38, kShipPrefix = 1ULL << 39,
    kDateWord = 1ULL << 40  // not a class of the file: a word in which a date may begin
};

class NameRules {
public:
    // From the packs' files of the kind "word-classes"; the words are interned in `lexicon`. An unknown class is a fault.
    static std::unique_ptr<NameRules> compile(const PackFiles& files, Lexicon& lexicon, std::vector<Diagnostic>& faults);

    // Classes of a word by its number. O(1).
    WordClasses classes(std::uint32_t word) const { return word < classes_.size() ? classes_[word] : 0; }

    // Words that the patterns name one by one.
    struct Words {
        std::uint32_t of = kNone, for_ = kNone, and_ = kNone, the = kNone, to = kNone, in = kNone, from = kNone, at = kNone, on = kNone, a = kNone, an = kNone, no = kNone;
        std::uint32_t minister = kNone, ministry = kNone, ambassador = kNone, who = kNone, which = kNone, that = kNone, draft = kNone, ampersand = kNone;
        std::uint32_t under = kNone, with = kNone, against = kNone, between = kNone, concerning = kNone, regarding = kNone, number = kNone;
    };
    const Words& words() const { return words_; }

private:
    void add_class(std::uint32_t word, WordClasses bit);

    std::vector<WordClasses> classes_;  // by word number
    Words words_;
};

}  // namespace demarche::extract
