#include <filesystem>
#include <unordered_map>

#include "base/file.h"
#include "graph/formats/csv.h"

namespace demarche::graph {
namespace {

constexpr std::string_view kEndings[] = {":integer", ":float", ":boolean", ":date", ":text", ":json"};

struct CsvCell {
    std::string text;
    bool quoted = false;
};

// Rows of cells; quoted cells may hold line breaks.
class CsvReader {
public:
    explicit CsvReader(std::string text) : text_(std::move(text)) {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    }
    // False at the end, or when a quote is not closed (see broken()).
    bool next(std::vector<CsvCell>& row) {
        row.clear();
        if (at_ >= text_.size()) return false;
        row_line_ = line_;
        row.emplace_back();
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"' && row.back().text.empty() && !row.back().quoted) {
                if (!read_quoted(row.back())) return false;
            } else if (c == ',') {
                row.emplace_back();
            } else if (c == '\n' || c == '\r') {
                if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
                ++line_;
                return true;
            } else {
                row.back().text += c;
            }
        }
        return true;
    }
    bool broken() const { return broken_; }
    std::size_t line() const { return row_line_; }

private:
    bool read_quoted(CsvCell& cell) {
        cell.quoted = true;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '\n') ++line_;
            if (c != '"') cell.text += c;
            else if (at_ < text_.size() && text_[at_] == '"') cell.text += text_[at_++];
            else return true;
        }
        broken_ = true;
        return false;
    }

    std::string text_;
    std::size_t at_ = 0, line_ = 1, row_line_ = 1;
    bool broken_ = false;
};

std::string cell_text(const CsvCell& cell) {
    const std::string& text = cell.text;
    return cell.quoted && text.size() > 1 && text[0] == '\'' && csv_runs(std::string_view(text).substr(1)) ? text.substr(1) : text;
}

// One of the two files: fixed columns first, then properties.
class CsvTable {
public:
    CsvTable(std::string path, std::size_t fixed) : path_(std::move(path)), fixed_(fixed) {}

    Result<void> read(const std::vector<std::string>& headings, const std::function<std::string(const std::vector<std::string>&, Map)>& take) {
        Result<std::string> text = base::read_file(path_);
        if (!text) return text.error();
        CsvReader reader(std::move(*text));
        std::vector<CsvCell> row;
        if (!reader.next(row) || row.size() < fixed_) return line_fault(path_, 1, "no heading");
        for (std::size_t i = 0; i < fixed_; ++i) {
            if (row[i].text != headings[i]) return line_fault(path_, 1, "column " + std::to_string(i + 1) + " is '" + row[i].text + "' instead of '" + headings[i] + "'");
        }
        std::vector<CsvHeading> columns;
        for (std::size_t i = fixed_; i < row.size(); ++i) columns.push_back(parse_csv_heading(cell_text(row[i])));
        while (reader.next(row)) {
            if (row.size() == 1 && row[0].text.empty() && !row[0].quoted) continue;
            if (row.size() != fixed_ + columns.size()) {
                return line_fault(path_, reader.line(), std::to_string(row.size()) + " cells instead of " + std::to_string(fixed_ + columns.size()));
            }
            std::vector<std::string> first;
            for (std::size_t i = 0; i < fixed_; ++i) first.push_back(cell_text(row[i]));
            Map properties;
            if (const Result<void> good = cells(row, columns, reader.line(), properties); !good) return good;
            if (const std::string wrong = take(first, make_map(std::move(properties))); !wrong.empty()) return line_fault(path_, reader.line(), wrong);
        }
        if (reader.broken()) return line_fault(path_, reader.line(), "a quoted cell does not end");
        return {};
    }

private:
    Result<void> cells(const std::vector<CsvCell>& row, const std::vector<CsvHeading>& columns, std::size_t line, Map& properties) const {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const CsvCell& cell = row[fixed_ + i];
            if (cell.text.empty() && !cell.quoted) continue;
            std::optional<Value> value = parse_plain(columns[i].kind, cell_text(cell));
            if (!value) return line_fault(path_, line, "'" + cell.text.substr(0, 60) + "' is no value of column '" + columns[i].key + "'");
            properties.emplace_back(columns[i].key, std::move(*value));
        }
        return {};
    }

    std::string path_;
    std::size_t fixed_;
};

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

Result<PropertyGraph> read_csv(const std::string& folder) {
    GraphBuilder builder;
    std::unordered_map<std::string, NodeId> nodes;
    const auto file = [&](const char* name) { return (std::filesystem::path(folder) / name).string(); };
    const Result<void> nodes_read = CsvTable(file("nodes.csv"), 2).read({"node", "labels"}, [&](const std::vector<std::string>& fixed, Map properties) -> std::string {
        const std::vector<std::string> labels = split_labels(fixed[1]);
        const std::vector<std::string_view> views(labels.begin(), labels.end());
        const NodeId node = builder.add_node(views, std::move(properties));
        return nodes.emplace(fixed[0], node).second ? "" : "node '" + fixed[0] + "' is there twice";
    });
    if (!nodes_read) return nodes_read.error();
    const std::vector<std::string> headings = {"source", "source_name", "type", "target", "target_name"};
    const Result<void> edges_read = CsvTable(file("edges.csv"), 5).read(headings, [&](const std::vector<std::string>& fixed, Map properties) -> std::string {
        const auto source = nodes.find(fixed[0]), target = nodes.find(fixed[3]);
        if (source == nodes.end() || target == nodes.end()) return "unknown node '" + (source == nodes.end() ? fixed[0] : fixed[3]) + "'";
        builder.add_edge(source->second, fixed[2], target->second, std::move(properties));
        return "";
    });
    if (!edges_read) return edges_read.error();
    return builder.freeze();
}

}  // namespace demarche::graph
