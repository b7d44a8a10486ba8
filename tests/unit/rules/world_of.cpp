#include "unit/rules/world_of.h"

#include "doctest/doctest.h"

namespace demarche::test {

using namespace extract;

WorldOf& WorldOf::pack(const std::string& json, const std::string& name) {
    Result<base::JsonDocument> document = base::read_json(json, name + ".json");
    REQUIRE(document);
    std::string kind = *document->root.find("kind")->as_string();
    files.push_back({name, std::move(kind), std::move(*document)});
    return *this;
}

WorldOf& WorldOf::compile() {
    lexicon = Lexicon::compile({}, faults);
    REQUIRE(lexicon);
    std::vector<ActorFile> tables;
    for (const std::string& path : actors) tables.push_back({path, files.size()});
    world = World::compile(files, tables, *lexicon, faults);
    return *this;
}

std::string WorldOf::match(const std::string& words, const std::string& date) const {
    Document document;
    document.text = words;
    document.date = date;
    document.blocks.emplace_back().range = {0, static_cast<std::uint32_t>(words.size())};
    const Text text = analyse_text(*lexicon, document);
    std::vector<World::Match> matches;
    world->match(document, text, TokenId{0}, matches);
    std::string out;
    for (const World::Match& m : matches) {
        out += (out.empty() ? "" : "; ") + std::to_string(m.tokens) + " " + std::string(world->entries()[m.entry].id);
        if (m.demonym) out += " demonym";
        if (m.people) out += " people";
        if (m.capital) out += " capital";
        if (m.plural) out += " plural";
        if (m.ambiguous) out += " ambiguous";
    }
    return out;
}

}  // namespace demarche::test
