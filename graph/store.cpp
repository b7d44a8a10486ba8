#include "demarche/store.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "graph/checksum.h"
#include "graph/compress.h"
#include "graph/extraction_codec.h"
#include "graph/store_derive.h"
#include "graph/store_file.h"
#include "graph/store_rows.h"

namespace demarche {

using graph::Database;
using graph::Statement;
using graph::StoreFault;
using graph::Transaction;

struct Store::State {
    // The order matters: the connection closes before the lock ends.
    std::unique_ptr<graph::WriterLock> lock;  // null: opened for reading
    std::unique_ptr<Database> database;
    std::optional<Transaction> batch;  // from begin() to finish()

    ~State() {
        batch.reset();
        if (!lock || !database) return;
        try {  // a finished store is one plain file that needs no right to write beside it
            database->run("PRAGMA wal_checkpoint(TRUNCATE)");
            database->run("PRAGMA journal_mode=DELETE");
        } catch (const StoreFault&) {  // a reader is in the way: the log stays and is as good
        }
    }
};

namespace {

// Runs f and turns a StoreFault into the Error that it carries.
template <class F>
auto guarded(F f) -> decltype(f()) {
    try {
        return f();
    } catch (StoreFault& fault) {
        return std::move(fault.error);
    }
}

void require_writable(const std::unique_ptr<graph::WriterLock>& lock, const Database& database) {
    if (!lock) graph::fail(ErrorCode::usage, database.path(), "the store is open for reading only");
}

// A transaction of its own, or a part of the batch.
class Step {
public:
    Step(Database& database, const std::optional<Transaction>& batch) {
        if (!batch) own_.emplace(database, true);
    }
    void commit() {
        if (own_) own_->commit();
    }

private:
    std::optional<Transaction> own_;
};

StoredArticle stored_article(graph::ArticleRow&& row) {
    return {std::move(row.id), std::move(row.title), std::move(row.date), std::move(row.url), std::move(row.outlet), std::move(row.hash),
            static_cast<std::size_t>(row.edges)};
}

// f of the article's row.
template <class T, class F>
Result<std::optional<T>> of_article(Database& database, std::string_view id, F f) {
    return guarded([&]() -> Result<std::optional<T>> {
        std::optional<graph::ArticleRow> row = graph::read_row(database, id);
        return row ? std::optional<T>(f(std::move(*row))) : std::optional<T>();
    });
}

void nothing(Database&, const void*) {}

void fill_graph(Database& database, const void* argument) {
    graph::write_graph(database, *static_cast<const PropertyGraph*>(argument));
    graph::write_meta(database, "frozen", "1");
}

}  // namespace

std::string content_hash(std::string_view bytes) { return graph::hex(graph::checksum(bytes)); }

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::create(const std::string& path, const Ontology& ontology) {
    return guarded([&]() -> Result<Store> {
        auto state = std::make_unique<State>();
        state->lock = std::make_unique<graph::WriterLock>(path);
        graph::create_store(path, ontology.to_json(), nothing, nullptr);
        state->database = graph::open_store(path, true);
        return Store(std::move(state));
    });
}

Result<Store> Store::open(const std::string& path, bool writable) {
    return guarded([&]() -> Result<Store> {
        graph::check_header(path);
        auto state = std::make_unique<State>();
        if (writable) state->lock = std::make_unique<graph::WriterLock>(path);
        state->database = graph::open_store(path, writable);
        graph::check_schema(*state->database);
        return Store(std::move(state));
    });
}

Result<void> Store::save_graph(const std::string& path, const PropertyGraph& graph, const Ontology& ontology) {
    return guarded([&]() -> Result<void> {
        const graph::WriterLock lock(path);
        graph::create_store(path, ontology.to_json(), fill_graph, &graph);
        return {};
    });
}

Result<void> Store::begin() {
    return guarded([&]() -> Result<void> {
        require_writable(state_->lock, *state_->database);
        if (!state_->batch) state_->batch.emplace(*state_->database, true);
        return {};
    });
}

Result<void> Store::commit_article(const Article& article, const Extraction& extraction) {
    return guarded([&]() -> Result<void> {
        require_writable(state_->lock, *state_->database);
        graph::ArticleRow row;
        row.id = article.id;
        row.title = extraction.title.empty() ? article.title : extraction.title;
        row.date = extraction.date.empty() ? article.date : extraction.date;
        row.url = extraction.url.empty() ? article.url : extraction.url;
        row.outlet = extraction.outlet.empty() ? article.outlet : extraction.outlet;
        row.hash = content_hash(article.bytes);
        row.size = static_cast<std::int64_t>(article.bytes.size());
        row.edges = static_cast<std::int64_t>(extraction.edges.size());
        row.text = graph::compress(article.bytes);
        Extraction stored = extraction;
        stored.id = article.id;
        row.extraction = graph::compress(graph::encode_extraction(stored));
        Step step(*state_->database, state_->batch);
        graph::note_change(*state_->database, row.id);
        graph::remove_row(*state_->database, row.id);
        graph::insert_row(*state_->database, row);
        graph::write_meta(*state_->database, "frozen", "0");
        step.commit();
        return {};
    });
}

Result<bool> Store::remove_article(std::string_view id) {
    return guarded([&]() -> Result<bool> {
        require_writable(state_->lock, *state_->database);
        Step step(*state_->database, state_->batch);
        graph::note_change(*state_->database, id);
        const bool found = graph::remove_row(*state_->database, id);
        if (found) graph::write_meta(*state_->database, "frozen", "0");
        step.commit();
        return found;
    });
}

Result<std::vector<Diagnostic>> Store::finish(bool anew) {
    return guarded([&]() -> Result<std::vector<Diagnostic>> {
        require_writable(state_->lock, *state_->database);
        Database& database = *state_->database;
        const std::string file = curation_path(database.path());
        std::error_code ec;
        const Result<Curation> curation = std::filesystem::exists(file, ec) ? Curation::load(file) : graph::read_curation(database);
        if (!curation) return curation.error();
        if (!state_->batch) state_->batch.emplace(database, true);
        Result<std::vector<Diagnostic>> warnings = graph::derive_graph(database, *curation, file, anew);
        if (warnings) state_->batch->commit();
        state_->batch.reset();
        if (warnings) database.run("PRAGMA wal_checkpoint(TRUNCATE)");
        return warnings;
    });
}

Result<PropertyGraph> Store::graph(const std::function<GraphParts(const PropertyGraph&)>& choose) const {
    return guarded([&]() -> Result<PropertyGraph> {
        const Transaction transaction(*state_->database, false);  // one state of the store throughout
        if (graph::read_meta(*state_->database, "frozen") == "1") return graph::read_graph(*state_->database, choose);
        return graph::rebuild(*state_->database);
    });
}

Result<Ontology> Store::ontology() const {
    return guarded([&] { return graph::read_ontology(*state_->database); });
}

Result<Curation> Store::curation() const {
    return guarded([&] { return graph::read_curation(*state_->database); });
}

Result<std::string> Store::content_hash_of(std::string_view id) const {
    return guarded([&]() -> Result<std::string> {
        Statement select(*state_->database, "SELECT hash FROM article WHERE id = ?");
        select.text(id);
        return select.step() ? select.text_at(0) : std::string();
    });
}

Result<std::vector<StoredArticle>> Store::articles() const {
    return guarded([&]() -> Result<std::vector<StoredArticle>> {
        std::vector<StoredArticle> articles;
        graph::for_each_row(*state_->database, [&](graph::ArticleRow&& row) {
            articles.push_back(stored_article(std::move(row)));
        });
        return articles;
    });
}

Result<std::optional<StoredArticle>> Store::article(std::string_view id) const {
    return of_article<StoredArticle>(*state_->database, id, [](graph::ArticleRow&& row) { return stored_article(std::move(row)); });
}

Result<std::optional<std::string>> Store::article_bytes(std::string_view id) const {
    return of_article<std::string>(*state_->database, id, [&](const graph::ArticleRow& row) { return graph::decompress_text(*state_->database, row); });
}

Result<std::optional<Extraction>> Store::extraction(std::string_view id) const {
    return of_article<Extraction>(*state_->database, id, [&](const graph::ArticleRow& row) { return graph::extraction_of(*state_->database, row); });
}

Result<std::vector<Extraction>> Store::extractions() const {
    return guarded([&]() -> Result<std::vector<Extraction>> { return graph::read_extractions(*state_->database); });
}

std::vector<Diagnostic> Store::check() const {
    return graph::check_store(*state_->database);
}

}  // namespace demarche
