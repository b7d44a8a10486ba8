#include "base/suggest.h"

#include <doctest/doctest.h>

#include <vector>

using demarche::base::closest;
using demarche::base::did_you_mean;

TEST_CASE("closest finds near words and nothing far away") {
    const std::vector<std::string> names{"signed", "accused", "requested", "rejected"};
    CHECK(closest("singed", names) == "signed");
    CHECK(closest("SIGNED", names) == "signed");
    CHECK(closest("requestd", names) == "requested");
    CHECK(closest("banana", names).empty());
    CHECK(closest("", names).empty());
    CHECK(did_you_mean("acused", names) == "did you mean 'accused'?");
    CHECK(did_you_mean("xyz", names).empty());
}
