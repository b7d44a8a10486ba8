// Latin letters without their marks.
#pragma once

#include <string>
#include <string_view>

namespace demarche::extract {

// "Élysée" → "Elysee", "Łódź" → "Lodz", "Straße" → "Strasse"; letters of other scripts stay. Input: UTF-8.
std::string fold_latin(std::string_view text);
bool is_ascii(std::string_view text);

}  // namespace demarche::extract
