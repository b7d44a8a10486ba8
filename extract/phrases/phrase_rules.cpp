#include "extract/phrases/phrase_rules.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "extract/phrases/tag_automaton.h"
#include "extract/text/lexicon.h"

namespace demarche::extract {

struct PhraseRules::Grammars {
    TagAutomaton noun, verb;
};

namespace {

const std::string& text_of_member(const Value& entry, std::string_view key) {
    static const std::string empty;
    const Value* value = entry.find(key);
    const std::string* text = value ? value->as_string() : nullptr;
    return text ? *text : empty;
}

struct ExpressionKind {
    std::string_view name;
    PhraseKind kind;
    char tag;
};
constexpr std::array<ExpressionKind, 6> kExpressionKinds{{{"preposition", PhraseKind::preposition, 0},
                                                          {"conjunction", PhraseKind::conjunction, 0},
                                                          {"subordinator", PhraseKind::complementiser, 0},
                                                          {"adverb", PhraseKind::other, 'a'},
                                                          {"approximator", PhraseKind::other, 'r'},
                                                          {"negation", PhraseKind::other, 'X'}}};

// No group of words is longer. The bound keeps the cost linear where each of many names ends a group that could go on.
constexpr std::size_t kLongestGroup = 96;

std::size_t longest(const TagAutomaton& grammar, std::string_view tags) { return grammar.longest(tags.substr(0, kLongestGroup)); }

}  // namespace

PhraseRules::PhraseRules() : grammars_(std::make_unique<Grammars>()) {}
PhraseRules::~PhraseRules() = default;

std::unique_ptr<PhraseRules> PhraseRules::compile(const PackFiles& files, Lexicon& lexicon, std::vector<Diagnostic>& faults) {
    std::unique_ptr<PhraseRules> rules(new PhraseRules());
    std::string noun, verb;
    for (const PackFile& file : files) {
        if (file.kind != "phrases") continue;
        const Value* entries = file.json.root.find("entries");
        const List* list = entries ? entries->as_list() : nullptr;
        for (std::size_t i = 0; list && i < list->size(); ++i) {
            const Value& entry = (*list)[i];
            const std::string at = "/entries/" + std::to_string(i);
            if (const std::string& pattern = text_of_member(entry, "pattern"); !pattern.empty()) {
                if (const std::string wrong = TagAutomaton().compile(pattern); !wrong.empty()) {
                    faults.push_back(file.json.fault(at + "/pattern", "not a regular expression: " + wrong));
                    continue;
                }
                std::string& whole = text_of_member(entry, "group") == "noun" ? noun : verb;
                whole += (whole.empty() ? "(?:" : "|(?:") + pattern + ")";
                continue;
            }
            const auto kind = std::find_if(kExpressionKinds.begin(), kExpressionKinds.end(),
                                           [&](const ExpressionKind& k) { return k.name == text_of_member(entry, "group"); });
            const Value* words = entry.find("words");
            if (kind == kExpressionKinds.end() || !words || !words->as_list()) continue;
            for (const Value& word : *words->as_list()) {
                if (!word.as_string()) continue;
                Expression expression{{}, kind->kind, kind->tag};
                for (const std::string& part : split_words(*word.as_string())) expression.words.push_back(lexicon.intern(part));
                if (!expression.words.empty()) rules->expressions_.push_back(std::move(expression));
            }
        }
    }
    rules->grammars_->noun.compile(noun);
    rules->grammars_->verb.compile(verb);
    std::stable_sort(rules->expressions_.begin(), rules->expressions_.end(), [](const Expression& a, const Expression& b) {
        if (a.words.front() != b.words.front()) return a.words.front() < b.words.front();
        if (a.words.size() != b.words.size()) return a.words.size() > b.words.size();
        return a.words < b.words;
    });
    for (std::size_t i = rules->expressions_.size(); i-- > 0;) {
        const std::uint32_t word = rules->expressions_[i].words.front();
        if (word >= rules->first_.size()) rules->first_.resize(word + 1, 0);
        rules->first_[word] = static_cast<std::uint32_t>(i) + 1;
    }
    Words& w = rules->words_;
    const std::array<std::pair<std::uint32_t*, std::string_view>, 18> names{
        {{&w.get, "get"}, {&w.will, "will"}, {&w.shall, "shall"}, {&w.ll, "'ll"}, {&w.wo, "wo"}, {&w.to, "to"}, {&w.no, "no"}, {&w.neither, "neither"}, {&w.nor, "nor"},
         {&w.be, "be"}, {&w.been, "been"}, {&w.being, "being"}, {&w.having, "having"}, {&w.was, "was"}, {&w.were, "were"}, {&w.had, "had"}, {&w.d, "'d"}, {&w.did, "did"}}};
    for (const auto& [slot, word] : names) *slot = lexicon.intern(word);
    return rules;
}

std::size_t PhraseRules::noun_group(std::string_view tags) const { return longest(grammars_->noun, tags); }
std::size_t PhraseRules::verb_group(std::string_view tags) const { return longest(grammars_->verb, tags); }

const PhraseRules::Expression* PhraseRules::expression(std::span<const std::uint32_t> words) const {
    if (words.empty() || words.front() >= first_.size() || first_[words.front()] == 0) return nullptr;
    for (std::size_t i = first_[words.front()] - 1; i < expressions_.size() && expressions_[i].words.front() == words.front(); ++i) {
        const std::vector<std::uint32_t>& own = expressions_[i].words;
        if (own.size() <= words.size() && std::equal(own.begin(), own.end(), words.begin())) return &expressions_[i];
    }
    return nullptr;
}

}  // namespace demarche::extract
