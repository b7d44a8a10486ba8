// The attributes that GraphML and GEXF declare for a graph's property keys.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/formats/format.h"

namespace demarche::graph {

struct XmlKey {
    std::string id;        // ends with the kind of its values (i d b t s, or j for JSON): "nk12j"
    std::string name;      // what people see: unique, and nothing that Gephi, igraph or sigma.js take for something else
    std::string original;  // the property key
    TextKind kind = TextKind::text;
};

struct XmlKeys {
    std::vector<XmlKey> nodes, edges;  // by KeyId
    // The property "weight" when it is a positive number of one kind on every edge: then it is what readers get as the weight.
    std::optional<KeyId> weight;
    // Labels or types with characters that XML cannot hold: they are written as JSON.
    bool json_labels = false, json_types = false;
};

XmlKeys xml_keys(const PropertyGraph& graph);
// The inverse of the id; nothing for ids of other programs.
std::optional<TextKind> kind_of_id(std::string_view id);
std::string_view xml_type(TextKind kind);  // "long", "double", "boolean", "string"

// What is written for a node's labels and an edge's type.
std::string labels_text(const PropertyGraph& graph, NodeId node, const XmlKeys& keys);
std::string type_text(const std::string& type, const XmlKeys& keys);

// Appends what is written to a string that is flushed now and then.
class TextBuffer {
public:
    explicit TextBuffer(std::ostream& out) : out_(out) {}
    ~TextBuffer() { flush(); }
    TextBuffer(const TextBuffer&) = delete;
    TextBuffer& operator=(const TextBuffer&) = delete;
    std::string& operator*() { return text_; }
    std::string* operator->() { return &text_; }
    void breathe() {
        if (text_.size() >= std::size_t{1} << 16U) flush();
    }

private:
    void flush();

    std::ostream& out_;
    std::string text_;
};

}  // namespace demarche::graph
