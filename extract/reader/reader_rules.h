// What the reader knows of pages: patterns of furniture (rules/en/boilerplate.json), compiled.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/reader/document.h"
#include "extract/rules/rules.h"

namespace demarche::extract {

class ReaderRules {
public:
    static std::unique_ptr<ReaderRules> compile(const PackFiles& files, std::vector<Diagnostic>& faults);
    ~ReaderRules();

    struct State;  // extract/reader/reader_state.h
    const State& state() const { return *state_; }

private:
    ReaderRules();
    std::unique_ptr<State> state_;
};

Document read_document(const ReaderRules& rules, const Article& article);

}  // namespace demarche::extract
