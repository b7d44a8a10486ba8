#include <algorithm>
#include <utility>

#include "extract/clauses/clause_rules.h"
#include "extract/events/frame.h"
#include "extract/events/test_frames.h"
#include "extract/names/name_rules.h"
#include "extract/names/world.h"
#include "extract/phrases/phrase_rules.h"
#include "extract/reader/reader_rules.h"
#include "extract/resolve/resolve_rules.h"
#include "extract/rules/pack.h"
#include "extract/text/lexicon.h"

namespace demarche {
namespace {

using extract::PackFile;

const std::string* text_of(const Value& object, std::string_view key) {
    const Value* value = object.find(key);
    return value ? value->as_string() : nullptr;
}

// One line for people: what the entry says of itself, else its first names.
std::string summary_of(const Value& entry) {
    for (const std::string_view key : {"summary", "name", "relation", "pattern"})
        if (const std::string* text = text_of(entry, key)) return *text;
    for (const std::string_view key : {"names", "verbs", "words"}) {
        const Value* value = entry.find(key);
        const List* list = value ? value->as_list() : nullptr;
        if (list && !list->empty() && list->front().as_string()) return *list->front().as_string();
    }
    return {};
}

void list_file(const PackFile& file, std::vector<Rules::Entry>& out) {
    const Value* entries = file.json.root.find("entries");
    const List* list = entries ? entries->as_list() : nullptr;
    if (!list) return;
    for (const Value& entry : *list) {
        if (entry.is_null()) continue;  // laid over
        const std::string* id = text_of(entry, "id");
        out.push_back({file.kind, id ? *id : std::string(), file.json.file, summary_of(entry), file.pack != "built-in"});
    }
}

std::unique_ptr<Rules::Data> compile(extract::Packs&& packs, std::vector<Diagnostic>& faults) {
    auto data = std::make_unique<Rules::Data>();
    data->ontology = std::move(packs.ontology);
    // The lexicon comes first: all others give their words a number in it. It is complete once they are done.
    std::unique_ptr<extract::Lexicon> lexicon = extract::Lexicon::compile(packs.files, faults);
    data->reader = extract::ReaderRules::compile(packs.files, faults);
    data->world = extract::World::compile(packs.files, packs.actor_files, *lexicon, faults);
    data->names = extract::NameRules::compile(packs.files, *lexicon, faults);
    data->phrases = extract::PhraseRules::compile(packs.files, *lexicon, faults);
    data->resolve = extract::ResolveRules::compile(packs.files, *lexicon, faults);
    data->clauses = extract::ClauseRules::compile(packs.files, *lexicon, faults);
    data->frames = extract::FrameSet::compile(packs.files, data->ontology, *lexicon, faults);
    data->lexicon = std::move(lexicon);
    data->files = std::move(packs.files);
    for (extract::ActorFile& file : packs.actor_files) data->actor_files.push_back(std::move(file.path));
    return data;
}

}  // namespace

Rules::Data::Data() = default;
Rules::Data::~Data() = default;

Rules::Rules(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Rules::~Rules() = default;

const Ontology& Rules::ontology() const { return data_->ontology; }

std::vector<Rules::Entry> Rules::list() const {
    std::vector<Entry> out;
    for (const PackFile& file : data_->files) list_file(file, out);
    for (std::size_t i = 0; i < data_->actor_files.size(); ++i)
        out.push_back({"actors", {}, data_->actor_files[i], std::to_string(data_->world->actor_rows()[i]) + " names", true});
    return out;
}

Rules::TestReport Rules::test() const { return extract::test_frames(*this); }

Result<std::shared_ptr<const Rules>> Rules::load(std::span<const std::string> paths) {
    std::vector<Diagnostic> faults;
    std::unique_ptr<Data> data = compile(extract::read_packs(paths, faults), faults);
    if (!faults.empty()) return Error(std::move(faults));
    return std::shared_ptr<const Rules>(std::make_shared<const Rules>(std::move(data)));
}

}  // namespace demarche
