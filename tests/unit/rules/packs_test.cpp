#include <algorithm>
#include <vector>

#include "base/embedded.h"
#include "doctest/doctest.h"
#include "extract/rules/pack.h"
#include "unit/rules/temporary_pack.h"

using namespace demarche;
using demarche::test::TemporaryPack;

namespace {

std::vector<Diagnostic> faults_of(const std::vector<std::string>& paths) {
    std::vector<Diagnostic> faults;
    extract::read_packs(paths, faults);
    return faults;
}

}  // namespace

TEST_CASE("built-in rule files follow their schemas") {
    const std::vector<std::string> kinds = extract::known_kinds();
    for (const base::EmbeddedFile& file : base::embedded_files()) {
        if (!file.path.starts_with("rules/") || !file.path.ends_with(".json")) continue;
        CAPTURE(file.path);
        const Result<base::JsonDocument> json = base::read_json(file.bytes, file.path);
        REQUIRE(json);
        const Value* kind = json->root.find("kind");
        REQUIRE(kind);
        CHECK(json->root.find("licence"));
        REQUIRE(std::find(kinds.begin(), kinds.end(), *kind->as_string()) != kinds.end());
        const Result<base::JsonDocument> checked = base::read_json(file.bytes, file.path, {.comments = true, .positions = true, .schema = *kind->as_string() + ".schema.json"});
        CHECK_MESSAGE(checked.has_value(), (checked ? "" : checked.error().to_string()));
    }
}

TEST_CASE("the built-in rules load without a fault, and so does the example pack") {
    const Result<std::shared_ptr<const Rules>> rules = Rules::load();
    REQUIRE_MESSAGE(rules.has_value(), (rules ? "" : rules.error().to_string()));
    CHECK((*rules)->list().size() > 2000);
    const std::vector<std::string> example{DEMARCHE_PROJECT_DIR "/examples/rules"};
    const Result<std::shared_ptr<const Rules>> with_example = Rules::load(example);
    REQUIRE_MESSAGE(with_example.has_value(), (with_example ? "" : with_example.error().to_string()));
    CHECK((*with_example)->list().size() > (*rules)->list().size());
}

TEST_CASE("all faults of a pack at once, each with file, pointer and line") {
    const TemporaryPack pack;
    pack.write("a.json", "{\"kind\": \"states\", \"entries\": [\n{\"id\": \"RUR\", \"name\": \"Ruritania\"},\n{\"id\": \"RUR\", \"name\": \"Again\"},\n{\"id\": \"NOP\", \"remove\": true},\n{\"id\": \"BOR\", \"nam\": \"Borduria\"}]}");
    pack.write("b.json", "{\"kind\": \"organisation\", \"entries\": []}");
    pack.write("c.json", "{\"kind\": ");
    pack.write("d.json", "{\"entries\": []}");
    const std::vector<Diagnostic> faults = faults_of({pack.path()});
    struct Row { std::string file, pointer; std::size_t line; std::string message; };
    const Row rows[] = {{"a.json", "/entries/1/id", 3, "'RUR' is defined twice in this pack"},
                        {"a.json", "/entries/2/id", 4, "there is no 'NOP' to remove"},
                        {"a.json", "/entries/3/nam", 5, "a key is not known here"},
                        {"b.json", "/kind", 1, "unknown kind 'organisation'"},
                        {"d.json", "", 1, "a rule file needs a \"kind\""}};
    std::string all;
    for (const Diagnostic& d : faults) all += d.to_string() + '\n';
    CAPTURE(all);
    for (const Row& row : rows) {
        CAPTURE(row.message);
        const auto found = std::find_if(faults.begin(), faults.end(), [&](const Diagnostic& d) { return d.message == row.message; });
        REQUIRE(found != faults.end());
        CHECK(found->file == pack.path(row.file));
        CHECK(found->pointer == row.pointer);
        CHECK(found->position.line == row.line);
    }
    CHECK(faults.size() == 6);  // and the syntax error of c.json
}

TEST_CASE("what is no pack") {
    const TemporaryPack pack;
    pack.remove("pack.json");
    pack.write("x.txt", "x");
    struct Row { std::string path; ErrorCode code; };
    const Row rows[] = {{pack.path("none"), ErrorCode::not_found}, {pack.path(), ErrorCode::not_found}, {pack.path("x.txt"), ErrorCode::usage}};
    for (const Row& row : rows) {
        const std::vector<Diagnostic> faults = faults_of({row.path});
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].code == row.code);
        CHECK(faults[0].file == row.path);
    }
}

TEST_CASE("later packs replace, extend and remove entries of earlier ones") {
    const TemporaryPack pack;
    pack.write("a.json", R"({"kind": "states", "entries": [{"id": "FRA", "name": "Gaul"}, {"id": "DEU", "remove": true}, {"id": "ITA", "add": true, "names": ["Ausonia"]}]})");
    std::vector<Diagnostic> faults;
    const std::vector<std::string> paths{pack.path()};
    const extract::Packs packs = extract::read_packs(paths, faults);
    REQUIRE(faults.empty());
    std::size_t france = 0, germany = 0, italy = 0;
    for (const extract::PackFile& file : packs.files) {
        if (file.kind != "states") continue;
        for (const Value& entry : *file.json.root.find("entries")->as_list()) {
            const std::string& id = *entry.find("id")->as_string();
            france += id == "FRA" ? 1U : 0U;
            germany += id == "DEU" ? 1U : 0U;
            italy += id == "ITA" ? 1U : 0U;
        }
    }
    CHECK(france == 1);
    CHECK(germany == 0);
    CHECK(italy == 2);
}
