// Reading CSV (RFC 4180) row by row: quoted cells may hold line breaks; memory is that of the longest row.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/file.h"

namespace demarche::graph {

struct CsvCell {
    std::string text;
    bool quoted = false;
};

class CsvReader {
public:
    // The separator is what the first line has most of: comma, semicolon or tab.
    explicit CsvReader(base::InputFile file);
    // Nothing at the end, after a failure (see file()), and at a fault (see fault()). Valid until the next call.
    std::optional<std::span<const CsvCell>> next();
    // What is wrong; empty: nothing.
    const std::string& fault() const { return fault_; }
    std::size_t line() const { return row_line_; }  // where the last row began, 1-based
    const base::InputFile& file() const { return file_; }

private:
    bool fill();
    bool unquoted(CsvCell& cell);
    bool quoted(CsvCell& cell);
    bool end_of_row();
    std::optional<std::span<const CsvCell>> stop(std::string fault);

    base::InputFile file_;
    std::string buffer_, fault_;
    std::size_t at_ = 0, line_ = 1, row_line_ = 1, count_ = 0;
    char separator_ = ',';
    std::vector<CsvCell> cells_;  // the first count_ are the row
};

}  // namespace demarche::graph
