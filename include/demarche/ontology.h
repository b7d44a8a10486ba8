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

// The PLOVER event type of all CAMEO codes that begin so, unless a longer prefix says otherwise.
struct CameoPrefix {
    std::string cameo;
    std::string plover;
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
    // True when `type` is `ancestor` or a sub-type of it, at any depth. Unknown types are nothing but themselves.
    bool is_a(std::string_view type, std::string_view ancestor) const;
    // True when the relation may lead from one type of node to the other; a type that is allowed allows its sub-types.
    bool allows(const Relation& relation, std::string_view source_type, std::string_view target_type) const;
    // The PLOVER 2021 event type of a CAMEO code, in lower case; empty: none ("010", a statement).
    std::string_view plover_of(std::string_view cameo) const;
    // Canonical JSON text; parse(to_json()) gives the same ontology.
    std::string to_json() const;

private:
    std::vector<NodeType> node_types_;
    std::vector<Relation> relations_;
    std::vector<CameoPrefix> plover_;  // in order of the prefixes
    std::string version_, licence_;
};

}  // namespace demarche
