// Actors files: FILE.csv with the header name,type,state,from,until. RFC 4180 quoting; lines end in LF or CRLF.
#include <algorithm>
#include <array>

#include "base/file.h"
#include "base/suggest.h"
#include "extract/names/fold.h"
#include "extract/names/world_state.h"
#include "extract/names/slug.h"

namespace demarche::extract {
namespace {

constexpr std::array<std::string_view, 5> kColumns{"name", "type", "state", "from", "until"};
constexpr std::size_t kFileLimit = std::size_t{1} << 30U;

struct Row {
    std::size_t line = 0;
    std::vector<std::string> cells;
};

// One record of a CSV text; false at its end.
bool read_row(std::string_view text, std::size_t& at, std::size_t& line, Row& row) {
    if (at >= text.size()) return false;
    row.line = line;
    row.cells.assign(1, {});
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\n') ++line;
        if (quoted) {
            if (c != '"') row.cells.back() += c;
            else if (at + 1 < text.size() && text[at + 1] == '"') row.cells.back() += text[++at];
            else quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            row.cells.emplace_back();
        } else if (c == '\n') {
            ++at;
            break;
        } else if (c != '\r') {
            row.cells.back() += c;
        }
    }
    return true;
}

std::string trimmed(const std::string& cell) {
    const std::size_t begin = cell.find_first_not_of(" \t"), end = cell.find_last_not_of(" \t");
    return begin == std::string::npos ? std::string() : cell.substr(begin, end - begin + 1);
}

bool is_date(std::string_view date) {
    for (std::size_t i = 0; i < date.size(); ++i)
        if ((i == 4 || i == 7) ? date[i] != '-' : date[i] < '0' || date[i] > '9') return false;
    return date.empty() || date.size() == 4 || date.size() == 7 || date.size() == 10;
}

struct TypeName { std::string_view name, prefix; EntityType type; };
constexpr std::array<TypeName, 7> kTypes{{{"Person", "person:", EntityType::person},
                                          {"State", "state:", EntityType::state},
                                          {"Organisation", "org:", EntityType::organisation},
                                          {"Law", "law:", EntityType::law},
                                          {"Group", "group:", EntityType::group},
                                          {"Place", "place:", EntityType::place},
                                          {"Event", "event:", EntityType::event}}};

bool all_capitals(std::string_view name) {
    return std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

// Whether `word` is how the people or things of `base` are called: "Ruritania" → "Ruritanian", "Arland" → "Arlander".
bool is_derived(std::string_view word, std::string_view base) {
    static constexpr std::string_view kEndings[] = {"n", "an", "ian", "i", "ite", "ish", "ese", "ic", "er", "in"};
    std::string_view stem = base;
    while (!stem.empty() && std::string_view("aeiouy").find(stem.back()) != std::string_view::npos) stem.remove_suffix(1);
    for (const std::string_view ending : kEndings) {
        if (!word.ends_with(ending)) continue;
        const std::string_view rest = word.substr(0, word.size() - ending.size());
        if (rest.size() >= 3 && (rest == base || rest == stem || (rest.starts_with(stem) && base.starts_with(rest)))) return true;
    }
    return false;
}

}  // namespace

void WorldBuilder::actor_fault(const std::string& path, std::size_t line, std::string message, std::string hint) {
    Diagnostic d;
    d.code = ErrorCode::bad_input;
    d.message = std::move(message);
    d.file = path;
    d.position = {line, 1, 0};
    d.hint = std::move(hint);
    faults_.push_back(std::move(d));
}

// Where each known column is; empty when the header is wrong.
std::vector<std::size_t> WorldBuilder::actor_columns(const std::string& path, const std::vector<std::string>& header) {
    std::vector<std::size_t> columns(kColumns.size(), ~std::size_t{0});
    const std::vector<std::string> known(kColumns.begin(), kColumns.end());
    for (std::size_t i = 0; i < header.size(); ++i) {
        std::string title = lower_ascii(trimmed(header[i]));
        if (title.starts_with("\xEF\xBB\xBF")) title.erase(0, 3);
        const auto* const found = std::find(kColumns.begin(), kColumns.end(), title);
        if (found == kColumns.end()) actor_fault(path, 1, "unknown column '" + title + "'", base::did_you_mean(title, known));
        else columns[static_cast<std::size_t>(found - kColumns.begin())] = i;
    }
    if (columns[0] != ~std::size_t{0}) return columns;
    actor_fault(path, 1, "an actors file needs a column 'name'", "its first line is: name,type,state,from,until");
    return {};
}

void WorldBuilder::add_actor(const std::string& path, std::size_t line, const ActorRow& row) {
    const auto* const type = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeName& t) { return lower_ascii(t.name) == lower_ascii(row.type); });
    if (type == kTypes.end() && !row.type.empty()) {
        std::vector<std::string> known;
        known.reserve(std::size(kTypes));
        for (const TypeName& t : kTypes) known.emplace_back(t.name);
        return actor_fault(path, line, "unknown type '" + row.type + "'", base::did_you_mean(row.type, known));
    }
    if (!is_date(row.from) || !is_date(row.until)) return actor_fault(path, line, "'" + (is_date(row.from) ? row.until : row.from) + "' is no date", "write 1996, 1996-05 or 1996-05-31");
    const bool state = type != kTypes.end() && type->type == EntityType::state;
    if (state && row.state.empty()) return actor_fault(path, line, "a state needs a code in the column 'state'", {});
    const std::string id = state ? "state:" + row.state : std::string(type == kTypes.end() ? "actor:" : type->prefix) + slug(fold_latin(row.name));
    NameFlags flags;
    flags.any_case = all_capitals(row.name);
    std::string_view canonical = row.name;
    if (state) {
        // A state's further names: its adjective and its people are told by their form.
        const std::string lower = lower_ascii(row.name);
        std::vector<std::string>& names = actor_states_[row.state];
        for (const std::string& earlier : names) flags.demonym = flags.demonym || is_derived(lower, earlier);
        if (const auto known = state_.by_id.find(id); known != state_.by_id.end()) {
            canonical = state_.entries[known->second].name;
            flags.demonym = flags.demonym || is_derived(lower, lower_ascii(canonical));
        }
        names.push_back(lower);
    }
    const std::uint32_t e = entry({.id = id, .name = canonical, .state = row.state, .from = row.from, .until = row.until,
                                   .type = type == kTypes.end() ? EntityType::none : type->type, .represents = state});
    name(e, row.name, flags);
    if (flags.demonym) {
        flags.plural = flags.people = true;
        flags.demonym = false;
        name(e, row.name + (flags.any_case ? "S" : "s"), flags);
    }
}

void WorldBuilder::add_actors(const std::string& path) {
    const Result<std::string> text = base::read_file(path, kFileLimit);
    if (!text) {
        faults_.insert(faults_.end(), text.error().diagnostics().begin(), text.error().diagnostics().end());
        return;
    }
    ++pack_;
    user_ = true;
    actor_states_.clear();
    std::size_t at = 0, line = 1;
    Row row;
    if (!read_row(*text, at, line, row)) return actor_fault(path, 1, "the actors file is empty", "its first line is: name,type,state,from,until");
    const std::vector<std::size_t> columns = actor_columns(path, row.cells);
    if (columns.empty()) return;
    std::vector<std::pair<std::size_t, ActorRow>> rows;
    while (read_row(*text, at, line, row)) {
        const auto cell = [&](std::size_t column) { return columns[column] < row.cells.size() ? trimmed(row.cells[columns[column]]) : std::string(); };
        ActorRow actor{cell(0), cell(1), cell(2), cell(3), cell(4)};
        if (actor.name.empty()) {
            if (row.cells.size() > 1) actor_fault(path, row.line, "a row without a name", {});
            continue;
        }
        rows.emplace_back(row.line, std::move(actor));
    }
    // Shorter names first, so that "Ruritanian" is seen after "Ruritania".
    std::vector<std::size_t> order(rows.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rows[a].second.name.size() < rows[b].second.name.size(); });
    for (const std::size_t i : order) add_actor(path, rows[i].first, rows[i].second);
}

}  // namespace demarche::extract
