#include "extract/names/actor_table.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/suggest.h"
#include "base/utf8.h"

namespace demarche::extract {
namespace {

constexpr std::array<std::string_view, 5> kColumns{"name", "type", "state", "from", "until"};
constexpr std::array<std::string_view, 7> kTypes{"Person", "State", "Organisation", "Law", "Group", "Place", "Event"};
constexpr std::string_view kHeader = "its first line is: name,type,state,from,until";
constexpr std::size_t kNowhere = ~std::size_t{0};

struct Cell {
    std::string text;
    SourcePosition at;
    bool open = false;  // a quote that nothing closes
};

std::string trimmed(const std::string& cell) {
    const std::size_t begin = cell.find_first_not_of(" \t"), end = cell.find_last_not_of(" \t");
    return begin == std::string::npos ? std::string() : cell.substr(begin, end - begin + 1);
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

template <std::size_t N>
std::string similar(std::string_view word, const std::array<std::string_view, N>& names) {
    const std::vector<std::string> known(names.begin(), names.end());
    if (std::string hint = base::did_you_mean(word, known); !hint.empty()) return hint;
    std::string all = "it is one of:";
    for (const std::string& name : known) all += " " + name;
    return all;
}

// "1996", "1996-05" or "1996-05-31".
bool is_date(std::string_view date) {
    if (date.empty()) return true;
    if (date.size() != 4 && date.size() != 7 && date.size() != 10) return false;
    for (std::size_t i = 0; i < date.size(); ++i)
        if ((i == 4 || i == 7) ? date[i] != '-' : date[i] < '0' || date[i] > '9') return false;
    const auto number = [&](std::size_t at) { return (date[at] - '0') * 10 + (date[at + 1] - '0'); };
    if (date.size() >= 7 && (number(5) < 1 || number(5) > 12)) return false;
    return date.size() < 10 || (number(8) >= 1 && number(8) <= 31);
}

class Table {
public:
    Table(std::string_view text, const std::string& path, std::vector<Diagnostic>& faults) : text_(text), path_(path), faults_(faults) {}

    std::vector<ActorRow> read() {
        if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
        std::vector<ActorRow> rows;
        if (!base::is_utf8(text_)) {
            while (const std::size_t length = base::sequence_length(text_, at_)) {
                line_ += text_[at_] == '\n' ? 1U : 0U;
                at_ += length;
            }
            fault({line_, 0, 0}, "the actors file is not UTF-8", "save it as UTF-8; spreadsheets call it \"CSV UTF-8\"");
            return rows;
        }
        if (!next()) {
            fault({1, 1, 0}, "the actors file is empty", kHeader);
            return rows;
        }
        if (!header()) return rows;
        while (next()) {
            ActorRow row;
            if (body(row)) rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    void fault(SourcePosition at, std::string message, std::string_view hint) {
        Diagnostic d;
        d.code = ErrorCode::bad_input;
        d.message = std::move(message);
        d.file = path_;
        d.position = at;
        d.hint = std::string(hint);
        faults_.push_back(std::move(d));
    }

    // One record into cells_; false at the end.
    bool next() {
        if (at_ >= text_.size()) return false;
        cells_.assign(1, {{}, {line_, 1, 1}, false});
        std::size_t column = 1;
        bool quoted = false;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            column += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
            if (c == '\n') {
                ++line_;
                column = 1;
            }
            if (quoted) {
                if (c != '"') cells_.back().text += c;
                else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') cells_.back().text += text_[++at_];
                else quoted = false;
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                cells_.push_back({{}, {line_, column, 1}, false});
            } else if (c == '\n') {
                ++at_;
                break;
            } else if (c != '\r') {
                cells_.back().text += c;
            }
        }
        cells_.back().open = quoted;
        return true;
    }

    bool header() {
        columns_.fill(kNowhere);
        bool sound = true;
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            const std::string title = lower_ascii(trimmed(cells_[i].text));
            const auto* const found = std::find(kColumns.begin(), kColumns.end(), title);
            const auto column = static_cast<std::size_t>(found - kColumns.begin());
            if (found == kColumns.end()) {
                const bool separator = title.find_first_of(";\t") != std::string::npos;
                fault(cells_[i].at, "unknown column '" + title + "'", separator ? "columns are separated by commas" : similar(title, kColumns));
            } else if (columns_[column] != kNowhere) {
                fault(cells_[i].at, "the column '" + title + "' is there twice", "take one of them out");
                sound = false;
            } else {
                columns_[column] = i;
            }
        }
        width_ = cells_.size();
        if (columns_[0] != kNowhere) return sound;
        fault({1, 1, 0}, "an actors file needs a column 'name'", kHeader);
        return false;
    }

    SourcePosition place(std::size_t column) const { return columns_[column] < cells_.size() ? cells_[columns_[column]].at : cells_[0].at; }

    // A row of the table; false: it is blank or has a fault.
    bool body(ActorRow& row) {
        const std::size_t before = faults_.size();
        row.line = cells_[0].at.line;
        std::array<std::string*, 5> into{&row.name, &row.type, &row.state, &row.from, &row.until};
        for (std::size_t i = 0; i < into.size(); ++i)
            if (columns_[i] < cells_.size()) *into[i] = trimmed(cells_[columns_[i]].text);
        if (cells_.size() == 1 && cells_[0].text.find_first_not_of(" \t") == std::string::npos) return false;
        if (cells_.back().open) {
            fault(cells_.back().at, "a quoted cell is not closed", "write \" at its end, and \"\" for a quote inside it");
            return false;
        }
        const auto extra = std::find_if(cells_.begin() + static_cast<std::ptrdiff_t>(std::min(width_, cells_.size())), cells_.end(), [](const Cell& c) { return !trimmed(c.text).empty(); });
        if (extra != cells_.end()) fault(extra->at, "more cells than the header has columns", "a name with a comma is written in quotes: \"Guard, Royal\"");
        if (row.name.empty()) fault(place(0), "a row without a name", "fill the column 'name' or take the row out");
        check_type(row);
        check_span(row);
        if (faults_.size() == before) check_earlier(row);
        return faults_.size() == before;
    }

    void check_type(ActorRow& row) {
        const auto* const type = std::find_if(kTypes.begin(), kTypes.end(), [&](std::string_view t) { return lower_ascii(t) == lower_ascii(row.type); });
        if (type != kTypes.end()) row.type = *type;
        else if (!row.type.empty()) fault(place(1), "unknown type '" + row.type + "'", similar(row.type, kTypes));
        if (row.type == "State" && row.state.empty()) fault(place(2), "a state needs a code in the column 'state'", "an ISO 3166 alpha-3 code, or any of your own");
    }

    void check_span(const ActorRow& row) {
        bool dates = true;
        for (const auto& [column, date] : {std::pair<std::size_t, const std::string*>{3, &row.from}, {4, &row.until}}) {
            if (is_date(*date)) continue;
            fault(place(column), "'" + *date + "' is no date", "write 1996, 1996-05 or 1996-05-31");
            dates = false;
        }
        if (!dates || row.from.empty() || row.until.empty()) return;
        const std::size_t common = std::min(row.from.size(), row.until.size());
        if (row.from.compare(0, common, row.until, 0, common) > 0) fault(place(4), "it ends ('" + row.until + "') before it begins ('" + row.from + "')", "exchange the two dates");
    }

    void check_earlier(const ActorRow& row) {
        std::string key;
        for (const std::string* part : {&row.name, &row.type, &row.state, &row.from, &row.until}) key += *part + '\n';
        const auto [earlier, fresh] = seen_.try_emplace(std::move(key), row.line);
        if (!fresh) fault(place(0), "the row says what line " + std::to_string(earlier->second) + " says", "take one of them out");
    }

    std::string_view text_;
    const std::string& path_;
    std::vector<Diagnostic>& faults_;
    std::vector<Cell> cells_;
    std::array<std::size_t, 5> columns_{};
    std::size_t at_ = 0, line_ = 1, width_ = 0;
    std::map<std::string, std::size_t> seen_;  // all cells of a row → its line
};

}  // namespace

std::vector<ActorRow> read_actor_table(std::string_view text, const std::string& path, std::vector<Diagnostic>& faults) { return Table(text, path, faults).read(); }

}  // namespace demarche::extract
