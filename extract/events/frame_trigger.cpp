#include <algorithm>
#include <array>
#include <utility>

#include "base/suggest.h"
#include "extract/events/frame_reader.h"

namespace demarche::extract {
namespace {

constexpr std::array<std::pair<std::string_view, Step>, 20> kSteps = {{
    {"subject", Step::subject}, {"object", Step::object}, {"indirect_object", Step::indirect_object}, {"predicate", Step::predicate},
    {"possessor", Step::possessor}, {"that", Step::that}, {"infinitive", Step::infinitive}, {"wh", Step::wh}, {"gerund", Step::gerund},
    {"quotation", Step::quotation}, {"clause", Step::clause}, {"between", Step::between}, {"state", Step::state}, {"noun", Step::noun},
    {"here", Step::here}, {"host", Step::host}, {"speaker", Step::speaker}, {"asker", Step::asker}, {"doer", Step::doer}, {"addressee", Step::addressee},
}};
// The prepositions that a role may name. A closed list, so that a misspelt role is a fault and not a role that never matches.
constexpr std::array<std::string_view, 49> kPrepositions = {
    "about", "above", "according", "across", "after", "against", "ahead", "along", "alongside", "among", "amid", "around", "as", "at", "before",
    "behind", "below", "beyond", "by", "concerning", "despite", "during", "for", "from", "in", "inside", "into", "near", "of", "off", "on", "onto",
    "out", "outside", "over", "regarding", "since", "through", "throughout", "to", "toward", "towards", "under", "until", "upon", "via", "with", "within", "without"};

bool is_preposition(std::string_view word) { return std::find(kPrepositions.begin(), kPrepositions.end(), word) != kPrepositions.end(); }

std::string suggestion(std::string_view word) {
    std::vector<std::string> names;
    names.reserve(std::size(kSteps) + std::size(kPrepositions));
    for (const auto& [name, step] : kSteps) names.emplace_back(name);
    for (const std::string_view p : kPrepositions) names.emplace_back(p);
    return base::did_you_mean(word, names);
}

}  // namespace

const List& list_at(const Value& object, std::string_view key) {
    static const List kEmpty;
    const Value* value = object.find(key);
    const List* list = value ? value->as_list() : nullptr;
    return list ? *list : kEmpty;
}
std::string text_at(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    const std::string* text = value ? value->as_string() : nullptr;
    return text ? *text : std::string();
}
bool flag_at(const Value& object, std::string_view key, bool otherwise) {
    const Value* value = object.find(key);
    const bool* flag = value ? value->as_bool() : nullptr;
    return flag ? *flag : otherwise;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        std::string_view part = text.substr(0, end);
        while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
        while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
        if (!part.empty()) out.emplace_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::vector<std::string> FrameReader::words(std::string_view text, const std::string& pointer) const {
    std::vector<std::string> out;
    for (const std::string& part : split(text, '|')) {
        if (part.front() != '@') {
            out.push_back(part);
            continue;
        }
        const auto found = word_sets->find(std::string_view(part).substr(1));
        if (found != word_sets->end()) {
            out.insert(out.end(), found->second.begin(), found->second.end());
            continue;
        }
        std::vector<std::string> names;
        for (const auto& [name, set] : *word_sets) names.push_back(name);
        fault(pointer, "there is no word set '" + part.substr(1) + "'", base::did_you_mean(part.substr(1), names));
    }
    return out;
}

std::vector<std::uint32_t> FrameReader::word_ids(std::string_view text, const std::string& pointer) const {
    std::vector<std::uint32_t> ids;
    for (const std::string& word : words(text, pointer)) ids.push_back(lexicon->intern(word));
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

std::vector<Trigger> FrameReader::verb_triggers(std::string_view text, const std::string& pointer) const {
    std::vector<Trigger> out;
    const std::vector<std::string> halves = split(text, '+');
    if (halves.empty() || halves.size() > 2) {
        fault(pointer, "a verb is written 'verb', 'verb preposition' or 'verb + noun', not '" + std::string(text) + "'");
        return out;
    }
    Trigger common;
    if (halves.size() == 2) {
        common.kind = TriggerKind::verb_noun;
        common.nouns = word_ids(halves[1], pointer);
    }
    for (const std::string& verb : words(halves[0], pointer)) {
        const std::vector<std::string> parts = split(verb, ' ');
        Trigger trigger = common;
        trigger.head = lexicon->intern(parts.front());
        for (std::size_t i = 1; i < parts.size(); ++i) trigger.after.push_back(lexicon->intern(parts[i]));
        out.push_back(std::move(trigger));
    }
    return out;
}

std::vector<PlacedTrigger> FrameReader::triggers(const Value& entry, const std::string& pointer) const {
    std::vector<PlacedTrigger> out;
    for (const auto& [key, kind] : {std::pair{"verbs", TriggerKind::verb}, {"nouns", TriggerKind::noun}, {"adjectives", TriggerKind::adjective}}) {
        const List& list = list_at(entry, key);
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string where = pointer + "/" + key + "/" + std::to_string(i);
            const std::string* text = list[i].as_string();
            if (!text) continue;
            if (kind == TriggerKind::verb) {
                for (Trigger& t : verb_triggers(*text, where)) {
                    std::string word(lexicon->word(t.head));
                    for (const std::uint32_t after : t.after) word.append(" ").append(lexicon->word(after));
                    out.push_back({std::move(t), where, std::move(word)});
                }
                continue;
            }
            for (const std::string& word : words(*text, where)) {
                PlacedTrigger& placed = out.emplace_back(PlacedTrigger{{}, where, word});
                placed.trigger.kind = kind;
                placed.trigger.head = lexicon->intern(word);
            }
        }
    }
    return out;
}

bool FrameReader::path(std::string_view text, const std::string& pointer, Path& out) const {
    out.clear();
    for (const std::string& part : split(text, '.')) {
        const auto* known = std::find_if(kSteps.begin(), kSteps.end(), [&](const auto& step) { return step.first == part; });
        if (known != kSteps.end()) {
            out.push_back({known->second, kNone});
        } else if (is_preposition(part)) {
            out.push_back({Step::preposition, lexicon->intern(part)});
        } else {
            fault(pointer, "unknown role '" + part + "'", suggestion(part));
            return false;
        }
    }
    if (out.empty()) fault(pointer, "a role is missing");
    return !out.empty();
}

std::string to_string(const std::vector<Path>& roles, const Text& text) {
    std::string out;
    for (const Path& path : roles) {
        out += out.empty() ? "" : ", ";
        for (std::size_t i = 0; i < path.size(); ++i) {
            const auto* known = std::find_if(kSteps.begin(), kSteps.end(), [&](const auto& s) { return s.second == path[i].step; });
            out += i == 0 ? "" : ".";
            out += known != kSteps.end() ? known->first : text.word(path[i].word);
        }
    }
    return out;
}

}  // namespace demarche::extract
