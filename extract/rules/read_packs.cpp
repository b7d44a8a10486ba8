#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "base/embedded.h"
#include "base/file.h"
#include "base/suggest.h"
#include "extract/rules/check_entries.h"
#include "extract/rules/pack.h"

namespace demarche::extract {
namespace {

constexpr std::string_view kSchemaFolder = "schemas/", kSchemaEnding = ".schema.json";
constexpr std::size_t kPackFileLimit = std::size_t{256} << 20U;

Diagnostic file_fault(const std::string& file, ErrorCode code, std::string message, std::string hint = {}) {
    Diagnostic d;
    d.code = code;
    d.message = std::move(message);
    d.file = file;
    d.hint = std::move(hint);
    return d;
}

void append(std::vector<Diagnostic>& faults, const Error& error) {
    faults.insert(faults.end(), error.diagnostics().begin(), error.diagnostics().end());
}

const std::string* text_of(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    return value ? value->as_string() : nullptr;
}

// Built-in files are checked against their schemas by the tests, not at every start, and keep no positions until a fault is found.
void read_built_in(Packs& packs, std::vector<Diagnostic>& faults) {
    packs.ontology = Ontology::built_in();
    for (const base::EmbeddedFile& file : base::embedded_files()) {
        if (!file.path.starts_with("rules/") || !file.path.ends_with(".json") || file.path == "rules/ontology.json") continue;
        Result<base::JsonDocument> json = base::read_json(file.bytes, file.path, {.comments = true, .positions = false, .schema = {}});
        if (!json) {
            append(faults, json.error());
            continue;
        }
        const std::string* kind = text_of(json->root, "kind");
        if (!kind) faults.push_back(json->fault("", "a rule file needs a \"kind\""));
        else if (std::string name = *kind; name != "pack") packs.files.push_back({"built-in", std::move(name), std::move(*json)});
    }
}

void read_pack_file(const std::string& pack, const std::string& path, Packs& packs, std::vector<Diagnostic>& faults) {
    const Result<std::string> text = base::read_file(path, kPackFileLimit);
    if (!text) return append(faults, text.error());
    Result<base::JsonDocument> json = base::read_json(*text, path);
    if (!json) return append(faults, json.error());
    const std::string* kind = text_of(json->root, "kind");
    const std::vector<std::string> kinds = known_kinds();
    if (!kind) {
        faults.push_back(json->fault("", "a rule file needs a \"kind\"", "write \"kind\": \"organisations\", say; docs/rules.md lists the kinds"));
        return;
    }
    if (std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) {
        faults.push_back(json->fault("/kind", "unknown kind '" + *kind + "'", base::did_you_mean(*kind, kinds)));
        return;
    }
    if (*kind == "ontology") {
        Result<Ontology> ontology = Ontology::parse(*text, path);
        if (!ontology) append(faults, ontology.error());
        else packs.ontology = std::move(*ontology);
        return;
    }
    const Result<base::JsonDocument> checked = base::read_json(*text, path, {.comments = true, .positions = true, .schema = *kind + std::string(kSchemaEnding)});
    if (!checked) append(faults, checked.error());
    if (*kind != "pack") packs.files.push_back({pack, *kind, std::move(*json)});
}

void read_folder(const std::string& folder, Packs& packs, std::vector<Diagnostic>& faults) {
    namespace fs = std::filesystem;
    std::error_code ec;
    std::vector<std::string> paths;
    for (fs::recursive_directory_iterator at(folder, ec), end; !ec && at != end; at.increment(ec)) {
        const std::string name = at->path().filename().string();
        if (name.starts_with('.')) {
            if (at->is_directory(ec)) at.disable_recursion_pending();
        } else if (name.ends_with(".json") || name.ends_with(".csv")) {
            paths.push_back(at->path().string());
        }
    }
    if (ec) return faults.push_back(file_fault(folder, ErrorCode::io, "cannot read the folder: " + ec.message()));
    std::sort(paths.begin(), paths.end());
    const std::string manifest = (fs::path(folder) / "pack.json").string();
    if (std::find(paths.begin(), paths.end(), manifest) == paths.end())
        faults.push_back(file_fault(folder, ErrorCode::not_found, "no pack.json in this folder", "a pack needs one: {\"kind\": \"pack\", \"name\": …, \"version\": …, \"licence\": …}"));
    for (const std::string& path : paths) {
        if (!path.ends_with(".csv")) read_pack_file(folder, path, packs, faults);
    }
    for (const std::string& path : paths)
        if (path.ends_with(".csv")) packs.actor_files.push_back({path, packs.files.size()});
}

}  // namespace

std::vector<std::string> known_kinds() {
    std::vector<std::string> kinds;
    static constexpr std::string_view kNoRules[] = {"extraction", "article", "articles", "graph", "node", "edge"};
    for (const base::EmbeddedFile& file : base::embedded_files()) {
        if (!file.path.starts_with(kSchemaFolder) || !file.path.ends_with(kSchemaEnding)) continue;
        const std::string_view kind = file.path.substr(kSchemaFolder.size(), file.path.size() - kSchemaFolder.size() - kSchemaEnding.size());
        if (std::find(std::begin(kNoRules), std::end(kNoRules), kind) == std::end(kNoRules)) kinds.emplace_back(kind);
    }
    return kinds;
}

Packs read_packs(std::span<const std::string> paths, std::vector<Diagnostic>& faults) {
    Packs packs;
    read_built_in(packs, faults);
    std::set<std::string> seen;
    for (const std::string& path : paths) {
        std::error_code ec;
        if (!seen.insert(path).second) faults.push_back(file_fault(path, ErrorCode::usage, "the pack is given twice", "give it once; packs count in the order given"));
        else if (std::filesystem::is_directory(path, ec)) read_folder(path, packs, faults);
        else if (!std::filesystem::exists(path, ec)) faults.push_back(file_fault(path, ErrorCode::not_found, "no such rule pack", "give a folder with pack.json or an actors file .csv"));
        else if (path.ends_with(".csv")) packs.actor_files.push_back({path, packs.files.size()});
        else faults.push_back(file_fault(path, ErrorCode::usage, "a rule pack is a folder or an actors file .csv"));
    }
    check_entries(packs.files, faults);
    lay_over(packs.files, faults);
    return packs;
}

}  // namespace demarche::extract
