// The frozen graph in the store's section table, and the check of the whole.

#include "demarche/store.h"
#include "graph/checksum.h"
#include "graph/graph_sections.h"
#include "graph/page_sums.h"
#include "graph/store_derive.h"
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

// Reads the parts of a section where they lie, without a copy in between.
class StoredSections : public SectionSource {
public:
    explicit StoredSections(Database& database)
        : database_(database), select_(database, "SELECT rowid, part, sum, length(bytes) FROM section WHERE name = ? ORDER BY part") {}

    std::shared_ptr<const std::string> bytes(const std::string& name) override {
        const std::vector<Part> parts = parts_of(name);
        if (parts.empty()) return nullptr;
        auto all = std::make_shared<std::string>();
        all->resize(parts.back().end);
        read(name, parts, all->data());
        return all;
    }
    bool array(const std::string& name, std::vector<std::uint32_t>& to) override {
        const std::vector<Part> parts = parts_of(name);
        if (!parts.empty() && parts.back().end % sizeof(std::uint32_t) != 0) return false;
        to.resize(parts.empty() ? 0 : parts.back().end / sizeof(std::uint32_t));  // no edges: no part
        read(name, parts, reinterpret_cast<char*>(to.data()));
        return true;
    }

private:
    struct Part {
        std::int64_t row = 0;
        std::uint64_t sum = 0;
        std::size_t begin = 0, end = 0;
    };

    [[noreturn]] void damaged(const std::string& name) const {
        fail(ErrorCode::bad_input, database_.path(), "the stored graph is damaged (section '" + name + "')", "'demarche update --refreeze' makes it again from the articles");
    }
    std::vector<Part> parts_of(const std::string& name) {
        std::vector<Part> parts;
        std::size_t end = 0;
        for (select_.text(name); select_.step();) {
            const std::int64_t size = select_.integer_at(3);
            if (select_.integer_at(1) != static_cast<std::int64_t>(parts.size()) || size <= 0 || static_cast<std::size_t>(size) > kPartBytes) damaged(name);
            parts.push_back({select_.integer_at(0), static_cast<std::uint64_t>(select_.integer_at(2)), end, end + static_cast<std::size_t>(size)});
            end = parts.back().end;
        }
        select_.reset();
        return parts;
    }
    void read(const std::string& name, const std::vector<Part>& parts, char* to) {
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const Part& part = parts[i];
            database_.read_blob("section", "bytes", part.row, to + part.begin, part.end - part.begin);
            if (part_sum(name, static_cast<std::int64_t>(i), {to + part.begin, part.end - part.begin}) != part.sum) damaged(name);
        }
    }

    Database& database_;
    Statement select_;
};

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
    write_sections(graph, [&](const Section& section) { (all += section.name + '\n') += section.bytes; });
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
    const Result<PropertyGraph> frozen = read_graph(database, nullptr);
    if (!frozen) return add_fault(faults, database, frozen.error().message());
    if (!edges_are_ordered(*frozen)) return add_fault(faults, database, "the stored graph is damaged (order of edges)");
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

Result<PropertyGraph> read_graph(Database& database, const std::function<GraphParts(const PropertyGraph&)>& choose) {
    const GraphDelta delta = read_delta(database);
    const auto with_delta = [&](const PropertyGraph& bare) {
        GraphParts parts = choose ? choose(bare) : GraphParts();
        if (delta.empty()) return parts;
        parts.node_keys.insert(parts.node_keys.end(), std::begin(kNodeKeysForCompose), std::end(kNodeKeysForCompose));
        parts.edge_keys.insert(parts.edge_keys.end(), std::begin(kEdgeKeysForCompose), std::end(kEdgeKeysForCompose));
        return parts;
    };
    StoredSections sections(database);
    Result<PropertyGraph> graph = read_sections(sections, with_delta);
    if (!graph) {
        Error error = graph.error();
        for (Diagnostic& d : error.diagnostics()) d.file = database.path();
        return error;
    }
    if (delta.empty()) return graph;
    const Result<Ontology> ontology = read_ontology(database);
    if (!ontology) return ontology.error();
    std::optional<PropertyGraph> whole = compose(*graph, delta, *ontology);
    if (!whole) fail(ErrorCode::bad_input, database.path(), "the stored graph is damaged (its changes do not fit)", "'demarche update --refreeze' makes it again from the articles");
    return std::move(*whole);
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
