#include "extract/clauses/clause_rules.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "extract/text/lexicon.h"

namespace demarche::extract {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 22> kClassNames{
    {{"reports", kReports}, {"thinks", kThinks}, {"subject-control", kSubjectControl}, {"names", kNames}, {"gives", kGives},
     {"links", kLinks}, {"tells-object", kTellsObject}, {"by-actor", kByActor}, {"event", kEvent}, {"takes-infinitive", kTakesInfinitive},
     {"takes-that", kTakesThat}, {"not-event", kNotEvent}, {"condition", kCondition}, {"adverbial", kAdverbial},
     {"time-preposition", kTimePreposition}, {"relative", kRelative}, {"question", kQuestion}, {"source", kSource},
     {"person", kPersonWord}, {"place", kPlace}, {"time-adverb", kTimeAdverb}, {"intensive", kIntensive}}};

std::uint64_t pair_key(std::uint32_t word, std::uint32_t preposition) { return (std::uint64_t{word} << 32U) | preposition; }

std::string string_member(const Value& entry, std::string_view key) {
    const Value* value = entry.find(key);
    return value && value->as_string() ? *value->as_string() : std::string();
}

// "accuse of charge with": every word list of a pair class is "word preposition…".
void add_pairs(const std::string& text, Lexicon& lexicon, std::vector<std::uint64_t>& out) {
    const std::vector<std::string> parts = split_words(text);
    for (std::size_t i = 1; i < parts.size(); ++i) out.push_back(pair_key(lexicon.intern(parts[0]), lexicon.intern(parts[i])));
}

void intern_words(Lexicon& lexicon, ClauseRules::Words& w) {
    const std::array<std::pair<std::uint32_t*, std::string_view>, 30> names{
        {{&w.of, "of"}, {&w.by, "by"}, {&w.to, "to"}, {&w.from, "from"}, {&w.in, "in"}, {&w.on, "on"}, {&w.at, "at"}, {&w.for_, "for"}, {&w.with, "with"},
         {&w.between, "between"}, {&w.among, "among"}, {&w.as, "as"}, {&w.than, "than"}, {&w.that, "that"}, {&w.who, "who"}, {&w.whom, "whom"},
         {&w.whose, "whose"}, {&w.which, "which"}, {&w.what, "what"}, {&w.if_, "if"}, {&w.be, "be"}, {&w.there, "there"}, {&w.no, "no"}, {&w.it, "it"},
         {&w.and_, "and"}, {&w.or_, "or"}, {&w.but, "but"}, {&w.nor, "nor"}, {&w.where, "where"}, {&w.when, "when"}}};
    for (const auto& [slot, word] : names) *slot = lexicon.intern(word);
}

}  // namespace

std::unique_ptr<ClauseRules> ClauseRules::compile(const PackFiles& files, Lexicon& lexicon, std::vector<Diagnostic>& faults) {
    auto rules = std::make_unique<ClauseRules>();
    for (const PackFile& file : files) {
        if (file.kind != "clauses") continue;
        const Value* entries = file.json.root.find("entries");
        const List* list = entries ? entries->as_list() : nullptr;
        for (std::size_t i = 0; list && i < list->size(); ++i) {
            if ((*list)[i].is_null()) continue;  // laid over
            const std::string name = string_member((*list)[i], "class");
            const Value* words = (*list)[i].find("words");
            const List* word_list = words ? words->as_list() : nullptr;
            const auto known = std::find_if(kClassNames.begin(), kClassNames.end(), [&](const auto& c) { return c.first == name; });
            const bool pairs = name == "verb-prepositions" || name == "noun-prepositions";
            if (!pairs && known == kClassNames.end()) {
                faults.push_back(file.json.fault("/entries/" + std::to_string(i) + "/class", "unknown class of words '" + name + "'"));
                continue;
            }
            for (std::size_t w = 0; word_list && w < word_list->size(); ++w) {
                const std::string* word = (*word_list)[w].as_string();
                if (!word) continue;
                if (pairs) {
                    add_pairs(*word, lexicon, name == "verb-prepositions" ? rules->verb_prepositions_ : rules->noun_prepositions_);
                    continue;
                }
                const std::uint32_t id = lexicon.intern(*word);
                if (id >= rules->classes_.size()) rules->classes_.resize(id + 1, 0);
                rules->classes_[id] |= known->second;
            }
        }
    }
    std::sort(rules->verb_prepositions_.begin(), rules->verb_prepositions_.end());
    std::sort(rules->noun_prepositions_.begin(), rules->noun_prepositions_.end());
    intern_words(lexicon, rules->words_);
    return rules;
}

bool ClauseRules::verb_claims(std::uint32_t lemma, std::uint32_t preposition) const {
    return std::binary_search(verb_prepositions_.begin(), verb_prepositions_.end(), pair_key(lemma, preposition));
}

bool ClauseRules::noun_claims(std::uint32_t lemma, std::uint32_t preposition) const {
    return std::binary_search(noun_prepositions_.begin(), noun_prepositions_.end(), pair_key(lemma, preposition));
}

}  // namespace demarche::extract
