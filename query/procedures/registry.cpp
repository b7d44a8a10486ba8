#include <algorithm>

#include "query/procedures/procedures.h"

namespace demarche::query {
namespace {

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

template <class F>
void each_procedure(F&& f) {
    for (const auto part : {catalogue_procedures(), centrality_procedures(), community_procedures(), route_procedures()})
        for (const ProcedureInfo& p : part) f(p);
}

}  // namespace

const ProcedureInfo* find_procedure(std::string_view name) {
    const ProcedureInfo* found = nullptr;
    each_procedure([&](const ProcedureInfo& p) {
        if (same_name(p.name, name)) found = &p;
    });
    return found;
}

std::vector<std::string> procedure_names() {
    std::vector<std::string> names;
    each_procedure([&](const ProcedureInfo& p) { names.emplace_back(p.name); });
    return names;
}

}  // namespace demarche::query
