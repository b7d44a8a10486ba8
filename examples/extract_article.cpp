// Extracts one article and prints its edges with the sentence behind each.
#include <iostream>

#include "demarche/extractor.h"

int main() {
    const auto rules = demarche::Rules::load();
    if (!rules) {
        std::cerr << rules.error().to_string() << '\n';
        return 1;
    }
    demarche::Article article;
    article.id = "border";
    article.date = "2031-05-04";
    article.bytes =
        "Kazakhstan asked Uzbekistan on Monday to open the border. Uzbekistan rejected the request.\n";
    const demarche::Extraction extraction = demarche::extract_article(**rules, article);
    for (const demarche::ExtractedEdge& edge : extraction.edges)
        std::cout << extraction.nodes[edge.source].name << " -" << edge.relation << "-> " << extraction.nodes[edge.target].name << "   (" << edge.date << ")  “"
                  << edge.sentence << "”\n";
}
