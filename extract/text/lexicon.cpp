#include "extract/text/lexicon.h"

#include <algorithm>
#include <string>

#include "extract/text/lexicon_state.h"

namespace demarche::extract {
namespace {

namespace format = lexicon_format;

// Calls f with each word of a list parted by spaces.
template <class F>
void each_word(std::string_view list, F f) {
    std::size_t at = 0;
    while (at < list.size()) {
        const std::size_t begin = list.find_first_not_of(" \n\t", at);
        if (begin == std::string_view::npos) return;
        at = std::min(list.find_first_of(" \n\t", begin), list.size());
        f(list.substr(begin, at - begin));
    }
}

std::string_view text(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    const std::string* s = value ? value->as_string() : nullptr;
    return s ? std::string_view(*s) : std::string_view();
}

std::uint16_t form_bits(std::string_view forms) {
    std::uint16_t bits = 0;
    each_word(forms, [&](std::string_view form) {
        constexpr std::pair<std::string_view, std::uint16_t> kForms[] = {
            {"noun", kMayNoun}, {"plural", kMayPlural}, {"base", kMayBase}, {"3sg", kMay3sg}, {"past", kMayPast}, {"participle", kMayParticiple},
            {"gerund", kMayGerund}, {"adjective", kMayAdjective}, {"adverb", kMayAdverb}, {"proper", kMayProper}};
        for (const auto& [name, bit] : kForms)
            if (form == name) bits |= bit;
    });
    return bits;
}

// "take took taken", "put put put", "prove proved proven/proved": base, past, participle.
void add_irregular_verb(Lexicon& lexicon, Lexicon::State& state, std::string_view forms) {
    std::vector<std::string_view> parts;
    each_word(forms, [&](std::string_view part) { parts.push_back(part); });
    if (parts.size() != 3) return;
    const std::uint32_t base = lexicon.intern(parts[0]);
    constexpr std::uint16_t kVerbal = kMayPast | kMayParticiple;
    for (std::size_t i = 1; i < 3; ++i) {
        std::string_view rest = parts[i];
        while (!rest.empty()) {
            const std::size_t slash = std::min(rest.find('/'), rest.size());
            const std::uint32_t id = lexicon.intern(rest.substr(0, slash));
            rest.remove_prefix(std::min(slash + 1, rest.size()));
            WordFacts& facts = state.change_facts_of(id);
            if (!facts.replaces_pos) {
                const std::uint16_t old = id < state.dictionary.size() ? state.dictionary.record(id).pos : 0;
                facts.pos = static_cast<std::uint16_t>(old & ~kVerbal);
                facts.replaces_pos = true;
            }
            facts.pos |= i == 1 ? kMayPast : kMayParticiple;
            if (id == base) facts.pos |= kMayBase;
            facts.lemma = base;
        }
    }
}

// The regular forms of a verb that no lexicon has: "zimple zimples zimpled zimpling", "zim zimmed". Words that are known keep what they are.
void learn_verb(Lexicon& lexicon, Lexicon::State& state, const std::string& base) {
    constexpr std::string_view kVowels = "aeiou";
    const auto is_vowel = [&](std::size_t from_end) { return from_end <= base.size() && kVowels.find(base[base.size() - from_end]) != std::string_view::npos; };
    if (base.size() < 3 || lexicon.find(base) != kNone || base.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") != std::string::npos) return;
    const bool y = base.back() == 'y' && !is_vowel(2), e = base.back() == 'e';
    const bool one_syllable = base.find_first_of(kVowels) == base.size() - 2;
    const bool doubled = one_syllable && is_vowel(2) && !is_vowel(1) && !is_vowel(3) && std::string_view("wxy").find(base.back()) == std::string_view::npos;
    const bool hissing = base.ends_with("s") || base.ends_with("x") || base.ends_with("z") || base.ends_with("ch") || base.ends_with("sh") || base.ends_with("o");
    const std::string stem = y || e ? base.substr(0, base.size() - 1) : doubled ? base + base.back() : base;
    const std::pair<std::string, std::uint16_t> forms[] = {{base, kMayBase},
                                                           {y ? stem + "ies" : base + (hissing ? "es" : "s"), kMay3sg},
                                                           {stem + (y ? "ied" : "ed"), kMayPast | kMayParticiple},
                                                           {(e ? stem : y ? base : stem) + "ing", kMayGerund}};
    const std::uint32_t lemma = lexicon.intern(base);
    for (const auto& [form, pos] : forms) {
        if (lexicon.find(form) != kNone && form != base) continue;
        WordFacts& facts = state.change_facts_of(lexicon.intern(form));
        facts.pos = pos;
        facts.replaces_pos = true;
        facts.lemma = lemma;
    }
}

// The verbs that the frames of users' packs name: people invent words, and report of them.
void learn_verbs(Lexicon& lexicon, Lexicon::State& state, const PackFile& file) {
    const Value* entries = file.json.root.find("entries");
    const List* list = entries ? entries->as_list() : nullptr;
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const Value* verbs = (*list)[i].find("verbs");
        const List* texts = verbs ? verbs->as_list() : nullptr;
        for (std::size_t v = 0; texts != nullptr && v < texts->size(); ++v) {
            const std::string* text = (*texts)[v].as_string();
            if (text == nullptr) continue;
            std::string words = text->substr(0, text->find('+'));  // "zimple|flimp up + protest": the verbs alone
            std::replace(words.begin(), words.end(), '|', '\n');
            for (std::size_t begin = 0; begin < words.size();) {
                const std::size_t end = std::min(words.find('\n', begin), words.size());
                learn_verb(lexicon, state, words.substr(begin, std::min(words.find(' ', begin), end) - begin));
                begin = end + 1;
            }
        }
    }
}

void add_entry(Lexicon& lexicon, Lexicon::State& state, const base::JsonDocument& json, const std::string& pointer, const Value& entry,
               std::vector<Diagnostic>& faults) {
    if (const Value* verbs = entry.find("irregular_verbs")) {
        if (const List* list = verbs->as_list())
            for (const Value& verb : *list)
                if (const std::string* forms = verb.as_string()) add_irregular_verb(lexicon, state, *forms);
        return;
    }
    TagSet tags = 0;
    Tag first = Tag::other;
    each_word(text(entry, "tags"), [&](std::string_view name) {
        const TagSet set = tags_named(name);
        if (set == 0) faults.push_back(json.fault(pointer + "/tags", "unknown tag '" + std::string(name) + "'"));
        if (tags == 0) first = first_tag(set);
        tags |= set;
    });
    const std::uint16_t pos = form_bits(text(entry, "form"));
    const bool open = entry.find("open") && entry.find("open")->as_bool() && *entry.find("open")->as_bool();
    const std::string_view lemma = text(entry, "lemma");
    const std::uint32_t lemma_id = lemma.empty() ? kNone : lexicon.intern(lemma);
    each_word(text(entry, "words"), [&](std::string_view word) {
        WordFacts& facts = state.change_facts_of(lexicon.intern(word));
        if (facts.tags == 0) facts.first = first;
        facts.tags |= tags;
        facts.open = facts.open || open;
        if (pos != 0) {
            facts.pos |= pos;
            facts.replaces_pos = true;
        }
        if (lemma_id != kNone) facts.lemma = lemma_id;
    });
}

}  // namespace

std::uint32_t WordTable::find(std::string_view word, std::uint32_t hash) const {
    if (slots_.empty()) return kNone;
    const auto mask = static_cast<std::uint32_t>(slots_.size() - 1);
    for (std::uint32_t at = hash & mask; slots_[at] != 0; at = (at + 1) & mask) {
        const std::uint32_t n = slots_[at] - 1;
        if (hashes_[n] == hash && words_[n] == word) return n;
    }
    return kNone;
}

std::uint32_t WordTable::add(std::string_view word, std::uint32_t hash) {
    if (const std::uint32_t n = find(word, hash); n != kNone) return n;
    if (slots_.size() < (words_.size() + 1) * 2) grow();
    words_.emplace_back(word);
    hashes_.push_back(hash);
    const auto mask = static_cast<std::uint32_t>(slots_.size() - 1);
    std::uint32_t at = hash & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = size();
    return size() - 1;
}

void WordTable::grow() {
    std::vector<std::uint32_t> slots(std::max<std::size_t>(64, slots_.size() * 2));
    const auto mask = static_cast<std::uint32_t>(slots.size() - 1);
    for (std::uint32_t n = 0; n < size(); ++n) {
        std::uint32_t at = hashes_[n] & mask;
        while (slots[at] != 0) at = (at + 1) & mask;
        slots[at] = n + 1;
    }
    slots_.swap(slots);
}

void WordTable::clear() {
    words_.clear();
    hashes_.clear();
    slots_.clear();
}

WordFacts& Lexicon::State::change_facts_of(std::uint32_t word) {
    if (fact_of.size() <= word) fact_of.resize(std::max<std::size_t>(word + 1, dictionary.size()));
    if (fact_of[word] == 0) {
        fact_of[word] = static_cast<std::uint16_t>(facts.size());
        facts.emplace_back();
    }
    return facts[fact_of[word]];
}

TagSet tags_of(std::uint16_t pos) {
    constexpr std::pair<std::uint16_t, Tag> kTags[] = {
        {kMayNoun, Tag::noun}, {kMayPlural, Tag::noun_plural}, {kMayBase, Tag::verb_base}, {kMay3sg, Tag::verb_3sg}, {kMayPast, Tag::verb_past},
        {kMayParticiple, Tag::verb_participle}, {kMayGerund, Tag::verb_gerund}, {kMayAdjective, Tag::adjective}, {kMayAdverb, Tag::adverb}, {kMayProper, Tag::proper}};
    static constexpr std::array<TagSet, 1024> kTable = [&] {
        std::array<TagSet, 1024> table{};
        for (std::size_t bits = 0; bits < table.size(); ++bits)
            for (const auto& [pos_bit, tag] : kTags)
                if ((bits & pos_bit) != 0) table[bits] |= bit(tag);
        return table;
    }();
    return kTable[pos & 1023U];
}

FrequentWords::FrequentWords(const Lexicon& lexicon) : lexicon_(&lexicon) {
    constexpr std::uint32_t kOfDictionary = 3072, kOfRules = 3072;  // more would push each other out of the caches
    const std::uint32_t own = lexicon.state().dictionary.size();
    const std::uint32_t dictionary = std::min(own, kOfDictionary), rules = std::min(lexicon.size() - own, kOfRules);
    std::size_t slots = 1;
    while (slots * 2 < std::size_t{3} * (dictionary + rules)) slots *= 2;
    slots_.resize(slots);
    for (std::uint32_t id = own; id < own + rules; ++id) add(id);
    for (std::uint32_t id = 0; id < dictionary; ++id) add(id);
}

void FrequentWords::add(std::uint32_t id) {
    const std::string_view word = lexicon_->word(id);
    const std::uint32_t hash = format::hash(word);
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].id != kNone) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {start_of(word), hash, id, static_cast<std::uint16_t>(word.size()), lexicon_->analyse(id)};
}

Lexicon::Lexicon() : state_(std::make_unique<State>()) {}
Lexicon::~Lexicon() = default;

std::unique_ptr<Lexicon> Lexicon::compile(const PackFiles& files, std::vector<Diagnostic>& faults) {
    std::unique_ptr<Lexicon> lexicon(new Lexicon());
    if (lexicon->state_->dictionary.size() == 0) {
        Diagnostic d;
        d.message = "the built-in lexicon is missing or of another version";
        faults.push_back(std::move(d));
    }
    for (const PackFile& file : files) {
        if (file.kind != "words") continue;
        const Value* entries = file.json.root.find("entries");
        const List* list = entries ? entries->as_list() : nullptr;
        if (list == nullptr) continue;
        for (std::size_t i = 0; i < list->size(); ++i) add_entry(*lexicon, *lexicon->state_, file.json, "/entries/" + std::to_string(i), (*list)[i], faults);
    }
    for (const PackFile& file : files)
        if (file.kind == "frames" && file.pack != "built-in") learn_verbs(*lexicon, *lexicon->state_, file);
    for (const PackFile& file : files)
        if (file.kind == "tags") compile_tag_rules(file.json, *lexicon, lexicon->state_->rules, faults);
    lexicon->state_->rule_index = TagRuleIndex(lexicon->state_->rules.rules);
    lexicon->state_->frequent = FrequentWords(*lexicon);
    return lexicon;
}

std::uint32_t Lexicon::find(std::string_view lower) const {
    const std::uint32_t hash = format::hash(lower);
    const std::uint32_t id = state_->dictionary.find(lower, hash);
    if (id != kNone) return id;
    const std::uint32_t n = state_->interned.find(lower, hash);
    return n == kNone ? kNone : state_->dictionary.size() + n;
}

std::uint32_t Lexicon::intern(std::string_view lower) {
    const std::uint32_t id = state_->dictionary.find(lower);
    return id != kNone ? id : state_->dictionary.size() + state_->interned.add(lower, format::hash(lower));
}

std::string_view Lexicon::word(std::uint32_t id) const {
    const std::uint32_t own = state_->dictionary.size();
    if (id < own) return state_->dictionary.word(id);
    return id - own < state_->interned.size() ? state_->interned.word(id - own) : std::string_view();
}

std::uint32_t Lexicon::size() const { return state_->dictionary.size() + state_->interned.size(); }

Lexicon::Analysis Lexicon::analyse(std::uint32_t word) const {
    Analysis a;
    if (word < state_->dictionary.size()) {
        const format::Record& record = state_->dictionary.record(word);
        a = {record.pos, record.semantic, record.noun_lemma, record.verb_lemma, 0};
    }
    const WordFacts& facts = state_->facts_of(word);
    if (facts.tags != 0) {
        a.closed = static_cast<char>(facts.first);
        if (!facts.open) a = {kMayClosed, 0, kNone, kNone, a.closed};
        a.pos |= kMayClosed;
    }
    if (facts.replaces_pos) a.pos = static_cast<std::uint16_t>(facts.pos | (a.pos & kMayClosed));
    if (facts.lemma != kNone) (facts.first == Tag::noun || facts.first == Tag::noun_plural ? a.noun_lemma : a.verb_lemma) = facts.lemma;
    return a;
}

std::uint32_t Lexicon::verb_lemma(std::string_view lower) const {
    const std::uint32_t id = find(lower);
    return id == kNone ? kNone : analyse(id).verb_lemma;
}

std::uint32_t Lexicon::noun_lemma(std::string_view lower) const {
    const std::uint32_t id = find(lower);
    return id == kNone ? kNone : analyse(id).noun_lemma;
}

}  // namespace demarche::extract
