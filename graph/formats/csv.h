// What writing and reading CSV share.
#pragma once

#include <string>
#include <string_view>

#include "graph/formats/format.h"

namespace demarche::graph {

struct CsvHeading {
    std::string key;
    TextKind kind = TextKind::text;
};

std::string csv_heading(const std::string& key, TextKind kind);
CsvHeading parse_csv_heading(std::string_view heading);

// Spreadsheets run such a cell as a formula, or (the apostrophe) hide its first character: it is written with a ' before it.
inline bool csv_runs(std::string_view text) {
    return !text.empty() && (std::string_view("=+-@\t\r'").find(text[0]) != std::string_view::npos);
}

}  // namespace demarche::graph
