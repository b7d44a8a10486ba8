#include "graph/store_rows.h"

#include <charconv>

#include "demarche/store.h"
#include "graph/bytes.h"
#include "graph/checksum.h"
#include "graph/compress.h"
#include "graph/extraction_codec.h"

namespace demarche::graph {
namespace {

constexpr std::size_t kMostExtractionBytes = std::size_t{1} << 31U;

constexpr const char* kColumns = "SELECT id, title, date, url, outlet, hash, size, edges, text, extraction, sum, rowid FROM article";

std::uint64_t sum_of(const ArticleRow& row) {
    Writer all;
    for (const std::string* text : {&row.id, &row.title, &row.date, &row.url, &row.outlet, &row.hash, &row.text, &row.extraction}) all.text(*text);
    all.zigzag(row.size);
    all.zigzag(row.edges);
    return checksum(all.bytes());
}

ArticleRow row_at(Statement& statement, const Database& database) {
    ArticleRow row;
    int column = 0;
    for (std::string* text : {&row.id, &row.title, &row.date, &row.url, &row.outlet, &row.hash}) *text = statement.text_at(column++);
    row.size = statement.integer_at(column++);
    row.edges = statement.integer_at(column++);
    row.text = statement.text_at(column++);
    row.extraction = statement.text_at(column++);
    row.row = statement.integer_at(column + 1);
    if (sum_of(row) != static_cast<std::uint64_t>(statement.integer_at(column))) {
        fail(ErrorCode::bad_input, database.path(), "the store is damaged (article '" + row.id + "')", "build it again from the articles, or restore a copy");
    }
    return row;
}

// How many articles there are, and the sum of their sums modulo 2^64.
struct Total {
    std::uint64_t count = 0, sum = 0;
    bool operator==(const Total&) const = default;
    std::string text() const { return std::to_string(count) + ' ' + std::to_string(sum); }
};

Total read_total(Database& database) {
    const std::string text = read_meta(database, "articles");
    Total total;
    const char* end = text.data() + text.size();
    const auto count = std::from_chars(text.data(), end, total.count);
    if (!text.empty() && count.ptr != end) std::from_chars(count.ptr + 1, end, total.sum);
    return total;
}

}  // namespace

void check_schema(Database& database) {
    Statement(database, "SELECT key, value, sum FROM meta WHERE 0").step();
    Statement(database, "SELECT id, title, date, url, outlet, hash, size, edges, text, extraction, sum FROM article WHERE 0").step();
    Statement(database, "SELECT name, part, sum, bytes FROM section WHERE 0").step();
    if (read_meta(database, "ontology").empty()) fail(ErrorCode::bad_input, database.path(), "the store is damaged (no ontology)");
}

std::string read_meta(Database& database, std::string_view key) {
    Statement statement(database, "SELECT value, sum FROM meta WHERE key = ?");
    statement.text(key);
    if (!statement.step()) return {};
    std::string value = statement.text_at(0);
    if (checksum(value) != static_cast<std::uint64_t>(statement.integer_at(1))) {
        fail(ErrorCode::bad_input, database.path(), "the store is damaged (meta '" + std::string(key) + "')");
    }
    return value;
}

void write_meta(Database& database, std::string_view key, std::string_view value) {
    Statement(database, "INSERT OR REPLACE INTO meta VALUES(?, ?, ?)").text(key).text(value).integer(static_cast<std::int64_t>(checksum(value))).run();
}

Result<Ontology> read_ontology(Database& database) {
    return Ontology::parse(read_meta(database, "ontology"), database.path());
}

void insert_row(Database& database, const ArticleRow& row) {
    const std::uint64_t sum = sum_of(row);
    Statement insert(database, "INSERT INTO article VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const std::string* text : {&row.id, &row.title, &row.date, &row.url, &row.outlet, &row.hash}) insert.text(*text);
    insert.integer(row.size).integer(row.edges).blob(row.text).blob(row.extraction).integer(static_cast<std::int64_t>(sum)).run();
    Total total = read_total(database);
    ++total.count;
    total.sum += sum;
    write_meta(database, "articles", total.text());
}

bool remove_row(Database& database, std::string_view id) {
    Statement find(database, "SELECT sum FROM article WHERE id = ?");
    find.text(id);
    if (!find.step()) return false;
    Total total = read_total(database);
    --total.count;
    total.sum -= static_cast<std::uint64_t>(find.integer_at(0));
    find.reset();
    Statement(database, "DELETE FROM article WHERE id = ?").text(id).run();
    write_meta(database, "articles", total.text());
    return true;
}

std::optional<ArticleRow> read_row(Database& database, std::string_view id) {
    Statement statement(database, (std::string(kColumns) + " WHERE id = ?").c_str());
    statement.text(id);
    if (!statement.step()) return std::nullopt;
    return row_at(statement, database);
}

std::optional<ArticleRow> read_row(Database& database, std::int64_t row) {
    Statement statement(database, (std::string(kColumns) + " WHERE rowid = ?").c_str());
    statement.integer(row);
    if (!statement.step()) return std::nullopt;
    return row_at(statement, database);
}

std::int64_t article_count(Database& database) { return static_cast<std::int64_t>(read_total(database).count); }

void for_each_row(Database& database, const std::function<void(ArticleRow&&)>& f) {
    Statement statement(database, (std::string(kColumns) + " ORDER BY id").c_str());
    Total seen;
    while (statement.step()) {
        ArticleRow row = row_at(statement, database);
        ++seen.count;
        seen.sum += static_cast<std::uint64_t>(statement.integer_at(10));
        f(std::move(row));
    }
    if (seen == read_total(database)) return;
    fail(ErrorCode::bad_input, database.path(), "the store is damaged (articles are missing)", "build it again from the articles, or restore a copy");
}

std::string decompress_text(const Database& database, const ArticleRow& row) {
    std::optional<std::string> bytes = decompress(row.text, static_cast<std::size_t>(row.size));
    if (!bytes || hex(checksum(*bytes)) != row.hash) fail(ErrorCode::bad_input, database.path(), "the store is damaged (text of article '" + row.id + "')");
    return std::move(*bytes);
}

Extraction extraction_of(const Database& database, const ArticleRow& row) {
    const std::optional<std::string> bytes = decompress(row.extraction, kMostExtractionBytes);
    Result<Extraction> extraction = bytes ? decode_extraction(*bytes) : Result<Extraction>(Error(ErrorCode::bad_input, ""));
    if (!extraction) fail(ErrorCode::bad_input, database.path(), "the store is damaged (extraction of article '" + row.id + "')");
    return std::move(*extraction);
}

std::vector<Extraction> read_extractions(Database& database) {
    std::vector<Extraction> extractions;
    for_each_row(database, [&](ArticleRow&& row) { extractions.push_back(extraction_of(database, row)); });
    return extractions;
}

Result<Curation> read_curation(Database& database) {
    const std::string text = read_meta(database, "curation");
    return text.empty() ? Curation() : Curation::parse(text, database.path());
}

Result<PropertyGraph> rebuild(Database& database) {
    const Result<Ontology> ontology = read_ontology(database);
    if (!ontology) return ontology.error();
    const Result<Curation> curation = read_curation(database);
    if (!curation) return curation.error();
    std::vector<Extraction> extractions = read_extractions(database);
    std::vector<std::size_t> applied;
    for (Extraction& extraction : extractions) curation->apply(extraction, applied);
    return merge(std::move(extractions), *ontology);
}

}  // namespace demarche::graph
