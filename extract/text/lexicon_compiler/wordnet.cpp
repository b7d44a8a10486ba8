#include "extract/text/lexicon_compiler/wordnet.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "extract/text/token.h"

namespace demarche::lexicon_compiler {
namespace {

constexpr std::array<std::string_view, kParts> kFileNames = {"noun", "verb", "adj", "adv"};

std::ifstream open(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error("cannot open " + path);
    return in;
}

std::string slurp(const std::string& path) {
    std::ifstream in = open(path);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool is_single_word(std::string_view lemma) { return lemma.find('_') == std::string_view::npos; }

std::string lower(std::string s) {
    std::transform(s.begin(), s.end(), s.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return s;
}

// lexnames(5WN): the numbers of the lexicographer files.
std::uint16_t semantic_bit(int lexical_file) {
    switch (lexical_file) {
        case 4: return extract::kActNoun;
        case 6: return extract::kArtifactNoun;
        case 10: return extract::kCommunicationNoun;
        case 11: return extract::kEventNoun;
        case 14: return extract::kGroupNoun;
        case 15: return extract::kLocationNoun;
        case 18: return extract::kPersonNoun;
        case 26: return extract::kStateNoun;
        case 28: return extract::kTimeNoun;
        case 31: return extract::kCognitionVerb;
        case 32: return extract::kCommunicationVerb;
        case 33: return extract::kCompetitionVerb;
        case 35: return extract::kContactVerb;
        case 38: return extract::kMotionVerb;
        case 40: return extract::kPossessionVerb;
        case 41: return extract::kSocialVerb;
        default: return 0;
    }
}

// Tag counts by lemma, part of speech and sense number. A line: "call%1:04:03:: 6 1" = key, sense number, count.
using SenseCounts = std::array<std::map<std::string, std::map<int, std::uint32_t>>, kParts>;

SenseCounts read_counts(const std::string& path) {
    SenseCounts counts;
    std::ifstream in = open(path);
    std::string key;
    int sense = 0;
    std::uint32_t count = 0;
    while (in >> key >> sense >> count) {
        const std::size_t percent = key.rfind('%');
        if (percent == std::string::npos || percent + 1 >= key.size()) continue;
        const int type = key[percent + 1] - '0';  // 5 is an adjective satellite
        const std::size_t part = type == 5 ? 2 : static_cast<std::size_t>(type - 1);
        if (part < kParts) counts[part][key.substr(0, percent)][sense] += count;
    }
    return counts;
}

struct Synset {
    int lexical_file = 0;
    std::vector<std::string> words;
};

// "00002325 29 v 01 respire 1 005 …": offset, lexical file, type, number of words (hexadecimal), then word and lex id by turns.
Synset read_synset(const std::string& data, std::size_t offset) {
    const std::size_t end = std::min(data.find('\n', offset), data.size());
    if (offset >= end) throw std::runtime_error("bad synset offset");
    std::istringstream line(data.substr(offset, end - offset));
    std::string skip, type, number, word, id;
    Synset synset;
    line >> skip >> synset.lexical_file >> type >> number;
    for (int n = std::stoi(number, nullptr, 16); n > 0 && line >> word >> id; --n) {
        const std::size_t marker = word.find('(');  // adjective position marker: "galore(ip)"
        synset.words.push_back(marker == std::string::npos ? word : word.substr(0, marker));
    }
    return synset;
}

// Only senses that carry weight give semantic bits: the first, and further ones with a fair share of the tagged occurrences.
bool has_weight(int sense, std::uint32_t count, std::uint32_t total, int untagged_limit) {
    if (sense == 1) return true;
    if (total == 0) return sense <= untagged_limit;
    return count * 8 >= total;
}

LemmaSense read_lemma(const std::string& lemma, const std::vector<std::size_t>& offsets, const std::string& data,
                      const std::map<int, std::uint32_t>& counts) {
    LemmaSense result;
    for (const auto& [sense, count] : counts) result.count += count;
    int sense = 0;
    for (const std::size_t offset : offsets) {
        ++sense;
        const Synset synset = read_synset(data, offset);
        const auto tagged = counts.find(sense);
        const bool weighty = has_weight(sense, tagged == counts.end() ? 0 : tagged->second, result.count, 2);
        if (weighty) result.semantic |= semantic_bit(synset.lexical_file);
        if (sense == 1) result.place = synset.lexical_file == 15;
        for (const std::string& word : synset.words) {
            if (lower(word) != lemma) continue;
            (word == lemma ? result.common : result.proper) = true;
        }
    }
    return result;
}

void read_part(WordNet& wordnet, std::size_t part, const std::string& folder, const SenseCounts& counts) {
    const std::string name(kFileNames[part]);
    const std::string data = slurp(folder + "/data." + name);
    std::ifstream index = open(folder + "/index." + name);
    std::string line;
    while (std::getline(index, line)) {
        if (line.empty() || line[0] == ' ') continue;  // the licence
        std::istringstream fields(line);
        std::string lemma, skip;
        std::size_t synsets = 0, pointers = 0, tagged = 0;
        fields >> lemma >> skip >> synsets >> pointers;
        if (!is_single_word(lemma)) continue;
        while (pointers-- > 0) fields >> skip;
        fields >> skip >> tagged;
        std::vector<std::size_t> offsets(synsets);
        for (std::size_t& offset : offsets) fields >> offset;
        if (!fields) throw std::runtime_error(std::string("malformed line in index.").append(name).append(": ").append(line));
        const auto counted = counts[part].find(lemma);
        wordnet.lemmas[part][lemma] = read_lemma(lemma, offsets, data, counted == counts[part].end() ? std::map<int, std::uint32_t>() : counted->second);
    }
}

void read_exceptions(WordNet& wordnet, std::size_t part, const std::string& folder) {
    std::ifstream in = open(folder + "/" + std::string(kFileNames[part]) + ".exc");
    std::string line, form, lemma;
    while (std::getline(in, line)) {
        std::istringstream fields(line);
        if (fields >> form >> lemma && is_single_word(form) && is_single_word(lemma)) wordnet.exceptions[part].emplace_back(form, lemma);
    }
}

}  // namespace

WordNet read_wordnet(const std::string& folder) {
    WordNet wordnet;
    const SenseCounts counts = read_counts(folder + "/cntlist.rev");
    for (std::size_t part = 0; part < kParts; ++part) {
        read_part(wordnet, part, folder, counts);
        read_exceptions(wordnet, part, folder);
    }
    return wordnet;
}

}  // namespace demarche::lexicon_compiler
