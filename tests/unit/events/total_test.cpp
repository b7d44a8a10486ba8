// Extraction is total: any bytes give a result. The examples' articles, with words moved, dropped and put in at random (fixed seed), are read; the sanitizer
// build is what makes this test sharp.
#include <doctest/doctest.h>

#include <random>
#include <sstream>

#include "demarche/extractor.h"

using namespace demarche;

namespace {

std::vector<Article> examples() {
    std::vector<Article> articles;
    read_articles(DEMARCHE_PROJECT_DIR "/examples/articles", InputFormat::detect,
                  {[&](Article article) {
                       articles.push_back(std::move(article));
                       return true;
                   },
                   [](const Diagnostic&) { return true; }});
    return articles;
}

std::string mutated(const std::string& text, std::mt19937& random) {
    static const char* const kOdd[] = {"\"", "(", ")", "—", ",", ".", "that", "who", "and", "of", "by", "said", "to", "“", "’s", "not", "if", "\n\n", ":", "in a raid", "was held", "\xff"};
    std::vector<std::string> words;
    std::istringstream in(text);
    for (std::string word; std::getline(in, word, ' ');) words.push_back(word);
    for (unsigned n = 1 + random() % 12; n > 0 && !words.empty(); --n) {
        const std::size_t i = random() % words.size(), j = random() % words.size();
        switch (random() % 3) {
            case 0: std::swap(words[i], words[j]); break;
            case 1: words.erase(words.begin() + static_cast<std::ptrdiff_t>(i)); break;
            default: words.insert(words.begin() + static_cast<std::ptrdiff_t>(i), kOdd[random() % std::size(kOdd)]);
        }
    }
    std::string out;
    for (const std::string& word : words) out += word + ' ';
    return out;
}

}  // namespace

TEST_CASE("extraction gives sound results for any text") {
    const auto rules = Rules::load();
    REQUIRE(rules);
    std::mt19937 random(20);
    const std::vector<Article> articles = examples();
    REQUIRE(articles.size() >= 15);
    for (int round = 0; round < 20; ++round)
        for (Article article : articles) {
            article.bytes = mutated(article.bytes, random);
            const Extraction extraction = extract_article(**rules, article);
            bool sound = true;
            for (const ExtractedEdge& edge : extraction.edges)
                sound = sound && edge.source < extraction.nodes.size() && edge.target < extraction.nodes.size() && edge.evidence.begin < edge.evidence.end &&
                        edge.evidence.end <= article.bytes.size();
            for (const ExtractedMention& mention : extraction.mentions)
                sound = sound && mention.node < extraction.nodes.size() && mention.range.begin < mention.range.end && mention.range.end <= article.bytes.size();
            INFO(article.bytes);
            CHECK(sound);
        }
}
