// The stages of extraction run over a text, for tests that look between them.
#pragma once

#include <string>

#include "demarche/extractor.h"
#include "extract/stages.h"

namespace demarche::test {

const Rules& built_in_rules();

struct Stages {
    extract::Document document;
    extract::Text text;
    extract::Mentions mentions;
    extract::Phrases phrases;
    extract::Clauses clauses;
    extract::Events events;
};

// The stages up to events over plain text of the given date ("2024-10-16"; may be empty), with the built-in rules.
Stages run_stages(const std::string& text, const std::string& date = {});
// The last stage: with its events, or with none (what names and titles alone give).
Extraction resolve(const Stages& stages, bool with_events = true);

}  // namespace demarche::test
