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
    if (!data.label_set_of.below(data.label_sets.size())) in.fail();
}

std::string_view as_bytes(const std::vector<std::uint32_t>& numbers) {
    return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint32_t)};
}

// What keeps the graph's functions inside its arrays. That the edges are in order would cost more to see than all else of opening a store;
// the pages' checksums vouch for it, and `check` looks (edges_are_ordered).
bool rows_are_sound(const std::vector<std::uint32_t>& rows, std::size_t nodes, std::size_t edges) {
    return rows.size() == nodes + 1 && rows.front() == 0 && rows.back() == edges && std::is_sorted(rows.begin(), rows.end());
}

bool targets_are_sound(const std::vector<std::uint32_t>& targets, std::size_t nodes) {
    std::uint32_t largest = 0;
    for (const std::uint32_t target : targets) largest = std::max(largest, target);
    return targets.empty() || largest < nodes;
}

void write_columns(const std::string& prefix, const std::vector<std::string>& keys, const std::vector<Column>& columns,
                   const std::function<void(const Section&)>& sink) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        Writer out;
        columns[i].write(out);
        sink({prefix + keys[i], out.bytes()});
    }
}

// Remembers the first section that is not sound.
class SectionReader {
public:
    explicit SectionReader(SectionSource& source) : source_(source) {}

    void read(const std::string& name, const std::function<void(Reader&)>& get) {
        if (!fault_.empty()) return;
        const std::shared_ptr<const std::string> bytes = source_.bytes(name);
        if (!bytes) {
            fault_ = name;
            return;
        }
        Reader in(bytes);
        get(in);
        if (!in.ok() || !in.at_end()) fault_ = name;
    }
    void array(const std::string& name, std::vector<std::uint32_t>& to) {
        if (fault_.empty() && !source_.array(name, to)) fault_ = name;
    }
    void demand(bool sound, const char* name) {
        if (fault_.empty() && !sound) fault_ = name;
    }
    void columns(const std::string& prefix, const std::vector<std::string>& keys, std::size_t row_count, const GraphParts& parts,
                 const std::vector<std::string>& wanted, std::vector<Column>& columns) {
        columns.resize(keys.size());
        for (std::size_t key = 0; key < keys.size(); ++key) {
            if (!parts.all && std::find(wanted.begin(), wanted.end(), keys[key]) == wanted.end()) continue;
            read(prefix + keys[key], [&](Reader& in) {
                columns[key] = Column::read(in);
                if (columns[key].row_count() != row_count) in.fail();
            });
        }
    }
    const std::string& fault() const { return fault_; }

private:
    SectionSource& source_;
    std::string fault_;
};

void read_structure(SectionReader& reader, PropertyGraph::Data& data) {
    reader.read("names", [&](Reader& in) {
        for (auto* list : {&data.labels, &data.types, &data.node_keys, &data.edge_keys}) *list = get_names(in);
    });
    reader.read("labels", [&](Reader& in) { get_labels(in, data); });
    std::vector<std::uint32_t> rows, targets;
    reader.array("rows", rows);
    reader.array("targets", targets);
    reader.read("types", [&](Reader& in) {
        data.type_of = PackedInts::read(in);
        if (!data.type_of.below(data.types.size())) in.fail();
    });
    if (!reader.fault().empty()) return;
    reader.demand(rows_are_sound(rows, data.label_set_of.size(), targets.size()), "rows");
    reader.demand(data.type_of.size() == targets.size(), "types");
    reader.demand(targets_are_sound(targets, data.label_set_of.size()), "targets");
    if (reader.fault().empty()) data.forward = make_csr(std::move(rows), std::move(targets));
}

}  // namespace

bool edges_are_ordered(const PropertyGraph& graph) {
    const PropertyGraph::Data& data = graph.data();
    const std::vector<std::uint32_t>&rows = data.forward.m_forward.m_rowstart, &targets = data.forward.m_forward.m_column;
    for (std::size_t node = 0; node < data.node_count(); ++node) {
        for (std::size_t i = std::size_t{rows[node]} + 1; i < rows[node + 1]; ++i) {
            const std::int64_t before = data.type_of.at(i - 1), type = data.type_of.at(i);
            if (before > type || (before == type && targets[i - 1] > targets[i])) return false;
        }
    }
    return true;
}

void write_sections(const PropertyGraph& graph, const std::function<void(const Section&)>& sink) {
    const PropertyGraph::Data& data = graph.data();
    Writer names, labels, types;
    for (const auto* list : {&data.labels, &data.types, &data.node_keys, &data.edge_keys}) put_names(names, *list);
    sink({"names", names.bytes()});
    put_labels(labels, data);
    sink({"labels", labels.bytes()});
    sink({"rows", as_bytes(data.forward.m_forward.m_rowstart)});
    sink({"targets", as_bytes(data.forward.m_forward.m_column)});
    data.type_of.write(types);
    sink({"types", types.bytes()});
    write_columns("node/", data.node_keys, data.node_columns, sink);
    write_columns("edge/", data.edge_keys, data.edge_columns, sink);
}

Result<PropertyGraph> read_sections(SectionSource& source, const std::function<GraphParts(const PropertyGraph&)>& choose) {
    const auto fault = [](const SectionReader& reader) {
        return Error(ErrorCode::bad_input, "the stored graph is damaged (section '" + reader.fault() + "')");
    };
    auto data = std::make_unique<PropertyGraph::Data>();
    SectionReader reader(source);
    read_structure(reader, *data);
    if (!reader.fault().empty()) return fault(reader);
    data->node_columns.resize(data->node_keys.size());
    data->edge_columns.resize(data->edge_keys.size());
    data->derive();
    PropertyGraph graph(std::move(data));
    const GraphParts parts = choose ? choose(graph) : GraphParts();
    auto& made = const_cast<PropertyGraph::Data&>(graph.data());  // nobody else has the graph yet
    reader.columns("node/", made.node_keys, made.node_count(), parts, parts.node_keys, made.node_columns);
    reader.columns("edge/", made.edge_keys, made.edge_count(), parts, parts.edge_keys, made.edge_columns);
    if (!reader.fault().empty()) return fault(reader);
    return graph;
}

}  // namespace demarche::graph
