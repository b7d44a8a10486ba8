#include "extract/resolve/resolve_rules.h"

#include <array>
#include <utility>

namespace demarche::extract {
namespace {

constexpr std::array<std::pair<std::string_view, ReferClass>, 18> kClassNames{{
    {"he", kHe}, {"she", kShe}, {"it", kIt}, {"they", kThey}, {"we", kWe}, {"i", kI}, {"state_noun", kMeansState}, {"citizen", kCitizen},
    {"state_again", kStateAgain}, {"organisation_again", kOrganisationAgain}, {"person_again", kPersonAgain}, {"law_again", kLawAgain}, {"passing", kPassing},
    {"relational", kRelational}, {"stateless", kStateless}, {"lasting_organ", kLastingOrgan}, {"partner", kPartner}, {"law_draft", kLawDraft}}};

std::uint32_t class_named(std::string_view name) {
    for (const auto& [text, bit] : kClassNames)
        if (text == name) return bit;
    return 0;
}

}  // namespace

std::unique_ptr<ResolveRules> ResolveRules::compile(const PackFiles& files, Lexicon& lexicon, std::vector<Diagnostic>& faults) {
    auto rules = std::make_unique<ResolveRules>();
    for (const PackFile& file : files) {
        if (file.kind != "resolve") continue;
        const Value* entries = file.json.root.find("entries");
        for (std::size_t i = 0; entries && entries->as_list() && i < entries->as_list()->size(); ++i) {
            const Value& entry = (*entries->as_list())[i];
            const Value* name = entry.find("class");
            const Value* words = entry.find("words");
            if (!name || !name->as_string() || !words || !words->as_list()) continue;
            const std::uint32_t bit = class_named(*name->as_string());
            if (bit == 0) {
                faults.push_back(file.json.fault("/entries/" + std::to_string(i) + "/class", "unknown class of words '" + *name->as_string() + "'"));
                continue;
            }
            for (const Value& word : *words->as_list()) {
                if (!word.as_string()) continue;
                const std::uint32_t id = lexicon.intern(*word.as_string());
                if (id >= rules->classes_.size()) rules->classes_.resize(id + 1, 0);
                rules->classes_[id] = static_cast<std::uint32_t>(rules->classes_[id] | bit);
            }
        }
        const Value* same = file.json.root.find("same_group");
        if (!same || !same->as_list()) continue;
        for (const Value& ways : *same->as_list()) {
            if (!ways.as_list() || ways.as_list()->empty() || !ways.as_list()->front().as_string()) continue;
            for (const Value& way : *ways.as_list())
                if (way.as_string()) rules->groups_[*way.as_string()] = *ways.as_list()->front().as_string();
        }
    }
    return rules;
}

std::string_view ResolveRules::usual_group(std::string_view lower) const {
    const auto found = groups_.find(lower);
    return found == groups_.end() ? lower : std::string_view(found->second);
}

}  // namespace demarche::extract
