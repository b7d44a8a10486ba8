// Reads a folder of articles, extracts and merges them in memory, and asks whom Kennedy pressed.
#include <iostream>

#include "demarche/extractor.h"
#include "demarche/query.h"
#include "demarche/store.h"

using namespace demarche;

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    const auto rules = Rules::load();
    if (!rules) return 1;
    std::vector<Extraction> extractions;
    read_articles(argv[1], InputFormat::detect,
                  {[&](const Article& article) {
                       extractions.push_back(extract_article(**rules, article));
                       return true;
                   },
                   [](const Diagnostic& fault) {
                       std::cerr << fault.to_string() << '\n';
                       return true;
                   }});
    const Result<PropertyGraph> graph = merge(std::move(extractions));
    if (!graph) return 1;
    const Engine engine(*graph, (*rules)->ontology());
    const auto query = engine.prepare(
        "MATCH (a:Person)-[r:pressured]->(b) WHERE a.name ENDS WITH 'Kennedy' RETURN a.name AS who, type(r) AS did, b.name AS whom, evidence(r)[0].sentence AS sentence "
        "ORDER BY who, did, whom, sentence");
    if (!query) return 1;
    const auto table = query->run();
    if (!table) return 1;
    for (const auto& row : table->rows)
        std::cout << *row[0].as_string() << " -" << *row[1].as_string() << "-> " << *row[2].as_string() << "\n    " << *row[3].as_string() << '\n';
}
