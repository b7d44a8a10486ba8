// Text for XML 1.0, with what XML cannot hold made readable.
#pragma once

#include <string>
#include <string_view>

namespace demarche::graph {

// UTF-8 (RFC 3629), nothing else.
bool utf8_valid(std::string_view text);
// Not empty, UTF-8, and only characters that XML 1.0 allows.
bool xml_clean(std::string_view text);
// Appends text for an element's content or a quoted attribute. Characters that XML forbids and bytes that are no UTF-8 become U+FFFD, or,
// in a JSON text, an escape ("\u0007").
void append_xml(std::string& out, std::string_view text, bool json = false);

}  // namespace demarche::graph
