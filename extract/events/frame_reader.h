// Reading the values of a frames file, with every fault kept: what frame_compile.cpp and frame_trigger.cpp share.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/events/frame.h"
#include "extract/text/lexicon.h"
#include "extract/text/token.h"

namespace demarche::extract {

// A trigger and where the pack names it.
struct PlacedTrigger {
    Trigger trigger;
    std::string pointer, word;
};

struct FrameReader {
    const PackFile* file = nullptr;
    Lexicon* lexicon = nullptr;
    std::vector<Diagnostic>* faults = nullptr;
    const std::map<std::string, std::vector<std::string>, std::less<>>* word_sets = nullptr;

    void fault(const std::string& pointer, std::string message, std::string hint = {}) const {
        faults->push_back(file->json.fault(pointer, std::move(message), std::move(hint)));
    }
    // "@list" or "a|b|c" → words.
    std::vector<std::string> words(std::string_view text, const std::string& pointer) const;
    std::vector<std::uint32_t> word_ids(std::string_view text, const std::string& pointer) const;  // sorted

    // "call on", "lodge|file + protest|@notes", "be + concerned": one trigger for each verb.
    std::vector<Trigger> verb_triggers(std::string_view text, const std::string& pointer) const;
    // All of an entry's verbs, nouns and adjectives; frame and layer are left to the caller.
    std::vector<PlacedTrigger> triggers(const Value& entry, const std::string& pointer) const;
    // "object", "infinitive.subject", "to", "topic.state" …; false and a fault when a step is unknown.
    bool path(std::string_view text, const std::string& pointer, Path& out) const;
};

// Members of an entry; empty or `otherwise` where there are none.
const List& list_at(const Value& object, std::string_view key);
std::string text_at(const Value& object, std::string_view key);
bool flag_at(const Value& object, std::string_view key, bool otherwise);
std::vector<std::string> split(std::string_view text, char separator);  // parts without outer blanks; empty parts left out
// The roles as a pack writes them: "subject, object.of".
std::string to_string(const std::vector<Path>& roles, const Text& text);

}  // namespace demarche::extract
