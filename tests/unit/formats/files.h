// What the tests in this folder share.
#pragma once

#include <string>
#include <string_view>

#include "demarche/formats.h"
#include "support/folder.h"

namespace demarche::test {

std::string exported(const PropertyGraph& graph, std::string_view format, const ExportOptions& options = {});
// Two people, three edges: two of one kind between them, with evidence and hostile texts.
PropertyGraph sample();

}  // namespace demarche::test
