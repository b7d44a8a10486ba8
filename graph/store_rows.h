// The rows of the store's tables as values, each with its checksum. All functions throw StoreFault.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/curation.h"
#include "demarche/extraction.h"
#include "demarche/graph.h"
#include "demarche/ontology.h"
#include "graph/sqlite.h"

namespace demarche::graph {

struct ArticleRow {
    std::int64_t row = 0;  // its number in the file; set when read
    std::string id, title, date, url, outlet, hash;
    std::int64_t size = 0, edges = 0;
    std::string text, extraction;  // compressed
};

// The tables and columns are there.
void check_schema(Database& database);

// Empty: there is none.
std::string read_meta(Database& database, std::string_view key);
void write_meta(Database& database, std::string_view key, std::string_view value);
Result<Ontology> read_ontology(Database& database);

// Keep the running total of meta 'articles'. Inside a transaction.
void insert_row(Database& database, const ArticleRow& row);
bool remove_row(Database& database, std::string_view id);

std::optional<ArticleRow> read_row(Database& database, std::string_view id);
std::optional<ArticleRow> read_row(Database& database, std::int64_t row);
Extraction extraction_of(const Database& database, const ArticleRow& row);
std::int64_t article_count(Database& database);
// In order of the ids; in the end the total is compared.
void for_each_row(Database& database, const std::function<void(ArticleRow&&)>& f);
std::string decompress_text(const Database& database, const ArticleRow& row);
std::vector<Extraction> read_extractions(Database& database);

void write_graph(Database& database, const PropertyGraph& graph);
// `choose`, given the graph without its columns, tells which are needed; null: all.
Result<PropertyGraph> read_graph(Database& database, const std::function<GraphParts(const PropertyGraph&)>& choose);
// From the extractions and the curation.
Result<PropertyGraph> rebuild(Database& database);
// The one that was applied last.
Result<Curation> read_curation(Database& database);

// Everything that is wrong; does not throw.
std::vector<Diagnostic> check_store(Database& database);

}  // namespace demarche::graph
