// Compiles WordNet and a list of abbreviations into lexicon.bin (extract/text/lexicon_format.h).
//
//   demarche-lexicon-compiler WORDNET_FOLDER ABBREVIATIONS OUTPUT
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "extract/text/lexicon_compiler/inflect.h"
#include "extract/text/lexicon_compiler/wordnet.h"
#include "extract/text/lexicon_format.h"
#include "extract/text/token.h"

namespace demarche::lexicon_compiler {
namespace {

namespace format = extract::lexicon_format;

struct Entry {
    format::Record record;
    std::string noun_lemma, verb_lemma;
};
using Entries = std::map<std::string, Entry>;

void raise(std::uint16_t& count, std::uint32_t by) { count = static_cast<std::uint16_t>(std::max<std::uint32_t>(count, std::min<std::uint32_t>(by, 65535))); }
std::uint16_t bits(unsigned value) { return static_cast<std::uint16_t>(value); }

void add_noun(Entries& entries, const std::string& form, const std::string& lemma, const LemmaSense& sense, unsigned pos) {
    Entry& e = entries[form];
    // A form keeps the lemma that is used more; a word that is itself a noun ("news") stays its own lemma.
    if (e.noun_lemma.empty() || (e.noun_lemma != form && sense.count > e.record.noun_count)) e.noun_lemma = lemma;
    e.record.pos |= bits(sense.common ? pos : unsigned{extract::kMayProper});
    if (sense.proper) e.record.pos |= bits(extract::kMayProper);
    e.record.semantic |= sense.semantic;
    if (sense.common) e.record.flags |= bits(format::kCommonNoun);
    if (sense.proper) e.record.flags |= bits(format::kProperNoun);
    if (sense.place && sense.proper) e.record.flags |= bits(format::kPlace);
    raise(e.record.noun_count, sense.count);
}

void add_verb(Entries& entries, const std::string& form, const std::string& lemma, const LemmaSense& sense, unsigned pos) {
    Entry& e = entries[form];
    // An inflected form ("found" of find) is met more often than the verb that is spelt like it.
    if (e.verb_lemma.empty() || (pos != extract::kMayBase && sense.count >= e.record.verb_count)) e.verb_lemma = lemma;
    e.record.pos |= bits(pos);
    e.record.semantic |= sense.semantic;
    if (pos == extract::kMayBase) e.record.flags |= bits(format::kVerbLemma);
    raise(e.record.verb_count, sense.count);
}

void add_nouns(Entries& entries, const WordNet& wordnet) {
    constexpr auto part = static_cast<std::size_t>(PartOfSpeech::noun);
    std::map<std::string, std::vector<std::string>> irregular;
    for (const auto& [form, lemma] : wordnet.exceptions[part]) irregular[lemma].push_back(form);
    for (const auto& [lemma, sense] : wordnet.lemmas[part]) add_noun(entries, lemma, lemma, sense, extract::kMayNoun);
    for (const auto& [lemma, sense] : wordnet.lemmas[part]) {
        const auto forms = irregular.find(lemma);
        const bool is_man = lemma.size() > 4 && lemma.compare(lemma.size() - 3, 3, "man") == 0 && (sense.semantic & extract::kPersonNoun) != 0;
        if (forms != irregular.end())
            for (const std::string& form : forms->second) {
                add_noun(entries, form, lemma, sense, extract::kMayPlural);
                if (form != lemma && sense.count > 0) entries[form].noun_lemma = lemma;  // "men" is more often the plural than a word of its own
            }
        else if (is_man && sense.common)
            add_noun(entries, lemma.substr(0, lemma.size() - 3) + "men", lemma, sense, extract::kMayPlural);
        else if (lemma.size() > 2)
            add_noun(entries, plural(lemma), lemma, sense, extract::kMayPlural);
    }
    // WordNet lists "authorities" or "talks" as lemmas of their own: to the grammar they are plurals.
    for (const auto& [lemma, sense] : wordnet.lemmas[part]) {
        const std::string form = plural(lemma);
        if (!sense.common || sense.count == 0 || wordnet.lemmas[part].find(form) == wordnet.lemmas[part].end()) continue;
        Entry& e = entries[form];
        e.record.pos = bits((e.record.pos & ~unsigned{extract::kMayNoun}) | extract::kMayPlural);
        e.noun_lemma = lemma;
    }
}

void add_verbs(Entries& entries, const WordNet& wordnet) {
    constexpr auto part = static_cast<std::size_t>(PartOfSpeech::verb);
    std::map<std::string, std::vector<std::string>> irregular;
    for (const auto& [form, lemma] : wordnet.exceptions[part]) irregular[lemma].push_back(form);
    const auto& lemmas = wordnet.lemmas[part];
    for (const auto& [lemma, sense] : lemmas) {
        add_verb(entries, lemma, lemma, sense, extract::kMayBase);
        add_verb(entries, plural(lemma), lemma, sense, extract::kMay3sg);
        bool irregular_past = false, irregular_gerund = false;
        if (const auto forms = irregular.find(lemma); forms != irregular.end()) {
            for (const std::string& form : forms->second) {
                const bool is_gerund = form.size() > 4 && form.compare(form.size() - 3, 3, "ing") == 0;
                const bool is_3sg = form.back() == 's';
                if (!is_gerund && !is_3sg) irregular_past = true;
                if (is_gerund) irregular_gerund = true;
                add_verb(entries, form, lemma, sense, is_gerund ? extract::kMayGerund : is_3sg ? extract::kMay3sg : extract::kMayPast | extract::kMayParticiple);
            }
        }
        // The exceptions list doubled consonants of known verbs; newer ones get both spellings.
        const std::string twice = doubled(lemma);
        if (!irregular_past || lemmas.find(past(lemma)) == lemmas.end()) add_verb(entries, past(lemma), lemma, sense, extract::kMayPast | extract::kMayParticiple);
        add_verb(entries, gerund(lemma), lemma, sense, extract::kMayGerund);
        if (!twice.empty() && !irregular_past) add_verb(entries, twice + "ed", lemma, sense, extract::kMayPast | extract::kMayParticiple);
        if (!twice.empty() && !irregular_gerund) add_verb(entries, twice + "ing", lemma, sense, extract::kMayGerund);
    }
}

void add_modifiers(Entries& entries, const WordNet& wordnet) {
    for (const auto& [lemma, sense] : wordnet.lemmas[static_cast<std::size_t>(PartOfSpeech::adjective)]) {
        Entry& e = entries[lemma];
        e.record.pos |= bits(extract::kMayAdjective);
        if (sense.proper && !sense.common) e.record.flags |= bits(format::kProperAdjective);
        raise(e.record.adjective_count, sense.count);
    }
    for (const auto& [lemma, sense] : wordnet.lemmas[static_cast<std::size_t>(PartOfSpeech::adjective)]) {
        if (!sense.common) continue;
        for (const char* ending : {"er", "est"}) {
            const std::string form = compared(lemma, ending);
            if (!form.empty() && entries.find(form) == entries.end()) entries[form].record.pos = extract::kMayAdjective;
        }
    }
    for (const auto& [lemma, sense] : wordnet.lemmas[static_cast<std::size_t>(PartOfSpeech::adverb)]) {
        Entry& e = entries[lemma];
        e.record.pos |= bits(extract::kMayAdverb);
        raise(e.record.adverb_count, sense.count);
    }
    // Irregular comparatives and superlatives ("better", "happiest").
    for (const auto& [form, lemma] : wordnet.exceptions[static_cast<std::size_t>(PartOfSpeech::adjective)]) entries[form].record.pos |= bits(extract::kMayAdjective);
}

// Lines of "word flags…"; '#' starts a comment. The words carry no full stop.
void add_abbreviations(Entries& entries, const std::string& path) {
    std::ifstream in(path);
    if (!in) throw std::runtime_error("cannot open " + path);
    std::string line;
    while (std::getline(in, line)) {
        std::istringstream fields(line.substr(0, line.find('#')));
        std::string word, flag;
        if (!(fields >> word)) continue;
        format::Record& record = entries[word].record;
        while (fields >> flag) {
            if (flag == "title") record.flags |= bits(format::kTitleAbbreviation);
            else if (flag == "end") record.flags |= bits(format::kAbbreviation);
            else if (flag == "number") record.flags |= bits(format::kTitleAbbreviation | format::kNumberAbbreviation);
            else if (flag == "month") record.flags |= bits(format::kTitleAbbreviation | format::kMonthAbbreviation);
            else throw std::runtime_error(std::string(path).append(": unknown flag ").append(flag));
        }
    }
}

void mark_rare(Entries& entries) {
    for (auto& [word, e] : entries) {
        const unsigned noun = e.record.noun_count, verb = e.record.verb_count, adjective = e.record.adjective_count, adverb = e.record.adverb_count;
        const unsigned best = std::max(std::max(noun, verb), std::max(adjective, adverb));
        if (best < 10) continue;
        if (verb * 25 < best) e.record.flags |= bits(format::kRareVerb);
        if (noun * 25 < best) e.record.flags |= bits(format::kRareNoun);
        if (adjective * 25 < best) e.record.flags |= bits(format::kRareAdjective);
    }
}

template <class T>
void put(std::ostream& out, const T* data, std::size_t count) {
    out.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(count * sizeof(T)));
}

// Words that WordNet's texts use most come first, so that what most lookups touch, here and in every table by word id, lies together.
std::vector<Entries::iterator> by_use(Entries& entries) {
    std::vector<Entries::iterator> order;
    for (auto at = entries.begin(); at != entries.end(); ++at) order.push_back(at);
    const auto uses = [](const Entries::iterator& at) {
        const format::Record& r = at->second.record;
        return unsigned{r.noun_count} + r.verb_count + r.adjective_count + r.adverb_count;
    };
    std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) { return uses(a) > uses(b); });
    return order;
}

void write(Entries& entries, const std::string& path) {
    const std::vector<Entries::iterator> order = by_use(entries);
    std::map<std::string, std::uint32_t> ids;
    for (const auto& at : order) ids.emplace(at->first, static_cast<std::uint32_t>(ids.size()));
    const auto id_of = [&](const std::string& word) { return word.empty() ? format::kNoWord : ids.at(word); };
    format::Header header;
    header.words = static_cast<std::uint32_t>(entries.size());
    if (header.words >= format::kIdMask) throw std::runtime_error("more words than ids");
    header.slots = 1;
    while (header.slots < header.words * 2) header.slots *= 2;
    std::vector<std::uint32_t> slots(header.slots);
    std::vector<format::Record> records;
    std::string strings;
    for (const auto& at_word : order) {
        auto& [word, e] = *at_word;
        e.record.offset = static_cast<std::uint32_t>(strings.size());
        e.record.length = static_cast<std::uint16_t>(word.size());
        e.record.noun_lemma = id_of(e.noun_lemma);
        e.record.verb_lemma = id_of(e.verb_lemma);
        strings += word;
        const std::uint32_t hash = format::hash(word);
        std::uint32_t at = hash & (header.slots - 1);
        while (slots[at] != 0) at = (at + 1) & (header.slots - 1);
        slots[at] = format::slot(hash, static_cast<std::uint32_t>(records.size()));
        records.push_back(e.record);
    }
    header.string_bytes = static_cast<std::uint32_t>(strings.size());
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    put(out, &header, 1);
    put(out, slots.data(), slots.size());
    put(out, records.data(), records.size());
    put(out, strings.data(), strings.size());
    if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

void compile(const std::string& wordnet_folder, const std::string& abbreviations, const std::string& output) {
    const WordNet wordnet = read_wordnet(wordnet_folder);
    Entries entries;
    add_nouns(entries, wordnet);
    add_verbs(entries, wordnet);
    add_modifiers(entries, wordnet);
    add_abbreviations(entries, abbreviations);
    mark_rare(entries);
    write(entries, output);
}

}  // namespace
}  // namespace demarche::lexicon_compiler

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: demarche-lexicon-compiler WORDNET_FOLDER ABBREVIATIONS OUTPUT\n";
        return 2;
    }
    try {
        demarche::lexicon_compiler::compile(argv[1], argv[2], argv[3]);
    } catch (const std::exception& e) {
        std::cerr << "demarche-lexicon-compiler: " << e.what() << '\n';
        std::remove(argv[3]);
        return 1;
    }
    return 0;
}
