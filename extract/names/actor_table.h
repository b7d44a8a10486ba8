// Reading an actors file: a table of names for people who do not want to write JSON. RFC 4180 quoting; lines end in LF or CRLF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "demarche/result.h"

namespace demarche::extract {

// An actors file among the packs' files.
struct ActorFile {
    std::string path;
    std::size_t after = 0;  // so many pack files come before it
};

struct ActorRow {
    std::size_t line = 0;             // 1-based, where the row begins
    std::string name, type, state, from, until;  // type as the table of types writes it; dates are checked
};

// The header is name,type,state,from,until in any order; only `name` must be there. All faults at once, each with line and column (code points):
// bytes that are not UTF-8, wrong header or separator, an open quote, too many cells, unknown types, what is no date, a span that ends before it begins, a state
// without its code, a row that says what an earlier one said. Rows with a fault are left out. O(text).
std::vector<ActorRow> read_actor_table(std::string_view text, const std::string& path, std::vector<Diagnostic>& faults);

}  // namespace demarche::extract
