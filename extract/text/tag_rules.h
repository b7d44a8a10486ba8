// Context rules that narrow the tags a word may have (rules/en/tags.json), in the manner of constraint grammar: a rule removes
// some readings of a word, or selects some, when its neighbours fulfil its conditions. The last reading is never removed.
//
//   { "id": "verb-after-determiner", "remove": "base 3sg", "if": ["-1 is determiner possessive-pronoun"] }
//
// A condition is: position, test, arguments. Position: a token relative to the word (-4 … 4), or "left*"/"right*": the nearest
// token in that direction that passes the test, not going past a barrier ("right* is 3sg past barrier that wh comma").
// Tests: "is" all readings are among these tags; "may" some reading is; "not" none is; "word"/"lemma" one of these words;
// "not-word"; "sem" a semantic class ("sem communication-verb"); "not-sem"; "capital", "start", "end", "no-capital".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "demarche/result.h"
#include "extract/text/tag_set.h"

namespace demarche::extract {

class Lexicon;

struct TagCondition {
    enum class Test : std::uint8_t { is, may, none, word, not_word, semantic, not_semantic, capital, no_capital, start, end, kind };
    enum class Scan : std::uint8_t { at, left, right };
    Test test = Test::is;
    Scan scan = Scan::at;
    bool negated = false;               // of a scan: there is no such token
    std::int8_t at = 0;
    std::uint16_t semantic = 0;
    TagSet tags = 0;
    TagSet barrier = 0;                 // scans stop at a token that can only be one of these
    std::vector<std::uint32_t> words;   // sorted
};

struct TagRule {
    std::string id;
    TagSet target = 0;                  // readings to remove; for select: to keep
    bool select = false;
    bool forced = false;                // a select that may give a reading which the lexicon does not list
    std::vector<std::uint32_t> words;   // only these words (lower-cased); sorted; empty: any
    std::vector<TagCondition> conditions;
};

struct TagRules {
    std::vector<TagRule> rules;
};

// Adds the rules of one "tags" file; faults name the file and the place.
void compile_tag_rules(const base::JsonDocument& json, Lexicon& lexicon, TagRules& rules, std::vector<Diagnostic>& faults);

}  // namespace demarche::extract
