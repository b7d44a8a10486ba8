// The ontology: node types and the tree of relations. Read from rules/ontology.json (schema: schemas/ontology.schema.json).
//
// In a query a relation stands for itself and for all below it: `pressured` covers `demanded`, and so on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"

namespace demarche {

struct NodeType {
    std::string name;    // "Person"
    std::string parent;  // "" or the type that this is a sub-type of
};

struct Relation {
    std::string name;                  // "expressed_concern"
    std::string parent;                // "protested"; empty: a root
    std::string family;                // conflictual, cooperative, governance, structural, speech
    std::string plover;                // PLOVER 2021 event type in lower case; empty: none
    std::string cameo;                 // CAMEO root code, two digits; empty: none
    std::string display;               // words for people: "expressed concern to"
    std::vector<std::string> sources;  // node types allowed as source; empty: any
    std::vector<std::string> targets;  // node types allowed as target; empty: any
    bool symmetric = false;            // consulted, cooperated: either end may stand first
    bool abstract = false;             // an umbrella: no edge carries it
};

class Ontology {
public:
    // Reads JSON (comments allowed). All faults at once: unknown parents, cycles, duplicates, unknown types.
    // `file` names the text in diagnostics.
    static Result<Ontology> parse(std::string_view json, std::string_view file);
    // The ontology that is built into the library.
    static const Ontology& built_in();

    const std::vector<NodeType>& node_types() const { return node_types_; }
    const std::vector<Relation>& relations() const { return relations_; }
    const Relation* find(std::string_view relation) const;
    // The relation and all below it, in the order of the file; empty when there is no such relation.
    std::vector<std::string> expand(std::string_view relation) const;
    // Canonical JSON text; parse(to_json()) gives the same ontology.
    std::string to_json() const;

private:
    std::vector<NodeType> node_types_;
    std::vector<Relation> relations_;
};

}  // namespace demarche
