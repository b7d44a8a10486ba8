// A script for cypher-shell (Neo4j 5, Memgraph): nodes and relationships in batches of 500. Running it again adds nothing twice.
#include <cmath>
#include <map>
#include <ostream>

#include "base/json.h"
#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

constexpr std::size_t kBatch = 500;
constexpr const char* kMark = "demarche_id";  // finds the node again

std::string quoted_name(std::string_view name) {
    std::string out = "`";
    for (const char c : name.empty() ? std::string_view("_") : name) out += c == '`' ? std::string("``") : std::string(1, c);
    return out + '`';
}

// Cypher's literals: JSON's strings, but a slash is never escaped and \u works alike.
std::string literal(const Value& value) {
    if (const Date* date = value.get<Date>(); date && has_plain_form(*date)) return "date('" + plain_text(TextKind::date, value) + "')";
    if (const double* d = value.as_double(); d && std::isfinite(*d)) return plain_text(TextKind::floating, value);
    if (value.as_bool() || value.as_integer() || value.as_string()) return tagged_json(value);
    if (is_list_of_texts(value)) return tagged_json(value);
    return tagged_json(Value(tagged_json(value)));
}

std::string literal(const Map& properties) {
    std::string out = "{";
    for (const auto& [key, value] : properties) out += (out.size() > 1 ? ", " : "") + quoted_name(key) + ": " + literal(value);
    return out + '}';
}

// Rows of one statement, cut into batches.
class Batches {
public:
    Batches(std::ostream& out, std::string after) : out_(out), after_(std::move(after)) {}
    ~Batches() { end(); }
    Batches(const Batches&) = delete;
    Batches& operator=(const Batches&) = delete;
    void add(const std::string& row) {
        out_ << (count_++ ? ",\n  " : "UNWIND [\n  ") << row;
        if (count_ == kBatch) end();
    }

private:
    void end() {
        if (count_) out_ << "\n] AS row\n" << after_ << ";\n";
        count_ = 0;
    }
    std::ostream& out_;
    std::string after_;
    std::size_t count_ = 0;
};

}  // namespace

void write_cypher(const PropertyGraph& graph, std::ostream& out) {
    const std::vector<std::string> names = node_names(graph);
    const auto name = [&](NodeId n) { return tagged_json(Value(names[static_cast<std::size_t>(n)])); };
    out << "// cypher-shell -f FILE\nCREATE CONSTRAINT demarche_id IF NOT EXISTS FOR (n:Demarche) REQUIRE n." << kMark << " IS UNIQUE;\n";
    std::map<std::string, std::vector<NodeId>> by_labels;
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
        std::string labels;
        for (const LabelId label : graph.labels_of(NodeId{n})) labels += ':' + quoted_name(graph.labels()[static_cast<std::size_t>(label)]);
        by_labels[labels].push_back(NodeId{n});
    }
    for (const auto& [labels, nodes] : by_labels) {
        const std::string set = labels.empty() ? "" : ", n" + labels;
        Batches batches(out, std::string("MERGE (n:Demarche {") + kMark + ": row.id})\nSET n += row.properties" + set);
        for (const NodeId n : nodes) batches.add("{id: " + name(n) + ", properties: " + literal(graph.properties(n)) + '}');
    }
    std::map<TypeId, std::vector<EdgeId>> by_type;
    for (std::uint32_t e = 0; e < graph.edge_count(); ++e) by_type[graph.type(EdgeId{e})].push_back(EdgeId{e});
    for (const auto& [type, edges] : by_type) {
        Batches batches(out, std::string("MATCH (a:Demarche {") + kMark + ": row.source}), (b:Demarche {" + kMark + ": row.target})\nMERGE (a)-[r:" +
                                 quoted_name(graph.types()[static_cast<std::size_t>(type)]) + " {" + kMark + ": row.id}]->(b)\nSET r += row.properties");
        for (const EdgeId e : edges) {
            batches.add("{id: " + std::to_string(static_cast<std::size_t>(e)) + ", source: " + name(graph.source(e)) + ", target: " + name(graph.target(e)) + ", properties: " + literal(graph.properties(e)) + '}');
        }
    }
}

}  // namespace demarche::graph
