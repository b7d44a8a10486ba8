#include "extract/reader/reader_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "extract/reader/reader_state.h"

namespace demarche::extract {
namespace {

// Block::why is a view of static storage.
constexpr std::array<std::string_view, 12> kReasons = {"furniture", "newsletter", "appeal", "related", "share", "cookie", "byline", "header", "tag", "comment", "copyright", "caption"};

const std::string* string(const Value& entry, std::string_view key) {
    const Value* value = entry.find(key);
    return value ? value->as_string() : nullptr;
}

std::optional<BlockAction> action_named(std::string_view name) {
    constexpr std::pair<std::string_view, BlockAction> kNames[] = {{"skip", BlockAction::skip}, {"rest", BlockAction::rest}, {"section", BlockAction::section},
                                                                   {"byline", BlockAction::byline}, {"caption", BlockAction::caption}, {"keep", BlockAction::keep}};
    for (const auto& [known, action] : kNames)
        if (known == name) return action;
    return std::nullopt;
}

void add_words(const std::string& list, CommonWords::Language language, CommonWords& out) {
    std::size_t at = 0;
    while ((at = list.find_first_not_of(' ', at)) != std::string::npos) {
        const std::size_t end = std::min(list.find(' ', at), list.size());
        out.add(std::string_view(list).substr(at, end - at), language);
        at = end;
    }
}

// An expression of the built-in packs is checked by the tests, one of a user's here and now.
void check(const PackFile& file, const std::string& pointer, const LazyPattern& pattern, std::vector<Diagnostic>& faults) {
    if (file.pack == "built-in") return;
    if (const std::string wrong = pattern.fault(); !wrong.empty()) faults.push_back(file.json.fault(pointer, "bad regular expression: " + wrong));
}

void add_pattern(const PackFile& file, const std::string& pointer, const Value& entry, ReaderRules::State& state, std::vector<Diagnostic>& faults) {
    const base::JsonDocument& json = file.json;
    BlockPattern pattern;
    if (const std::string* id = string(entry, "id")) pattern.id = *id;
    if (const std::string* name = string(entry, "action")) {
        const std::optional<BlockAction> action = action_named(*name);
        if (!action) faults.push_back(json.fault(pointer + "/action", "unknown action '" + *name + "'"));
        pattern.action = action.value_or(BlockAction::skip);
    }
    pattern.why = kReasons[0];
    if (const std::string* why = string(entry, "why")) {
        const auto known = std::find(kReasons.begin(), kReasons.end(), *why);
        if (known == kReasons.end()) faults.push_back(json.fault(pointer + "/why", "unknown reason '" + *why + "'"));
        else pattern.why = *known;
    }
    const Value* limit = entry.find("max_bytes");
    pattern.max_bytes = limit && limit->as_integer() ? static_cast<std::uint32_t>(*limit->as_integer()) : 240;
    const std::string* expression = string(entry, "pattern");
    if (expression == nullptr) return;
    check(file, pointer + "/pattern", state.expressions.add(*expression), faults);
    state.longest = std::max(state.longest, pattern.max_bytes);
    state.patterns.push_back(std::move(pattern));
}

}  // namespace

ReaderRules::ReaderRules() : state_(std::make_unique<State>()) {}
ReaderRules::~ReaderRules() = default;

std::unique_ptr<ReaderRules> ReaderRules::compile(const PackFiles& files, std::vector<Diagnostic>& faults) {
    std::unique_ptr<ReaderRules> rules(new ReaderRules());
    State& state = *rules->state_;
    for (const PackFile& file : files) {
        if (file.kind != "boilerplate") continue;
        const Value* entries = file.json.root.find("entries");
        const List* list = entries ? entries->as_list() : nullptr;
        if (list == nullptr) continue;
        for (std::size_t i = 0; i < list->size(); ++i) {
            const Value& entry = (*list)[i];
            if (const std::string* words = string(entry, "foreign_words")) add_words(*words, CommonWords::Language::foreign, state.common_words);
            else if (const std::string* english = string(entry, "english_words")) add_words(*english, CommonWords::Language::english, state.common_words);
            else if (const std::string* names = string(entry, "html_skip")) {
                state.html_skip = std::make_unique<LazyPattern>(state.html_skip ? "(?:" + state.html_skip->expression() + ")|(?:" + *names + ")" : *names);
                check(file, "/entries/" + std::to_string(i) + "/html_skip", *state.html_skip, faults);
            } else add_pattern(file, "/entries/" + std::to_string(i), entry, state, faults);
        }
    }
    state.expressions.finish();
    return rules;
}

const BlockPattern* match_block(const ReaderRules::State& rules, std::string_view block) {
    if (block.size() > rules.longest || rules.patterns.empty()) return nullptr;
    std::vector<std::uint16_t> candidates;
    rules.expressions.candidates(block, candidates);
    const BlockPattern* found = nullptr;
    for (const std::uint16_t number : candidates) {
        const BlockPattern& pattern = rules.patterns[number];
        const bool keep = pattern.action == BlockAction::keep;
        if (block.size() > pattern.max_bytes || (found != nullptr && !keep) || !rules.expressions[number].matches(block)) continue;
        if (keep) return nullptr;
        found = &pattern;
    }
    return found;
}

}  // namespace demarche::extract
