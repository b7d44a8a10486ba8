#include "demarche/curation.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <ostream>

#include "base/file.h"
#include "base/json.h"
#include "base/json_fields.h"
#include "demarche/value.h"

namespace demarche {

using base::flag_at;
using base::text_at;
using base::texts_at;

namespace {

constexpr std::string_view kKinds[] = {"merge", "split", "alias", "rename", "retype", "reject", "confirm"};
// The members of an entry besides its number, kind and either_way; left out where they are empty.
constexpr std::pair<const char*, std::string CurationEntry::*> kTexts[] = {
    {"node", &CurationEntry::node}, {"other", &CurationEntry::other}, {"relation", &CurationEntry::relation}, {"text", &CurationEntry::text},
    {"who", &CurationEntry::who}, {"when", &CurationEntry::when}, {"why", &CurationEntry::why}};
constexpr std::pair<const char*, std::vector<std::string> CurationEntry::*> kLists[] = {{"articles", &CurationEntry::articles}, {"sentences", &CurationEntry::sentences}};
constexpr std::size_t kMostBytes = std::size_t{64} << 20U;

std::optional<CurationKind> kind_of(std::string_view name) {
    const auto found = std::find(std::begin(kKinds), std::end(kKinds), name);
    if (found == std::end(kKinds)) return std::nullopt;
    return static_cast<CurationKind>(found - std::begin(kKinds));
}

// The entry's fields; empty when it says all that its kind needs, else what it lacks.
std::string read_entry(const Value& from, CurationEntry& entry) {
    const Value* number = from.find("number");
    if (!number || !number->as_integer() || *number->as_integer() < 1 || *number->as_integer() > 0xFFFFFFF0) return "a positive 'number'";
    entry.number = static_cast<std::uint32_t>(*number->as_integer());
    const std::optional<CurationKind> kind = kind_of(text_at(from, "kind"));
    if (!kind) return "a 'kind' of merge, split, alias, rename, retype, reject and confirm";
    entry.kind = *kind;
    for (const auto& [key, field] : kTexts) entry.*field = text_at(from, key);
    for (const auto& [key, field] : kLists) entry.*field = texts_at(from, key);
    entry.either_way = flag_at(from, "either_way");
    const bool edge = *kind == CurationKind::reject || *kind == CurationKind::confirm;
    if (entry.node.empty()) return "'node', the id of a node";
    if (entry.other.empty() && (edge || *kind == CurationKind::merge || *kind == CurationKind::split)) return "'other', the id of a node";
    if (entry.relation.empty() && edge) return "'relation'";
    if (entry.text.empty() && (*kind == CurationKind::alias || *kind == CurationKind::rename || *kind == CurationKind::retype)) return "'text'";
    if (entry.articles.empty() && *kind == CurationKind::split) return "'articles', a list of ids";
    return "";
}

Value to_value(const CurationEntry& e) {
    Map map = {{"number", static_cast<std::int64_t>(e.number)}, {"kind", to_string(e.kind)}};
    for (const auto& [key, field] : kTexts) {
        if (!(e.*field).empty()) map.emplace_back(key, e.*field);
    }
    for (const auto& [key, field] : kLists) {
        if (!(e.*field).empty()) map.emplace_back(key, List((e.*field).begin(), (e.*field).end()));
    }
    if (e.either_way) map.emplace_back("either_way", true);
    return Value(make_map(std::move(map)));
}

}  // namespace

std::string_view to_string(CurationKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

Result<Curation> Curation::parse(std::string_view json, std::string_view file) {
    const Result<base::JsonDocument> document = base::read_json(json, file);
    if (!document) return document.error();
    std::vector<Diagnostic> faults;
    const Value* version = document->root.find("version");
    if (!version || *version != Value(1)) faults.push_back(document->fault("", "a curation file has \"version\": 1"));
    const Value* list = document->root.find("entries");
    if (!list || !list->as_list()) faults.push_back(document->fault("", "a curation file has a list of \"entries\""));
    Curation curation;
    for (std::size_t i = 0; list && list->as_list() && i < list->as_list()->size(); ++i) {
        CurationEntry entry;
        const std::string pointer = "/entries/" + std::to_string(i);
        if (const std::string lacking = read_entry((*list->as_list())[i], entry); !lacking.empty()) {
            faults.push_back(document->fault(pointer, "the entry needs " + lacking));
        } else if (!curation.entries_.empty() && entry.number <= curation.entries_.back().number) {
            faults.push_back(document->fault(pointer, "entries are in the order of their numbers, each used once"));
        }
        curation.entries_.push_back(std::move(entry));
    }
    if (!faults.empty()) return Error(std::move(faults));
    return curation;
}

Result<Curation> Curation::load(const std::string& path) {
    std::error_code ec;
    if (!std::filesystem::exists(path, ec)) return Curation();
    const Result<std::string> text = base::read_file(path, kMostBytes);
    if (!text) return text.error();
    return parse(*text, path);
}

std::string Curation::to_json() const {
    std::string out = "{\"version\": 1, \"entries\": [";
    for (const CurationEntry& entry : entries_) out += (&entry == entries_.data() ? "\n  " : ",\n  ") + demarche::to_json(to_value(entry));
    return out + "\n]}\n";
}

Result<void> Curation::save(const std::string& path) const {
    return base::write_file(path, [&](std::ostream& out) -> Result<void> {
        out << to_json();
        return {};
    });
}

std::uint32_t Curation::add(CurationEntry entry) {
    entry.number = entries_.empty() ? 1 : entries_.back().number + 1;
    entries_.push_back(std::move(entry));
    return entries_.back().number;
}

bool Curation::remove(std::uint32_t number) {
    return std::erase_if(entries_, [&](const CurationEntry& entry) { return entry.number == number; }) != 0;
}

std::string curation_path(const std::string& store) {
    return (store.ends_with(".dmr") ? store.substr(0, store.size() - 4) : store) + ".curation.json";
}

}  // namespace demarche
