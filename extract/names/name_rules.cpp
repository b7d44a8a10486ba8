#include "extract/names/name_rules.h"

#include <array>
#include <string>
#include <utility>

namespace demarche::extract {
namespace {

constexpr std::array<std::pair<std::string_view, WordClass>, 40> kClassNames{{
    {"organisation_head", kOrganisationHead}, {"organisation_of", kOrganisationOf}, {"organisation_suffix", kOrganisationSuffix},
    {"place_head", kPlaceHeadWord}, {"place_prefix", kPlacePrefixWord}, {"place_of", kPlaceOf}, {"direction", kDirection},
    {"event_head", kEventHeadWord}, {"event_noun", kEventWord}, {"law_head", kLawHeadWord},
    {"document", kDocument}, {"document_weak", kDocumentWeak}, {"document_modifier", kDocumentModifier},
    {"group_noun", kGroupWord}, {"official_noun", kOfficialNoun}, {"organ", kOrgan}, {"organ_of_state", kOrganOfState},
    {"force_modifier", kForceModifier}, {"honorific", kHonorific}, {"person_particle", kPersonParticle},
    {"person_suffix", kPersonSuffix}, {"place_preposition", kPlacePreposition}, {"not_a_name", kNotAName},
    {"month", kMonth}, {"weekday", kWeekday}, {"role_modifier", kRoleModifier}, {"role_noun", kRoleNoun},
    {"law_verb", kLawVerb}, {"bundle", kBundle}, {"bundled", kBundled},
    {"compound_head", kCompoundHead}, {"compound_tail", kCompoundTail}, {"nationality_stem", kNationalityStem},
    {"name_part", kNamePart}, {"place_noun", kPlaceNoun}, {"foreign_article", kForeignArticle},
    {"home_official", kHomeOfficial}, {"foreign_head", kForeignHead},
    {"operation_head", kOperationHead}, {"ship_prefix", kShipPrefix}}};

// The words but months and weekdays with which dates and spans of time begin (date_pass.cpp).
constexpr std::array<std::string_view, 30> kDateWords{
    "last", "past", "previous", "this", "current", "next", "coming", "spring", "summer", "fall", "autumn", "winter", "yesterday", "today", "tomorrow", "tonight", "a", "an",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};

WordClasses class_named(std::string_view name) {
    for (const auto& [text, bit] : kClassNames)
        if (text == name) return bit;
    return 0;
}

}  // namespace

void NameRules::add_class(std::uint32_t word, WordClasses bit) {
    if (word >= classes_.size()) classes_.resize(word + 1, 0);
    classes_[word] |= bit;
}

std::unique_ptr<NameRules> NameRules::compile(const PackFiles& files, Lexicon& lexicon, std::vector<Diagnostic>& faults) {
    auto rules = std::make_unique<NameRules>();
    for (const PackFile& file : files) {
        if (file.kind != "word-classes") continue;
        const Value* entries = file.json.root.find("entries");
        if (!entries || !entries->as_list()) continue;
        std::size_t number = 0;
        for (const Value& entry : *entries->as_list()) {
            const std::string pointer = "/entries/" + std::to_string(number++);
            const Value* name = entry.find("class");
            const Value* words = entry.find("words");
            if (!name || !name->as_string() || !words || !words->as_list()) continue;
            const WordClasses bit = class_named(*name->as_string());
            if (bit == 0) {
                faults.push_back(file.json.fault(pointer + "/class", "unknown class of words '" + *name->as_string() + "'"));
                continue;
            }
            for (const Value& word : *words->as_list()) {
                if (!word.as_string()) continue;
                rules->add_class(lexicon.intern(*word.as_string()), bit);
            }
        }
    }
    for (const std::string_view word : kDateWords) rules->add_class(lexicon.intern(word), kDateWord);
    for (WordClasses& classes : rules->classes_)
        if ((classes & (kMonth | kWeekday)) != 0) classes |= kDateWord;
    Words& w = rules->words_;
    for (const auto& [slot, word] : std::initializer_list<std::pair<std::uint32_t*, std::string_view>>{
             {&w.of, "of"}, {&w.for_, "for"}, {&w.and_, "and"}, {&w.the, "the"}, {&w.to, "to"}, {&w.in, "in"}, {&w.from, "from"}, {&w.at, "at"},
             {&w.on, "on"}, {&w.a, "a"}, {&w.an, "an"}, {&w.no, "no"}, {&w.minister, "minister"}, {&w.ministry, "ministry"},
             {&w.ambassador, "ambassador"}, {&w.who, "who"}, {&w.which, "which"}, {&w.that, "that"}, {&w.draft, "draft"}, {&w.ampersand, "&"},
             {&w.under, "under"}, {&w.with, "with"}, {&w.against, "against"}, {&w.between, "between"}, {&w.concerning, "concerning"},
             {&w.regarding, "regarding"}, {&w.number, "no."}})
        *slot = lexicon.intern(word);
    return rules;
}

}  // namespace demarche::extract
