// The procedures that CALL may name: the catalogue of the graph and Boost.Graph's algorithms over a part of it.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/ontology.h"
#include "query/functions/functions.h"

namespace demarche::query {

// What a procedure may look at and must tell. step() and hold() throw when a limit is exceeded or the query is cancelled.
struct ProcedureContext {
    EvalContext& values;
    const PropertyGraph& graph;
    const Ontology& ontology;
    std::function<void(std::size_t)> step;  // so many relationships or nodes were looked at
    std::function<void(std::size_t)> hold;  // so many bytes are held until the procedure ends
};

using ProcedureRows = std::vector<std::vector<Value>>;

struct ProcedureColumn {
    std::string_view name;
    TypeSet types;
};

// Arguments are given in order; those beyond min_arguments may be left out. relation: which argument names relationship types.
struct ProcedureInfo {
    std::string_view name;  // as documented; found in any capitalisation
    std::size_t min_arguments = 0;
    std::span<const TypeSet> argument_types;  // as many as may be given
    std::size_t relation = static_cast<std::size_t>(-1);
    std::span<const ProcedureColumn> columns;
    ProcedureRows (*call)(ProcedureContext&, std::span<const Value>) = nullptr;
};

const ProcedureInfo* find_procedure(std::string_view name);
std::vector<std::string> procedure_names();

// The parts of the registry.
std::span<const ProcedureInfo> catalogue_procedures();
std::span<const ProcedureInfo> centrality_procedures();
std::span<const ProcedureInfo> community_procedures();
std::span<const ProcedureInfo> route_procedures();

}  // namespace demarche::query
