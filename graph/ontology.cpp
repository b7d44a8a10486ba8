#include "demarche/ontology.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <unordered_set>

#include "base/embedded.h"
#include "base/json.h"
#include "base/json_fields.h"
#include "base/suggest.h"

namespace demarche {

using base::flag_at;
using base::text_at;
using base::texts_at;

namespace {

const List& list_at(const Value& root, std::string_view key) {
    static const List kNone;
    const Value* v = root.find(key);
    return v && v->as_list() ? *v->as_list() : kNone;
}

// Looks for the faults that a schema cannot see, and collects all of them.
class Checker {
public:
    Checker(const base::JsonDocument& json, std::vector<Diagnostic>& faults) : json_(json), faults_(faults) {}

    // Names must differ, parents must exist, and no chain of parents may close.
    template <class Item>
    void tree(const std::vector<Item>& items, const std::string& list, const std::string& what) {
        std::vector<std::string> names;
        std::unordered_map<std::string_view, std::size_t> index;
        for (std::size_t i = 0; i < items.size(); ++i) {
            names.push_back(items[i].name);
            if (!index.emplace(items[i].name, i).second) {
                fault(list, i, "/name", what + " '" + items[i].name + "' is defined twice");
            }
        }
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (!items[i].parent.empty() && !index.contains(items[i].parent)) {
                fault(list, i, "/parent", "unknown parent '" + items[i].parent + "' of " + what + " '" + items[i].name + "'",
                      base::did_you_mean(items[i].parent, names));
            }
        }
        cycles(items, index, list, what);
    }

    void types(const std::vector<NodeType>& known, const std::vector<std::string>& used, std::size_t relation, const std::string& key) {
        std::vector<std::string> names;
        names.reserve(known.size());
        for (const NodeType& type : known) names.push_back(type.name);
        for (std::size_t i = 0; i < used.size(); ++i) {
            if (std::find(names.begin(), names.end(), used[i]) != names.end()) continue;
            fault("relations", relation, "/" + key + "/" + std::to_string(i), "unknown node type '" + used[i] + "'",
                  base::did_you_mean(used[i], names));
        }
    }

    void fault(const std::string& list, std::size_t i, const std::string& key, std::string message, std::string hint = {}) {
        faults_.push_back(json_.fault("/" + list + "/" + std::to_string(i) + key, std::move(message), std::move(hint)));
    }

private:
    template <class Item>
    void cycles(const std::vector<Item>& items, const std::unordered_map<std::string_view, std::size_t>& index, const std::string& list,
                const std::string& what) {
        std::vector<std::size_t> seen(items.size(), 0);  // in which walk an item was met; 0: not yet
        for (std::size_t start = 0; start < items.size(); ++start) {
            std::size_t at = start;
            while (seen[at] == 0) {
                seen[at] = start + 1;
                const auto parent = index.find(items[at].parent);
                if (parent == index.end()) break;
                at = parent->second;
                if (seen[at] == start + 1) {
                    fault(list, at, "/parent", what + " '" + items[at].name + "' is below itself: " + chain(items, index, at));
                }
            }
        }
    }

    template <class Item>
    static std::string chain(const std::vector<Item>& items, const std::unordered_map<std::string_view, std::size_t>& index, std::size_t from) {
        std::string text = items[from].name;
        for (std::size_t at = from; text.size() < 200;) {
            at = index.at(items[at].parent);
            text += " < " + items[at].name;
            if (at == from) break;
        }
        return text;
    }

    const base::JsonDocument& json_;
    std::vector<Diagnostic>& faults_;
};

Relation read_relation(const Value& entry) {
    Relation r;
    r.name = text_at(entry, "name");
    r.parent = text_at(entry, "parent");
    r.family = text_at(entry, "family");
    r.plover = text_at(entry, "plover");
    r.cameo = text_at(entry, "cameo");
    r.display = text_at(entry, "display");
    r.sources = texts_at(entry, "sources");
    r.targets = texts_at(entry, "targets");
    r.symmetric = flag_at(entry, "symmetric");
    r.abstract = flag_at(entry, "abstract");
    return r;
}

void member(std::string& out, std::string_view key, std::string_view value) {
    if (value.empty()) return;
    if (out.back() != '{') out += ',';
    base::append_json_string(out, key);
    out += ':';
    base::append_json_string(out, value);
}

void member(std::string& out, std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    out += ',';
    base::append_json_string(out, key);
    out += ":[";
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i) out += ',';
        base::append_json_string(out, values[i]);
    }
    out += ']';
}

void append(std::string& out, const Relation& r) {
    out += '{';
    member(out, "name", r.name);
    member(out, "parent", r.parent);
    member(out, "family", r.family);
    member(out, "plover", r.plover);
    member(out, "cameo", r.cameo);
    member(out, "display", r.display);
    member(out, "sources", r.sources);
    member(out, "targets", r.targets);
    if (r.symmetric) out += ",\"symmetric\":true";
    if (r.abstract) out += ",\"abstract\":true";
    out += '}';
}

template <class Items, class F>
void append_list(std::string& out, std::string_view key, const Items& items, F append_item) {
    out += ",\n\"" + std::string(key) + "\":[";
    for (std::size_t i = 0; i < items.size(); ++i) {
        out += i ? ",\n" : "\n";
        append_item(items[i]);
    }
    out += ']';
}

}  // namespace

Result<Ontology> Ontology::parse(std::string_view json, std::string_view file) {
    base::JsonOptions options;
    options.schema = "ontology.schema.json";
    const Result<base::JsonDocument> document = base::read_json(json, file, options);
    if (!document) return document.error();
    const Value& root = document->root;
    Ontology o;
    o.version_ = text_at(root, "version");
    o.licence_ = text_at(root, "licence");
    for (const Value& entry : list_at(root, "node_types")) o.node_types_.push_back({text_at(entry, "name"), text_at(entry, "parent")});
    for (const Value& entry : list_at(root, "relations")) o.relations_.push_back(read_relation(entry));
    for (const Value& entry : list_at(root, "plover")) o.plover_.push_back({text_at(entry, "cameo"), text_at(entry, "plover")});

    std::vector<Diagnostic> faults;
    Checker checker(*document, faults);
    checker.tree(o.node_types_, "node_types", "node type");
    checker.tree(o.relations_, "relations", "relation");
    for (std::size_t i = 0; i < o.relations_.size(); ++i) {
        checker.types(o.node_types_, o.relations_[i].sources, i, "sources");
        checker.types(o.node_types_, o.relations_[i].targets, i, "targets");
    }
    std::unordered_set<std::string_view> prefixes;
    for (std::size_t i = 0; i < o.plover_.size(); ++i) {
        if (!prefixes.insert(o.plover_[i].cameo).second) checker.fault("plover", i, "/cameo", "CAMEO code '" + o.plover_[i].cameo + "' is given twice");
    }
    if (!faults.empty()) return Error(std::move(faults));
    std::sort(o.plover_.begin(), o.plover_.end(), [](const CameoPrefix& a, const CameoPrefix& b) { return a.cameo < b.cameo; });
    return o;
}

const Ontology& Ontology::built_in() {
    static const Ontology ontology = [] {
        Result<Ontology> parsed = parse(base::embedded_file("rules/ontology.json"), "rules/ontology.json");
        assert(parsed);  // a test parses it
        return parsed ? std::move(*parsed) : Ontology();
    }();
    return ontology;
}

const Relation* Ontology::find(std::string_view relation) const {
    const auto found = std::find_if(relations_.begin(), relations_.end(), [&](const Relation& r) { return r.name == relation; });
    return found == relations_.end() ? nullptr : &*found;
}

std::vector<std::string> Ontology::expand(std::string_view relation) const {
    std::unordered_map<std::string_view, bool> below;  // the relation and all whose chain of parents leads to it
    for (const Relation& r : relations_) below[r.name] = r.name == relation;
    for (bool grown = true; grown;) {
        grown = false;
        for (const Relation& r : relations_) {
            const auto parent = below.find(r.parent);
            if (!below[r.name] && parent != below.end() && parent->second) below[r.name] = grown = true;
        }
    }
    std::vector<std::string> names;
    for (const Relation& r : relations_) {
        if (below[r.name]) names.push_back(r.name);
    }
    return names;
}

bool Ontology::is_a(std::string_view type, std::string_view ancestor) const {
    // No chain is longer than the list: the tree has no cycle.
    for (std::size_t step = 0; step <= node_types_.size(); ++step) {
        if (type == ancestor) return true;
        const auto found = std::find_if(node_types_.begin(), node_types_.end(), [&](const NodeType& t) { return t.name == type; });
        if (found == node_types_.end() || found->parent.empty()) return false;
        type = found->parent;
    }
    return false;
}

bool Ontology::allows(const Relation& relation, std::string_view source_type, std::string_view target_type) const {
    const auto any_of = [this](const std::vector<std::string>& allowed, std::string_view type) {
        return allowed.empty() || std::any_of(allowed.begin(), allowed.end(), [&](const std::string& a) { return is_a(type, a); });
    };
    return any_of(relation.sources, source_type) && any_of(relation.targets, target_type);
}

std::string_view Ontology::plover_of(std::string_view cameo) const {
    std::string_view best, plover;
    for (const CameoPrefix& p : plover_) {
        if (cameo.starts_with(p.cameo) && p.cameo.size() > best.size()) {
            best = p.cameo;
            plover = p.plover;
        }
    }
    return plover;
}

std::string Ontology::to_json() const {
    std::string out = "{";
    member(out, "kind", "ontology");
    out += ",\"version\":";
    base::append_json_string(out, version_);
    out += ",\"licence\":";
    base::append_json_string(out, licence_);
    append_list(out, "node_types", node_types_, [&](const NodeType& t) {
        out += '{';
        member(out, "name", t.name);
        member(out, "parent", t.parent);
        out += '}';
    });
    append_list(out, "relations", relations_, [&](const Relation& r) { append(out, r); });
    append_list(out, "plover", plover_, [&](const CameoPrefix& p) {
        out += '{';
        member(out, "cameo", p.cameo);
        member(out, "plover", p.plover);
        out += '}';
    });
    return out + "\n}\n";
}

}  // namespace demarche
