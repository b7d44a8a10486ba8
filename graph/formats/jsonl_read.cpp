// JSON Lines: our own; and Neo4j's ({"type":"node","id":…,"labels":[…],"properties":{…}}, {"type":"relationship",…}).
#include "base/file.h"
#include "graph/formats/import.h"
#include "graph/formats/xml.h"

namespace demarche::graph {
namespace {

// Empty: well; else what is wrong.
using Wrong = std::string;

Wrong read_properties(const Value& object, bool own, Map& properties) {
    const Value* given = object.find("properties");
    if (!given) return {};
    const std::optional<Value> value = own ? untag(*given) : *given;
    if (!value || !value->as_map()) return "\"properties\" is no object";
    properties = *value->as_map();
    return {};
}

std::string name_of(const Value& id) { return id.as_string() ? *id.as_string() : to_json(id); }

class JsonlReader {
public:
    Wrong line(std::string_view text, std::size_t number) {
        if (!utf8_valid(text)) return "not UTF-8";
        const Result<Value> object = parse_json(text);
        if (!object) return object.error().message();
        const Value *type = object->find("type"), *id = object->find("id");
        if (const Value* node = object->find("node")) return read_node(*node, *object, true);
        if (type && id && *type == Value("node")) return read_node(*id, *object, false);
        if (type && *type == Value("relationship") && object->find("start")) return read_relationship(*object, number);
        return read_edge(*object, number);
    }
    NamedGraph& graph() { return graph_; }

private:
    Wrong read_node(const Value& id, const Value& object, bool own) {
        std::vector<std::string> labels;
        const Value* given = object.find("labels");
        if (given && !given->as_list()) return "\"labels\" is no list";
        for (std::size_t i = 0; given && i < given->as_list()->size(); ++i) {
            const std::string* label = (*given->as_list())[i].as_string();
            if (!label) return "a label is no text";
            labels.push_back(*label);
        }
        Map properties;
        if (Wrong wrong = read_properties(object, own, properties); !wrong.empty()) return wrong;
        const std::string name = own ? to_json(id) : name_of(id);
        if (!own && !object.find("properties")) properties = {{"id", Value(name)}};
        return graph_.add_node(name, labels, std::move(properties)) ? "" : "node " + to_json(id) + " is there twice";
    }
    Wrong read_edge(const Value& object, std::size_t number) {
        const Value *source = object.find("source"), *target = object.find("target"), *type = object.find("type");
        if (!source || !target || !type || !type->as_string()) return "neither a node (\"node\") nor an edge (\"source\", \"target\", \"type\")";
        Map properties;
        if (Wrong wrong = read_properties(object, true, properties); !wrong.empty()) return wrong;
        graph_.add_edge(to_json(*source), *type->as_string(), to_json(*target), std::move(properties), number);
        return "";
    }
    Wrong read_relationship(const Value& object, std::size_t number) {
        const Value *start = object.find("start")->find("id"), *end = object.find("end") ? object.find("end")->find("id") : nullptr, *type = object.find("label");
        if (!start || !end) return "a relationship without \"start\" and \"end\"";
        Map properties;
        if (Wrong wrong = read_properties(object, false, properties); !wrong.empty()) return wrong;
        graph_.add_edge(name_of(*start), type && type->as_string() ? *type->as_string() : "RELATED", name_of(*end), std::move(properties), number);
        return "";
    }

    NamedGraph graph_;
};

}  // namespace

Result<PropertyGraph> read_jsonl(const std::string& path) {
    Result<base::InputFile> file = base::InputFile::open(path);
    if (!file) return file.error();
    base::LineReader lines(std::move(*file));
    JsonlReader reader;
    while (const auto line = lines.next()) {
        if (line->find_first_not_of(" \t\r") == std::string_view::npos) continue;
        if (const std::string wrong = reader.line(*line, lines.number()); !wrong.empty()) return line_fault(path, lines.number(), wrong);
    }
    if (lines.file().failed()) return lines.file().error();
    if (lines.too_long()) return line_fault(path, lines.number() + 1, "a line is larger than 64 MiB");
    if (const auto wrong = reader.graph().settle()) return line_fault(path, wrong->second, wrong->first);
    return reader.graph().freeze();
}

}  // namespace demarche::graph
