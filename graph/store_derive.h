// From the articles of a store to its graph: all anew, or only what a small update touches. All functions throw StoreFault.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/compose.h"
#include "graph/sqlite.h"
#include "graph/store_rows.h"

namespace demarche::graph {

// Throws when the store has no articles but an imported graph. To be called inside the transaction, before an article's row is inserted, replaced or removed.
void note_change(Database& database, std::string_view id);

// Makes the stored graph that of the articles and the curation, inside the transaction. Gives a warning for each entry of the curation that no
// longer applies. anew: whatever has been kept from before.
Result<std::vector<Diagnostic>> derive_graph(Database& database, const Curation& curation, const std::string& curation_file, bool anew);

// What has changed since the columns were written.
GraphDelta read_delta(Database& database);

}  // namespace demarche::graph
