#include "csv_graph.h"

#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

namespace demarche::bench {
namespace {

template <std::size_t n>
bool split(std::string_view line, std::array<std::string_view, n>& cells) {
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t comma = line.find(',');
        if ((comma == std::string_view::npos) != (i + 1 == n)) return false;
        cells.at(i) = line.substr(0, comma);
        line = comma == std::string_view::npos ? std::string_view() : line.substr(comma + 1);
    }
    return true;
}

template <class T>
std::optional<T> number(std::string_view text) {
    T n{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(n) : std::nullopt;
}

Error bad_line(const std::string& file, const std::string& line) { return Error(ErrorCode::bad_input, file + ": cannot read the line '" + line + "'"); }

Result<void> load_nodes(const std::string& path, GraphBuilder& builder) {
    std::ifstream in(path);
    if (!in) return Error(ErrorCode::not_found, "cannot open " + path);
    std::string line;
    std::getline(in, line);
    std::array<std::string_view, 3> cells;
    while (std::getline(in, line)) {
        if (!split(line, cells)) return bad_line(path, line);
        const auto id = number<std::int64_t>(cells[0]);
        if (!id) return bad_line(path, line);
        const std::array<std::string_view, 2> labels = {"Entity", cells[2]};
        builder.add_node(labels, make_map({{"id", *id}, {"kind", cells[2]}, {"name", cells[1]}}));
    }
    return {};
}

Result<void> load_edges(const std::string& path, GraphBuilder& builder) {
    std::ifstream in(path);
    if (!in) return Error(ErrorCode::not_found, "cannot open " + path);
    std::string line;
    std::getline(in, line);
    std::array<std::string_view, 7> cells;
    while (std::getline(in, line)) {
        if (!split(line, cells)) return bad_line(path, line);
        const auto id = number<std::int64_t>(cells[0]), date = number<std::int64_t>(cells[4]);
        const auto source = number<std::uint32_t>(cells[1]), target = number<std::uint32_t>(cells[2]);
        const auto confidence = number<double>(cells[5]);
        if (!id || !date || !source || !target || !confidence || *source >= builder.node_count() || *target >= builder.node_count()) return bad_line(path, line);
        builder.add_edge(NodeId{*source}, cells[3], NodeId{*target},
                         make_map({{"confidence", *confidence}, {"date", *date}, {"doc", cells[6]}, {"eid", *id}}));
    }
    return {};
}

}  // namespace

Result<PropertyGraph> load_csv_graph(const std::string& folder) {
    GraphBuilder builder;
    if (auto nodes = load_nodes(folder + "/nodes.csv", builder); !nodes) return std::move(nodes).error();
    if (auto edges = load_edges(folder + "/edges.csv", builder); !edges) return std::move(edges).error();
    return builder.freeze();
}

}  // namespace demarche::bench
