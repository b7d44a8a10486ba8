#include "extract/names/world.h"

#include <algorithm>
#include <tuple>

#include "extract/names/world_state.h"

namespace demarche::extract {
namespace {

bool shape_fits(Shape shape, std::uint32_t wanted) {
    if (wanted == static_cast<std::uint32_t>(WordCase::any)) return true;
    if (wanted == static_cast<std::uint32_t>(WordCase::capital)) return shape != Shape::lower;
    return shape == Shape::upper || shape == Shape::alnum || shape == Shape::symbol || shape == Shape::punctuation;
}

}  // namespace

World::World() : state_(std::make_unique<State>()) {}
World::~World() = default;

std::unique_ptr<World> World::compile(const PackFiles& files, std::span<const ActorFile> actor_files, Lexicon& lexicon, std::vector<Diagnostic>& faults) {
    std::unique_ptr<World> world(new World());
    WorldBuilder builder(*world->state_, lexicon, faults);
    auto actors = actor_files.begin();
    for (std::size_t f = 0; f <= files.size(); ++f) {
        for (; actors != actor_files.end() && actors->after <= f; ++actors) builder.add_actors(actors->path);
        if (f < files.size()) builder.add_file(files[f]);
    }
    builder.finish();
    return world;
}

std::span<const WorldEntry> World::entries() const { return state_->entries; }
std::span<const std::size_t> World::actor_rows() const { return state_->actor_rows; }

void World::match(const Document& document, const Text& text, TokenId at, std::vector<Match>& out) const {
    const NameTrie& trie = state_->trie;
    if (!trie.starts(text[at].lower)) return;
    const std::size_t first = out.size();
    std::uint32_t node = NameTrie::kRoot;
    for (std::uint32_t n = 0; index(at) + n < text.tokens.size(); ++n) {
        const Token& token = text.tokens[index(at) + n];
        if (n > 0 && token.sentence_start) break;
        node = trie.child(node, token.lower);
        if (node == NameTrie::kNoNode) break;
        for (const TrieName& name : trie.names(node)) {
            bool fits = true;
            for (std::uint32_t k = 0; k <= n && k < 16 && fits; ++k) fits = shape_fits(text.tokens[index(at) + k].shape, name.cases >> (2 * k) & 3U);
            if (!fits || !valid_on(state_->entries[name.entry], document.date)) continue;
            const auto has = [&](NameFlag flag) { return (name.flags & flag) != 0; };
            out.push_back({n + 1, name.entry, has(kDemonym), has(kPeople), has(kCapital), has(kPlural), has(kAmbiguous)});
        }
    }
    // Names of one node are in order of rank already; longer ones came later. So the whole is turned round, and then each length.
    const auto begin = out.begin() + static_cast<std::ptrdiff_t>(first);
    std::reverse(begin, out.end());
    for (auto group = begin; group != out.end();) {
        const auto end = std::find_if(group, out.end(), [&](const Match& m) { return m.tokens != group->tokens; });
        std::reverse(group, end);
        group = end;
    }
}

const WorldEntry* World::state(std::string_view code) const {
    return find("state:" + std::string(code));
}

std::span<const std::string> World::members(std::string_view entry_id) const {
    const auto found = state_->members.find(entry_id);
    return found == state_->members.end() ? std::span<const std::string>() : std::span<const std::string>(found->second);
}

std::uint8_t World::name_part(std::uint32_t word) const { return word < state_->parts.size() ? state_->parts[word] : std::uint8_t{0}; }

bool World::is_demonym(std::uint32_t word) const {
    const std::uint32_t node = word == kNone ? NameTrie::kNoNode : state_->trie.child(NameTrie::kRoot, word);
    if (node == NameTrie::kNoNode) return false;
    const std::span<const TrieName> names = state_->trie.names(node);
    return std::any_of(names.begin(), names.end(), [](const TrieName& n) { return (n.flags & kDemonym) != 0; });
}

std::span<const World::Holder> World::holders(std::string_view office, std::string_view state) const {
    const auto key = [](const Holder& h) { return std::tuple(h.office, h.state); };
    const auto less = [&](const auto& a, const auto& b) { return a < b; };
    const auto wanted = std::tuple(office, state);
    const auto begin = std::lower_bound(state_->holders.begin(), state_->holders.end(), wanted, [&](const Holder& h, const auto& w) { return less(key(h), w); });
    const auto end = std::upper_bound(begin, state_->holders.end(), wanted, [&](const auto& w, const Holder& h) { return less(w, key(h)); });
    return {begin, end};
}

std::span<const World::Holder> World::holders(std::string_view office) const {
    const auto [begin, end] = std::equal_range(state_->holders.begin(), state_->holders.end(), Holder{office, {}, {}, {}, {}},
                                               [](const Holder& a, const Holder& b) { return a.office < b.office; });
    return {begin, end};
}

const WorldEntry* World::find(std::string_view id) const {
    const auto found = state_->by_id.find(id);
    return found == state_->by_id.end() ? nullptr : &state_->entries[found->second];
}

bool World::valid_on(const WorldEntry& entry, std::string_view date) {
    if (date.empty()) return true;
    const auto reduced = [&](std::string_view bound) { return date.substr(0, bound.size()); };
    return (entry.from.empty() || reduced(entry.from) >= entry.from) && (entry.until.empty() || reduced(entry.until) <= entry.until);
}

}  // namespace demarche::extract
