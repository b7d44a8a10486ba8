// The frozen graph in the store's section table, and the check of the whole.

#include "demarche/store.h"
#include "graph/checksum.h"
#include "graph/graph_sections.h"
#include "graph/page_sums.h"
#include "graph/store_file.h"
#include "graph/store_rows.h"

namespace demarche::graph {
namespace {

// SQLite keeps a blob of up to 1,000,000,000 bytes; smaller parts also bound what is copied at once.
constexpr std::size_t kPartBytes = std::size_t{64} << 20U;

// Also covers what the checksum of the bytes alone would not: that the part is the one asked for.
std::uint64_t part_sum(std::string_view name, std::int64_t part, std::string_view bytes) {
    return checksum(bytes) ^ checksum(std::string(name) + '#' + std::to_string(part));
}

void write_section(Statement& insert, const Section& section) {
    std::int64_t part = 0;
    for (std::size_t at = 0; at < section.bytes.size(); at += kPartBytes, ++part) {
        const std::string_view bytes = std::string_view(section.bytes).substr(at, kPartBytes);
        insert.text(section.name).integer(part).integer(static_cast<std::int64_t>(part_sum(section.name, part, bytes))).blob(bytes).run();
    }
}

std::string read_section(Database& database, Statement& select, const std::string& name) {
    std::string all;
    select.text(name);
    for (std::int64_t part = 0; select.step(); ++part) {
        const std::string_view bytes = select.bytes_at(2);
        if (select.integer_at(0) != part || part_sum(name, part, bytes) != static_cast<std::uint64_t>(select.integer_at(1))) {
            fail(ErrorCode::bad_input, database.path(), "the stored graph is damaged (section '" + name + "')",
                 "'demarche update' without articles freezes it again");
        }
        all += bytes;
    }
    select.reset();
    return all;
}

template <class F>
void collect(std::vector<Diagnostic>& faults, F f) {
    try {
        f();
    } catch (const StoreFault& fault) {
        faults.insert(faults.end(), fault.error.diagnostics().begin(), fault.error.diagnostics().end());
    }
}

void add_fault(std::vector<Diagnostic>& faults, const Database& database, std::string message) {
    Diagnostic d;
    d.code = ErrorCode::bad_input;
    d.file = database.path();
    d.message = std::move(message);
    faults.push_back(std::move(d));
}

std::string all_bytes(const PropertyGraph& graph) {
    std::string all;
    write_sections(graph, [&](const Section& section) { all += section.name + '\n' + section.bytes; });
    return all;
}

void check_integrity(Database& database, std::vector<Diagnostic>& faults) {
    std::vector<std::uint64_t> damaged;  // a page that a log holds again may be half-written in the file itself
    if (!has_log(database.path())) for_each_damaged_page(database.path(), [](void* list, std::uint64_t page) { static_cast<std::vector<std::uint64_t>*>(list)->push_back(page); }, &damaged);
    for (const std::uint64_t page : damaged) add_fault(faults, database, "the store is damaged (checksum of page " + std::to_string(page) + ")");
    Statement statement(database, "PRAGMA integrity_check(20)");
    while (statement.step()) {
        if (const std::string line = statement.text_at(0); line != "ok") add_fault(faults, database, "the file's structure is damaged: " + line);
    }
}

void check_graph(Database& database, std::vector<Diagnostic>& faults) {
    if (read_meta(database, "frozen") != "1") return;
    const Result<PropertyGraph> frozen = read_graph(database);
    if (!frozen) return add_fault(faults, database, frozen.error().message());
    if (read_meta(database, "articles").empty()) return;  // an imported graph: nothing to compare with
    const Result<PropertyGraph> again = rebuild(database);
    if (!again) return add_fault(faults, database, again.error().message());
    if (all_bytes(*frozen) != all_bytes(*again)) add_fault(faults, database, "the stored graph is not that of the articles");
}

}  // namespace

void write_graph(Database& database, const PropertyGraph& graph) {
    database.run("DELETE FROM section");
    Statement insert(database, "INSERT INTO section VALUES(?, ?, ?, ?)");
    write_sections(graph, [&](const Section& section) { write_section(insert, section); });
}

Result<PropertyGraph> read_graph(Database& database) {
    Statement select(database, "SELECT part, sum, bytes FROM section WHERE name = ? ORDER BY part");
    Result<PropertyGraph> graph = read_sections([&](const std::string& name) { return read_section(database, select, name); });
    if (!graph) {
        Error error = graph.error();
        for (Diagnostic& d : error.diagnostics()) d.file = database.path();
        return error;
    }
    return graph;
}

std::vector<Diagnostic> check_store(Database& database) {
    std::vector<Diagnostic> faults;
    collect(faults, [&] { check_integrity(database, faults); });
    collect(faults, [&] {
        if (const Result<Ontology> ontology = read_ontology(database); !ontology) add_fault(faults, database, ontology.error().message());
    });
    collect(faults, [&] { for_each_row(database, [&](ArticleRow&& row) { decompress_text(database, row); }); });
    collect(faults, [&] { check_graph(database, faults); });
    return faults;
}

}  // namespace demarche::graph
