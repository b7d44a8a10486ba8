#include "demarche/curation.h"

#include <filesystem>
#include <fstream>

#include "demarche/store.h"
#include "doctest/doctest.h"
#include "support/folder.h"
#include "unit/graph/samples.h"

using namespace demarche;
namespace fs = std::filesystem;

namespace {

// Anna Berg under two ids, and Bordavia.
Extraction article(const char* id) {
    Extraction x;
    x.id = id;
    x.nodes = {{"person:a-berg", "Person", "A. Berg", {}, "", {}}, {"person:anna-berg", "Person", "Anna Berg", {"Berg"}, "RUR", {}}, {"state:BOR", "State", "Bordavia", {}, "BOR", {}}};
    ExtractedEdge one;
    one.target = 2;
    one.relation = "accused";
    one.sentence = "A. Berg accused Bordavia.";
    one.confidence = 0.5;
    ExtractedEdge two = one;
    two.source = 1;
    two.relation = "threatened";
    two.sentence = "Berg threatened Bordavia.";
    x.edges = {one, two};
    x.mentions = {{{0, 4}, 0, MentionKind::name}, {{6, 9}, 1, MentionKind::name}, {{12, 15}, 2, MentionKind::name}};
    return x;
}

CurationEntry entry(CurationKind kind, const char* node, const char* other = "", const char* text = "", const char* relation = "") {
    CurationEntry e;
    e.kind = kind;
    e.node = node;
    e.other = other;
    e.text = text;
    e.relation = relation;
    e.who = "kb";
    e.when = "2024-11-02T10:00:00Z";
    e.why = "checked \"twice\"";
    return e;
}

// Applies one entry to one article.
Extraction curated(CurationEntry e, std::size_t times = 1) {
    Curation curation;
    curation.add(std::move(e));
    Extraction x = article("a");
    std::vector<std::size_t> applied;
    curation.apply(x, applied);
    CHECK(applied == std::vector<std::size_t>{times});
    return x;
}

}  // namespace

TEST_CASE("each kind of entry changes what an article says") {
    Extraction x = curated(entry(CurationKind::merge, "person:a-berg", "person:anna-berg"));
    REQUIRE(x.nodes.size() == 2);
    CHECK(x.nodes[0].id == "person:anna-berg");
    CHECK(x.nodes[0].name == "Anna Berg");
    CHECK(x.nodes[0].state == "RUR");
    CHECK(x.nodes[0].aliases == std::vector<std::string>{"A. Berg", "Berg"});
    CHECK(x.edges[0].source == 0);
    CHECK(x.edges[0].target == 1);
    CHECK(x.edges[1].source == 0);
    CHECK(x.mentions[2].node == 1);

    x = curated(entry(CurationKind::merge, "person:anna-berg", "person:a-berg"));
    CHECK(x.nodes[0].id == "person:a-berg");
    CHECK(x.nodes[0].name == "A. Berg");
    CHECK(x.nodes[0].aliases == std::vector<std::string>{"Anna Berg", "Berg"});

    x = curated(entry(CurationKind::merge, "person:a-berg", "person:zoe"));
    REQUIRE(x.nodes.size() == 3);
    CHECK(x.nodes[1].id == "person:zoe");
    CHECK(x.edges[0].source == 1);
    CHECK(x.edges[1].source == 0);

    CurationEntry split = entry(CurationKind::split, "state:BOR", "place:bordavia", "Bordavia Bay");
    split.articles = {"a"};
    x = curated(split);
    CHECK(x.nodes[2].id == "place:bordavia");
    CHECK(x.nodes[2].name == "Bordavia Bay");
    split.articles = {"b"};
    CHECK(curated(split, 0) == article("a"));

    CHECK(curated(entry(CurationKind::alias, "state:BOR", "", "Bord")).nodes[2].aliases == std::vector<std::string>{"Bord"});
    x = curated(entry(CurationKind::rename, "person:anna-berg", "", "Anna B. Berg"));
    CHECK(x.nodes[1].name == "Anna B. Berg");
    CHECK(x.nodes[1].aliases == std::vector<std::string>{"Anna Berg", "Berg"});
    CHECK(curated(entry(CurationKind::retype, "state:BOR", "", "Place")).nodes[2].type == "Place");
    CHECK(curated(entry(CurationKind::retype, "state:XYZ", "", "Place"), 0) == article("a"));
}

TEST_CASE("an edge is rejected or confirmed as far as its sentences go") {
    CurationEntry e = entry(CurationKind::reject, "person:a-berg", "state:BOR", "", "accused");
    e.sentences = {"A. Berg accused Bordavia."};
    CHECK(curated(e).edges.size() == 1);
    e.sentences = {"Another sentence."};
    CHECK(curated(e, 0).edges.size() == 2);
    e.node = "state:BOR";
    e.other = "person:a-berg";
    e.sentences = {"A. Berg accused Bordavia."};
    CHECK(curated(e, 0).edges.size() == 2);
    e.either_way = true;
    CHECK(curated(e).edges.size() == 1);
    e.kind = CurationKind::confirm;
    const Extraction x = curated(e);
    CHECK(x.edges[0].confidence == 1);
    CHECK(x.edges[0].rule == "curation.confirm");
    CHECK(x.edges[1].confidence == 0.5);
}

TEST_CASE("a curation is written and read back; entries keep their numbers") {
    Curation curation;
    CurationEntry split = entry(CurationKind::split, "state:BOR", "place:b", "B\n\"");
    split.articles = {"a", "b"};
    CurationEntry reject = entry(CurationKind::reject, "a", "b", "", "accused");
    reject.sentences = {"One.", "Zo\xC3\xAB."};
    reject.either_way = true;
    CHECK(curation.add(entry(CurationKind::merge, "a", "b")) == 1);
    CHECK(curation.add(split) == 2);
    CHECK(curation.add(reject) == 3);
    CHECK(curation.remove(2));
    CHECK(!curation.remove(2));
    CHECK(curation.add(entry(CurationKind::alias, "a", "", "x")) == 4);
    const Result<Curation> again = Curation::parse(curation.to_json(), "c.json");
    REQUIRE_MESSAGE(again, again.error().to_string());
    CHECK(again->entries() == curation.entries());
    CHECK(curation_path("x/news.dmr") == "x/news.curation.json");
    CHECK(Curation::load("/nowhere/at/all.json")->empty());
}

TEST_CASE("all faults of a curation file are told with their lines") {
    const Result<Curation> bad = Curation::parse("{\"version\": 1, \"entries\": [\n{\"number\": 1, \"kind\": \"marry\", \"node\": \"a\"},\n{\"number\": 2, \"kind\": \"merge\", \"node\": \"a\"},\n{\"number\": 2, \"kind\": \"alias\", \"node\": \"a\", \"text\": \"b\"}]}", "c.json");
    REQUIRE(!bad);
    REQUIRE(bad.error().diagnostics().size() == 3);
    CHECK(bad.error().diagnostics()[0].position.line == 2);
    CHECK(bad.error().diagnostics()[1].message.find("'other'") != std::string::npos);
    CHECK(bad.error().diagnostics()[2].message.find("order") != std::string::npos);
    CHECK(!Curation::parse("{", "c.json"));
    CHECK(!Curation::parse("[]", "c.json"));
}

TEST_CASE("a build applies the curation beside the store, and tells what no longer applies") {
    const test::Folder folder;
    const std::string path = folder / "g.dmr";
    const auto build = [&] {
        Result<Store> store = Store::create(path, Ontology::built_in());
        REQUIRE(store);
        const Extraction x = article("a");
        Article text;
        text.id = "a";
        text.bytes = "A.";
        REQUIRE(store->commit_article(text, x));
        const auto warnings = store->finish();
        REQUIRE_MESSAGE(warnings, warnings.error().to_string());
        CHECK(store->check().empty());
        return std::pair(store->graph()->node_count(), warnings->size());
    };
    CHECK(build() == std::pair<std::size_t, std::size_t>(3, 0));
    Curation curation;
    curation.add(entry(CurationKind::merge, "person:a-berg", "person:anna-berg"));
    curation.add(entry(CurationKind::alias, "person:nobody", "", "x"));
    REQUIRE(curation.save(curation_path(path)));
    CHECK(build() == std::pair<std::size_t, std::size_t>(2, 1));
    {  // the store keeps what it was made with, also when the file is gone
        fs::remove(curation_path(path));
        Result<Store> store = Store::open(path, true);
        CHECK(store->curation()->entries() == curation.entries());
        CHECK(store->finish()->size() == 1);
        CHECK(store->graph()->node_count() == 2);
    }
    REQUIRE(Curation().save(curation_path(path)));
    Result<Store> store = Store::open(path, true);
    CHECK(store->finish()->empty());
    CHECK(store->graph()->node_count() == 3);
    std::ofstream(curation_path(path)) << "nonsense";
    CHECK(!store->finish());
}

TEST_CASE("nodes that may be one are listed") {
    const Result<PropertyGraph> g = merge({article("a")});
    const std::vector<DoubtfulMerge> doubts = doubtful_merges(*g);
    REQUIRE(doubts.size() == 1);
    CHECK(doubts[0].one == "person:a-berg");
    CHECK(doubts[0].other == "person:anna-berg");
    CHECK(doubts[0].why == "one is called 'berg' alone");
    CHECK(doubtful_merges(PropertyGraph()).empty());
}
