#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "extract/names/slug.h"
#include "support/cases.h"
#include "support/stages.h"

using namespace demarche;
using namespace demarche::extract;

namespace {

// Nodes and structural edges, one a line: what resolve makes of names and titles without any event.
std::string resolved(const std::string& text) {
    const Extraction x = test::resolve(test::run_stages(text), false);
    std::string out;
    for (const ExtractedNode& n : x.nodes) {
        out += n.id + " " + n.type + " (" + n.name + ")";
        if (!n.state.empty()) out += " " + n.state;
        for (const std::string& alias : n.aliases) out += " = " + alias;
        out += "\n";
    }
    for (const ExtractedEdge& e : x.edges) out += x.nodes[e.source].id + " -" + e.relation + "-> " + x.nodes[e.target].id + " (" + e.topic + ")\n";
    return out;
}

// The edges of the whole cascade, one a line.
std::string edges_of(const std::string& text) {
    const Extraction x = test::resolve(test::run_stages(text));
    std::string out;
    for (const ExtractedEdge& e : x.edges) out += x.nodes[e.source].name + " -" + e.relation + "-> " + x.nodes[e.target].name + "\n";
    return out;
}

}  // namespace

TEST_CASE("resolve: a pronoun that is the object is nobody of the subject") {
    const std::string edges = edges_of("Norwegian Prime Minister Anna Berg called on Swedish President Eva Lind, asking her to open the border.");
    CHECK(edges.find("Anna Berg -requested-> Eva Lind\n") != std::string::npos);
}

TEST_CASE("resolve: a pronoun means what the relation can have as its target") {
    const std::string edges = edges_of("Kenya signed the border treaty with Finland. The Senate approved it a month later.");
    CHECK(edges.find("Senate -adopted-> Border treaty\n") != std::string::npos);
    CHECK(edges.find("-adopted-> Kenya") == std::string::npos);
}

TEST_CASE("resolve: a noun that takes up an act is no second one") {
    const std::string edges = edges_of("Kenya asked Finland to open the border. Finland rejected Kenya's request.");
    const std::size_t at = edges.find("Kenya -requested-> Finland\n");
    REQUIRE(at != std::string::npos);
    CHECK(edges.find("Kenya -requested-> Finland\n", at + 1) == std::string::npos);
    CHECK(edges.find("Finland -rejected-> Kenya\n") != std::string::npos);
}

TEST_CASE("resolve: the only person named speaks as the unnamed holder of an office") {
    const std::string edges = edges_of("\"We will build roads in Finland,\" Anna Berg said. \"We must help Finland,\" the Prime Minister said.");
    CHECK(edges.find("Anna Berg -represents-> Finland\n") != std::string::npos);
    const std::string two = edges_of("\"We will build roads in Finland,\" Anna Berg told Karl Lind. \"We must help Finland,\" the Prime Minister said.");
    CHECK(two.find("Anna Berg -represents-> Finland\n") == std::string::npos);
}

TEST_CASE("resolve: ends that only the acts before tell") {
    struct Case { const char* text; const char* edge; bool given; };
    const Case cases[] = {
        {"Norway asked Sweden to open the border. The king spoke of the weather. Sweden rejected the request.", "Sweden -rejected-> Norway\n", true},
        {"Norway visited Sweden. Sweden responded coldly.", "-rejected->", false},
        {"Anna Berg accused Sweden of theft. She called for patience.", "-requested->", false},
        {"The Swedish ambassador, Karl Lind, said that the new rules in Norway have raised concerns among Swedes.", "Karl Lind -expressed_concern-> Norway\n", true},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        CHECK((edges_of(c.text).find(c.edge) != std::string::npos) == c.given);
    }
}

TEST_CASE("resolve: text without full stops costs no sentence of all of it an edge") {
    std::string text;
    for (int i = 0; i < 400; ++i) text += "France demanded that Germany open the border and Poland asked Norway to withdraw its troops and ";
    const Extraction x = test::resolve(test::run_stages(text));
    REQUIRE(x.edges.size() > 100);
    for (const ExtractedEdge& edge : x.edges) {
        CHECK(edge.sentence.size() < 4000);
        CHECK(edge.topic.size() < 4000);
        CHECK(edge.sentence.find(text.substr(edge.trigger.begin, edge.trigger.end - edge.trigger.begin)) != std::string::npos);
    }
}

TEST_CASE("resolve: entities and titles") { demarche::test::check_cases("resolve", resolved); }

TEST_CASE("resolve: every mention and edge refers to a node, in the text's order") {
    const std::string text = "Kenyan President Amina Odhiambo met Karl Lindqvist. The Kenyan government thanked him.";
    const Extraction x = test::resolve(test::run_stages(text), false);
    for (std::size_t i = 1; i < x.nodes.size(); ++i) CHECK(x.nodes[i - 1].id < x.nodes[i].id);
    for (const ExtractedMention& m : x.mentions) {
        CHECK(m.node < x.nodes.size());
        CHECK(m.range.end <= text.size());
    }
    for (std::size_t i = 1; i < x.mentions.size(); ++i) CHECK(x.mentions[i - 1].range.begin <= x.mentions[i].range.begin);
}

TEST_CASE("resolve: people of no known state are of the state in which they are acted on") {
    const Extraction x = test::resolve(test::run_stages("Swedish soldiers arrested smugglers in Norway."));
    const auto people = std::find_if(x.nodes.begin(), x.nodes.end(), [](const ExtractedNode& n) { return n.id == "group:smugglers"; });
    REQUIRE(people != x.nodes.end());
    CHECK(people->state == "NOR");
}

TEST_CASE("resolve: nobody named is acted on: an unnamed group, of the doer's state where the act is domestic") {
    CHECK(edges_of("Norway lifted the state of emergency.").find("Norway -conceded-> public in Norway\n") != std::string::npos);
    CHECK(edges_of("Swedish soldiers tortured him.").find("Swedish soldiers -assaulted-> unidentified people\n") != std::string::npos);
    CHECK(edges_of("Norway and Sweden met at the level of ministers.").find("ministers") == std::string::npos);
}

TEST_CASE("resolve: an organ called by a person's name is of that person's state, not of the state spoken of") {
    const Extraction x = test::resolve(test::run_stages("The Obama administration criticised China."));
    CHECK(std::any_of(x.nodes.begin(), x.nodes.end(), [](const ExtractedNode& n) { return n.type == "Organisation" && n.state == "USA"; }));
    CHECK(std::none_of(x.nodes.begin(), x.nodes.end(), [](const ExtractedNode& n) { return n.type == "Organisation" && n.state == "CHN"; }));
}
