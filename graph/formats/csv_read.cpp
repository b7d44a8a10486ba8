// CSV: our own, exactly; and tables of nodes and edges by their headings: those of neo4j-admin, Gephi, and plain ones.
#include <algorithm>
#include <filesystem>

#include "graph/formats/csv.h"
#include "graph/formats/csv_rows.h"
#include "graph/formats/import.h"

namespace demarche::graph {
namespace {

constexpr std::string_view kEndings[] = {":integer", ":float", ":boolean", ":date", ":text", ":json"};
constexpr std::size_t kSample = 1000;  // rows that decide what kind of values an untyped column has

std::string cell_text(const CsvCell& cell) {
    const std::string& text = cell.text;
    return cell.quoted && text.size() > 1 && text[0] == '\'' && csv_runs(std::string_view(text).substr(1)) ? text.substr(1) : text;
}

enum class Role { property, id, labels, source, target, type, nothing };

struct Column {
    Role role = Role::property;
    std::string key;
    std::optional<TextKind> kind;  // nothing: of another program and not declared
    bool guessed = false, list = false;
    std::size_t slot = 0;
};

// neo4j-admin's "name:string", "aliases:string[]", ":ID(Person)".
Column typed_column(const std::string& heading) {
    Column c;
    const std::size_t colon = heading.rfind(':');
    c.key = heading;
    if (colon == std::string::npos) return c;
    std::string type = folded(std::string_view(heading).substr(colon + 1));
    type = type.substr(0, type.find_first_of("({"));
    if (type.ends_with("[]")) {
        c.list = true;
        type.resize(type.size() - 2);
    }
    static constexpr std::pair<std::string_view, Role> kRoles[] = {{"id", Role::id}, {"label", Role::labels}, {"start_id", Role::source}, {"end_id", Role::target},
                                                                  {"type", Role::type}, {"ignore", Role::nothing}};
    static constexpr std::pair<std::string_view, TextKind> kKinds[] = {
        {"int", TextKind::integer}, {"long", TextKind::integer}, {"short", TextKind::integer}, {"byte", TextKind::integer}, {"float", TextKind::floating},
        {"double", TextKind::floating}, {"boolean", TextKind::boolean}, {"date", TextKind::date}, {"string", TextKind::text}, {"char", TextKind::text}};
    for (const auto& [name, role] : kRoles) {
        if (type == name) c.role = role;
    }
    for (const auto& [name, kind] : kKinds) {
        if (type == name) c.kind = kind;
    }
    if (c.role != Role::property || c.kind) c.key.resize(colon);
    return c;
}

TextKind guess(std::string_view text) {
    if (text == "true" || text == "false") return TextKind::boolean;
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    const bool number = !digits.empty() && digits[0] >= '0' && digits[0] <= '9' && (digits.size() == 1 || digits[0] != '0' || digits[1] == '.');
    if (!number) return TextKind::text;  // "007" is a code
    if (parse_plain(TextKind::integer, text)) return TextKind::integer;
    return parse_plain(TextKind::floating, text) ? TextKind::floating : TextKind::text;
}

// Gets the cells, the properties, all of which it takes, and the line of a row; what it returns is what is wrong with the row.
using RowTaker = std::function<std::string(std::span<const CsvCell>, PropertyRow&, std::size_t)>;

// One file: its heading, and a row at a time.
class CsvTable {
public:
    CsvTable(std::string path, base::InputFile file) : path_(std::move(path)), reader_(std::move(file)) {}

    Result<void> read_heading(const std::vector<std::string>& own) {
        const auto row = reader_.next();
        if (!row || row->empty()) return reader_.fault().empty() && !reader_.file().failed() ? line_fault(path_, 1, "no heading") : fault();
        own_ = row->size() >= own.size() && std::equal(own.begin(), own.end(), row->begin(), [](const std::string& name, const CsvCell& cell) { return name == cell.text; });
        for (const CsvCell& cell : *row) {
            Column c;
            if (own_) {
                const CsvHeading heading = parse_csv_heading(cell_text(cell));
                c.key = heading.key;
                c.kind = heading.kind;
            } else {
                c = typed_column(trimmed(cell.text));
            }
            columns_.push_back(std::move(c));
        }
        return {};
    }
    bool own() const { return own_; }
    std::vector<Column>& columns() { return columns_; }
    // The first column with such a role, or columns().size().
    std::size_t find(Role role) const {
        return static_cast<std::size_t>(std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.role == role; }) - columns_.begin());
    }
    // Gives the role to the best named column, unless one has it.
    void assign(Role role, std::optional<std::size_t> (*rank)(std::string_view)) {
        if (find(role) < columns_.size()) return;
        Column* best = nullptr;
        for (Column& c : columns_) {
            if (c.role == Role::property && rank(c.key) && (!best || *rank(c.key) < *rank(best->key))) best = &c;
        }
        if (best) best->role = role;
    }
    bool has_key(std::string_view key) const {
        return std::any_of(columns_.begin(), columns_.end(), [&](const Column& c) { return c.role == Role::property && c.key == key; });
    }

    Result<void> read(const RowTaker& take) {
        for (Column& c : columns_) {
            if (c.role == Role::property) c.slot = row_.slot(c.key);
        }
        std::vector<std::pair<std::vector<CsvCell>, std::size_t>> sample;
        const bool untyped = std::any_of(columns_.begin(), columns_.end(), [](const Column& c) { return !c.kind; });
        while (untyped && sample.size() < kSample) {
            const auto row = reader_.next();
            if (!row) break;
            sample.emplace_back(std::vector<CsvCell>(row->begin(), row->end()), reader_.line());
        }
        for (Column& c : columns_) {
            if (!c.kind) guess_kind(c, sample);
        }
        for (const auto& [row, line] : sample) {
            if (const Result<void> good = one(row, line, take); !good) return good;
        }
        while (const auto row = reader_.next()) {
            if (const Result<void> good = one(*row, reader_.line(), take); !good) return good;
        }
        return reader_.fault().empty() && !reader_.file().failed() ? Result<void>() : Result<void>(fault());
    }
    Error fault() const { return reader_.file().failed() ? reader_.file().error() : line_fault(path_, reader_.line(), reader_.fault()); }
    Error fault(std::size_t line, std::string message) const { return line_fault(path_, line, std::move(message)); }

private:
    void guess_kind(Column& column, const std::vector<std::pair<std::vector<CsvCell>, std::size_t>>& sample) const {
        const auto i = static_cast<std::size_t>(&column - columns_.data());
        std::optional<TextKind> kind;
        for (const auto& [row, line] : sample) {
            if (i >= row.size() || row[i].text.empty()) continue;
            const TextKind its = guess(row[i].text);
            const auto number = [](TextKind k) { return k == TextKind::integer || k == TextKind::floating; };
            if (!kind || kind == its) kind = its;
            else kind = number(*kind) && number(its) ? TextKind::floating : TextKind::text;
        }
        column.kind = kind.value_or(TextKind::text);
        column.guessed = true;
    }

    Result<void> one(std::span<const CsvCell> row, std::size_t line, const RowTaker& take) {
        if (row.size() == 1 && columns_.size() > 1 && row[0].text.empty() && !row[0].quoted) return {};
        if (row.size() != columns_.size()) return fault(line, std::to_string(row.size()) + " cells instead of " + std::to_string(columns_.size()));
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const Column& column = columns_[i];
            if (column.role != Role::property || (row[i].text.empty() && !(row[i].quoted && *column.kind == TextKind::text && !column.guessed))) continue;
            std::optional<Value> value = value_of(column, row[i]);
            if (!value) return fault(line, "'" + row[i].text.substr(0, 60) + "' is no value of column '" + column.key + "'");
            row_.set(column.slot, std::move(*value));
        }
        std::string wrong = take(row, row_, line);
        return wrong.empty() ? Result<void>() : Result<void>(fault(line, std::move(wrong)));
    }
    std::optional<Value> value_of(const Column& column, const CsvCell& cell) const {
        if (own_) return parse_plain(*column.kind, cell_text(cell));
        if (!column.list) {
            std::optional<Value> value = parse_foreign(*column.kind, *column.kind == TextKind::text ? cell_text(cell) : cell.text);
            return value || !column.guessed ? value : std::optional(Value(cell.text));
        }
        List items;
        for (std::size_t begin = 0; begin <= cell.text.size();) {
            const std::size_t end = std::min(cell.text.find(';', begin), cell.text.size());
            std::optional<Value> item = parse_foreign(*column.kind, std::string_view(cell.text).substr(begin, end - begin));
            if (!item) return std::nullopt;
            items.push_back(std::move(*item));
            begin = end + 1;
        }
        return Value(std::move(items));
    }

    std::string path_;
    CsvReader reader_;
    std::vector<Column> columns_;
    PropertyRow row_;
    bool own_ = false;
};

template <std::size_t N>
std::optional<std::size_t> rank_of(const std::string_view (&names)[N], std::string_view name) {
    const auto* found = std::find(std::begin(names), std::end(names), folded(name));
    return found == std::end(names) ? std::nullopt : std::optional(static_cast<std::size_t>(found - names));
}
std::optional<std::size_t> id_rank(std::string_view name) {
    static constexpr std::string_view kNames[] = {"id", "node_id", "node", "key", "name", "label"};
    return rank_of(kNames, name);
}
std::optional<std::size_t> source_rank(std::string_view name) {
    static constexpr std::string_view kNames[] = {"source", "src", "from", "source_id", "start", "subject"};
    return rank_of(kNames, name);
}
std::optional<std::size_t> target_rank(std::string_view name) {
    static constexpr std::string_view kNames[] = {"target", "dst", "to", "target_id", "end", "object"};
    return rank_of(kNames, name);
}

Result<CsvTable> open_table(const std::string& path, const std::vector<std::string>& own) {
    Result<base::InputFile> file = base::InputFile::open(path);
    if (!file) return file.error();
    CsvTable table(path, std::move(*file));
    if (const Result<void> heading = table.read_heading(own); !heading) return heading.error();
    return table;
}

Result<void> read_nodes(const std::string& path, NamedGraph& graph) {
    Result<CsvTable> table = open_table(path, {"node", "labels"});
    if (!table) return table.error();
    if (table->own()) {
        table->columns()[0].role = Role::id;
        table->columns()[1].role = Role::labels;
    } else {
        table->assign(Role::id, id_rank);
        table->assign(Role::labels, label_rank);
    }
    const bool own = table->own();
    for (Column& c : table->columns()) {
        if (!own && !table->has_key("name") && c.role == Role::property && folded(c.key) == "label") c.key = "name";
    }
    const std::size_t id = table->find(Role::id), labels = table->find(Role::labels);
    if (id == table->columns().size()) return table->fault(1, "no column 'id'");
    const std::string id_key = own || table->has_key("id") ? "" : "id";
    return table->read([&](std::span<const CsvCell> row, PropertyRow& given, std::size_t) -> std::string {
        Map properties = given.take();
        const std::string name = own ? cell_text(row[id]) : row[id].text;
        if (!id_key.empty()) {
            properties.emplace_back(id_key, Value(name));
            properties = make_map(std::move(properties));
        }
        std::vector<std::string> names;
        if (labels < row.size()) names = own ? split_labels(cell_text(row[labels])) : labels_of_text(row[labels].text);
        return graph.add_node(name, names, std::move(properties)) ? "" : "node '" + name + "' is there twice";
    });
}

// without_nodes: the ends are all that is known of the nodes.
Result<void> read_edges(const std::string& path, bool without_nodes, NamedGraph& graph) {
    Result<CsvTable> table = open_table(path, {"source", "source_name", "type", "target", "target_name"});
    if (!table) return table.error();
    const bool own = table->own();
    if (own) {
        static constexpr Role kRoles[] = {Role::source, Role::nothing, Role::type, Role::target, Role::nothing};
        for (std::size_t i = 0; i < std::size(kRoles); ++i) table->columns()[i].role = kRoles[i];
    } else {
        table->assign(Role::source, source_rank);
        table->assign(Role::target, target_rank);
        table->assign(Role::type, relation_rank);
    }
    const std::size_t none = table->columns().size(), source = table->find(Role::source), target = table->find(Role::target), type = table->find(Role::type);
    if (source == none || target == none) return table->fault(1, source == none ? "no column 'source'" : "no column 'target'");
    const auto text = [&](const CsvCell& cell) { return own ? cell_text(cell) : cell.text; };
    Result<void> done = table->read([&](std::span<const CsvCell> row, PropertyRow& properties, std::size_t line) -> std::string {
        std::string relation = type < none ? text(row[type]) : "";
        if (!own && (relation == "Directed" || relation == "Undirected")) relation.clear();  // Gephi's word for another thing
        if (!own && relation.empty()) relation = "RELATED";
        const std::string from = text(row[source]), to = text(row[target]);
        for (const std::string& end : {std::cref(from), std::cref(to)}) {
            if (without_nodes) graph.ensure_node(end, [&] { return Map{{"id", Value(end)}, {"name", Value(end)}}; });
        }
        graph.add_edge(from, relation, to, properties, line);
        return "";
    });
    if (!done) return done;
    if (const auto wrong = graph.settle()) return table->fault(wrong->second, wrong->first);
    return {};
}

}  // namespace

std::string csv_heading(const std::string& key, TextKind kind) {
    if (kind != TextKind::text) return key + std::string(kEndings[static_cast<std::size_t>(kind)]);
    return parse_csv_heading(key).key == key ? key : key + ":text";
}

CsvHeading parse_csv_heading(std::string_view heading) {
    for (std::size_t i = 0; i < std::size(kEndings); ++i) {
        if (heading.ends_with(kEndings[i])) {
            return {std::string(heading.substr(0, heading.size() - kEndings[i].size())), static_cast<TextKind>(i)};
        }
    }
    return {std::string(heading), TextKind::text};
}

Result<PropertyGraph> read_csv_files(const std::string& nodes, const std::string& edges) {
    NamedGraph graph;
    if (!nodes.empty()) {
        if (const Result<void> read = read_nodes(nodes, graph); !read) return read.error();
    }
    if (const Result<void> read = read_edges(edges, nodes.empty(), graph); !read) return read.error();
    return graph.freeze();
}

Result<PropertyGraph> read_csv(const std::string& folder) {
    const auto file = [&](const char* name) { return (std::filesystem::path(folder) / name).string(); };
    std::string edges = file("edges.csv");
    std::error_code ec;
    for (const char* other : {"relationships.csv", "rels.csv"}) {
        if (!std::filesystem::exists(edges, ec) && std::filesystem::exists(file(other), ec)) edges = file(other);
    }
    return read_csv_files(file("nodes.csv"), edges);
}

}  // namespace demarche::graph
