// JSON of nodes and edges: our own; and the node-link form of networkx and d3 ("links"; attributes beside the ends). The lists are
// read item by item: memory is that of the graph and of the longest item.
#include <algorithm>

#include "base/file.h"
#include "graph/formats/import.h"
#include "graph/formats/xml.h"

namespace demarche::graph {
namespace {

constexpr std::size_t kMostItem = std::size_t{64} << 20U;
constexpr int kMostDepth = 64;

struct Wrong {
    std::string message;
    std::size_t line = 0;
};

// The text of one JSON value after another. Only what tells where a value ends is looked at: parse_json checks the rest.
class Scanner {
public:
    explicit Scanner(base::InputFile file) : file_(std::move(file)) {}
    // The next character that is no white space; 0 at the end.
    char peek() {
        while (at_ < buffer_.size() || fill()) {
            const char c = buffer_[at_];
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return c;
            step();
        }
        return 0;
    }
    bool take(char c) {
        if (peek() != c) return false;
        step();
        return true;
    }
    // False: no value, too large or not ended. `begin` is the line of its first character.
    bool value(std::string& text, std::size_t& begin) {
        text.clear();
        const char first = peek();
        begin = line_;
        if (first == 0 || first == ',' || first == ':' || first == ']' || first == '}') return false;
        std::size_t depth = 0;
        bool quoted = false, escaped = false;
        while ((at_ < buffer_.size() || fill()) && text.size() <= kMostItem) {
            const char c = buffer_[at_];
            const bool plain = !quoted && depth == 0 && first != '"' && first != '{' && first != '[';
            if (plain && (c == ',' || c == ']' || c == '}' || c == ' ' || c == '\n' || c == '\r' || c == '\t')) return true;
            text += c;
            step();
            if (quoted) {
                if (!escaped && c == '"') quoted = false;
                escaped = !escaped && c == '\\';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                if (++depth > kMostDepth) return false;
            } else if (c == '}' || c == ']') {
                --depth;
            }
            if (!plain && !quoted && depth == 0) return true;
        }
        return false;
    }
    std::size_t line() const { return line_; }
    const base::InputFile& file() const { return file_; }

private:
    bool fill() {
        buffer_.resize(std::size_t{1} << 16U);
        buffer_.resize(file_.read(buffer_.data(), buffer_.size()));
        at_ = 0;
        return !buffer_.empty();
    }
    void step() { line_ += buffer_[at_++] == '\n' ? 1 : 0; }

    base::InputFile file_;
    std::string buffer_;
    std::size_t at_ = 0, line_ = 1;
};

std::string name_of(const Value& id) { return id.as_string() ? *id.as_string() : to_json(id); }

// Attributes beside the ends, but for those that say what the element is.
struct Flat {
    Map properties;
    std::optional<Value> type;
};
Flat flat(const Map& object, std::span<const std::string_view> ends, std::optional<std::size_t> (*rank)(std::string_view)) {
    Flat out;
    const std::string* best = nullptr;
    for (const auto& [key, value] : object) {
        const bool can = rank(key) && (value.as_string() || value.as_list());
        if (can && (!best || *rank(key) < *rank(*best))) best = &key;
    }
    for (const auto& [key, value] : object) {
        if (best == &key) out.type = value;
        else if (std::find(ends.begin(), ends.end(), key) == ends.end()) out.properties.emplace_back(key, value);
    }
    return out;
}

class JsonReader {
public:
    explicit JsonReader(base::InputFile file) : in_(std::move(file)) {}

    std::optional<Wrong> read() {
        if (!in_.take('{')) return Wrong{"no JSON object", in_.line()};
        bool seen = false;
        for (bool more = in_.peek() != '}'; more; more = in_.take(',')) {
            std::string text;
            std::size_t line = 0;
            if (!in_.value(text, line)) return broken();
            const Result<Value> key = parse_json(text);
            if (!key || !key->as_string() || !in_.take(':')) return broken();
            const std::string& name = *key->as_string();
            const bool nodes = name == "nodes", edges = name == "edges" || name == "links" || name == "relationships";
            if ((nodes || edges) && in_.peek() == '[') {
                if (auto wrong = list(nodes)) return wrong;
                seen = seen || nodes;
            } else if (!in_.value(text, line)) {
                return broken();
            } else if (name == "directed") {
                directed_ = text != "false";
            }
        }
        if (!in_.take('}') || in_.peek() != 0) return broken();
        if (!seen) return Wrong{"no list \"nodes\": not the JSON of a graph", 1};
        const auto wrong = graph_.settle();
        return wrong ? std::optional(Wrong{wrong->first, wrong->second}) : std::nullopt;
    }
    NamedGraph& graph() { return graph_; }
    const base::InputFile& file() const { return in_.file(); }

private:
    Wrong broken() { return {in_.peek() == 0 ? "the JSON ends too early, or an item is larger than 64 MiB" : "not well-formed JSON, or nested deeper than 64 levels", in_.line()}; }

    std::optional<Wrong> list(bool nodes) {
        in_.take('[');
        std::string text;
        std::size_t line = 0;
        for (bool more = in_.peek() != ']'; more; more = in_.take(',')) {
            if (!in_.value(text, line)) return broken();
            if (!utf8_valid(text)) return Wrong{"not UTF-8", line};
            const Result<Value> item = parse_json(text);
            if (!item) return Wrong{item.error().message(), line + std::max<std::size_t>(1, item.error().diagnostics()[0].position.line) - 1};
            if (!item->as_map()) return Wrong{nodes ? "a node is no object" : "an edge is no object", line};
            std::string wrong = nodes ? node(*item) : edge(*item, line);
            if (!wrong.empty()) return Wrong{std::move(wrong), line};
        }
        return in_.take(']') ? std::nullopt : std::optional(broken());
    }

    std::string node(const Value& object) {
        const Value *id = object.find("id"), *given = object.find("properties"), *labels = object.find("labels");
        const std::string name = id ? name_of(*id) : std::to_string(count_);  // d3: by position
        ++count_;
        const bool own = given && given->as_map() && labels && labels->as_list();
        const auto properties = own ? untag(*given) : std::nullopt;
        if (own && !properties) return "\"properties\" are not what demarche writes";
        Flat other = own ? Flat{*properties->as_map(), *labels} : flat(*object.as_map(), {}, label_rank);
        std::vector<std::string> names;
        if (other.type && other.type->as_string()) names = labels_of_text(*other.type->as_string());
        for (std::size_t i = 0; other.type && other.type->as_list() && i < other.type->as_list()->size(); ++i) {
            const Value& label = (*other.type->as_list())[i];
            if (!label.as_string()) return "a label is no text";
            names.push_back(*label.as_string());
        }
        return graph_.add_node(name, names, std::move(other.properties)) ? "" : "node '" + name + "' is there twice";
    }

    std::string edge(const Value& object, std::size_t line) {
        const Value *source = object.find("source"), *target = object.find("target"), *given = object.find("properties");
        if (!source || !target) return "an edge without \"source\" and \"target\"";
        const bool own = given && given->as_map() && object.find("type") && object.find("type")->as_string();
        const auto properties = own ? untag(*given) : std::nullopt;
        if (own && !properties) return "\"properties\" are not what demarche writes";
        static constexpr std::string_view kEnds[] = {"source", "target", "key"};
        Flat other = own ? Flat{*properties->as_map(), *object.find("type")} : flat(*object.as_map(), kEnds, relation_rank);
        if (!own && !directed_) other.properties = make_map([&] { Map m = other.properties; m.emplace_back("directed", Value(false)); return m; }());
        const std::string type = other.type && other.type->as_string() ? *other.type->as_string() : "RELATED";
        graph_.add_edge(name_of(*source), type, name_of(*target), std::move(other.properties), line);
        return "";
    }

    Scanner in_;
    NamedGraph graph_;
    std::size_t count_ = 0;
    bool directed_ = true;
};

}  // namespace

Result<PropertyGraph> read_json(const std::string& path) {
    Result<base::InputFile> file = base::InputFile::open(path);
    if (!file) return file.error();
    JsonReader reader(std::move(*file));
    const std::optional<Wrong> wrong = reader.read();
    if (reader.file().failed()) return reader.file().error();
    if (wrong) return line_fault(path, wrong->line, wrong->message);
    return reader.graph().freeze();
}

}  // namespace demarche::graph
