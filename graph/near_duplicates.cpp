#include "graph/near_duplicates.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "graph/checksum.h"

namespace demarche::graph {
namespace {

constexpr std::size_t kFewestShingles = 8;    // a short sentence may well be written twice
constexpr std::size_t kLeastHashes = 8, kMostInBucket = 8;
constexpr std::size_t kSimilarPercent = 60;   // of the shingles of both, those in common

// Words in lower case (ASCII; other letters as they are), punctuation left out.
std::vector<std::string> words_of(std::string_view sentence) {
    std::vector<std::string> words(1);
    for (const char c : sentence) {
        const bool upper = c >= 'A' && c <= 'Z', other = static_cast<unsigned char>(c) >= 0x80U || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (upper) words.back() += static_cast<char>(c - 'A' + 'a');
        else if (other) words.back() += c;
        else if (!words.back().empty()) words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

bool similar(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    if (std::min(a.size(), b.size()) < kFewestShingles) return false;
    std::vector<std::uint64_t> common;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
    return common.size() * 100 >= (a.size() + b.size() - common.size()) * kSimilarPercent;
}

}  // namespace

const NearDuplicates::Shingles& NearDuplicates::shingles_of(const Extraction& article) {
    const auto [entry, fresh] = shingles_.try_emplace(&article);
    if (!fresh) return entry->second;
    std::set<std::string_view> sentences;
    for (const ExtractedEdge& edge : article.edges) sentences.insert(edge.sentence);
    Shingles& shingles = entry->second;
    for (const std::string_view sentence : sentences) {
        const std::vector<std::string> words = words_of(sentence);
        for (std::size_t i = 0; i + 1 < words.size(); ++i) shingles.push_back(checksum(words[i] + ' ' + words[i + 1]));
    }
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
    return shingles;
}

std::vector<std::vector<const Extraction*>> NearDuplicates::groups(const std::vector<const Extraction*>& articles) {
    std::vector<std::size_t> leader(articles.size());  // the first of the group, along a chain
    std::iota(leader.begin(), leader.end(), std::size_t{0});
    const auto find = [&](std::size_t i) {
        while (leader[i] != i) i = leader[i] = leader[leader[i]];
        return i;
    };
    std::map<std::uint64_t, std::vector<std::size_t>> buckets;
    for (std::size_t i = 0; articles.size() > 1 && i < articles.size(); ++i) {
        const Shingles& mine = shingles_of(*articles[i]);
        for (std::size_t k = 0; k < std::min(kLeastHashes, mine.size()); ++k) {
            std::vector<std::size_t>& bucket = buckets[mine[k]];
            for (const std::size_t other : bucket) {
                const std::size_t a = find(i), b = find(other);
                if (a != b && similar(mine, shingles_of(*articles[other]))) leader[std::max(a, b)] = std::min(a, b);
            }
            if (bucket.size() < kMostInBucket) bucket.push_back(i);
        }
    }
    std::vector<std::vector<const Extraction*>> groups(articles.size());
    for (std::size_t i = 0; i < articles.size(); ++i) groups[find(i)].push_back(articles[i]);
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    return groups;
}

}  // namespace demarche::graph
