#include <algorithm>
#include <random>

#include "demarche/store.h"
#include "doctest/doctest.h"
#include "unit/graph/samples.h"

using namespace demarche;

namespace {

struct Line {
    const char *article, *published, *relation, *date, *topic;
};

Extraction article(const Line& line, bool swapped = false) {
    Extraction x;
    x.id = line.article;
    x.date = line.published;
    x.nodes = {{"state:BOR", "State", "Bordavia", {}, "BOR", {}}, {"state:RUR", "State", "Ruritania", {}, "RUR", {}}};
    ExtractedEdge e;
    e.source = swapped ? 1 : 0;
    e.target = swapped ? 0 : 1;
    e.relation = line.relation;
    e.date = line.date;
    e.topic = line.topic;
    e.sentence = "Bordavia did it.";
    x.edges = {e};
    return x;
}

// How many edges the reports become.
std::size_t acts(const std::vector<Line>& lines) {
    std::vector<Extraction> extractions;
    for (const Line& line : lines) extractions.push_back(article(line));
    return merge(extractions)->edge_count();
}

}  // namespace

TEST_CASE("which reports tell of one act") {
    // the same day and topic, in two articles
    CHECK(acts({{"a", "", "demanded", "2024-10-14", "open the border"}, {"b", "", "demanded", "2024-10-14", "to open its borders"}}) == 1);
    CHECK(acts({{"a", "", "demanded", "2024-10-14", "open the border"}, {"b", "", "demanded", "2024-10", "open the border"}}) == 1);
    CHECK(acts({{"a", "", "demanded", "2024-10-14", "open the border"}, {"b", "", "demanded", "2024-10-14", "release the prisoners"}}) == 2);
    CHECK(acts({{"a", "", "demanded", "2024-10-14", "open the border"}, {"b", "", "demanded", "2024-11-14", "open the border"}}) == 2);
    CHECK(acts({{"a", "", "demanded", "2024-10-14", "open the border"}, {"b", "", "accused", "2024-10-14", "open the border"}}) == 2);
    // a vague report that fits two acts equally stays apart
    CHECK(acts({{"a", "", "demanded", "2024-10-14", "open the border"}, {"b", "", "demanded", "2024-10-20", "open the border"}, {"c", "", "demanded", "2024-10", "open the border"}}) == 3);
    // undated: the same story when published close to each other
    CHECK(acts({{"a", "2024-10-14", "demanded", "", "open the border"}, {"b", "2024-10-16", "demanded", "", "open the border"}}) == 1);
    CHECK(acts({{"a", "2024-10-14", "demanded", "", "open the border"}, {"b", "2023-10-16", "demanded", "", "open the border"}}) == 2);
    CHECK(acts({{"a", "2024-10-14", "demanded", "", "open the border"}, {"b", "2024-10-16", "demanded", "2024-10-13", "open the border"}}) == 1);
    // facts have no date
    CHECK(acts({{"a", "2024-10-14", "part_of", "2024", "x"}, {"b", "2023-10-16", "part_of", "", ""}}) == 1);
}

TEST_CASE("the merged edge sums up its reports") {
    std::vector<Extraction> two = {article({"a", "2024-10-15", "demanded", "2024-10-14", "open the border"}),
                                   article({"b", "2024-10-16", "demanded", "2024-10", "open the border"})};
    two[0].edges[0].confidence = 0.5;
    two[0].edges[0].attributed_to = "media reports";
    two[1].edges[0].confidence = 0.9;
    two[1].edges[0].rule = "sure";
    const Result<PropertyGraph> g = merge(two);
    REQUIRE(g);
    REQUIRE(g->edge_count() == 1);
    const Value p(g->properties(EdgeId{0}));
    CHECK(*p.find("articles") == Value(2));
    CHECK(*p.find("doc") == Value("a"));
    CHECK(*p.find("weight") == Value(2));
    CHECK(*p.find("date") == Value("2024-10-14"));
    CHECK(*p.find("first_date") == Value("2024-10-01"));
    CHECK(*p.find("last_date") == Value("2024-10-31"));
    CHECK(*p.find("confidence") == Value(0.9));
    CHECK(*p.find("rule") == Value("sure"));
    CHECK(!p.find("attributed_to"));
    REQUIRE(p.find("evidence")->as_list()->size() == 2);
    CHECK(*p.find("evidence")->as_list()->front().find("article") == Value("a"));
    CHECK(*p.find("evidence")->as_list()->front().find("attributed_to") == Value("media reports"));
}

TEST_CASE("a symmetric relation is one edge whichever end stands first") {
    const Line line{"a", "", "consulted", "2024-10-14", "peace"};
    Line other = line;
    other.article = "b";
    CHECK(merge({article(line), article(other, true)})->edge_count() == 1);
    Line demand{"a", "", "demanded", "2024-10-14", "peace"};
    other.relation = "demanded";
    CHECK(merge({article(demand), article(other, true)})->edge_count() == 2);
}

TEST_CASE("a node is what most articles say, with the types above its own") {
    std::vector<Extraction> three(3);
    for (std::size_t i = 0; i < 3; ++i) three[i].id = std::string(1, static_cast<char>('a' + i));
    three[0].nodes = {{"law:x", "Treaty", "The Treaty", {"it"}, "", {{"number", "1"}}}};
    three[1].nodes = {{"law:x", "Treaty", "Treaty of X", {}, "RUR", {}}};
    three[2].nodes = {{"law:x", "Law", "Treaty of X", {}, "", {{"number", "1"}, {"name", "never"}}}};
    const Result<PropertyGraph> g = merge(three);
    REQUIRE(g);
    CHECK(g->properties(NodeId{0}) == Map{{"aliases", Value(List{"The Treaty", "it"})}, {"id", "law:x"}, {"name", "Treaty of X"}, {"number", "1"}, {"state", "RUR"}});
    CHECK(g->labels_of(NodeId{0}).size() == 2);
    CHECK(g->has_label(NodeId{0}, *g->find_label("Law")));
    CHECK(g->has_label(NodeId{0}, *g->find_label("Treaty")));
}

TEST_CASE("any order and any repetition of the articles give the same graph") {
    for (unsigned seed = 1; seed <= 30; ++seed) {
        std::vector<Extraction> extractions = test::random_extractions(seed, 14);
        const std::string expected = test::dump(*merge(extractions));
        std::mt19937 random(seed);
        for (int round = 0; round < 5; ++round) {
            std::shuffle(extractions.begin(), extractions.end(), random);
            std::vector<Extraction> with_repeats = extractions;
            with_repeats.insert(with_repeats.end(), extractions.begin(), extractions.begin() + 5);
            CHECK(test::dump(*merge(with_repeats)) == expected);
        }
    }
}
