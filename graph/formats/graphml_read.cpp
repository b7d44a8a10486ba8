// GraphML by libxml2's streaming reader: memory is that of the graph. DOCTYPE is refused (no entities, no external files), and
// nesting over 64 levels too. Files of other programs are read by the attributes' names and types.
#include <algorithm>
#include <cctype>
#include <fstream>
#include <memory>
#include <unordered_map>

#include <libxml/xmlreader.h>

#include "base/file.h"
#include "graph/formats/format.h"

namespace demarche::graph {
namespace {

constexpr int kMostDepth = 64;

struct Fault {
    Error error;
};

struct Key {
    std::string name;
    TextKind kind = TextKind::text;
    enum class Role { property, types, relation, nothing } role = Role::property;
    std::optional<Value> default_value;
    bool edge = false, node = false;
};

// Keys of our own writer end with the kind of their values: "nk12j".
std::optional<TextKind> own_kind(std::string_view id) {
    if (id.size() < 4 || (!id.starts_with("nk") && !id.starts_with("ek"))) return std::nullopt;
    const std::string_view digits = id.substr(2, id.size() - 3);
    const std::size_t kind = std::string_view("idbtsj").find(id.back());
    if (kind == std::string_view::npos || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    return static_cast<TextKind>(kind);
}

TextKind declared_kind(std::string_view type) {
    if (type == "int" || type == "integer" || type == "long" || type == "short" || type == "byte") return TextKind::integer;
    if (type == "float" || type == "double") return TextKind::floating;
    return type == "boolean" || type == "bool" ? TextKind::boolean : TextKind::text;
}

struct ReaderCloser {
    void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};

class GraphmlReader {
public:
    explicit GraphmlReader(const std::string& path) : path_(path) {}

    Result<PropertyGraph> read() {
        reader_.reset(xmlReaderForFile(path_.c_str(), nullptr, XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_HUGE));
        if (!reader_) fail("cannot open");
        xmlTextReaderSetStructuredErrorHandler(reader_.get(), &GraphmlReader::note, this);
        int more = 0;
        while ((more = xmlTextReaderRead(reader_.get())) == 1) event();
        if (more != 0) fail(message_.empty() ? "not well-formed XML" : message_);
        if (!graph_seen_) fail("no <graph>: not a GraphML file");
        return builder_.freeze();
    }

private:
    static void note(void* self, xmlErrorPtr error) {
        auto* reader = static_cast<GraphmlReader*>(self);
        if (!reader->message_.empty() || !error->message) return;
        reader->message_ = error->message;
        while (!reader->message_.empty() && reader->message_.back() == '\n') reader->message_.pop_back();
    }
    [[noreturn]] void fail(std::string message) {
        Diagnostic d;
        d.code = ErrorCode::bad_input;
        d.file = path_;
        d.position.line = reader_ ? static_cast<std::size_t>(std::max(0, xmlTextReaderGetParserLineNumber(reader_.get()))) : 0;
        d.message = std::move(message);
        throw Fault{Error(std::move(d))};
    }
    static std::string_view view(const xmlChar* text) { return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view(); }
    std::optional<std::string> attribute(const char* name) {
        const std::unique_ptr<xmlChar, void (*)(void*)> value(xmlTextReaderGetAttribute(reader_.get(), reinterpret_cast<const xmlChar*>(name)), xmlFree);
        return value ? std::optional(std::string(view(value.get()))) : std::nullopt;
    }

    void event() {
        if (xmlTextReaderDepth(reader_.get()) > kMostDepth) fail("nested deeper than 64 levels");
        switch (xmlTextReaderNodeType(reader_.get())) {
            case XML_READER_TYPE_DOCUMENT_TYPE: fail("a DOCTYPE is not allowed");
            case XML_READER_TYPE_ELEMENT: {
                const std::string name(view(xmlTextReaderConstLocalName(reader_.get())));
                const bool empty = xmlTextReaderIsEmptyElement(reader_.get()) == 1;
                begin(name);
                if (empty) end(name);
                break;
            }
            case XML_READER_TYPE_END_ELEMENT: end(view(xmlTextReaderConstLocalName(reader_.get()))); break;
            case XML_READER_TYPE_TEXT:
            case XML_READER_TYPE_CDATA:
            case XML_READER_TYPE_SIGNIFICANT_WHITESPACE: text_ += view(xmlTextReaderConstValue(reader_.get())); break;
            default: break;
        }
    }

    void begin(std::string_view name) {
        text_.clear();
        if (name == "graph") graph_seen_ = true;
        else if (name == "key") begin_key();
        else if (name == "node") begin_node();
        else if (name == "edge") begin_edge();
        else if (name == "data") data_key_ = attribute("key").value_or("");
    }

    void end(std::string_view name) {
        if (name == "data") end_data();
        else if (name == "desc" && key_) rename_key();
        else if (name == "default" && key_) keys_[*key_].default_value = value_of(keys_[*key_], text_);
        else if (name == "key") key_.reset();
        else if (name == "node") end_node();
        else if (name == "edge") end_edge();
    }

    void begin_key() {
        const std::string id = attribute("id").value_or("");
        const std::string owner = attribute("for").value_or("all");
        Key key;
        key.name = attribute("attr.name").value_or(id);
        key.node = owner == "node" || owner == "all";
        key.edge = owner == "edge" || owner == "all";
        const std::optional<TextKind> own = own_kind(id);
        key.kind = own ? *own : declared_kind(attribute("attr.type").value_or("string"));
        if (id == "n_label" || id == "e_id" || id == "e_weight") key.role = Key::Role::nothing;
        else if (id == "n_types" || (!own && key.node && key.name == "labels")) key.role = Key::Role::types;
        else if (id == "e_relation" || (!own && owner == "edge" && (key.name == "relation" || key.name == "label"))) key.role = Key::Role::relation;
        keys_[id] = std::move(key);
        key_ = id;
    }

    // The key's own name, as our writer puts it where the attribute had to be called otherwise.
    void rename_key() {
        const std::optional<Value> name = own_kind(*key_) ? parse_tagged_json(text_) : std::nullopt;
        if (name && name->as_string()) keys_[*key_].name = *name->as_string();
    }

    void begin_node() {
        element_ = attribute("id").value_or("");
        labels_.clear();
        properties_.clear();
        in_node_ = true;
        if (const auto labels = attribute("labels")) {  // Neo4j's APOC: ":Person:Minister"
            for (std::size_t at = 0; at < labels->size();) {
                const std::size_t stop = std::min(labels->find(':', at), labels->size());
                if (stop > at) labels_.push_back(labels->substr(at, stop - at));
                at = stop + 1;
            }
        }
    }

    void begin_edge() {
        source_ = attribute("source").value_or("");
        target_ = attribute("target").value_or("");
        type_ = attribute("label").value_or("");
        properties_.clear();
        in_node_ = false;
    }

    Value value_of(const Key& key, const std::string& text) {
        std::optional<Value> value = parse_plain(key.kind, text);
        if (!value && key.kind == TextKind::boolean) value = parse_plain(key.kind, lower(text));
        if (!value && key.kind == TextKind::floating) value = parse_plain(TextKind::json, text);
        if (!value) fail("'" + text.substr(0, 60) + "' is no value of attribute '" + key.name + "'");
        return std::move(*value);
    }
    static std::string lower(std::string text) {
        std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    }

    void end_data() {
        const auto found = keys_.find(data_key_);
        if (found == keys_.end()) return;  // e.g. of <graph>, or of another program's extension
        const Key& key = found->second;
        if (key.role == Key::Role::types) labels_ = split_labels(text_);
        else if (key.role == Key::Role::relation) type_ = text_;
        else if (key.role == Key::Role::property && !(text_.empty() && key.kind != TextKind::text)) properties_.emplace_back(key.name, value_of(key, text_));
        text_.clear();
    }

    Map take_properties() {
        for (const auto& [id, key] : keys_) {
            const bool mine = in_node_ ? key.node : key.edge;
            if (!mine || !key.default_value || key.role != Key::Role::property) continue;
            const auto same = [&](const auto& p) { return p.first == key.name; };
            if (std::none_of(properties_.begin(), properties_.end(), same)) properties_.emplace_back(key.name, *key.default_value);
        }
        return make_map(std::exchange(properties_, {}));
    }

    void end_node() {
        const std::vector<std::string_view> labels(labels_.begin(), labels_.end());
        const NodeId node = builder_.add_node(labels, take_properties());
        if (!nodes_.emplace(element_, node).second) fail("node '" + element_ + "' is there twice");
    }

    void end_edge() {
        const auto source = nodes_.find(source_), target = nodes_.find(target_);
        if (source == nodes_.end() || target == nodes_.end()) {
            fail("edge to unknown node '" + (source == nodes_.end() ? source_ : target_) + "': nodes stand before their edges");
        }
        builder_.add_edge(source->second, type_.empty() ? "RELATED" : type_, target->second, take_properties());
    }

    std::string path_, message_;
    std::unique_ptr<xmlTextReader, ReaderCloser> reader_;
    GraphBuilder builder_;
    std::unordered_map<std::string, Key> keys_;
    std::unordered_map<std::string, NodeId> nodes_;
    std::optional<std::string> key_;  // the <key> that is open
    std::string text_, data_key_, element_, source_, target_, type_;
    std::vector<std::string> labels_;
    Map properties_;
    bool in_node_ = true, graph_seen_ = false;
};

}  // namespace

Result<PropertyGraph> read_graphml(const std::string& path) {
    if (!std::ifstream(path)) {  // the reason, as for every other file
        if (const Result<std::string> readable = base::read_file(path, 1); !readable) return readable.error();
    }
    try {
        return GraphmlReader(path).read();
    } catch (Fault& fault) {
        return std::move(fault.error);
    }
}

}  // namespace demarche::graph
