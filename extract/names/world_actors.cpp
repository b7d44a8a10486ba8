// Actors files: FILE.csv with the header name,type,state,from,until.
#include <algorithm>
#include <array>

#include "base/file.h"
#include "extract/names/actor_table.h"
#include "extract/names/fold.h"
#include "extract/names/slug.h"
#include "extract/names/world_state.h"

namespace demarche::extract {
namespace {

constexpr std::size_t kFileLimit = std::size_t{1} << 30U;

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

void WorldBuilder::add_actor(const ActorRow& row) {
    const auto* const type = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeName& t) { return t.name == row.type; });
    const bool state = type != kTypes.end() && type->type == EntityType::state;
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
    std::size_t& count = state_.actor_rows.emplace_back();
    const Result<std::string> text = base::read_file(path, kFileLimit);
    if (!text) {
        faults_.insert(faults_.end(), text.error().diagnostics().begin(), text.error().diagnostics().end());
        return;
    }
    ++pack_;
    pack_name_.clear();
    user_ = true;
    actor_states_.clear();
    std::vector<ActorRow> rows = read_actor_table(*text, path, faults_);
    // Shorter names first, so that "Ruritanian" is seen after "Ruritania".
    std::stable_sort(rows.begin(), rows.end(), [](const ActorRow& a, const ActorRow& b) { return a.name.size() < b.name.size(); });
    for (const ActorRow& row : rows) add_actor(row);
    count = rows.size();
}

}  // namespace demarche::extract
