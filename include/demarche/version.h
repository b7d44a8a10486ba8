// The version of the headers (macros) and of the library that runs (function). Semantic Versioning; 0.x: minor may break.
#pragma once

#include <string_view>

#define DEMARCHE_VERSION_MAJOR 0
#define DEMARCHE_VERSION_MINOR 1
#define DEMARCHE_VERSION_PATCH 0

namespace demarche {

// "0.1.0"
std::string_view version();

}  // namespace demarche
