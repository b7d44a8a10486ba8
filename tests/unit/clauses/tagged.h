// Texts by hand for the tests of phrases and clauses: one sentence a line, "word/TAG word/TAG", so that they do not depend on the
// tagger. A name is one piece, "Anna_Berg/N:person"; so is a date, "last_Monday/Y". A blank line begins a new paragraph; a line
// that begins with "# " is a headline.
#pragma once

#include <string>

#include "extract/stages.h"
#include "support/stages.h"

namespace demarche::test {

struct Tagged {
    extract::Document document;
    extract::Text text;
    extract::Mentions mentions;
};

Tagged read_tagged(const std::string& lines);

}  // namespace demarche::test
