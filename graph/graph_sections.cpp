#include "graph/graph_sections.h"

#include <algorithm>

#include "graph/bytes.h"
#include "graph/csr.h"
#include "graph/property_graph.h"

namespace demarche::graph {
namespace {

void put_names(Writer& out, const std::vector<std::string>& names) {
    out.varint(names.size());
    for (const std::string& name : names) out.text(name);
}

std::vector<std::string> get_names(Reader& in) {
    std::vector<std::string> names;
    const std::uint64_t n = in.count();
    for (std::uint64_t i = 0; i < n && in.ok(); ++i) names.emplace_back(in.text());
    if (std::adjacent_find(names.begin(), names.end(), std::greater_equal<>()) != names.end()) in.fail();
    return names;
}

void put_labels(Writer& out, const PropertyGraph::Data& data) {
    out.varint(data.label_sets.size());
    for (const std::vector<LabelId>& set : data.label_sets) {
        out.varint(set.size());
        for (const LabelId label : set) out.varint(static_cast<std::uint32_t>(label));
    }
    data.label_set_of.write(out);
}

void get_labels(Reader& in, PropertyGraph::Data& data) {
    const std::uint64_t sets = in.count();
    for (std::uint64_t i = 0; i < sets && in.ok(); ++i) {
        std::vector<LabelId>& set = data.label_sets.emplace_back();
        const std::uint64_t labels = in.count();
        for (std::uint64_t j = 0; j < labels && in.ok(); ++j) {
            const std::uint64_t label = in.varint();
            if (label >= data.labels.size()) in.fail();
            set.push_back(LabelId{static_cast<std::uint32_t>(label)});
        }
        if (!std::is_sorted(set.begin(), set.end())) in.fail();
    }
    data.label_set_of = PackedInts::read(in);
    for (std::size_t i = 0; i < data.label_set_of.size() && in.ok(); ++i) {
        if (static_cast<std::uint64_t>(data.label_set_of.at(i)) >= data.label_sets.size()) in.fail();
    }
}

void put_topology(Writer& out, const PropertyGraph::Data& data) {
    const auto& rows = data.forward.m_forward.m_rowstart;
    const auto& targets = data.forward.m_forward.m_column;
    PackedInts(std::span<const std::uint32_t>(rows)).write(out);
    PackedInts(std::span<const std::uint32_t>(targets)).write(out);
    data.type_of.write(out);
}

// Everything that the graph's functions rely on is checked: order, ranges, sizes.
void get_topology(Reader& in, PropertyGraph::Data& data) {
    const PackedInts rows = PackedInts::read(in), targets = PackedInts::read(in);
    data.type_of = PackedInts::read(in);
    const std::size_t nodes = data.label_set_of.size(), edges = targets.size();
    if (!in.ok() || rows.size() != nodes + 1 || data.type_of.size() != edges) return in.fail();
    std::vector<std::uint32_t> sources(edges);
    std::size_t begin = 0;
    if (rows.at(0) != 0 || static_cast<std::uint64_t>(rows.at(nodes)) != edges) return in.fail();
    for (std::size_t node = 0; node < nodes; ++node) {
        const auto end = static_cast<std::uint64_t>(rows.at(node + 1));
        if (end < begin || end > edges) return in.fail();
        std::fill(sources.begin() + static_cast<std::ptrdiff_t>(begin), sources.begin() + static_cast<std::ptrdiff_t>(end), static_cast<std::uint32_t>(node));
        begin = end;
    }
    for (std::size_t i = 0; i < edges; ++i) {
        if (static_cast<std::uint64_t>(targets.at(i)) >= nodes || static_cast<std::uint64_t>(data.type_of.at(i)) >= data.types.size()) return in.fail();
        if (i == 0 || sources[i] != sources[i - 1]) continue;
        if (std::pair(data.type_of.at(i), targets.at(i)) < std::pair(data.type_of.at(i - 1), targets.at(i - 1))) return in.fail();
    }
    data.forward = make_csr(nodes, edges, [&](std::size_t i) { return std::pair(sources[i], static_cast<std::uint32_t>(targets.at(i))); });
}

void write_columns(const std::string& prefix, const std::vector<std::string>& keys, const std::vector<Column>& columns,
                   const std::function<void(Section)>& sink) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        Writer out;
        columns[i].write(out);
        sink({prefix + keys[i], out.take()});
    }
}

class SectionReader {
public:
    explicit SectionReader(const std::function<std::string(const std::string&)>& section) : section_(section) {}

    void read(const std::string& name, const std::function<void(Reader&)>& get) {
        if (!fault_.empty()) return;
        const std::string bytes = section_(name);
        Reader in(bytes);
        if (bytes.empty()) in.fail();
        if (in.ok()) get(in);
        if (!in.ok() || !in.at_end()) fault_ = name;
    }
    std::vector<Column> columns(const std::string& prefix, const std::vector<std::string>& keys, std::size_t row_count) {
        std::vector<Column> columns;
        for (const std::string& key : keys) {
            read(prefix + key, [&](Reader& in) {
                columns.push_back(Column::read(in));
                if (columns.back().row_count() != row_count) in.fail();
            });
        }
        return columns;
    }
    const std::string& fault() const { return fault_; }

private:
    const std::function<std::string(const std::string&)>& section_;
    std::string fault_;  // the first section that is not sound
};

}  // namespace

void write_sections(const PropertyGraph& graph, const std::function<void(Section)>& sink) {
    const PropertyGraph::Data& data = graph.data();
    Writer names, labels, topology;
    for (const auto* list : {&data.labels, &data.types, &data.node_keys, &data.edge_keys}) put_names(names, *list);
    sink({"names", names.take()});
    put_labels(labels, data);
    sink({"labels", labels.take()});
    put_topology(topology, data);
    sink({"topology", topology.take()});
    write_columns("node/", data.node_keys, data.node_columns, sink);
    write_columns("edge/", data.edge_keys, data.edge_columns, sink);
}

Result<PropertyGraph> read_sections(const std::function<std::string(const std::string& name)>& section) {
    auto data = std::make_unique<PropertyGraph::Data>();
    SectionReader reader(section);
    reader.read("names", [&](Reader& in) {
        for (auto* list : {&data->labels, &data->types, &data->node_keys, &data->edge_keys}) *list = get_names(in);
    });
    reader.read("labels", [&](Reader& in) { get_labels(in, *data); });
    reader.read("topology", [&](Reader& in) { get_topology(in, *data); });
    if (reader.fault().empty()) {
        data->node_columns = reader.columns("node/", data->node_keys, data->node_count());
        data->edge_columns = reader.columns("edge/", data->edge_keys, boost::num_edges(data->forward));
    }
    if (!reader.fault().empty()) return Error(ErrorCode::bad_input, "the stored graph is damaged (section '" + reader.fault() + "')");
    data->derive();
    return PropertyGraph(std::move(data));
}

}  // namespace demarche::graph
