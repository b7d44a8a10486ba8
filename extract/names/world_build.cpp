// Entries, their names, and the words of names.
#include <algorithm>
#include <cstring>
#include <tuple>

#include "extract/names/fold.h"
#include "extract/names/world_state.h"

namespace demarche::extract {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Names of ASCII letters and single spaces need no tokenizer; most are such.
bool is_plain(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!is_letter(text[i]) && (text[i] != ' ' || i == 0 || text[i - 1] == ' ' || i + 1 == text.size())) return false;
    return !text.empty();
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// The letter case that a word of the name asks of the text, from how the name is written.
WordCase case_of(std::string_view original) {
    std::size_t upper = 0, letters = 0;
    for (std::size_t i = 0; i < original.size(); ++i) {
        const auto byte = static_cast<unsigned char>(original[i]);
        if (byte >= '0' && byte <= '9') return WordCase::any;
        if (byte >= 0x80) {
            if ((byte & 0xC0U) == 0x80U) continue;
            // Upper case of Latin-1 and Cyrillic: enough to tell "Élysée" and "Кремль" from ordinary words.
            const unsigned next = i + 1 < original.size() ? static_cast<unsigned char>(original[i + 1]) : 0U;
            ++letters;
            if ((byte == 0xC3 && next >= 0x80 && next <= 0x9E) || (byte == 0xD0 && next >= 0x81 && next <= 0xAF) || (byte >= 0xC4 && byte <= 0xC8 && next % 2 == 0)) ++upper;
            continue;
        }
        if (is_letter(original[i])) ++letters;
        if (byte >= 'A' && byte <= 'Z') ++upper;
    }
    if (upper == 0) return WordCase::any;
    return upper == letters && letters > 1 ? WordCase::upper : WordCase::capital;
}

// The piece of `text` from `at` that `word` was made of: as many code points, after white space.
std::string_view take(std::string_view text, std::size_t& at, std::string_view word) {
    while (at < text.size() && text[at] == ' ') ++at;
    const std::size_t begin = at;
    for (std::size_t n = code_points(word); n > 0 && at < text.size(); --n) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
    }
    return text.substr(begin, at - begin);
}

}  // namespace

std::string_view TextArena::store(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > kBlock / 4) {
        blocks_.insert(blocks_.begin(), std::make_unique<char[]>(text.size()));
        std::memcpy(blocks_.front().get(), text.data(), text.size());
        if (blocks_.size() == 1) used_ = kBlock;
        return {blocks_.front().get(), text.size()};
    }
    if (used_ + text.size() > kBlock || blocks_.empty()) {
        blocks_.push_back(std::make_unique<char[]>(kBlock));
        used_ = 0;
    }
    char* at = blocks_.back().get() + used_;
    std::memcpy(at, text.data(), text.size());
    used_ += text.size();
    return {at, text.size()};
}

std::uint32_t WorldBuilder::entry(const WorldEntry& made) {
    if (const auto found = state_.by_id.find(made.id); found != state_.by_id.end()) {
        WorldEntry& old = state_.entries[found->second];
        if (old.from == made.from && old.until == made.until && (made.state.empty() || old.state == made.state)) {
            old.user = old.user || user_;
            return found->second;
        }
    }
    const auto number = static_cast<std::uint32_t>(state_.entries.size());
    WorldEntry e = made;
    for (std::string_view* view : {&e.id, &e.name, &e.state, &e.from, &e.until, &e.subtype}) *view = state_.arena.store(*view);
    e.user = user_;
    state_.by_id.try_emplace(e.id, number);
    state_.entries.push_back(e);
    return number;
}

void WorldBuilder::add_words(std::string_view text, std::uint32_t entry, NameFlags flags) {
    word_ids_.clear();
    std::uint32_t cases = 0;
    const auto add = [&](std::string_view lower, std::string_view original) {
        if (word_ids_.size() < 16) cases |= static_cast<std::uint32_t>(flags.any_case ? WordCase::any : case_of(original)) << (2 * word_ids_.size());
        word_ids_.push_back(lexicon_.intern(lower));
    };
    if (is_plain(text)) {
        scratch_.assign(text);
        for (char& c : scratch_)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find(' ', begin), text.size());
            add(std::string_view(scratch_).substr(begin, end - begin), text.substr(begin, end - begin));
            begin = end + 1;
        }
    } else {
        std::size_t at = 0;
        for (const std::string& word : split_words(text)) add(word, take(text, at, word));
    }
    if (word_ids_.empty()) return;
    TrieName name;
    name.entry = entry;
    name.cases = cases;
    const WorldEntry& e = state_.entries[entry];
    name.rank = static_cast<std::uint16_t>(pack_ * 2 + (e.from.empty() && e.until.empty() ? 0 : 1));
    name.flags = static_cast<std::uint16_t>((flags.demonym ? kDemonym : 0) | (flags.people ? kPeople : 0) | (flags.capital ? kCapital : 0) |
                                            (flags.plural ? kPlural : 0) | (flags.ambiguous ? kAmbiguous : 0));
    state_.trie.add(word_ids_, name);
}

void WorldBuilder::name(std::uint32_t entry, std::string_view text, NameFlags flags) {
    add_words(text, entry, flags);
    if (!is_ascii(text) && !flags.marks_needed)
        if (const std::string folded = fold_latin(text); folded != text) add_words(folded, entry, flags);
}

void WorldBuilder::finish() {
    state_.trie.finish();
    std::stable_sort(state_.holders.begin(), state_.holders.end(), [](const World::Holder& a, const World::Holder& b) {
        return std::tie(a.office, a.state, a.from, a.person) < std::tie(b.office, b.state, b.from, b.person);
    });
    for (const StateUse& use : uses_)
        if (!state_.by_id.contains("state:" + std::string(use.code)))
            faults_.push_back(use.file->fault("/entries/" + std::to_string(use.entry) + "/state", "no state has the code '" + std::string(use.code) + "'",
                                              "states are entries of kind \"states\"; ISO 3166 alpha-3 codes are built in"));
}

}  // namespace demarche::extract
