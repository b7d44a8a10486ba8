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
                        {"a.json", "/entries/3/nam", 5, "a key is not known here: 'nam'"},
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

namespace {

// The entries of a kind that hold, as JSON without their braces, in order.
std::string entries_of(const extract::Packs& packs, std::string_view kind, const std::string& key, const std::string& value) {
    std::string out;
    for (const extract::PackFile& file : packs.files) {
        if (file.kind != kind) continue;
        for (const Value& entry : *file.json.root.find("entries")->as_list()) {
            const Value* found = entry.find(key);
            if (found && found->as_string() && *found->as_string() == value) out += to_json(entry) + '\n';
        }
    }
    return out;
}

}  // namespace

TEST_CASE("later packs replace, extend and remove entries of earlier ones, and values of them") {
    const TemporaryPack pack, second;
    pack.write("a.json", R"({"kind": "states", "entries": [{"id": "FRA", "name": "Gaul", "names": ["Old Gaul", "New Gaul"]}, {"id": "DEU", "remove": true},
                                                           {"id": "ITA", "add": true, "names": ["Ausonia"]}, {"id": "RUR", "name": "Ruritania"}]})");
    pack.write("b.json", R"({"kind": "cities", "entries": [{"state": "RUR", "cities": ["Zenda?|Old Zenda", "Strelsau"]}]})");
    pack.write("c.json", R"({"kind": "person-names", "entries": [{"culture": "ruritanian", "male": "otto rudolf fritz"}]})");
    pack.write("d.json", R"({"kind": "word-classes", "entries": [{"class": "ship_prefix", "override": true, "words": ["rss"]}]})");
    second.write("a.json", R"({"kind": "states", "entries": [{"id": "FRA", "remove": true, "names": ["Old Gaul"]}, {"id": "RUR", "override": true, "name": "New Ruritania"}]})");
    second.write("b.json", R"({"kind": "cities", "entries": [{"state": "RUR", "remove": true, "cities": ["Zenda"]}, {"state": "RUR", "cities": ["Hentzau"]}]})");
    second.write("c.json", R"({"kind": "person-names", "entries": [{"culture": "ruritanian", "remove": true, "male": "rudolf"}]})");
    std::vector<Diagnostic> faults;
    const std::vector<std::string> paths{pack.path(), second.path()};
    const extract::Packs packs = extract::read_packs(paths, faults);
    for (const Diagnostic& d : faults) FAIL_CHECK(d.to_string());
    CHECK(entries_of(packs, "states", "id", "FRA") == "{\"id\":\"FRA\",\"name\":\"Gaul\",\"names\":[null,\"New Gaul\"]}\n");
    CHECK(entries_of(packs, "states", "id", "DEU").empty());
    CHECK(entries_of(packs, "states", "id", "ITA").find("{\"add\":true,\"id\":\"ITA\",\"names\":[\"Ausonia\"]}\n") != std::string::npos);
    CHECK(entries_of(packs, "states", "id", "RUR") == "{\"id\":\"RUR\",\"name\":\"New Ruritania\",\"override\":true}\n");
    CHECK(entries_of(packs, "cities", "state", "RUR") == "{\"cities\":[null,\"Strelsau\"],\"state\":\"RUR\"}\n{\"cities\":[\"Hentzau\"],\"state\":\"RUR\"}\n");
    CHECK(entries_of(packs, "person-names", "culture", "ruritanian") == "{\"culture\":\"ruritanian\",\"male\":\"otto fritz\"}\n");
    CHECK(entries_of(packs, "word-classes", "class", "ship_prefix") == "{\"class\":\"ship_prefix\",\"override\":true,\"words\":[\"rss\"]}\n");
}

TEST_CASE("what adds, overrides or removes must find what it changes, and say one thing only") {
    struct Row { const char* kind; const char* entries; const char* pointer; const char* message; const char* hint; };
    const Row rows[] = {
        {"states", R"({"id": "RUX", "add": true, "names": ["X"]})", "/entries/0/id", "there is no 'RUX' to add to", "did you mean 'LUX'?"},
        {"states", R"({"id": "RUX", "override": true, "name": "X"})", "/entries/0/id", "there is no 'RUX' to override", "did you mean 'LUX'?"},
        {"states", R"({"id": "FRA", "remove": true, "names": ["Gall"]})", "/entries/0/names/0", "there is no 'Gall' to remove from \"names\"", ""},
        {"states", R"({"id": "FRA", "remove": true, "add": true})", "/entries/0", "an entry adds, overrides or removes, only one of them", "keep one of \"add\", \"override\" and \"remove\""},
        {"states", R"({"id": "FRA", "add": true, "name": "Gaul"})", "/entries/0/name", "the entry says two things: name \"France\" before and \"Gaul\" here", "further names are written under \"names\""},
        {"states", R"({"id": "RUR", "name": "Ruritania"}, {"id": "RUR", "remove": true})", "/entries/1/id", "'RUR' is defined and removed in this pack", "keep one of the two"},
        {"organisations", R"({"id": "a", "name": "Zubrowka Club", "state": "FRA"}, {"id": "b", "name": "Zubrowka Club", "state": "FRA"})", "/entries/1/name",
         "'Zubrowka Club' is the name of 'a' as well", "make them one entry, name them apart, or say when each holds by \"from\" and \"until\""},
        {"organisations", R"({"id": "a", "name": "Zubrowka Club", "names": ["ZC", "ZC"]})", "/entries/0/names/1", "'ZC' is in this list twice", "take one of the two out"},
        {"organisations", R"({"id": "a", "name": "Zubrowka Club", "from": "2001-05", "until": "2001-04-30"})", "/entries/0/until", "it ends ('2001-04-30') before it begins ('2001-05')", "exchange the two dates"},
        {"organisations", R"({"id": "a", "name": "Zubrowka Club", "from": "2001-05", "until": "2001"})", nullptr, "", ""},
        {"holders", R"({"office": "president", "state": "FRA", "terms": ["2031-01-01/2030-01-01 Anna Berg"]})", "/entries/0/terms/0", "it ends ('2030-01-01') before it begins ('2031-01-01')", "exchange the two dates"},
        {"tags", R"({"id": "may-month", "override": true, "select": "proper"}, {"id": "may-modal", "remove": true})", nullptr, "", ""},
        {"frames", R"({"id": "request.ask", "add": true, "source": ["object"]})", "/entries/0/source", "'source' cannot be added to an entry of kind \"frames\"",
         "what can be added: verbs nouns adjectives means examples counterexamples; for more, override the entry"},
    };
    for (const Row& row : rows) {
        const TemporaryPack pack;
        pack.write("a.json", std::string(R"({"kind": ")") + row.kind + R"(", "version": 1, "licence": "none", "entries": [)" + row.entries + "]}");
        const std::vector<Diagnostic> faults = faults_of({pack.path()});
        CAPTURE(row.entries);
        REQUIRE(faults.size() == (row.pointer ? 1 : 0));
        if (!row.pointer) continue;
        CHECK(faults[0].pointer == row.pointer);
        CHECK(faults[0].message == row.message);
        CHECK(faults[0].hint == row.hint);
        CHECK(faults[0].position.line == 1);
    }
}
