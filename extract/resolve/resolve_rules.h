// What resolve knows of words: pronouns, nouns that take something up again, ways to say the same group (rules/en/resolve.json).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/rules/rules.h"
#include "extract/text/lexicon.h"

namespace demarche::extract {

enum ReferClass : std::uint32_t {
    kHe = 1, kShe = 2, kIt = 4, kThey = 8, kWe = 16, kI = 32,
    kMeansState = 64, kCitizen = 128, kStateAgain = 256, kOrganisationAgain = 512, kPersonAgain = 1024, kLawAgain = 2048,
    kRelational = 4096, kStateless = 8192, kLastingOrgan = 16384, kPartner = 32768, kLawDraft = 65536, kPassing = 131072
};

class ResolveRules {
public:
    // From the packs' files of the kind "resolve". An unknown class is a fault.
    static std::unique_ptr<ResolveRules> compile(const PackFiles& files, Lexicon& lexicon, std::vector<Diagnostic>& faults);

    // ReferClass bits of a word by its number. O(1).
    std::uint32_t classes(std::uint32_t word) const { return word < classes_.size() ? classes_[word] : 0; }
    // The usual name of a group given in lower case ("labour migrants" → "migrants"); the text itself when there is none.
    std::string_view usual_group(std::string_view lower) const;

private:
    std::vector<std::uint32_t> classes_;
    std::map<std::string, std::string, std::less<>> groups_;
};

}  // namespace demarche::extract
