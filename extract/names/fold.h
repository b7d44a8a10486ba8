// Latin letters without their marks, and readable ids from names.
#pragma once

#include <string>
#include <string_view>

namespace demarche::extract {

// "Élysée" → "Elysee", "Łódź" → "Lodz", "Straße" → "Strasse"; letters of other scripts stay. Input: UTF-8.
std::string fold_latin(std::string_view text);
// "Federal Security Service" → "federal-security-service": folded, lower case, everything but letters and digits becomes one '-'.
std::string slug(std::string_view name);
bool is_ascii(std::string_view text);

}  // namespace demarche::extract
