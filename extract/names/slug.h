// Readable ids from names.
#pragma once

#include <string>
#include <string_view>

namespace demarche::extract {

// Lower-case ASCII letters and digits with single hyphens: "Türkiye’s Ömer" → "turkiye-s-omer". Other scripts are transliterated (ICU); a
// name of which nothing is left becomes the hexadecimal of its bytes. Deterministic. O(length).
std::string slug(std::string_view name);

}  // namespace demarche::extract
