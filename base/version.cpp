#include "demarche/version.h"

#define DEMARCHE_STRING_(x) #x
#define DEMARCHE_STRING(x) DEMARCHE_STRING_(x)

namespace demarche {

std::string_view version() {
    return DEMARCHE_STRING(DEMARCHE_VERSION_MAJOR) "." DEMARCHE_STRING(DEMARCHE_VERSION_MINOR) "." DEMARCHE_STRING(DEMARCHE_VERSION_PATCH);
}

}  // namespace demarche
