#include "graph/store_derive.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

#include "demarche/store.h"
#include "graph/bytes.h"
#include "graph/checksum.h"
#include "graph/value_codec.h"

namespace demarche::graph {
namespace {

// Beyond so many changes, counted from the last time that the columns were written, everything is written anew: readers put the changes in place
// each time they open the store.
constexpr std::int64_t kFewestChanges = 1000;
constexpr std::int64_t kArticlesAChange = 8;

[[noreturn]] void damaged(const Database& database, const std::string& what) {
    fail(ErrorCode::bad_input, database.path(), "the store is damaged (" + what + ")", "'demarche update --refreeze' derives the graph from the articles again");
}

std::int64_t number_of(const ActKey& key) {
    Writer out;
    for (const std::string* text : {&key.source, &key.target, &key.relation}) out.text(*text);
    out.u8(static_cast<std::uint8_t>(key.polarity));
    out.u8(static_cast<std::uint8_t>(key.modality));
    return static_cast<std::int64_t>(checksum(out.bytes()));
}

std::string encode(const ActKey& key) {
    Writer out;
    for (const std::string* text : {&key.source, &key.target, &key.relation}) out.text(*text);
    out.u8(static_cast<std::uint8_t>(key.polarity));
    out.u8(static_cast<std::uint8_t>(key.modality));
    return out.take();
}

bool decode(std::string_view bytes, ActKey& key) {
    Reader in(bytes);
    for (std::string* text : {&key.source, &key.target, &key.relation}) *text = in.text();
    const std::uint8_t polarity = in.u8(), modality = in.u8();
    if (!in.ok() || !in.at_end() || polarity > 1 || modality > 2) return false;
    key.polarity = static_cast<Polarity>(polarity);
    key.modality = static_cast<Modality>(modality);
    return true;
}

std::string encode(const NodeRecord& record) {
    Writer out;
    out.varint(record.labels.size());
    for (const std::string& label : record.labels) out.text(label);
    encode_value(out, Value(record.properties));
    return out.take();
}

bool decode(std::string_view bytes, NodeRecord& record) {
    Reader in(bytes);
    for (std::uint64_t n = in.count(); n > 0 && in.ok(); --n) record.labels.emplace_back(in.text());
    const Value properties = decode_value(in);
    if (!in.ok() || !in.at_end() || !properties.as_map()) return false;
    record.properties = *properties.as_map();
    return true;
}

std::string encode(const std::vector<ActEdge>& edges) {
    Writer out;
    out.varint(edges.size());
    for (const ActEdge& edge : edges) {
        out.u8(static_cast<std::uint8_t>(edge.source | edge.target << 1U));
        encode_value(out, Value(edge.properties));
    }
    return out.take();
}

bool decode(std::string_view bytes, std::vector<ActEdge>& edges) {
    Reader in(bytes);
    for (std::uint64_t n = in.count(2); n > 0 && in.ok(); --n) {
        const std::uint32_t ends = in.u8();
        const Value properties = decode_value(in);
        if (ends > 3 || !properties.as_map()) return false;
        edges.push_back({ends & 1U, ends >> 1U, *properties.as_map()});
    }
    return in.ok() && in.at_end();
}

std::set<ActKey> keys_of(const Extraction& x, const Ontology& ontology) {
    std::set<ActKey> keys;
    for (const ExtractedEdge& edge : x.edges) {
        if (edge.source < x.nodes.size() && edge.target < x.nodes.size()) keys.insert(act_key(x, edge, ontology));
    }
    return keys;
}

void add_reports(Statement& insert, const std::set<ActKey>& keys, std::int64_t row) {
    for (const ActKey& key : keys) insert.integer(number_of(key)).integer(row).run();
}

constexpr const char* kInsertReport = "INSERT OR IGNORE INTO report VALUES(?, ?)";

// All articles anew.
class Whole {
public:
    Whole(Database& database, const Ontology& ontology, const Curation& curation) : database_(database), ontology_(ontology), curation_(curation) {}

    Result<std::vector<std::size_t>> run() {
        for (const char* table : {"DELETE FROM node", "DELETE FROM report", "DELETE FROM pending", "DELETE FROM changed_node", "DELETE FROM changed_act"}) database_.run(table);
        std::vector<Extraction> extractions;
        std::vector<std::size_t> applied(curation_.entries().size());
        std::map<std::string, NodeVotes> votes;
        Statement insert(database_, kInsertReport);
        for_each_row(database_, [&](ArticleRow&& row) {
            Extraction x = extraction_of(database_, row);
            curation_.apply(x, applied);
            for (const ExtractedNode& node : x.nodes) votes[node.id].add(node);
            add_reports(insert, keys_of(x, ontology_), row.row);
            extractions.push_back(std::move(x));
        });
        Statement insert_node(database_, "INSERT INTO node VALUES(?, ?)");
        for (const auto& [id, of_one] : votes) {
            const std::string bytes = of_one.encode();
            insert_node.text(id).blob(bytes).run();
        }
        const Result<PropertyGraph> graph = merge(std::move(extractions), ontology_);
        if (!graph) return graph.error();
        write_graph(database_, *graph);
        return applied;
    }

private:
    Database& database_;
    const Ontology& ontology_;
    const Curation& curation_;
};

// What pending articles touch: their nodes and acts, before and after.
class Part {
public:
    Part(Database& database, const Ontology& ontology, const Curation& curation) : database_(database), ontology_(ontology), curation_(curation) {}

    // Adds to `applied` what the entries of the curation do more, or less, often than before.
    void run(std::vector<std::int64_t>& applied) {
        std::vector<std::string> ids;
        Statement pending(database_, "SELECT id, article, extraction FROM pending ORDER BY id");
        while (pending.step()) {
            ids.push_back(pending.text_at(0));
            ArticleRow before;
            before.row = pending.integer_at(1);
            before.extraction = pending.text_at(2);
            if (!before.extraction.empty()) count(extraction_of(database_, before), before.row, -1, applied);
        }
        pending.reset();
        for (const std::string& id : ids) {
            if (const std::optional<ArticleRow> row = read_row(database_, id)) count(extraction_of(database_, *row), row->row, 1, applied);
        }
        write_nodes();
        write_acts();
        database_.run("DELETE FROM pending");
    }

private:
    void count(Extraction x, std::int64_t row, int sign, std::vector<std::int64_t>& applied) {
        std::vector<std::size_t> times;
        curation_.apply(x, times);
        for (std::size_t i = 0; i < times.size(); ++i) applied[i] += sign * static_cast<std::int64_t>(times[i]);
        for (const ExtractedNode& node : x.nodes) votes_of(node.id).add(node, sign);
        const std::set<ActKey> keys = keys_of(x, ontology_);
        if (sign > 0) add_reports(insert_, keys, row);
        for (const ActKey& key : keys) {
            if (sign < 0) delete_.integer(number_of(key)).integer(row).run();
        }
        acts_.insert(keys.begin(), keys.end());
    }

    NodeVotes& votes_of(const std::string& id) {
        const auto [entry, fresh] = votes_.try_emplace(id);
        if (!fresh) return entry->second;
        Statement select(database_, "SELECT votes FROM node WHERE id = ?");
        select.text(id);
        if (select.step() && !NodeVotes::decode(select.bytes_at(0), entry->second)) damaged(database_, "node '" + id + "'");
        return entry->second;
    }

    void write_nodes() {
        Statement remove(database_, "DELETE FROM node WHERE id = ?"), keep(database_, "INSERT OR REPLACE INTO node VALUES(?, ?)"),
            change(database_, "INSERT OR REPLACE INTO changed_node VALUES(?, ?)");
        for (const auto& [id, votes] : votes_) {
            if (!votes.sound()) damaged(database_, "node '" + id + "'");
            const std::string bytes = votes.empty() ? "" : votes.encode(), record = votes.empty() ? "" : encode(votes.record(id, ontology_));
            if (votes.empty()) remove.text(id).run();
            else keep.text(id).blob(bytes).run();
            change.text(id).blob(record).run();
        }
    }

    void write_acts() {
        Statement change(database_, "INSERT OR REPLACE INTO changed_act VALUES(?, ?)");
        for (const ActKey& key : acts_) {
            std::vector<Report> reports = reports_of(key);
            const std::string bytes = encode(reports.empty() ? std::vector<ActEdge>() : act_edges(std::move(reports), ontology_, duplicates_)), name = encode(key);
            change.blob(name).blob(bytes).run();
        }
    }

    std::vector<Report> reports_of(const ActKey& key) {
        std::vector<std::int64_t> rows;
        for (select_.integer(number_of(key)); select_.step();) rows.push_back(select_.integer_at(0));
        select_.reset();
        std::vector<Report> reports;
        for (const std::int64_t row : rows) {
            const Extraction& x = article(row);
            for (const ExtractedEdge& edge : x.edges) {
                if (edge.source >= x.nodes.size() || edge.target >= x.nodes.size() || act_key(x, edge, ontology_) != key) continue;
                reports.push_back({&x, &edge, x.nodes[edge.source].id == key.source ? 0U : 1U, x.nodes[edge.target].id == key.source ? 0U : 1U});
            }
        }
        return reports;
    }

    const Extraction& article(std::int64_t row) {
        std::unique_ptr<Extraction>& x = articles_[row];
        if (x) return *x;
        const std::optional<ArticleRow> stored = read_row(database_, row);
        if (!stored) damaged(database_, "an article that reports an act is missing");
        x = std::make_unique<Extraction>(extraction_of(database_, *stored));
        std::vector<std::size_t> applied;
        curation_.apply(*x, applied);
        return *x;
    }

    Database& database_;
    const Ontology& ontology_;
    const Curation& curation_;
    Statement insert_{database_, kInsertReport}, delete_{database_, "DELETE FROM report WHERE act = ? AND article = ?"},
        select_{database_, "SELECT article FROM report WHERE act = ? ORDER BY article"};
    std::map<std::string, NodeVotes> votes_;
    std::set<ActKey> acts_;
    std::unordered_map<std::int64_t, std::unique_ptr<Extraction>> articles_;
    NearDuplicates duplicates_;
};

std::string to_text(const std::vector<std::int64_t>& numbers) {
    Writer out;
    for (const std::int64_t number : numbers) out.zigzag(number);
    return out.take();
}

std::vector<std::int64_t> numbers_in(std::string_view text, std::size_t count) {
    std::vector<std::int64_t> numbers(count);
    Reader in(text);
    for (std::int64_t& number : numbers) number = in.zigzag();
    return numbers;
}

bool few_changes(Database& database) {
    const std::int64_t changes = database.integer("SELECT (SELECT count(*) FROM pending) + (SELECT count(*) FROM changed_node) + (SELECT count(*) FROM changed_act)");
    return changes <= kFewestChanges || changes <= article_count(database) / kArticlesAChange;
}

std::vector<Diagnostic> idle_entries(const Curation& curation, const std::vector<std::int64_t>& applied, const std::string& file) {
    std::vector<Diagnostic> warnings;
    for (std::size_t i = 0; i < applied.size(); ++i) {
        if (applied[i] > 0) continue;
        const CurationEntry& entry = curation.entries()[i];
        Diagnostic d;
        d.code = ErrorCode::not_found;
        d.file = file;
        d.message = "entry " + std::to_string(entry.number) + " (" + std::string(to_string(entry.kind)) + " " + entry.node + ") no longer applies to any article";
        d.hint = "take it back by: demarche curate undo";
        warnings.push_back(std::move(d));
    }
    return warnings;
}

}  // namespace

void note_change(Database& database, std::string_view id) {
    if (read_meta(database, "derived") != "1") {
        if (read_meta(database, "frozen") != "1") return;
        fail(ErrorCode::usage, database.path(), "the store holds an imported graph and no articles", "build another store from the articles");
    }
    Statement select(database, "SELECT rowid, extraction FROM article WHERE id = ?");
    select.text(id);
    const bool found = select.step();
    const std::int64_t row = found ? select.integer_at(0) : 0;
    const std::string extraction = found ? select.text_at(1) : "";
    Statement(database, "INSERT OR IGNORE INTO pending VALUES(?, ?, ?)").text(id).integer(row).blob(extraction).run();
}

Result<std::vector<Diagnostic>> derive_graph(Database& database, const Curation& curation, const std::string& curation_file, bool anew) {
    const Result<Ontology> ontology = read_ontology(database);
    if (!ontology) return ontology.error();
    const std::string text = curation.to_json();
    const bool part = !anew && read_meta(database, "derived") == "1" && read_meta(database, "curation") == text && few_changes(database);
    std::vector<std::int64_t> applied = part ? numbers_in(read_meta(database, "curation applied"), curation.entries().size()) : std::vector<std::int64_t>();
    if (part) {
        Part(database, *ontology, curation).run(applied);
    } else {
        const Result<std::vector<std::size_t>> times = Whole(database, *ontology, curation).run();
        if (!times) return times.error();
        applied.assign(times->begin(), times->end());
    }
    write_meta(database, "curation", text);
    write_meta(database, "curation applied", to_text(applied));
    write_meta(database, "derived", "1");
    write_meta(database, "frozen", "1");
    return idle_entries(curation, applied, curation_file);
}

GraphDelta read_delta(Database& database) {
    GraphDelta delta;
    Statement nodes(database, "SELECT id, record FROM changed_node ORDER BY id"), acts(database, "SELECT key, edges FROM changed_act");
    while (nodes.step()) {
        auto& [id, record] = delta.nodes.emplace_back(nodes.text_at(0), std::nullopt);
        if (nodes.bytes_at(1).empty()) continue;
        if (!decode(nodes.bytes_at(1), record.emplace())) damaged(database, "changed node '" + id + "'");
    }
    while (acts.step()) {
        auto& [key, edges] = delta.acts.emplace_back();
        if (!decode(acts.bytes_at(0), key) || !decode(acts.bytes_at(1), edges)) damaged(database, "a changed act");
    }
    std::sort(delta.acts.begin(), delta.acts.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return delta;
}

}  // namespace demarche::graph
