// The store: one SQLite file (.dmr) with articles, their extractions and the frozen graph.
//
// What commit_article() has acknowledged survives kill -9 and power loss. Readers never write and see the last finish() or,
// after a killed build, a graph rebuilt in memory from the committed extractions. One writer at a time (ErrorCode::locked).
// Threads: a Store belongs to one thread; several Stores on one file are fine.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/article.h"
#include "demarche/curation.h"
#include "demarche/extraction.h"
#include "demarche/graph.h"
#include "demarche/ontology.h"
#include "demarche/result.h"

namespace demarche {

// Merges article graphs into one. Associative, commutative, idempotent: the same set of extractions gives the same graph
// whatever the order; an article that occurs twice counts once.
//
// Nodes with one id become one: name, type and state are those of most articles, other names become aliases. Labels are the
// type and the types above it. Properties: id, name, aliases, state and what the extraction gives (title, number…).
//
// Reports of one act become one edge: same ends (either way round where the relation is symmetric), relation, polarity and
// modality; dates of which one contains the other; topics that share words. Structural relations (represents, member_of …)
// are facts, one edge whatever the date. Where a report fits two acts equally it stays apart: an unsure merge is not made.
// Properties: topic, date, polarity, modality, attributed_to, confidence (the highest), rule, plover, cameo, articles (count of distinct
// ones), doc (the id of the first of them), weight (count of reports), first_date, last_date, outlets (sorted), and evidence: a list of maps {article, date, sentence, start, end
// and perhaps attributed_to, outlet, url, copies}, in order of (date, article, start). What is unknown is left out.
// Articles whose evidence is nearly the same text (one agency's report in several outlets) count as one: the earliest of them stands in
// `evidence`, and its `copies` names the others.
// Nodes are in order of their ids. O(n log n) in the number of reports.
Result<PropertyGraph> merge(std::vector<Extraction> extractions, const Ontology& ontology = Ontology::built_in());

// Of an article's bytes: 16 hexadecimal digits.
std::string content_hash(std::string_view bytes);

struct StoredArticle {
    std::string id, title, date, url, outlet;
    std::string content_hash;  // of the bytes, hexadecimal
    std::size_t edges = 0;     // acts extracted
};

class Store {
public:
    // Makes a new store (replacing a file at `path` only when finish() is called on success is NOT promised: the file is created at once
    // under its name, and committed article by article). Errors: io, locked; bad_input when `path` is some other kind of file.
    static Result<Store> create(const std::string& path, const Ontology& ontology);
    // Opens for reading or for update. Errors: not_found, bad_input (no store, truncated, damaged, newer version), io.
    static Result<Store> open(const std::string& path, bool writable = false);
    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    ~Store();

    // All that is added and removed from here to finish() is one step: it is done whole when finish() returns, or not at all.
    Result<void> begin();
    // Adds or replaces one article; durable when this returns (after begin(): when finish() returns).
    Result<void> commit_article(const Article& article, const Extraction& extraction);
    Result<bool> remove_article(std::string_view id);  // false: there was none
    // Applies the curation beside the store (see curation.h; when there is no such file, the one applied last), merges, freezes and stores the
    // columns. Must end every build or update. After a few changes only what they touch is merged again. Gives a warning for each
    // curation entry that no longer applies. anew: everything is merged again, whatever was kept. Errors: those of the curation file, io.
    Result<std::vector<Diagnostic>> finish(bool anew = false);
    // Empty: no such article.
    Result<std::string> content_hash_of(std::string_view id) const;

    // The graph of the last finish(). `choose`, when given, is called once with the graph that has its nodes, labels, edges and keys but no property
    // values yet, and tells which columns to read; the others have no values.
    Result<PropertyGraph> graph(const std::function<GraphParts(const PropertyGraph&)>& choose = nullptr) const;
    Result<Ontology> ontology() const;
    Result<Curation> curation() const;  // as the graph has it
    Result<std::vector<StoredArticle>> articles() const;              // in order of their ids
    // Of one article; nothing when there is none of this id.
    Result<std::optional<StoredArticle>> article(std::string_view id) const;
    Result<std::optional<std::string>> article_bytes(std::string_view id) const;
    Result<std::optional<Extraction>> extraction(std::string_view id) const;
    Result<std::vector<Extraction>> extractions() const;              // in order of the article ids
    // Verifies structure, checksums and that the columns are those of the extractions. Empty: sound.
    std::vector<Diagnostic> check() const;
    // For imported graphs: stores a frozen graph without articles.
    static Result<void> save_graph(const std::string& path, const PropertyGraph& graph, const Ontology& ontology);

private:
    struct State;
    explicit Store(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace demarche
