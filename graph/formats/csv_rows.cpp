#include "graph/formats/csv_rows.h"

#include <algorithm>

#include "graph/formats/xml.h"

namespace demarche::graph {
namespace {

constexpr std::size_t kMostCell = std::size_t{64} << 20U;

char separator_of(std::string_view text) {
    std::size_t counts[3] = {};
    constexpr std::string_view kSeparators = ",;\t";
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        if (const std::size_t i = kSeparators.find(c); i != std::string_view::npos) ++counts[i];
    }
    return kSeparators[static_cast<std::size_t>(std::max_element(counts, counts + 3) - counts)];
}

}  // namespace

CsvReader::CsvReader(base::InputFile file) : file_(std::move(file)) {
    fill();
    if (buffer_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    separator_ = separator_of(std::string_view(buffer_).substr(at_));
}

// More bytes; false when there are none. What was read before is dropped.
bool CsvReader::fill() {
    buffer_.resize(std::size_t{1} << 18U);
    buffer_.resize(file_.read(buffer_.data(), buffer_.size()));
    at_ = 0;
    return !buffer_.empty();
}

std::optional<std::span<const CsvCell>> CsvReader::stop(std::string fault) {
    fault_ = std::move(fault);
    return std::nullopt;
}

std::optional<std::span<const CsvCell>> CsvReader::next() {
    if (!fault_.empty() || file_.failed() || (at_ == buffer_.size() && !fill())) return std::nullopt;
    row_line_ = line_;
    count_ = 0;
    for (bool more = true; more;) {
        if (count_ == cells_.size()) cells_.emplace_back();
        CsvCell& cell = cells_[count_++];
        cell.text.clear();
        cell.quoted = at_ < buffer_.size() && buffer_[at_] == '"';
        if (cell.quoted && !quoted(cell)) return file_.failed() ? std::nullopt : stop(cell.text.size() > kMostCell ? "a cell is larger than 64 MiB" : "a quoted cell does not end");
        if (!unquoted(cell)) return stop("a cell is larger than 64 MiB");
        if (!utf8_valid(cell.text)) return stop("not UTF-8");
        more = at_ < buffer_.size() && buffer_[at_] == separator_;
        if (!more) break;
        ++at_;
        if (at_ == buffer_.size()) fill();
    }
    end_of_row();
    if (file_.failed()) return std::nullopt;
    return std::span<const CsvCell>(cells_.data(), count_);
}

// Up to the next separator, line break or the end.
bool CsvReader::unquoted(CsvCell& cell) {
    do {
        const std::size_t begin = at_;
        while (at_ < buffer_.size() && buffer_[at_] != separator_ && buffer_[at_] != '\n' && buffer_[at_] != '\r') ++at_;
        cell.text.append(buffer_, begin, at_ - begin);
    } while (at_ == buffer_.size() && cell.text.size() <= kMostCell && fill());
    return cell.text.size() <= kMostCell;
}

// From the quote before the text to behind the one after it.
bool CsvReader::quoted(CsvCell& cell) {
    for (++at_;;) {
        if (at_ == buffer_.size() && (cell.text.size() > kMostCell || !fill())) return false;
        const std::size_t stop = std::min(buffer_.find('"', at_), buffer_.size());
        line_ += static_cast<std::size_t>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(at_), buffer_.begin() + static_cast<std::ptrdiff_t>(stop), '\n'));
        cell.text.append(buffer_, at_, stop - at_);
        at_ = stop;
        if (at_ == buffer_.size()) continue;
        ++at_;
        if (at_ == buffer_.size() && !fill()) return true;
        if (buffer_[at_] != '"') return true;
        cell.text += '"';
        ++at_;
    }
}

bool CsvReader::end_of_row() {
    if (at_ == buffer_.size()) return false;
    const bool cr = buffer_[at_++] == '\r';
    ++line_;
    if (cr && at_ == buffer_.size()) fill();
    if (cr && at_ < buffer_.size() && buffer_[at_] == '\n') ++at_;
    return true;
}

}  // namespace demarche::graph
