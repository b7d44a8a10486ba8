// Small updates touch only what they change, and give what all articles together would give.
#include <algorithm>
#include <random>

#include "demarche/store.h"
#include "doctest/doctest.h"
#include "graph/near_duplicates.h"
#include "support/folder.h"
#include "unit/graph/samples.h"

using namespace demarche;
using test::Folder;

namespace {

// Puts, replaces or removes a few articles, in the store and in the list.
void change(Store& store, std::vector<Extraction>& articles, std::mt19937& random, unsigned seed) {
    const std::vector<Extraction> fresh = test::random_extractions(seed, 20);
    for (int n = 1 + static_cast<int>(random() % 3); n > 0; --n) {
        const Extraction& x = fresh[random() % fresh.size()];
        const auto old = std::find_if(articles.begin(), articles.end(), [&](const Extraction& a) { return a.id == x.id; });
        if (old != articles.end()) articles.erase(old);
        if (random() % 3 == 0) {
            REQUIRE(store.remove_article(x.id));
        } else {
            REQUIRE(store.commit_article(test::article_of(x), x));
            articles.push_back(x);
        }
    }
}

// Two outlets print one agency's text, the second with another word; a third writes its own.
Extraction printed(const char* id, const char* outlet, const char* sentence) {
    Extraction x;
    x.id = id;
    x.date = "2024-10-15";
    x.outlet = outlet;
    x.nodes = {{"state:BOR", "State", "Bordavia", {}, "BOR", {}}, {"state:RUR", "State", "Ruritania", {}, "RUR", {}}};
    ExtractedEdge e;
    e.target = 1;
    e.relation = "demanded";
    e.date = "2024-10-14";
    e.topic = "open the border";
    e.sentence = sentence;
    x.edges = {e};
    return x;
}

constexpr const char* kAgency = "Bordavia on Monday demanded that Ruritania open the border at Strelsau to all trade before the end of the month, its foreign ministry said.";
constexpr const char* kCopy = "Bordavia on Monday demanded that Ruritania open the border at Strelsau to all trade before the end of the year, its foreign ministry said.";
constexpr const char* kOwn = "In a note handed over on October 14, the Bordavian government called on its neighbour to open the border.";

}  // namespace

TEST_CASE("after any row of small updates the graph is that of all articles") {
    const Folder folder;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        std::vector<Extraction> articles = test::random_extractions(seed, 10);
        Result<Store> store = Store::create(folder / "g.dmr", Ontology::built_in());
        REQUIRE(store);
        for (const Extraction& x : articles) REQUIRE(store->commit_article(test::article_of(x), x));
        REQUIRE(store->finish());
        for (unsigned round = 0; round < 6; ++round) {
            if (round % 2 == 0) REQUIRE(store->begin());
            change(*store, articles, random, seed * 100 + round);
            REQUIRE(store->finish(round == 4));
            CAPTURE(seed);
            CAPTURE(round);
            const Result<PropertyGraph> graph = store->graph();
            REQUIRE_MESSAGE(graph, graph.error().to_string());
            CHECK(test::dump(*graph) == test::dump(*merge(articles)));
            const std::vector<Diagnostic> faults = store->check();
            CHECK_MESSAGE(faults.empty(), faults.front().to_string());
        }
    }
}

TEST_CASE("what is begun and not finished did not happen") {
    const Folder folder;
    const std::vector<Extraction> articles = test::random_extractions(3, 5);
    {
        Result<Store> store = Store::create(folder / "g.dmr", Ontology::built_in());
        for (const Extraction& x : articles) REQUIRE(store->commit_article(test::article_of(x), x));
        REQUIRE(store->finish());
        REQUIRE(store->begin());
        REQUIRE(store->remove_article(articles[0].id));
    }
    const Result<Store> store = Store::open(folder / "g.dmr");
    CHECK(*store->extractions() == articles);
    CHECK(*store->content_hash_of(articles[0].id) == content_hash(test::article_of(articles[0]).bytes));
    CHECK(store->content_hash_of("unheard of")->empty());
}

TEST_CASE("only the columns that are asked for have values") {
    const Folder folder;
    REQUIRE(Store::save_graph(folder / "g.dmr", *merge(test::random_extractions(5, 8)), Ontology::built_in()));
    const Result<Store> store = Store::open(folder / "g.dmr");
    const Result<PropertyGraph> graph = store->graph([](const PropertyGraph& bare) {
        CHECK(bare.node_count() == 4);
        CHECK(bare.find_node_key("name"));
        CHECK(bare.properties(NodeId{0}).empty());
        return GraphParts{false, {"name"}, {"topic", "unheard of"}};
    });
    REQUIRE(graph);
    CHECK(graph->properties(NodeId{0}).size() == 1);
    CHECK(graph->find_edge_key("evidence"));
    for (const auto& [key, value] : graph->properties(EdgeId{0})) CHECK(key == "topic");
}

TEST_CASE("an imported graph takes no articles") {
    const Folder folder;
    REQUIRE(Store::save_graph(folder / "g.dmr", PropertyGraph(), Ontology::built_in()));
    Result<Store> store = Store::open(folder / "g.dmr", true);
    const Extraction x = test::random_extractions(1, 1)[0];
    CHECK(store->commit_article(test::article_of(x), x).error().code() == ErrorCode::usage);
}

TEST_CASE("one text in several outlets is one report") {
    const Extraction agency = printed("a", "Strelsau Times", kAgency), copy = printed("b", "Zenda Post", kCopy), own = printed("c", "Bordavian Herald", kOwn);
    graph::NearDuplicates duplicates;
    CHECK(duplicates.groups({&agency, &copy, &own}) == std::vector<std::vector<const Extraction*>>{{&agency, &copy}, {&own}});

    const Result<PropertyGraph> g = merge({own, copy, agency});
    REQUIRE(g->edge_count() == 1);
    const Value p(g->properties(EdgeId{0}));
    CHECK(*p.find("articles") == Value(2));
    CHECK(*p.find("weight") == Value(2));
    CHECK(*p.find("outlets") == Value(List{"Bordavian Herald", "Strelsau Times", "Zenda Post"}));
    const List& evidence = *p.find("evidence")->as_list();
    REQUIRE(evidence.size() == 2);
    CHECK(*evidence[0].find("article") == Value("a"));
    CHECK(*evidence[0].find("copies") == Value(List{"b"}));
    CHECK(!evidence[1].find("copies"));
}

TEST_CASE("short statements are no copies of each other") {
    const Extraction one = printed("a", "", "Bordavia demanded an open border."), other = printed("b", "", "Bordavia demanded an open border.");
    CHECK(merge({one, other})->property(EdgeId{0}, *merge({one, other})->find_edge_key("articles")) == Value(2));
}
