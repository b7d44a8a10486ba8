// Plain text → blocks: which lines belong together.
#pragma once

#include <string>
#include <vector>

#include "extract/reader/document.h"

namespace demarche::extract {

// Finds the paragraphs, headings and list items of `text` and appends them to `blocks`; line breaks inside a block become spaces, byte for
// byte. Hard-wrapped lines are joined. Linear.
void find_blocks(std::string& text, std::vector<Block>& blocks);

}  // namespace demarche::extract
