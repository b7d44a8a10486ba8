#include "extract/text/tag_rules.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "extract/text/lexicon.h"

namespace demarche::extract {
namespace {

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(' ', at)) != std::string_view::npos) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end;
    }
    return words;
}

std::uint16_t semantic_named(std::string_view name) {
    static constexpr std::pair<std::string_view, std::uint16_t> kNames[] = {
        {"person", kPersonNoun}, {"group", kGroupNoun}, {"act", kActNoun}, {"communication", kCommunicationNoun}, {"location", kLocationNoun},
        {"time", kTimeNoun}, {"communication-verb", kCommunicationVerb}, {"cognition-verb", kCognitionVerb}, {"motion-verb", kMotionVerb},
        {"social-verb", kSocialVerb}, {"competition-verb", kCompetitionVerb}, {"artifact", kArtifactNoun}, {"event", kEventNoun}, {"state", kStateNoun},
        {"possession-verb", kPossessionVerb}, {"contact-verb", kContactVerb}};
    for (const auto& [known, bits] : kNames)
        if (known == name) return bits;
    return 0;
}

std::optional<TagCondition::Test> test_named(std::string_view name) {
    using Test = TagCondition::Test;
    static constexpr std::pair<std::string_view, Test> kNames[] = {
        {"is", Test::is}, {"may", Test::may}, {"not", Test::none}, {"word", Test::word}, {"not-word", Test::not_word}, {"sem", Test::semantic},
        {"not-sem", Test::not_semantic}, {"capital", Test::capital}, {"no-capital", Test::no_capital}, {"start", Test::start}, {"end", Test::end},
        {"title", Test::kind}};
    for (const auto& [known, test] : kNames)
        if (known == name) return test;
    return std::nullopt;
}

// Reads "-1 is determiner possessive-pronoun". Returns what is wrong, or "".
class ConditionReader {
public:
    explicit ConditionReader(Lexicon& lexicon) : lexicon_(lexicon) {}

    std::string read(std::string_view line, TagCondition& out) {
        const std::vector<std::string_view> words = words_of(line);
        if (words.size() < 2) return "a condition is a position, a test and its arguments";
        if (std::string fault = read_position(words[0], out); !fault.empty()) return fault;
        const std::optional<TagCondition::Test> test = test_named(words[1]);
        if (!test) return "unknown test '" + std::string(words[1]) + "'";
        out.test = *test;
        TagSet* set = &out.tags;
        for (std::size_t i = 2; i < words.size(); ++i) {
            if (words[i] == "barrier") {
                set = &out.barrier;
            } else if (std::string fault = read_argument(words[i], set == &out.barrier, out); !fault.empty()) {
                return fault;
            }
        }
        std::sort(out.words.begin(), out.words.end());
        return {};
    }

private:
    static std::string read_position(std::string_view word, TagCondition& out) {
        if (word.starts_with("no-")) {
            out.negated = true;
            word.remove_prefix(3);
        }
        if (word == "left*") {
            out.scan = TagCondition::Scan::left;
            return {};
        }
        if (word == "right*") {
            out.scan = TagCondition::Scan::right;
            return {};
        }
        int at = 0;
        const auto [end, ec] = std::from_chars(word.data(), word.data() + word.size(), at);
        if (out.negated || ec != std::errc() || end != word.data() + word.size() || at < -4 || at > 4) return "unknown position '" + std::string(word) + "'";
        out.at = static_cast<std::int8_t>(at);
        return {};
    }

    std::string read_argument(std::string_view word, bool barrier, TagCondition& out) {
        using Test = TagCondition::Test;
        if (!barrier && (out.test == Test::word || out.test == Test::not_word)) {
            out.words.push_back(lexicon_.intern(word));
            return {};
        }
        if (!barrier && (out.test == Test::semantic || out.test == Test::not_semantic)) {
            const std::uint16_t bits = semantic_named(word);
            out.semantic |= bits;
            return bits == 0 ? "unknown semantic class '" + std::string(word) + "'" : std::string();
        }
        const TagSet set = tags_named(word);
        (barrier ? out.barrier : out.tags) |= set;
        return set == 0 ? "unknown tag '" + std::string(word) + "'" : std::string();
    }

    Lexicon& lexicon_;
};

class RuleReader {
public:
    RuleReader(const base::JsonDocument& json, Lexicon& lexicon, std::vector<Diagnostic>& faults) : json_(json), lexicon_(lexicon), faults_(faults) {}

    TagRule read(const Value& entry, const std::string& pointer) {
        TagRule rule;
        if (const std::string* id = string(entry, "id")) rule.id = *id;
        for (const std::string_view action : {"remove", "select", "force"}) {
            const std::string* names = string(entry, action);
            if (names == nullptr) continue;
            rule.select = action != "remove";
            rule.forced = action == "force";
            for (const std::string_view name : words_of(*names)) {
                const TagSet set = tags_named(name);
                if (set == 0) fault(pointer + "/" + std::string(action), "unknown tag '" + std::string(name) + "'");
                rule.target |= set;
            }
        }
        if (rule.target == 0) fault(pointer, "a rule must remove, select or force tags");
        if (const std::string* words = string(entry, "words"))
            for (const std::string_view word : words_of(*words)) rule.words.push_back(lexicon_.intern(word));
        std::sort(rule.words.begin(), rule.words.end());
        const Value* conditions = entry.find("if");
        if (const List* list = conditions ? conditions->as_list() : nullptr)
            for (std::size_t i = 0; i < list->size(); ++i) read_condition((*list)[i], pointer + "/if/" + std::to_string(i), rule);
        return rule;
    }

private:
    static const std::string* string(const Value& entry, std::string_view key) {
        const Value* value = entry.find(key);
        return value ? value->as_string() : nullptr;
    }

    void fault(const std::string& pointer, std::string message) { faults_.push_back(json_.fault(pointer, std::move(message))); }

    void read_condition(const Value& value, const std::string& pointer, TagRule& rule) {
        const std::string* line = value.as_string();
        if (line == nullptr) return;
        TagCondition condition;
        std::string wrong = ConditionReader(lexicon_).read(*line, condition);
        if (!wrong.empty()) fault(pointer, std::move(wrong));
        rule.conditions.push_back(std::move(condition));
    }

    const base::JsonDocument& json_;
    Lexicon& lexicon_;
    std::vector<Diagnostic>& faults_;
};

}  // namespace

void compile_tag_rules(const base::JsonDocument& json, Lexicon& lexicon, TagRules& rules, std::vector<Diagnostic>& faults) {
    const Value* entries = json.root.find("entries");
    const List* list = entries ? entries->as_list() : nullptr;
    if (list == nullptr) return;
    RuleReader reader(json, lexicon, faults);
    for (std::size_t i = 0; i < list->size(); ++i)
        if (!(*list)[i].is_null()) rules.rules.push_back(reader.read((*list)[i], "/entries/" + std::to_string(i)));
}

}  // namespace demarche::extract
