#include <unordered_map>

#include "base/file.h"
#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

class JsonlReader {
public:
    // Empty: well; else what is wrong.
    std::string line(std::string_view text) {
        const Result<Value> object = parse_json(text);
        if (!object) return object.error().message();
        const Value* given = object->find("properties");
        const std::optional<Value> properties = given ? untag(*given) : Value(Map());
        if (!properties || !properties->as_map()) return "\"properties\" is no object";
        if (const Value* id = object->find("node")) return node(*id, *object, *properties->as_map());
        return edge(*object, *properties->as_map());
    }
    Result<PropertyGraph> freeze() { return builder_.freeze(); }

private:
    std::string node(const Value& id, const Value& object, Map properties) {
        std::vector<std::string_view> labels;
        const Value* given = object.find("labels");
        if (given && !given->as_list()) return "\"labels\" is no list";
        for (std::size_t i = 0; given && i < given->as_list()->size(); ++i) {
            const std::string* label = (*given->as_list())[i].as_string();
            if (!label) return "a label is no text";
            labels.emplace_back(*label);
        }
        const NodeId number = builder_.add_node(labels, std::move(properties));
        return nodes_.emplace(to_json(id), number).second ? "" : "node " + to_json(id) + " is there twice";
    }
    std::string edge(const Value& object, Map properties) {
        const Value *source = object.find("source"), *target = object.find("target"), *type = object.find("type");
        if (!source || !target || !type || !type->as_string()) return "neither a node (\"node\") nor an edge (\"source\", \"target\", \"type\")";
        const auto from = nodes_.find(to_json(*source)), to = nodes_.find(to_json(*target));
        if (from == nodes_.end() || to == nodes_.end()) return "unknown node " + to_json(from == nodes_.end() ? *source : *target) + ": nodes stand before their edges";
        builder_.add_edge(from->second, *type->as_string(), to->second, std::move(properties));
        return "";
    }

    GraphBuilder builder_;
    std::unordered_map<std::string, NodeId> nodes_;  // by the JSON text of the id
};

}  // namespace

Result<PropertyGraph> read_jsonl(const std::string& path) {
    const Result<std::string> text = base::read_file(path);
    if (!text) return text.error();
    JsonlReader reader;
    std::size_t number = 1;
    for (std::size_t begin = 0; begin < text->size(); ++number) {
        const std::size_t end = std::min(text->find('\n', begin), text->size());
        const std::string_view line = std::string_view(*text).substr(begin, end - begin);
        begin = end + 1;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        if (const std::string wrong = reader.line(line); !wrong.empty()) return line_fault(path, number, wrong);
    }
    return reader.freeze();
}

}  // namespace demarche::graph
